"""Spans of years that differ: two reports give one person's years ("from 1967 to 1979") with other ends."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations

from twosource.compare.article_view import ArticleView
from twosource.compare.discrepancies.pairs import ComparedPair, Side, clause_around, found
from twosource.compare.names import surname
from twosource.model.comparison import Discrepancy
from twosource.model.span import Span

_YEARS = re.compile(
    r"\b(?:from|between)\s+((?:1[5-9]|20)\d\d)\s+(?:to|until|and|through)\s+((?:1[5-9]|20)\d\d)\b", re.I
)
MOST_APART = 3
"""Years by which an end may differ: terms further apart are two terms."""


def find_terms(views: Mapping[str, ArticleView]) -> Iterator[Discrepancy]:
    """Spans of years beside one person's name in two articles whose ends lie one to three years apart."""
    by_person: dict[str, list[tuple[Side, Span, tuple[int, int]]]] = defaultdict(list)
    for view in views.values():
        for match in _YEARS.finditer(view.text):
            sentence = Side(view, view.sentence_at(match.start()))
            named = [e for span, e in view.entities_in(Span(sentence.span.start, match.start())) if e.kind == "person"]
            if named:
                span = Span(*match.span())
                years = int(match[1]), int(match[2])
                by_person[surname(named[-1].name)].append((Side(view, clause_around(sentence, span)), span, years))
    for group in by_person.values():
        for (one, at, a), (two, there, b) in combinations(group[:12], 2):
            apart = max(abs(a[0] - b[0]), abs(a[1] - b[1]))
            if one.view is not two.view and 0 < apart <= MOST_APART:
                yield found("date", "contradiction", ComparedPair(one, two), (at, there))
