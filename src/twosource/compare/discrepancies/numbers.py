"""Numbers that differ: same unit, same thing counted, same time."""

import re
from collections.abc import Iterator
from dataclasses import replace

from twosource.compare.discrepancies.dates import governor
from twosource.compare.discrepancies.pairs import ComparedPair, Side, found, narrowed
from twosource.compare.discrepancies.parts import in_unit_of_whole, role_of
from twosource.model.annotation import Quantity
from twosource.model.comparison import Discrepancy
from twosource.model.span import Span
from twosource.text.quantity_agreement import compare_quantities
from twosource.text.shingles import comparable_form

ROUNDING = 0.05
"""Two exact figures nearer than this share, one of them round, are one figure and its rounding: a difference."""
TALLIES = frozenset(
    {
        "dead", "killed", "injured", "wounded", "missing", "arrested", "arrest", "detained", "death", "casualty",
        "victim", "case", "infection", "home", "house", "building", "person", "people", "soldier", "civilian", "child",
        "woman", "man", "injury", "fatality", "evacuee", "refugee",
    }
)  # fmt: skip
"""What is still being counted while it is reported: a later report with more of them brings the figure up to date."""
LARGEST_RATIO = 2
RATE_REACH = 60
"""Characters behind a count in which its rate may stand."""
_ADVERBS = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "yearly": "year"}
_RECURRING = re.compile(
    rf"\b(?:(?:each|every|per|an?) (?P<per>hour|day|week|month|year)|(?P<adverb>{'|'.join(_ADVERBS)}))\b"
)
_BEARER = re.compile(r"\b([A-Z][\w’'-]+) \($")
_WORD = re.compile(r"[^\W\d_]+")
PLAIN_UNITS = frozenset(
    ["year", "month", "week", "day", "hour", "minute", "people", "person", "percent", "time", "USD"]
)


def find_numbers(pair: ComparedPair) -> Iterator[Discrepancy]:
    """Quantities of the two sides that count the same thing and cannot be the same number (contradiction), or that are
    the same number with another bound or rounding (difference)."""
    mine, other = pair.left.once(quantities_in), pair.right.once(quantities_in)
    if not mine or not other or pair.of_other_subjects:
        return
    for a in mine:
        for b in other:
            if not _same_thing(a, b, pair) or _settled_elsewhere(a, b, mine, other) or _of_other_acts(a, b, pair):
                continue
            if _of_another(pair.left, a, pair.right, b) or _of_another(pair.right, b, pair.left, a):
                continue
            verdict = compare_quantities(a, b)
            exact = a.bound is None and b.bound is None
            if verdict == "differ":
                rounded = exact and _is_rounding(a.value, b.value)
                severity = "difference" if rounded or (a.bound and b.bound) else "contradiction"
            elif verdict == "agree" and a.value == b.value and a.bound != b.bound and not exact:
                severity = "difference"
            else:
                continue
            place = (a.span, b.span)
            yield found(
                "number", "contradiction" if severity == "contradiction" else "difference", narrowed(pair, place), place
            )


def of_other_size(a: Quantity, b: Quantity) -> bool:
    """Whether one figure is over twice the other."""
    low, high = sorted((abs(a.value), abs(b.value)))
    return high > LARGEST_RATIO * low


def _of_other_acts(a: Quantity, b: Quantity, pair: ComparedPair) -> bool:
    """Whether two figures of very different size hang on different words: they likely count two things."""
    heads = [governor(side, q.span) for side, q in ((pair.left, a), (pair.right, b))]
    lemmas = [head.lemma.lower() if head else "" for head in heads]
    return of_other_size(a, b) and lemmas[0] != lemmas[1]


def _of_another(side: Side, quantity: Quantity, other: Side, figure: Quantity) -> bool:
    """Whether the figure stands in brackets behind a name that the clause of the other figure lacks ("Pell (12
    percent)")."""
    match = _BEARER.search(side.view.text, max(0, quantity.start - 40), quantity.start)
    clause = other.view.telling_clause(figure.span, other.span)
    return match is not None and comparable_form(match[1]) not in other.view.forms_in(clause)


def quantities_in(side: Side) -> list[Quantity]:
    """The side's quantities, ages and ordinals included, in text order; a count whose clause says how often it recurs
    ("4,200 people cross it each day") is a rate as much as one that says so at once ("4,200 people a day")."""
    return [_rated(in_unit_of_whole(side, quantity), side) for quantity in side.view.quantities_in(side.span)]


def _rated(quantity: Quantity, side: Side) -> Quantity:
    if quantity.kind != "count" or quantity.per is not None:
        return quantity
    match = _RECURRING.search(side.view.text, quantity.end, min(side.span.end, quantity.end + RATE_REACH))
    if match is None:
        return quantity
    return replace(quantity, kind="rate", per=match["per"] or _ADVERBS[match["adverb"]])


def _settled_elsewhere(a: Quantity, b: Quantity, mine: list[Quantity], other: list[Quantity]) -> bool:
    """Whether one of the two has its own match on the other side: then they count different things."""
    return any(q is not b and _equal(a, q) for q in other) or any(q is not a and _equal(b, q) for q in mine)


def _equal(a: Quantity, b: Quantity) -> bool:
    return a.value == b.value and a.kind == b.kind


def _same_thing(a: Quantity, b: Quantity, pair: ComparedPair) -> bool:
    """Same kind and unit, and either one sentence edited or words in common right around the figures."""
    if a.kind != b.kind or a.per != b.per or role_of(pair.left, a) != role_of(pair.right, b):
        return False
    units = [unit_lemmas(a), unit_lemmas(b)]
    if a.unit and b.unit and not units[0] & units[1] and compare_quantities(a, b) == "incomparable":
        return False
    around = [_lemmas_around(side, q.span) for side, q in ((pair.left, a), (pair.right, b))]
    shared = around[0] & around[1] - PLAIN_UNITS
    if pair.parallel:
        return bool(shared)
    specific = (units[0] & units[1]) - PLAIN_UNITS
    if pair.overlap < 0.5:
        return False
    # the same rate is as much in common as a word, with the same unit as two
    recurring = 0 if a.per is None else 1 + bool(units[0] & units[1])
    return len(shared) + recurring >= 2 or bool(specific and (shared - specific or pair.overlap >= 0.5))


def unit_lemmas(quantity: Quantity) -> frozenset[str]:
    """The words of the unit in lower case and without a plural ending."""
    return frozenset(word.lower().removesuffix("s") for word in _WORD.findall(quantity.unit or ""))


def _lemmas_around(side: Side, at: Span) -> frozenset[str]:
    """Content lemmas of the clause around a place, the place itself left out."""
    near = Span(max(side.span.start, at.start - 70), min(side.span.end, at.end + 70))
    lemmas = side.view.content_lemmas
    return frozenset(
        lemmas[token.start]
        for token in side.view.tokens_in(near)
        if token.start in lemmas and not (at.start <= token.start < at.end)
    )


def _is_rounding(a: float, b: float) -> bool:
    if not a or not b or abs(a - b) > ROUNDING * max(abs(a), abs(b)):
        return False
    return (
        min(significant_digits(a), significant_digits(b)) < max(significant_digits(a), significant_digits(b))
        and min(significant_digits(a), significant_digits(b)) <= 2
    )


def significant_digits(value: float) -> int:
    """Significant digits of a number as one would write it."""
    return len(f"{abs(value):.6g}".replace(".", "").strip("0").split("e")[0])
