"""Places that differ in sentences too unlike to be aligned: paired by the words right around them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from twosource.compare.article_view import ArticleView
from twosource.compare.discrepancies.pairs import ComparedPair, Side, found, phrase_around
from twosource.compare.discrepancies.places import Located, places_in
from twosource.compare.names import compatible_names
from twosource.model.comparison import Discrepancy
from twosource.model.span import Span

REACH = 60
"""Characters before a place in which the words that it locates stand."""
FEWEST_SHARED = 2
MOST_PLACES = 40
"""Located places looked at in one article."""
LOOKED_AT = 24
"""Places that a place is held against for one word before it, those next in order: bounds the cost of many reports."""


def find_scattered_places(views: Mapping[str, ArticleView]) -> Iterator[Discrepancy]:
    """Places behind one preposition with two words in common right before them, where neither article names the
    other's place at all."""
    located = [
        (view, place, _before(view, place))
        for view in views.values()
        for place in places_in(Side(view, Span(0, len(view.text))))[:MOST_PLACES]
    ]
    named = {
        view.id: {entity.name for entity in view.annotated.entities if entity.kind in ("place", "organisation")}
        for view in views.values()
    }
    for (view, one, lemmas), (other, two, others) in _met(located):
        if view is other or len(lemmas & others) < FEWEST_SHARED:
            continue
        if any(compatible_names(one[2], name) for name in named[other.id]):
            continue
        if any(compatible_names(two[2], name) for name in named[view.id]):
            continue
        sides = [
            Side(v, phrase_around(Side(v, v.sentence_at(p[0].start)), p[0])) for v, p in ((view, one), (other, two))
        ]
        yield found("place", "difference", ComparedPair(sides[0], sides[1]), (one[0], two[0]))


Occurrence = tuple[ArticleView, Located, frozenset[str]]


def _met(located: Sequence[Occurrence]) -> Iterator[tuple[Occurrence, Occurrence]]:
    """Two places each behind one preposition that share a word before them, each with those next in order."""
    postings: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (_, place, lemmas) in enumerate(located):
        for lemma in sorted(lemmas):
            postings[place[1], lemma].append(number)
    met = {
        (left, right)
        for numbers in postings.values()
        for i, left in enumerate(numbers)
        for right in numbers[i + 1 : i + 1 + LOOKED_AT]
    }
    for left, right in sorted(met):
        yield located[left], located[right]


def _before(view: ArticleView, place: Located) -> frozenset[str]:
    sentence = view.sentence_at(place[0].start)
    return view.lemmas_in(Span(max(sentence.start, place[0].start - REACH), place[0].start))
