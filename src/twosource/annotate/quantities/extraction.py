"""Quantities of an article: every number with its bound, unit and rate."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from twosource.annotate.quantities import context
from twosource.annotate.quantities.counted import TokenSpans, counted_after
from twosource.annotate.quantities.filters import as_ordinal, is_idle, is_name
from twosource.model.annotation import Bound, Quantity, QuantityKind, TimeExpression
from twosource.model.article import Article
from twosource.text.numerals import Numeral, find_numerals

VERSION = "quantities 1"

_RANGE = re.compile(r"\s?[-–—]\s?|[ \u00a0\n]+(?:to|and|or|through)[ \u00a0\n]+(?:as (?:many|much|high) as[ ]+)?")
_RATIO = re.compile(r"[ \u00a0\n]+(?P<word>in|out of|of every|in every|out of every)[ \u00a0\n]+(?:the )?")
_CHANGE_BEFORE = re.compile(r"\bfrom[ \u00a0\n]+(?:[$£€]|about |around |nearly |roughly )?$", re.IGNORECASE)
_BETWEEN = re.compile(r"\b(?:between|from)[ \u00a0\n]+[$£€]?$", re.IGNORECASE)
_SCORE = re.compile(
    r"(?<![\w$£€.,-])(?P<high>\d{1,3})[-–](?P<low>\d{1,3})(?![\w.,%-]*\d|[%\w])"
    r"|(?P<voted>\b(?:went|voted|votes?|won|win|lost|beat|by|defeated)[ ]\d{1,3}[ ]to[ ]\d{1,3}\b(?![.,%]?\d|%"
    r"|[ ](?:percent|million|billion|people|points)))",
    re.IGNORECASE,
)
_LASTING = re.compile(
    r"\b(?:for|after|of|lasted|lasting|took|takes|taken|spent|within|in|is|was|just|well|to)\s$", re.IGNORECASE
)
_COUPLE = re.compile(r"\b(?:a|the last|the past|the) couple(?: of)?\b|\bhalf a dozen\b", re.IGNORECASE)
_TIME_UNIT = re.compile(
    rf"(?P<gap>[ \u00a0\n]+(?:more[ ]|full[ ]|straight[ ]|consecutive[ ])?|-)"
    rf"(?P<unit>{'|'.join(context.TIME_UNITS)})(?P<s>s)?\b(?!-old|[ ]old)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Draft:
    """A quantity in the making: `start` and `end` grow with the words that belong to it."""

    numeral: Numeral
    start: int
    end: int
    value: float
    unit: str | None = None
    kind: QuantityKind = "number"
    per: str | None = None
    bound: Bound | None = None
    upper: float | None = None


def extract_quantities(article: Article, doc: Doc, times: Sequence[TimeExpression]) -> tuple[Quantity, ...]:
    """The quantities of an article in text order: counts, money, percentages, measures, ages, ordinals, durations,
    rates and ranges. Spans run from the bound ("more than") through the unit where it follows at once. Numbers that
    are dates, times of day or names ("Flight 370") are none."""
    tokens = TokenSpans(article.text, doc)
    taken = _Taken(times, _score_spans(article.text))
    read = (as_ordinal(tokens, numeral) for numeral in _numerals(article.text))
    numerals = [n for n in read if not taken.covers(n) and not is_name(tokens, n)]
    drafts = [_draft(tokens, numeral) for numeral in numerals]
    merged = _merge_ranges(article.text, drafts)
    quantities: list[Quantity] = []
    following = [draft.numeral.start for draft in merged[1:]] + [len(article.text)]
    for draft, limit in zip(merged, following, strict=False):
        quantity = _finished(tokens, draft, limit)
        if quantity is not None and not (quantities and draft.numeral.start < quantities[-1].end):
            quantities.append(quantity)
    return tuple(quantities)


def _numerals(text: str) -> Iterator[Numeral]:
    couples = [
        Numeral(*m.span(), 2.0 if "couple" in m.group().lower() else 6.0, "cardinal", False)
        for m in _COUPLE.finditer(text)
    ]
    covered = {position for couple in couples for position in range(couple.start, couple.end)}
    yield from sorted(
        [*couples, *(n for n in find_numerals(text) if n.start not in covered)], key=lambda numeral: numeral.start
    )


class _Taken:
    """The stretches whose numbers are no quantities: dates, times of day, sets, and the results of votes and games."""

    def __init__(self, times: Sequence[TimeExpression], scores: Sequence[tuple[int, int]]) -> None:
        dated = [(t.start, t.end) for t in times if t.type != "DURATION" and not t.value.endswith("_REF")]
        spans = sorted({*dated, *scores})
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def covers(self, numeral: Numeral) -> bool:
        position = bisect_right(self._starts, numeral.start) - 1
        return position >= 0 and numeral.start < self._ends[position]


def _draft(tokens: TokenSpans, numeral: Numeral) -> _Draft:
    """The number with what stands right beside it: currency, percent sign, age, unit of measure or time, rate."""
    text, draft = tokens.text, _Draft(numeral, numeral.start, numeral.end, numeral.value)
    start, currency = context.currency_before(text, numeral.start)
    if currency is not None and numeral.kind != "ordinal":
        draft.start, draft.unit, draft.kind = start, currency, "money"
    elif not (
        _read_percent(text, draft)
        or _read_age(text, draft)
        or _read_currency(text, draft)
        or _read_measure(text, draft)
    ):
        _read_time_unit(text, draft)
    return draft


def _read_percent(text: str, draft: _Draft) -> bool:
    found = context.percent_after(text, draft.end)
    if found is not None:
        draft.end, draft.unit = found
        draft.kind = "percent"
    return found is not None


def _read_age(text: str, draft: _Draft) -> bool:
    found, aged = context.age_after(text, draft.end), context.age_before(text, draft.start)
    if found is not None:
        draft.end, draft.unit = found
    elif aged is not None and draft.value < 130 and draft.numeral.kind == "cardinal":
        draft.start, draft.unit = aged, "years"
    else:
        return False
    draft.kind = "age"
    return True


def _read_currency(text: str, draft: _Draft) -> bool:
    if draft.numeral.kind == "ordinal":
        return False
    found = context.currency_after(text, draft.end, draft.value >= 10**6 and not draft.numeral.digits)
    if found is None:
        return False
    draft.end, draft.unit, worth = found
    draft.value = round(draft.value * worth, 6)
    draft.kind = "money"
    return True


def _read_measure(text: str, draft: _Draft) -> bool:
    if draft.numeral.kind == "ordinal":
        return False
    found = context.measure_after(text, draft.end)
    if found is not None:
        draft.end, draft.unit, draft.per = found
        draft.kind = "measure"
    return found is not None


def _read_time_unit(text: str, draft: _Draft) -> bool:
    match = _TIME_UNIT.match(text, draft.end)
    if (
        match is None
        or draft.numeral.kind == "ordinal"
        or (draft.numeral.kind == "fraction" and not draft.numeral.digits)
    ):
        return False
    unit = match["unit"].lower()
    draft.end, draft.unit, draft.kind = match.end(), {"century": "centuries"}.get(unit, unit + "s"), "duration"
    return True


def _merge_ranges(text: str, drafts: Sequence[_Draft]) -> list[_Draft]:
    """Two numbers joined by a dash or "to" become one range, "one in five" a fraction; what only the second number
    carries (scale, unit) holds for both."""
    merged: list[_Draft] = []
    for draft in drafts:
        before = merged[-1] if merged else None
        if before is not None and before.upper is None and before.kind != "ordinal" and draft.kind != "ordinal":
            joined = _ratio(text, before, draft) or _range(text, before, draft)
            if joined is not None:
                merged[-1] = joined
                continue
        merged.append(draft)
    return merged


def _ratio(text: str, first: _Draft, second: _Draft) -> _Draft | None:
    link = text[first.numeral.end : second.numeral.start]
    if not _RATIO.fullmatch(link) or first.unit or not 0 < first.value < second.value or second.kind != "number":
        return None
    if "in" in link and first.value > 10 and second.value not in (10, 100, 1000):
        return None
    return replace(
        first,
        end=second.end,
        value=first.value / second.value,
        kind="fraction",
        numeral=replace(first.numeral, end=second.numeral.end),
    )


def _range(text: str, first: _Draft, second: _Draft) -> _Draft | None:
    link = text[first.end : second.start]
    match = _RANGE.fullmatch(link)
    if match is None:
        return None
    word = link.strip().lower()
    if word == "and" and not _BETWEEN.search(text[max(0, first.start - 12) : first.start]):
        return None
    if _CHANGE_BEFORE.search(text[max(0, first.start - 16) : first.start]) or (
        first.kind not in ("number", second.kind) and not (first.kind == "money" and second.kind == "number")
    ):
        _share_unit(first, second)
        return None
    low = first.value
    if first.kind == "money" and second.kind == "number":
        second = replace(second, kind="money", unit=first.unit)
    if first.numeral.digits and not second.numeral.digits and second.value >= 1000 and low < 1000:
        low = _scaled_like(text, low, second)
    if first.unit and second.unit and first.unit != second.unit:
        return None
    if word == "to" and first.unit and first.end > first.numeral.end and second.unit:
        return None
    unit, kind = second.unit or first.unit, second.kind if second.unit else first.kind
    if not low < second.value or (word == "or" and second.value > 2 * low + 2):
        return None
    return _Draft(
        replace(first.numeral, end=second.numeral.end),
        first.start,
        second.end,
        low,
        unit,
        kind,
        second.per,
        None,
        second.value,
    )


def _score_spans(text: str) -> list[tuple[int, int]]:
    """Where two numbers are a result and no amount of anything: "a 5-4 vote", "voted 11 to 4"."""
    return [m.span() for m in _SCORE.finditer(text) if _is_result(m)]


def _is_result(match: re.Match[str]) -> bool:
    high, low = (int(number) for number in re.findall(r"\d+", match.group()))
    return high > low or match.group().lower().startswith(("vote", "went"))


def _scaled_like(text: str, low: float, second: _Draft) -> float:
    """The lower end in the scale of the upper: "10 to 12 million" starts at ten million."""
    words = re.match(r"[\d.,]+", text[second.numeral.start : second.numeral.end])
    number = float(words.group().replace(",", "").rstrip(".")) if words else 0.0
    return low * second.value / number if number and low < number else low


def _share_unit(first: _Draft, second: _Draft) -> None:
    """Gives both ends of a change one unit: in "from 12 to 15 percent" the first number is a percentage too."""
    if first.unit is None and second.unit is not None and second.kind in ("percent", "money", "measure", "duration"):
        first.unit, first.kind = second.unit, second.kind


def _finished(tokens: TokenSpans, draft: _Draft, limit: int) -> Quantity | None:
    """The quantity, once bounds and counted things are read; None where the number counts nothing. It takes in no
    counted thing that stands beyond `limit`, where the next number begins."""
    text = tokens.text
    if is_idle(tokens, draft.numeral, alone=draft.unit is None):
        return None
    between = _BETWEEN.search(text[max(0, draft.start - 12) : draft.start]) if draft.upper is not None else None
    if between is not None:
        draft.start = max(0, draft.start - 12) + between.start()
    end, after = context.bound_after(text, draft.end)
    draft.end = end
    start, before = context.bound_before(text, draft.start)
    draft.bound = before or after
    if before is not None and not _is_preposition(text, draft, start):
        draft.start = start
    else:
        draft.bound = after
    if draft.numeral.kind == "vague" and draft.bound is None:
        draft.bound = "at least"
    if draft.bound is None and "couple" in text[draft.numeral.start : draft.numeral.end].lower():
        draft.bound = "about"
    _read_counted(tokens, draft, limit)
    rate = context.rate_after(text, draft.end)
    if rate is not None and draft.kind != "ordinal" and draft.per is None and (draft.unit is not None):
        draft.end, draft.per = rate
        draft.kind = "rate" if draft.kind in ("count", "measure", "number") else draft.kind
    return Quantity(
        draft.start, draft.end, _clean(draft.value), draft.bound, draft.unit, draft.kind, draft.upper, draft.per
    )


def _is_preposition(text: str, draft: _Draft, start: int) -> bool:
    """Whether the words say when or where and are no bound: "over ten years" against "for over ten years", and
    "below zero"."""
    word = text[start : draft.start].strip().lower()
    if draft.kind == "duration":
        return word in ("over", "past", "above") and not _LASTING.search(text[max(0, start - 12) : start])
    return word in ("below", "above", "past") and draft.value == 0


def _read_counted(tokens: TokenSpans, draft: _Draft, limit: int) -> None:
    if draft.kind == "percent" and draft.unit == "percent":
        return
    if draft.unit is not None:
        return
    draft.kind = {"ordinal": "ordinal", "fraction": "fraction"}.get(draft.numeral.kind, draft.kind)  # type: ignore[assignment]
    age = _apposed_age(tokens, draft)
    if age:
        draft.unit, draft.kind = "years", "age"
        return
    counted = counted_after(tokens, draft.end)
    if counted is None:
        return
    draft.unit = counted[1]
    draft.end = counted[0] if counted[0] <= limit else draft.end
    if draft.kind == "number":
        draft.kind = "count"


def _apposed_age(tokens: TokenSpans, draft: _Draft) -> bool:
    """Whether it is an age: in "Ada Verlaine, 37, said" a number between commas after a person's name is an age."""
    if not draft.numeral.digits or draft.upper is not None or not 0 < draft.value < 120 or draft.value % 1:
        return False
    text = tokens.text
    if not re.match(r"[,;.)]|\s*$|\s(?:and|who|was|of)\b", text[draft.end : draft.end + 5]) or not text.endswith(
        ", ", 0, draft.start
    ):
        return False
    name = tokens.starting(draft.numeral.start)
    comma = tokens.before(name) if name is not None else None
    last = tokens.before(comma) if comma is not None else None
    return last is not None and last.tag_ in ("NNP", "NN", "NNPS") and last.ent_type_ in ("PERSON", "", "ORG", "GPE")


def _clean(value: float) -> float:
    return round(value, 10)
