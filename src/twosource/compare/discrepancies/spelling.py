"""Spellings that differ: a name written with another letter in each report."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from rapidfuzz.distance import Levenshtein

from twosource.compare.article_view import ArticleView
from twosource.compare.names import SHORT_FORMS
from twosource.model.comparison import Discrepancy, Passage
from twosource.model.span import Span
from twosource.text.shingles import comparable_form

FEWEST_LETTERS = 5
MOST_EDITS = 2
"""Letters changed, put in or left out; one letter in names of up to six letters."""
FEWEST_SHARED = 2
"""Content words that the sentences of the two spellings must have in common besides: so that two towns or two families
with names alike stay two."""
_ENDINGS = frozenset(
    [
        "",
        "s",
        "es",
        "e",
        "n",
        "ns",
        "an",
        "ans",
        "ian",
        "ians",
        "ic",
        "ish",
        "ese",
        "er",
        "ers",
        "i",
        "is",
        "y",
        "ry",
        "ies",
        "ries",
        "or",
        "ors",
        "al",
        "ial",
    ]
)
_CALENDAR = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
        "april", "june", "july", "august", "september", "october", "november", "december",
    }
)  # fmt: skip
MOST_PLACES = 4
"""Places of each spelling looked at in one article."""

Places = dict[str, list[tuple[ArticleView, Span]]]


def find_spellings(views: Mapping[str, ArticleView]) -> Iterator[Discrepancy]:
    """Words of names that two articles spell almost alike, each only in its own way, in sentences about the same."""
    places = _name_words(views)
    forms = sorted(places)
    for one, other in _alike(forms):
        ids = [{view.id for view, _ in places[form]} for form in (one, other)]
        mine = [place for place in places[one] if place[0].id not in ids[1]]
        theirs = [place for place in places[other] if place[0].id not in ids[0]]
        for view, span in mine[:MOST_PLACES]:
            match = next((p for p in theirs[:MOST_PLACES] if _same_matter(view, span, *p, {one, other})), None)
            if match is not None:
                yield _finding((view, span), match)
                break


def _name_words(views: Mapping[str, ArticleView]) -> Places:
    """Where each word of a name stands, by its comparable form."""
    places: Places = defaultdict(list)
    for view in views.values():
        for token in view.annotated.tokens:
            word = view.text[token.start : token.end]
            if token.pos == "PROPN" and len(word) >= FEWEST_LETTERS and word.isalpha() and not word.isupper():
                places[comparable_form(word)].append((view, Span(token.start, token.end)))
    return places


def _alike(forms: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of forms one or two letters apart that begin with one letter, none of them the other's inflection."""
    by_initial: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        by_initial[form[:1]].append(form)
    for group in by_initial.values():
        for place, one in enumerate(group):
            for other in group[place + 1 : place + 200]:
                edits = 1 if min(len(one), len(other)) <= 6 else MOST_EDITS
                near = Levenshtein.distance(one, other, score_cutoff=edits) <= edits
                if near and not _inflected(one, other) and not any(one in g and other in g for g in SHORT_FORMS):
                    yield one, other


def _inflected(one: str, other: str) -> bool:
    shared = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    same_stem = one[shared:] in _ENDINGS and other[shared:] in _ENDINGS
    return same_stem or any(form in _CALENDAR for form in (one, other))


def _same_matter(view: ArticleView, span: Span, other: ArticleView, there: Span, left_out: set[str]) -> bool:
    if view is other:
        return False
    mine = view.lemmas_in(view.sentence_at(span.start))
    theirs = other.lemmas_in(other.sentence_at(there.start))
    return len((mine & theirs) - left_out) >= FEWEST_SHARED


def _finding(one: tuple[ArticleView, Span], two: tuple[ArticleView, Span]) -> Discrepancy:
    spans = [_around(view, span) for view, span in (one, two)]
    words = [view.text[span.start : span.end] for view, span in (one, two)]
    return Discrepancy(
        "name",
        "contradiction",
        f"spelled “{words[0]}” and “{words[1]}”",
        tuple(Passage(view.id, at.start, at.end) for (view, _), at in zip((one, two), spans, strict=True)),
        tuple(Passage(view.id, span.start, span.end) for view, span in (one, two)),
    )


def _around(view: ArticleView, span: Span) -> Span:
    """The smallest clause or phrase of at least four words that holds the name, else its sentence."""
    best = view.sentence_at(span.start)
    for clause in view.clauses_near(span):
        if len(view.words_in(clause)) >= 4 and len(clause) < len(best):
            best = clause
    return best
