"""Tolls and longest terms told in sentences too unlike to be aligned: how many died, how many years one may get."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from twosource.compare.article_view import ArticleView
from twosource.compare.discrepancies.numbers import unit_lemmas
from twosource.compare.discrepancies.pairs import ComparedPair, Side, clause_around, found
from twosource.model.annotation import Quantity
from twosource.model.comparison import Discrepancy
from twosource.text.quantity_agreement import compare_quantities

LARGEST_RATIO = 1.5
"""Figures further apart are of two things, or of two stages of one event."""
MOST_TOLLS = 12
_DIED = re.compile(r"\b(?:died|die|dead|killed)\b", re.I)
_SENTENCED = re.compile(r"\b(?:convict(?:ed|ion)|prison|jail|sentenced?|behind bars)\b", re.I)
REACH = 40
"""Characters behind a figure in which "died" or "dead" must stand."""


@dataclass(frozen=True)
class _Toll:
    matter: str
    quantity: Quantity
    side: Side


def find_scattered_tolls(views: Mapping[str, ArticleView]) -> Iterator[Discrepancy]:
    """Numbers of dead, and longest terms of prison, that differ between two articles of which neither has the other's
    figure. All articles tell of one event, so that they tell of one toll."""
    tolls = list(_first_of_each(toll for view in views.values() for toll in list(_tolls(view))[:MOST_TOLLS]))
    values = {(toll.side.view.id, toll.matter, toll.quantity.value) for toll in tolls}
    for one, other in combinations(tolls, 2):
        a, b = one.quantity, other.quantity
        if one.matter != other.matter or one.side.view is other.side.view:
            continue
        if {(one.side.view.id, one.matter, b.value), (other.side.view.id, one.matter, a.value)} & values:
            continue
        low, high = sorted((a.value, b.value))
        if low < high <= LARGEST_RATIO * low and _differ(a, b):
            yield found("number", "contradiction", ComparedPair(one.side, other.side), (a.span, b.span))


def _first_of_each(tolls: Iterable[_Toll]) -> Iterator[_Toll]:
    """The tolls without those whose figure many have given before: each figure stands for its bearers."""
    seen: Counter[tuple[str, float]] = Counter()
    for toll in tolls:
        seen[toll.matter, toll.quantity.value] += 1
        if seen[toll.matter, toll.quantity.value] <= MOST_TOLLS:
            yield toll


def _differ(a: Quantity, b: Quantity) -> bool:
    return a.bound == b.bound == "at most" or compare_quantities(a, b) == "differ"


def _tolls(view: ArticleView) -> Iterator[_Toll]:
    for quantity in view.annotated.quantities:
        sentence = view.sentence_at(quantity.start)
        near = view.text[quantity.end : min(sentence.end, quantity.end + REACH)]
        matter = ""
        if (
            quantity.kind == "count"
            and quantity.bound is None
            and unit_lemmas(quantity) & {"people", "person"}
            and _DIED.search(near)
        ):
            matter = "dead"
        elif quantity.kind == "duration" and quantity.bound and "year" in unit_lemmas(quantity):
            matter = "term" if _SENTENCED.search(view.text, sentence.start, sentence.end) else ""
        if matter:
            side = Side(view, clause_around(Side(view, sentence), quantity.span))
            yield _Toll(matter, quantity, side)
