"""Trains the pair scorer of `twosource.compare.alignment` on the annotated stories: `make train-alignment`.

    python -m training.alignment

Writes the trees and their settings into the package, and, for the cross-validated evaluation, one scorer for each of
four folds of whole stories into `evaluation/folds/`. Deterministic; a few minutes on two cores.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from evaluation.corpora import annotate_records, comparison_stories
from evaluation.scoring.comparison import words_meet
from evaluation.scoring.spans import covered, word_spans
from training.trees import trees_to_onnx
from twosource.compare.alignment.candidates import pair_units
from twosource.compare.alignment.features import FEATURES, PairTable, tabulate_pairs
from twosource.compare.alignment.scorer import MODEL, SETTINGS
from twosource.compare.alignment.words import StoryWords, read_story
from twosource.compare.statements import extract_statements
from twosource.model.annotation import AnnotatedArticle

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src/twosource/compare/data"
FOLDS = ROOT / "evaluation/folds"
FOLD_COUNT = 4
NEGATIVES_KEPT = 0.15
"""Share of the pairs that meet no gold pair that is trained on; they weigh as much more in turn."""
TREES: dict[str, Any] = {
    "max_iter": 200, "learning_rate": 0.07, "max_leaf_nodes": 24, "min_samples_leaf": 60, "l2_regularization": 5.0,
    "max_features": 0.5, "early_stopping": False, "random_state": 0,
}  # fmt: skip
DECODING = {"threshold": 0.4, "partners": 2, "link": 0.4}
"""Tuned on the 28 stories, cross-validated by story, November 2026."""


@dataclass(frozen=True)
class Example:
    """One story: its pairs, and whether each meets a hand-made pair at both ends."""

    name: str
    words: StoryWords
    table: PairTable
    right: np.ndarray


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
        mentions = [(m["article"], covered([(m["start"], m["end"])], text_words[m["article"]])) for m in claim["mentions"]]
        for i, first in enumerate(mentions):
            for second in mentions[i + 1 :]:
                if first[0] != second[0]:
                    for side, end in enumerate(sorted((first, second), key=lambda m: m[0])):
                        ends[side].append(end)
    met = [_meets(said, side) for side in ends]
    return Example(story["name"], words, table, (met[0][table.left] & met[1][table.right]).any(axis=1))


def _meets(said: list[tuple[str, frozenset[int]]], gold: list[tuple[str, frozenset[int]]]) -> np.ndarray:
    return np.array([[a[0] == b[0] and words_meet(a[1], b[1]) for b in gold] for a in said], dtype=bool)


def train(examples: Sequence[Example]) -> HistGradientBoostingClassifier:
    """Trees trained on all right pairs and a fixed sample of the others."""
    random = np.random.default_rng(0)
    rows, labels = [], []
    for example in examples:
        kept = example.right | (random.random(len(example.right)) < NEGATIVES_KEPT)
        rows.append(example.table.features[kept])
        labels.append(example.right[kept])
    right = np.concatenate(labels)
    weights = np.where(right, 1.0, 1.0 / NEGATIVES_KEPT)
    return HistGradientBoostingClassifier(**TREES).fit(np.concatenate(rows), right, sample_weight=weights)


def fold_of(name: str) -> int:
    """The fold a story belongs to, by its number."""
    return int(name[:2]) % FOLD_COUNT


def settings(version: str) -> bytes:
    return (json.dumps({"version": version, **DECODING, "features": FEATURES}, indent=1) + "\n").encode("utf-8")


def write(model: HistGradientBoostingClassifier, folder: Path, model_name: str, settings_name: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / model_name).write_bytes(trees_to_onnx(model, len(FEATURES)))
    (folder / settings_name).write_bytes(settings("1"))


def main() -> None:
    examples = []
    for story in comparison_stories():
        examples.append(read_example(story, annotate_records(story["articles"])))
    for fold in range(FOLD_COUNT):
        model = train([example for example in examples if fold_of(example.name) != fold])
        write(model, FOLDS, f"alignment-{fold}.onnx", f"alignment-{fold}.json")
    write(train(examples), PACKAGE, MODEL, SETTINGS)


if __name__ == "__main__":
    main()
