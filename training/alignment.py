"""Trains the pair scorer of `twosource.compare.alignment` on the annotated stories: `make train-alignment`.

    python -m training.alignment

Writes the trees and their settings into the package, and, for the cross-validated evaluation, one scorer for each of
four folds of whole stories into `evaluation/folds/`. Deterministic; a few minutes on two cores.
"""

import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from evaluation.corpora import annotate_records, comparison_stories
from evaluation.scoring.comparison import words_meet
from evaluation.scoring.spans import covered, word_spans
from training.trees import trees_to_onnx
from twosource.compare.alignment.candidates import pair_units
from twosource.compare.alignment.context import ABSENT
from twosource.compare.alignment.features import FEATURES, IN_CONTEXT, PairTable, tabulate_pairs
from twosource.compare.alignment.rivals import RIVAL_FEATURES, WORTH_A_SECOND_LOOK, measure_rivals
from twosource.compare.alignment.scorer import STEM
from twosource.compare.alignment.words import StoryWords, read_story
from twosource.compare.statements import extract_statements
from twosource.model.annotation import AnnotatedArticle

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src/twosource/compare/data"
FOLDS = ROOT / "evaluation/folds"
FOLD_COUNT = 4
COMMON: dict[str, Any] = {
    "objective": "binary", "lambda_l2": 5.0, "min_data_in_leaf": 60, "feature_fraction": 0.25, "bagging_fraction": 0.5,
    "bagging_freq": 1, "max_bin": 127,
    "deterministic": True, "force_col_wise": True, "num_threads": 1, "seed": 0, "verbose": -1,
}  # fmt: skip
FIRST = {**COMMON, "learning_rate": 0.04, "num_leaves": 24}
FIRST_ROUNDS = 250
SECOND = {**COMMON, "learning_rate": 0.06, "num_leaves": 16}
SECOND_ROUNDS = 130
SEEDS = (0, 1, 2)
"""The second trees are grown this often and averaged: with other seeds one set's F1 differs by up to 0.012."""
BLANKED = 0.1
"""Share of the pairs that the trees see a second time without context vectors, as they find articles read from JSON."""
DECODING = {"threshold": 0.22, "partners": 2, "link": 0.5}
"""Tuned on the 28 stories, cross-validated by story, November 2026."""
VERSION = "4"

FloatArray = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Example:
    """One story: its pairs, and whether each meets a hand-made pair at both ends."""

    name: str
    words: StoryWords
    table: PairTable
    right: BoolArray


def read_example(story: dict[str, Any], annotated: Sequence[AnnotatedArticle]) -> Example:
    """The story's pairs with their labels; reports in the order of their ids, as in alignment."""
    ordered = sorted(annotated, key=lambda one: one.article.id)
    statements = [extract_statements(one) for one in ordered]
    words = read_story(statements, ordered)
    table = tabulate_pairs(words, *pair_units(words))
    places = [statements[article][index] for article, index in words.origins]
    text_words = {one.article.id: word_spans(one.article.text) for one in ordered}
    said = [(s.article, covered([(s.start, s.end)], text_words[s.article])) for s in places]
    ends: list[list[tuple[str, frozenset[int]]]] = [[], []]
    for claim in story["claims"]:
        spans = [(m["article"], (m["start"], m["end"])) for m in claim["mentions"]]
        mentions = [(article, covered([span], text_words[article])) for article, span in spans]
        for i, first in enumerate(mentions):
            for second in mentions[i + 1 :]:
                if first[0] != second[0]:
                    for side, end in enumerate(sorted((first, second), key=lambda m: m[0])):
                        ends[side].append(end)
    met = [_meets(said, side) for side in ends]
    right = np.asarray((met[0][table.left] & met[1][table.right]).any(axis=1), dtype=bool)
    return Example(story["name"], words, table, right)


def _meets(said: list[tuple[str, frozenset[int]]], gold: list[tuple[str, frozenset[int]]]) -> BoolArray:
    return np.array([[a[0] == b[0] and words_meet(a[1], b[1]) for b in gold] for a in said], dtype=bool)


@dataclass(frozen=True)
class Scorer:
    """The two sets of trees."""

    first: lightgbm.Booster
    second: tuple[lightgbm.Booster, ...]


def train(examples: Sequence[Example]) -> Scorer:
    """Both sets of trees. The second is trained on first scores of stories that the first trees had not seen."""
    unseen: dict[str, FloatArray] = {}
    for part in range(FOLD_COUNT):
        held = [example for number, example in enumerate(examples) if number % FOLD_COUNT == part]
        model = _train_first([example for number, example in enumerate(examples) if number % FOLD_COUNT != part])
        unseen |= {example.name: _first_scores(model, example) for example in held}
    rows, labels = [], []
    for example in examples:
        scores = unseen[example.name]
        kept = scores >= WORTH_A_SECOND_LOOK
        rivals = measure_rivals(example.words, example.table, scores)
        rows.append(np.hstack([example.table.features[kept], rivals[kept]]))
        labels.append(example.right[kept])
    data = _with_blanks(np.concatenate(rows), np.concatenate(labels))
    second = tuple(_grow({**SECOND, "seed": seed}, data, SECOND_ROUNDS) for seed in SEEDS)
    return Scorer(_train_first(examples), second)


Data = tuple[FloatArray, BoolArray]


def _with_blanks(rows: FloatArray, right: BoolArray) -> Data:
    """The rows with their labels, and a fixed sample of them once more without context vectors."""
    chosen = np.flatnonzero(np.random.default_rng(1).random(len(rows)) < BLANKED)
    blanked = rows[chosen]
    blanked[:, np.flatnonzero(IN_CONTEXT)] = ABSENT
    return np.concatenate([rows, blanked]), np.concatenate([right, right[chosen]])


def _grow(settings: dict[str, Any], data: Data, rounds: int) -> lightgbm.Booster:
    return lightgbm.train(settings, lightgbm.Dataset(*data), rounds)


def _train_first(examples: Sequence[Example]) -> lightgbm.Booster:
    rows = np.concatenate([example.table.features for example in examples])
    return _grow(FIRST, _with_blanks(rows, np.concatenate([example.right for example in examples])), FIRST_ROUNDS)


def _first_scores(model: lightgbm.Booster, example: Example) -> FloatArray:
    return np.asarray(model.predict(example.table.features, num_threads=1), dtype=np.float32)


def fold_of(name: str) -> int:
    """The fold a story belongs to, by its number."""
    return int(name[:2]) % FOLD_COUNT


def write(scorer: Scorer, folder: Path, stem: str) -> None:
    """Writes the three files that `twosource.compare.alignment.scorer` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    features = (*FEATURES, *RIVAL_FEATURES)
    settings = json.dumps({"version": VERSION, **DECODING, "features": features}, indent=1)
    (folder / f"{stem}.json").write_text(settings + "\n", encoding="utf-8")
    (folder / f"{stem}-first.onnx").write_bytes(trees_to_onnx([scorer.first], len(FEATURES)))
    (folder / f"{stem}-second.onnx").write_bytes(trees_to_onnx(scorer.second, len(features)))


def train_all(examples: Sequence[Example]) -> None:
    """Trains and writes the folds' scorers and the package's, two at a time."""
    tasks = [
        ([example for example in examples if fold_of(example.name) != fold], FOLDS, f"alignment-{fold}")
        for fold in range(FOLD_COUNT)
    ]
    with ProcessPoolExecutor(max_workers=2) as workers:
        for task in [workers.submit(_train_and_write, *task) for task in [*tasks, (list(examples), PACKAGE, STEM)]]:
            task.result()


def _train_and_write(examples: Sequence[Example], folder: Path, stem: str) -> None:
    write(train(examples), folder, stem)


def main() -> None:
    train_all([read_example(story, annotate_records(story["articles"])) for story in comparison_stories()])


if __name__ == "__main__":
    main()
