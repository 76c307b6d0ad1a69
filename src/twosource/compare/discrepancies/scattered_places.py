"""Places that differ in sentences too unlike to be aligned: paired by the words right around them."""

from collections.abc import Iterator, Mapping
from itertools import combinations

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
    for (view, one, lemmas), (other, two, others) in combinations(located, 2):
        if view is other or one[1] != two[1] or len(lemmas & others) < FEWEST_SHARED:
            continue
        if any(compatible_names(one[2], name) for name in named[other.id]):
            continue
        if any(compatible_names(two[2], name) for name in named[view.id]):
            continue
        sides = [
            Side(v, phrase_around(Side(v, v.sentence_at(p[0].start)), p[0])) for v, p in ((view, one), (other, two))
        ]
        yield found("place", "difference", ComparedPair(sides[0], sides[1]), (one[0], two[0]))


def _before(view: ArticleView, place: Located) -> frozenset[str]:
    sentence = view.sentence_at(place[0].start)
    return view.lemmas_in(Span(max(sentence.start, place[0].start - REACH), place[0].start))
