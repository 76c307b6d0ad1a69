"""BCubed precision, recall and F1 of a grouping (Bagga and Baldwin, 1998)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence


def bcubed(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> dict[str, float]:
    """The figures of `predicted` against `gold`, one label an item in each; ValueError where they differ in length.

    An item's precision is the share of its predicted group that shares its gold group, its recall the share of its gold
    group that shares its predicted one; the figures are means over items. Nothing grouped scores 0."""
    both = Counter(zip(gold, predicted, strict=True))
    if not both:
        return {"precision": 0.0, "recall": 0.0, "f1": 0.0}
    golden, grouped = Counter(gold), Counter(predicted)
    items = len(gold)
    # Each of the `shared` items of a cell has the same precision and recall: counting cells is exact and linear.
    precision = sum(shared * shared / grouped[p] for (_, p), shared in both.items()) / items
    recall = sum(shared * shared / golden[g] for (g, _), shared in both.items()) / items
    f1 = 2 * precision * recall / (precision + recall)
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}
