"""Updates: a later report that brings an earlier figure or an expected event up to date contradicts nobody."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from twosource.compare.article_view import ArticleView
from twosource.compare.discrepancies.numbers import TALLIES
from twosource.model.annotation import Quantity
from twosource.model.comparison import Discrepancy, Passage

DAY = len("2031-03-18")
CUMULATIVE = frozenset(
    {
        "find", "confirm", "detect", "discover", "identify", "recover", "rescue", "affect", "contaminate", "infect",
        "evacuate", "destroy", "damage", "collapse", "displace", "treat", "hospitalize", "hospitalise", "test",
        "close", "cancel", "ground", "strand", "charge", "donate", "raise", "sign",
    }
)  # fmt: skip
"""Acts whose count rises while they go on: what was found in two wells in the evening is found in three by morning."""


def mark_update(discrepancy: Discrepancy, views: Mapping[str, ArticleView]) -> Discrepancy:
    """The discrepancy, marked as an update and no contradiction where a running count rises with the time of
    publication."""
    if discrepancy.kind not in ("number", "quote_wording"):
        return discrepancy
    figures = [
        (published, quantity, passage)
        for passage in discrepancy.differing
        for published, quantity in _figure(passage, views)
        if published
    ]
    exact = [(published, quantity.value) for published, quantity, _ in figures if quantity.bound is None]
    dated = sorted(exact if len(exact) > 1 else [(published, quantity.value) for published, quantity, _ in figures])
    complete = len(figures) == len(discrepancy.differing)
    if complete and _rises(dated) and all(_is_tally(quantity, passage, views) for _, quantity, passage in figures):
        return replace(discrepancy, update=True, severity="difference", why=f"a later count: {discrepancy.why}")
    return discrepancy


def _figure(passage: Passage, views: Mapping[str, ArticleView]) -> list[tuple[str | None, Quantity]]:
    """The quantity at a passage with the time its article was published; nothing where the passage has none."""
    annotated = views[passage.article].annotated
    found = [quantity for quantity in annotated.quantities if quantity.span.overlaps(passage.span)]
    return [(annotated.article.published, quantity) for quantity in found[:1]]


def _rises(dated: list[tuple[str, float]]) -> bool:
    """Whether the figures never fall with time and rise at least once, between different times of publication. A report
    of which only the day is known is neither earlier nor later than the others of that day."""
    steps = [(a[1], b[1]) for a, b in combinations(dated, 2) if a[0] != b[0] and _is_ordered(a[0], b[0])]
    return bool(steps) and all(a <= b for a, b in steps) and any(a < b for a, b in steps)


def _is_ordered(one: str, other: str) -> bool:
    return one[:DAY] != other[:DAY] or min(len(one), len(other)) > DAY


def _is_tally(quantity: Quantity, passage: Passage, views: Mapping[str, ArticleView]) -> bool:
    """Whether what is counted can still be rising: by its unit, or by the words around the figure."""
    view = views[passage.article]
    words = {word.lower().removesuffix("s") for word in (quantity.unit or "").split()}
    return bool((words | view.lemmas_in(view.sentence_at(passage.start))) & (TALLIES | CUMULATIVE))
