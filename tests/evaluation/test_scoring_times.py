import random
import sys
from pathlib import Path

import pytest

from evaluation.scoring.times import score_times


def time(start: int, end: int, value: str = "2024", type: str = "DATE") -> dict[str, object]:
    return {"start": start, "end": end, "type": type, "value": value}


def test_span_value_and_type_count_apart() -> None:
    gold = [time(0, 5), time(10, 15), time(20, 25), time(30, 35)]
    predicted = [time(0, 5), time(11, 15), time(20, 25, "2023"), time(50, 55)]
    assert score_times([(gold, predicted)]) == {
        "relaxed_f1": 0.75, "strict_f1": 0.5, "value_f1": 0.5, "type_f1": 0.75, "gold": 4, "predicted": 4,
    }  # fmt: skip


def test_a_prediction_counts_once() -> None:
    assert score_times([([time(0, 5), time(5, 9)], [time(0, 9)])])["relaxed_f1"] == pytest.approx(0.667)


def test_nothing_against_nothing() -> None:
    assert score_times([([], [])])["value_f1"] == 0.0


def test_it_agrees_with_the_reference_scorer() -> None:
    shared = Path(__file__).resolve().parents[3] / "shared"
    if not (shared / "scoring" / "times.py").is_file():
        pytest.skip("the reference scorer is not here")
    sys.path.insert(0, str(shared))
    try:
        from scoring.times import score
    finally:
        sys.path.remove(str(shared))
    chance = random.Random(7)
    spans = [sorted(chance.sample(range(200), 2)) for _ in range(400)]
    items = [time(a, b, chance.choice("ab"), chance.choice(["DATE", "TIME"])) for a, b in spans]
    gold, predicted = [items[:100], items[100:200]], [items[200:300], items[300:]]
    assert score_times(zip(gold, predicted, strict=True)) == score(gold, predicted)
