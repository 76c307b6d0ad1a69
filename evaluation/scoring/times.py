"""Scores of time expressions as TempEval-3 counts them (UzZaman et al. 2013): relaxed (any overlap), strict (the same
span), value (overlap and the same TIMEX3 value) and type (overlap and the same TIMEX3 type)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from evaluation.scoring.spans import f1

Expression = Mapping[str, Any]


def score_times(documents: Iterable[tuple[Sequence[Expression], Sequence[Expression]]]) -> dict[str, float]:
    """The figures over (gold, predicted) expressions of each document; each rounded to 3 places, counts whole."""
    counts: Counter[str] = Counter()
    for gold, predicted in documents:
        counts["gold"] += len(gold)
        counts["predicted"] += len(predicted)
        for right, found in _pairs(gold, predicted):
            counts["relaxed"] += 1
            counts["strict"] += (right["start"], right["end"]) == (found["start"], found["end"])
            counts["value"] += right["value"] == found.get("value")
            counts["type"] += right["type"] == found.get("type")
    figures = {
        f"{name}_f1": round(f1(counts[name], counts["gold"], counts["predicted"]), 3)
        for name in ("relaxed", "strict", "value", "type")
    }
    return figures | {"gold": counts["gold"], "predicted": counts["predicted"]}


def _pairs(gold: Sequence[Expression], predicted: Sequence[Expression]) -> Iterable[tuple[Expression, Expression]]:
    """Each gold expression with the first predicted one that overlaps it and is not yet paired."""
    free = list(predicted)
    for right in gold:
        for position, found in enumerate(free):
            if found["start"] < right["end"] and right["start"] < found["end"]:
                yield right, free.pop(position)
                break
