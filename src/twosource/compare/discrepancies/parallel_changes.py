"""What was changed where two sentences are one sentence edited: numbers, names, places and dates word against word."""

import re
from collections.abc import Iterator

from twosource.compare.discrepancies.pairs import ComparedPair, Side, changed_spans, found, narrowed
from twosource.compare.names import compatible_names
from twosource.model.annotation import Entity
from twosource.model.comparison import Discrepancy, DiscrepancyKind
from twosource.model.span import Span
from twosource.text.timevalue import compare_times

_NUMBER_WORDS = frozenset(
    {
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
        "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty",
        "sixty", "seventy", "eighty", "ninety", "hundred", "thousand", "million", "billion", "dozen", "once", "twice",
        "first", "second", "third",
    }
)  # fmt: skip
_CALENDAR = frozenset(
    {
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march",
        "april", "may", "june", "july", "august", "september", "october", "november", "december", "yesterday", "today",
        "tomorrow",
    }
)  # fmt: skip
_YEAR = re.compile(r"(?:19|20)\d\d")
Named = tuple[Span, Entity]
KEPT = 0.7
"""Share of the words two versions of a sentence must both have before another name in it counts."""
LONGEST_CHANGE = 5
"""Words on a side: a longer change is a rewording, of which a differing name or number says nothing."""


def find_parallel_changes(pair: ComparedPair) -> Iterator[Discrepancy]:
    """Changes of a number, a date, a name or a place between two versions of one sentence; quotations are left to the
    quotes."""
    for change in pair.changes or ():
        if (
            change.left_end - change.left_start > LONGEST_CHANGE
            or change.right_end - change.right_start > LONGEST_CHANGE
        ):
            continue
        if change.left_start == change.left_end or change.right_start == change.right_end:
            continue
        spans = changed_spans(pair, change)
        if _quoted(pair.left, spans[0]) and _quoted(pair.right, spans[1]):
            continue
        left = [word.form for word in pair.left.words[change.left_start : change.left_end]]
        right = [word.form for word in pair.right.words[change.right_start : change.right_end]]
        kind = _kind(pair, spans, left, right)
        if kind is not None and not (kind in ("number", "date") and pair.of_other_subjects):
            yield found(kind, "contradiction", narrowed(pair, spans), spans)


def _kind(pair: ComparedPair, spans: tuple[Span, Span], left: list[str], right: list[str]) -> DiscrepancyKind | None:
    dates = [[form for form in forms if _is_date(form)] for forms in (left, right)]
    if all(dates):
        return "date" if dates[0] != dates[1] and not _one_time(pair, spans) else None
    numbers = [[form for form in forms if _is_number(form)] for forms in (left, right)]
    if all(numbers):
        return "number" if numbers[0] != numbers[1] else None
    names = [_names(side, span) for side, span in zip((pair.left, pair.right), spans, strict=True)]
    if not (names[0] and names[1]) or pair.kept_share < KEPT or not _exchanged(names, pair):
        return None
    kinds = {entity.kind for side in names for _, entity in side}
    if kinds == {"place"}:
        return "place"
    return "name" if len(kinds) == 1 else None


def _exchanged(names: list[list[Named]], pair: ComparedPair) -> bool:
    """Whether the names are others, and one side's do not stand anywhere in the other's sentence."""
    left, right = (
        [side.surface(place) for place, _ in named] for side, named in zip((pair.left, pair.right), names, strict=True)
    )
    if any(compatible_names(one, other) for one in left for other in right):
        return False
    return not _named_in(pair.right, left) or not _named_in(pair.left, right)


def _named_in(side: Side, names: list[str]) -> bool:
    there = [side.surface(place) for place, _ in side.view.entities_in(side.span)]
    return any(compatible_names(name, other) for name in names for other in there)


def _one_time(pair: ComparedPair, spans: tuple[Span, Span]) -> bool:
    """Whether the two are one time written in two ways, a weekday and its date."""
    mine, theirs = pair.left.view.times_in(spans[0]), pair.right.view.times_in(spans[1])
    return any(compare_times(one, other) == "agree" for one in mine for other in theirs)


def _is_number(form: str) -> bool:
    return form in _NUMBER_WORDS or (form[:1].isdigit() and not _YEAR.fullmatch(form))


def _is_date(form: str) -> bool:
    return form in _CALENDAR or bool(_YEAR.fullmatch(form))


def _names(side: Side, span: Span) -> list[Named]:
    """Names that the change touches; the whole mention, not only the changed word."""
    return [
        (place, entity)
        for place, entity in side.view.entities_in(side.span)
        if place.overlaps(span)
        and side.view.text[place.start].isupper()
        and any(token.pos == "PROPN" for token in side.view.tokens_in(place))
    ]


def _quoted(side: Side, span: Span) -> bool:
    return any(quotation.inner.contains(span) for quotation in side.view.quotations)
