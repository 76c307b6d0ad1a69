import json
import random
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from evaluation.scoring.attributions import LABELS, score_attributions
from evaluation.scoring.spans import covered, f1, runs, word_spans

SHARED = Path(__file__).resolve().parents[3] / "shared"
TEXT = "Ada Lund said the dam had held. “It held,” she said, “twice.”"


def spans_of(*parts: str) -> list[tuple[int, int]]:
    return [(TEXT.index(part), TEXT.index(part) + len(part)) for part in parts]


GOLD = [
    {"source": spans_of("Ada Lund"), "cue": spans_of("said"), "content": spans_of("the dam had held")},
    {"source": spans_of("she"), "cue": [(47, 51)], "content": spans_of("“It held,”", "“twice.”")},
]


def test_the_gold_scores_one() -> None:
    figures = score_attributions([(TEXT, GOLD, GOLD)])
    assert {k: v for k, v in figures.items() if k not in ("gold", "predicted")} == dict.fromkeys(
        [*(f"exact_{k}_f1" for k in LABELS), "content_f1", "joint_f1", "joint_precision", "joint_recall",
         "source_accuracy", "cue_accuracy"], 1.0)  # fmt: skip
    assert (figures["gold"], figures["predicted"]) == (2, 2)


def test_punctuation_and_marks_do_not_matter() -> None:
    bare = [GOLD[0], GOLD[1] | {"content": spans_of("It held", "twice")}]
    assert score_attributions([(TEXT, GOLD, bare)])["exact_content_f1"] == 1.0


def test_a_wrong_source_costs_the_joint_figure_only() -> None:
    wrong = [GOLD[0] | {"source": spans_of("dam")}, GOLD[1]]
    figures = score_attributions([(TEXT, GOLD, wrong)])
    assert figures["content_f1"] == 1.0
    assert figures["joint_f1"] == 0.5
    assert figures["source_accuracy"] == 0.5


def test_half_of_the_content_pairs_and_less_does_not() -> None:
    half = [GOLD[0] | {"content": spans_of("the dam")}]
    less = [GOLD[0] | {"content": spans_of("the")}]
    assert score_attributions([(TEXT, GOLD[:1], half)])["joint_f1"] == 1.0
    assert score_attributions([(TEXT, GOLD[:1], less)])["joint_f1"] == 0.0


def test_nothing_found_scores_nothing() -> None:
    figures = score_attributions([(TEXT, GOLD, []), ("", [], [])])
    assert figures["joint_f1"] == figures["exact_source_f1"] == 0.0
    assert figures["predicted"] == 0


def test_runs_join_neighbours() -> None:
    assert runs({4, 1, 2, 7}) == [(1, 2), (4, 4), (7, 7)]
    assert f1(0, 0, 0) == 0.0


@pytest.fixture
def reference() -> tuple[Any, Any]:
    if not (SHARED / "scoring").is_dir():
        pytest.skip("the reference scorer is not here")
    sys.path.insert(0, str(SHARED))
    try:
        return import_module("scoring.attributions"), import_module("scoring.spans")
    finally:
        sys.path.remove(str(SHARED))


def test_the_words_are_those_of_the_reference(reference: tuple[Any, Any]) -> None:
    text = "Mr. O’Hara’s e-mail: 3.5 million, “now[.]” — İstanbul_2 ’tis"
    words = word_spans(text)
    assert words == reference[1].word_spans(text)
    rng = random.Random(5)
    for _ in range(300):
        span = tuple(sorted(rng.choices(range(len(text) + 1), k=2)))
        assert covered([span], words) == reference[1].covered([span], words)


def test_the_figures_are_those_of_the_reference(reference: tuple[Any, Any]) -> None:
    path = SHARED / "data" / "attributions" / "dev.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()[:20]]
    rng = random.Random(7)
    ours, gold, found = [], [], []
    for record in records:
        predicted = [disturbed(a, len(record["text"]), rng) for a in record["attributions"] if rng.random() > 0.1]
        ours.append((record["text"], record["attributions"], predicted))
        gold.append((record["text"], record["attributions"]))
        found.append((record["text"], predicted))
    assert score_attributions(ours) == reference[0].score(gold, found)


def disturbed(attribution: dict[str, Any], end: int, rng: random.Random) -> dict[str, Any]:
    """The attribution with some of its spans moved by a few characters, or gone."""
    out: dict[str, Any] = {}
    for label in LABELS:
        spans = [(max(0, a + rng.randint(-9, 9)), min(end, b + rng.randint(-9, 9))) for a, b in attribution[label]]
        out[label] = [(a, b) for a, b in spans if a < b and rng.random() > 0.1]
    return out
