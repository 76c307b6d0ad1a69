"""Dates and figures of one event told in sentences too unlike to be aligned: paired by the word they hang on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from twosource.compare.article_view import ArticleView
from twosource.compare.discrepancies.dates import arguments_of, governor, is_saying
from twosource.compare.discrepancies.numbers import PLAIN_UNITS, of_other_size, significant_digits, unit_lemmas
from twosource.compare.discrepancies.pairs import ComparedPair, Side, found, phrase_around
from twosource.compare.discrepancies.parts import role_of
from twosource.model.annotation import Quantity, TimeExpression
from twosource.model.comparison import Discrepancy
from twosource.model.span import Span
from twosource.text.quantity_agreement import compare_quantities
from twosource.text.timevalue import compare_times

FEWEST_SHARED = 2
"""Content lemmas that the two clauses must share besides the word the date or figure hangs on."""
EXACT_DIGITS = 4
MOST_EXACT = 60
"""Figures of four digits that are compared where there are more of a unit."""
MOST_ALIKE = 12
"""Dates or figures that hang on one word in one story; a word with more ("be") says nothing of the event."""


@dataclass(frozen=True)
class _Anchored:
    """A date or figure, the clause around it and that clause's content lemmas without it."""

    side: Side
    span: Span
    value: TimeExpression | Quantity
    lemmas: frozenset[str]
    arguments: frozenset[str] = frozenset()
    """Who does what: lemmas of subject and object of the verb it hangs on."""


def find_scattered(views: Mapping[str, ArticleView]) -> Iterator[Discrepancy]:
    """Dates that hang on one word in clauses that share two more content words, and figures of one unit likewise,
    where the two lie apart and neither article has the other's."""
    for anchored in (_dates(views), _figures(views)):
        for group in anchored.values():
            compared = (
                group if len(group) <= MOST_ALIKE else [one for one in group if _is_exact(one.value)][:MOST_EXACT]
            )
            for place, one in enumerate(compared):
                for other in compared[place + 1 :]:
                    if one.side.view is not other.side.view and _differ(one, other, group):
                        yield _finding(one, other)


def _dates(views: Mapping[str, ArticleView]) -> dict[str, list[_Anchored]]:
    found_: dict[str, list[_Anchored]] = defaultdict(list)
    for view in views.values():
        for time in view.annotated.times:
            sentence = Side(view, view.sentence_at(time.start))
            above = governor(sentence, time.span)
            if time.type == "DATE" and time.value[:4].isdigit() and above and not is_saying(sentence, above):
                anchored = _anchored(sentence, time, above.lemma.lower())
                found_[above.lemma.lower()].append(replace(anchored, arguments=arguments_of(sentence, above)))
    return found_


def _figures(views: Mapping[str, ArticleView]) -> dict[str, list[_Anchored]]:
    found_: dict[str, list[_Anchored]] = defaultdict(list)
    for view in views.values():
        for quantity in view.annotated.quantities:
            if quantity.kind in ("count", "money", "measure") and quantity.unit:
                sentence = Side(view, view.sentence_at(quantity.start))
                key = quantity.unit.split(" of ")[0].split()[-1].lower().removesuffix("s")
                found_[key].append(_anchored(sentence, quantity, key))
    return found_


def _anchored(sentence: Side, value: TimeExpression | Quantity, *left_out: str) -> _Anchored:
    clause = phrase_around(sentence, value.span)
    inside = sentence.view.lemmas_in(value.span) if isinstance(value, TimeExpression) else frozenset()
    lemmas = sentence.view.lemmas_in(clause) - inside - set(left_out)
    return _Anchored(Side(sentence.view, clause), value.span, value, lemmas)


def _differ(one: _Anchored, other: _Anchored, group: list[_Anchored]) -> bool:
    shared = one.lemmas & other.lemmas
    same_event = bool(one.arguments & other.arguments)
    near = _near(one.value, other.value) and len(shared) >= 1
    if _of_other_scope(one, other):
        return False
    alike = len(shared) >= FEWEST_SHARED and 2 * len(shared) >= min(len(one.lemmas), len(other.lemmas))
    if not (alike or same_event or near):
        return False
    if not _apart(one, other):
        return False
    return not any(
        (third.side.view is other.side.view and _same_value(one, third))
        or (third.side.view is one.side.view and third is not one and _same_value(third, other))
        for third in group
    )


def _of_other_scope(one: _Anchored, other: _Anchored) -> bool:
    """Whether two figures are far apart in size, or one is of a part and the other of the whole."""
    a, b = one.value, other.value
    if not isinstance(a, Quantity) or not isinstance(b, Quantity):
        return False
    return of_other_size(a, b) or role_of(one.side, a) != role_of(other.side, b)


def _near(one: TimeExpression | Quantity, other: TimeExpression | Quantity) -> bool:
    """Whether two figures of one unit are of one size and written with some care: then one word in common around them
    is enough. What is counted in people, years or money is too common for that, unless it is given to four digits."""
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return False
    low, high = sorted((abs(one.value), abs(other.value)))
    common = unit_lemmas(one) & PLAIN_UNITS or one.kind == "money"
    exact = min(significant_digits(low), significant_digits(high)) >= EXACT_DIGITS
    return (exact or not common) and low >= 10 and high < 1.5 * low


def _is_exact(value: TimeExpression | Quantity) -> bool:
    return isinstance(value, Quantity) and significant_digits(value.value) >= EXACT_DIGITS


def _same_value(one: _Anchored, other: _Anchored) -> bool:
    if isinstance(one.value, Quantity) and isinstance(other.value, Quantity):
        return one.value.value == other.value.value
    return not _apart(one, other)


def _apart(one: _Anchored, other: _Anchored) -> bool:
    a, b = one.value, other.value
    if one.side.surface(one.span).casefold() == other.side.surface(other.span).casefold():
        return False
    if isinstance(a, TimeExpression) and isinstance(b, TimeExpression):
        return compare_times(a, b) == "differ"
    if isinstance(a, Quantity) and isinstance(b, Quantity):
        return compare_quantities(a, b) == "differ"
    return False


def _finding(one: _Anchored, other: _Anchored) -> Discrepancy:
    kind = "date" if isinstance(one.value, TimeExpression) else "number"
    pair = ComparedPair(one.side, other.side)
    if kind == "date":
        return found("date", "contradiction", pair, (one.span, other.span))
    return found("number", "contradiction", pair, (one.span, other.span))
