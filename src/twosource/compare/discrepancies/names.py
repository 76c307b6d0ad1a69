"""Names and roles that differ: one person spelled, shortened or ranked in two ways."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from rapidfuzz.distance import Levenshtein

from twosource.compare.article_view import ArticleView
from twosource.compare.names import name_parts, same_given_name, surname
from twosource.model.annotation import Entity
from twosource.model.comparison import Discrepancy, Passage, Severity
from twosource.model.span import Span

RANKS = frozenset(["assistant", "deputy", "vice", "acting", "interim", "associate", "junior"])
"""Words that make another office of the one they stand before."""
_SPELLING = 0.78
"""Likeness from which two surnames with one given name are one name spelled twice."""

MOST_NAMESAKES = 40
Member = TypeVar("Member")
_Named = tuple[ArticleView, Entity, Span]


BEARERS = 8
"""People of one name that are held against those of another, the first ones: bounds the cost of many reports."""


def find_names(views: Mapping[str, ArticleView]) -> Iterator[Discrepancy]:
    """People whose given names differ beyond initials, whose names are spelled in two ways, or whose office has a
    rank in one report and none in the other; one finding for each person and kind."""
    by_surname: dict[str, list[_Named]] = defaultdict(list)
    for view in views.values():
        for entity in view.annotated.entities:
            if entity.kind == "person" and (span := _first_full_mention(view, entity)) is not None:
                by_surname[surname(entity.name)].append((view, entity, span))
    for people in by_surname.values():
        yield from _given_names(people)
        yield from _ranks(people)
    yield from _spellings(by_surname)


def _first_full_mention(view: ArticleView, entity: Entity) -> Span | None:
    """The first mention of at least two words by name, else the first by name."""
    named = [mention.span for mention in entity.mentions if mention.form == "name"]
    full = [span for span in named if len(name_parts(span.surface(view.text))) > 1]
    return next(iter(full or named), None)


def _given_names(people: Sequence[_Named]) -> Iterator[Discrepancy]:
    full = [one for one in people if len(name_parts(one[1].name)) > 1]
    chosen: dict[tuple[str, str], _Named] = {}
    for view, entity, span in full:
        chosen.setdefault((view.id, name_parts(entity.name)[0]), (view, entity, span))
    bearers: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for article, given in sorted(chosen):
        if len(given) > 1 and len(bearers[given]) < BEARERS:
            bearers[given].append((article, given))
    alike = [
        (min(one, two), max(one, two))
        for a, b in combinations(sorted(bearers)[:MOST_NAMESAKES], 2)
        if same_given_name(a, b)
        for one in bearers[a]
        for two in bearers[b]
        if one[0] != two[0]
    ]
    for one, two in sorted(alike):
        yield _finding([chosen[one], chosen[two]], "difference")


def _spellings(by_surname: Mapping[str, Sequence[_Named]]) -> Iterator[Discrepancy]:
    """One given name, two surnames nearly alike; or one surname and two given names nearly alike."""
    people = [one for members in by_surname.values() for one in members if len(name_parts(one[1].name)) > 1]
    by_given: dict[str, list[_Named]] = defaultdict(list)
    for one in people:
        by_given[name_parts(one[1].name)[0]].append(one)
    for members in by_given.values():
        for one, two in combinations(_first_of_each(members, lambda one: surname(one[1].name))[:MOST_NAMESAKES], 2):
            names = surname(one[1].name), surname(two[1].name)
            if one[0] is not two[0] and _alike(*names):
                yield _finding([one, two], "contradiction")
    for namesakes in by_surname.values():
        full = [one for one in namesakes if len(name_parts(one[1].name)) > 1]
        named = _first_of_each(full, lambda one: name_parts(one[1].name)[0])[:MOST_NAMESAKES]
        for one, two in combinations(named, 2):
            givens = name_parts(one[1].name)[0], name_parts(two[1].name)[0]
            if one[0] is not two[0] and _alike(*givens) and not same_given_name(*givens):
                yield _finding([one, two], "contradiction")


def _first_of_each(members: Sequence[Member], name: Callable[[Member], str]) -> list[Member]:
    """The members without those whose name many before them have."""
    seen: Counter[str] = Counter()
    kept = []
    for one in members:
        seen[name(one)] += 1
        if seen[name(one)] <= BEARERS:
            kept.append(one)
    return kept


def _alike(left: str, right: str) -> bool:
    return (
        left != right and min(len(left), len(right)) > 3 and Levenshtein.normalized_similarity(left, right) >= _SPELLING
    )


def _ranks(people: Sequence[_Named]) -> Iterator[Discrepancy]:
    for one, two in combinations(people[:20], 2):
        if one[0] is two[0]:
            continue
        for title in one[1].titles:
            for other in two[1].titles:
                a, b = title.casefold().split(), other.casefold().split()
                if a != b and _without_ranks(a) == _without_ranks(b) and set(a) & RANKS != set(b) & RANKS:
                    titled = [_at_title(one, title), _at_title(two, other)]
                    yield _finding(titled, "contradiction", f"“{title}” against “{other}”")
                    return


def _at_title(named: _Named, title: str) -> _Named:
    """The same person where the title is given him."""
    view, entity, _ = named
    places = [view.text.find(title, max(0, mention.start - 150)) for mention in entity.mentions]
    place = next((place for place in places if place >= 0), -1)
    return (view, entity, Span(place, place + len(title))) if place >= 0 else named


def _without_ranks(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in RANKS and word not in ("the", "a", "an", "then", "then-")]


def _finding(members: Sequence[_Named], severity: Severity, why: str = "") -> Discrepancy:
    passages = tuple(Passage(view.id, *_bounds(_around(view, span))) for view, _, span in members)
    differing = tuple(Passage(view.id, span.start, span.end) for view, _, span in members)
    words = [" ".join(span.surface(view.text).split()) for view, _, span in members]
    return Discrepancy("name", severity, why or f"“{words[0]}” against “{words[1]}”", passages, differing)


def _bounds(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _around(view: ArticleView, span: Span) -> Span:
    """The smallest phrase or clause that holds the name and at least two words more; else the name."""
    best: Span | None = None
    for clause in view.clauses_near(span):
        if len(view.words_in(clause)) >= len(view.words_in(span)) + 2 and (best is None or len(clause) < len(best)):
            best = clause
    return best or span
