"""BCubed against hand-worked cases, its definition item by item, and the reference scorer where it is there."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.scoring.stories import bcubed

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "scoring" / "stories.py"
groupings = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=40)


def test_a_perfect_grouping_scores_one_whatever_its_labels() -> None:
    assert bcubed(["a", "a", "b"], [7, 7, 3]) == {"precision": 1.0, "recall": 1.0, "f1": 1.0}


def test_everything_in_one_group_costs_precision_only() -> None:
    # a, a, b in one group: precision (2/3 + 2/3 + 1/3) / 3
    assert bcubed(["a", "a", "b"], [0, 0, 0]) == {"precision": 0.556, "recall": 1.0, "f1": 0.714}


def test_every_item_alone_costs_recall_only() -> None:
    assert bcubed(["a", "a", "b"], [0, 1, 2]) == {"precision": 1.0, "recall": 0.667, "f1": 0.8}


def test_nothing_scores_nothing() -> None:
    assert bcubed([], []) == {"precision": 0.0, "recall": 0.0, "f1": 0.0}


def test_labels_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError):
        bcubed(["a"], [])


@given(groupings)
def test_the_figures_are_the_definition_item_by_item(pairs: list[tuple[int, int]]) -> None:
    gold, predicted = [g for g, _ in pairs], [p for _, p in pairs]
    items = range(len(pairs))
    shared = [sum(gold[i] == gold[j] and predicted[i] == predicted[j] for j in items) for i in items]
    precision = sum(shared[i] / predicted.count(predicted[i]) for i in items) / len(pairs)
    recall = sum(shared[i] / gold.count(gold[i]) for i in items) / len(pairs)
    scores = bcubed(gold, predicted)
    assert scores["precision"] == pytest.approx(precision, abs=0.0006)
    assert scores["recall"] == pytest.approx(recall, abs=0.0006)


@pytest.mark.skipif(not REFERENCE.is_file(), reason="the reference scorers are not here")
@given(groupings)
def test_it_agrees_with_the_reference_scorer(pairs: list[tuple[int, int]]) -> None:
    spec = importlib.util.spec_from_file_location("reference_stories", REFERENCE)
    assert spec is not None
    assert spec.loader is not None
    reference = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reference)
    gold, predicted = [g for g, _ in pairs], [p for _, p in pairs]
    expected = reference.bcubed(gold, predicted)
    assert bcubed(gold, predicted) == pytest.approx(expected, abs=0.0011)
