"""Numbers as English writes them: digits, words and mixtures of the two ("2.3 million", "two and a half", "21st")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

NumeralKind = Literal["cardinal", "ordinal", "fraction", "vague"]

LARGEST = 1e18
"""Longer rows of digits are no numbers anyone reads as such, and would not stay exact."""
_MOST_WORDS = 12
"""A number has no more words than this ("nine hundred and ninety-nine million nine hundred …" has ten)."""

_ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "  # noqa: SIM905
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 10**2, "dozen": 12, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "quadrillion": 10**15, "lakh": 10**5, "crore": 10**7,
}  # fmt: skip
_SHORT_SCALES = {"k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9, "bln": 10**9, "tn": 10**12}
_ORDINAL_ONES = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15, "sixteenth": 16,
    "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30, "fortieth": 40,
    "fiftieth": 50, "sixtieth": 60, "seventieth": 70, "eightieth": 80, "ninetieth": 90, "hundredth": 100,
    "thousandth": 1000, "millionth": 10**6,
}  # fmt: skip
_DENOMINATORS = {
    "half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4,
    "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6, "seventh": 7, "sevenths": 7, "eighth": 8, "eighths": 8,
    "ninth": 9, "ninths": 9, "tenth": 10, "tenths": 10, "hundredths": 100, "thousandths": 1000,
}  # fmt: skip
_VAGUE_PLURALS = {
    "dozens": 24, "scores": 40, "tens": 20, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6,
    "billions": 2 * 10**9, "trillions": 2 * 10**12,
}  # fmt: skip
_GLYPHS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875}


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number in a text. `value` of a vague plural ("dozens", "tens of thousands") is the least it can mean."""

    start: int
    end: int
    value: float
    kind: NumeralKind
    digits: bool
    """Whether it is written in digits alone ("45", not "forty-five" or "45 million")."""


def _any_of(words: object) -> str:
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))  # type: ignore[call-overload]


_GAP = r"(?:\s?-\s?|[ \u00a0\t]{1,3}|\s?\n)"
_CARDINAL_WORD = _any_of([*_ONES, *_TENS, *_SCALES])
_SCALE_WORD = _any_of(_SCALES)
_FRACTION_TAIL = (
    rf"(?:\s+and{_GAP}(?:(?P<tail_n>an?|one|two|three|four|five|seven){_GAP})?(?P<tail_d>{_any_of(_DENOMINATORS)})\b)"
)
_DIGIT_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|(?<![\w.])\.\d+)"

_NUMERAL = re.compile(
    rf"""(?<![\w])(?:
    (?P<ordinal_digits>\d{{1,3}}(?:,?\d{{3}})*)(?:st|nd|rd|th)\b
  | (?P<digits>{_DIGIT_NUMBER})
      (?:(?P<half>{_any_of(_GLYPHS)})|{_GAP}(?P<up>[1-9]\d?)/(?P<down>[2-9]|1\d|32|64)(?![\d/])|/(?P<over>[2-68]|10|16|32|64)(?![\d/,.]))?
      (?: {_FRACTION_TAIL.replace("tail_n", "tail_n0").replace("tail_d", "tail_d0")} )?
      (?: {_GAP}?(?P<scales>(?:{_SCALE_WORD})(?:{_GAP}(?:{_SCALE_WORD}))*)\b
        | (?:[ \u00a0](?=mn|mln|bn|bln|tn))?(?P<short>mn|mln|bn|bln|tn|[kmb])\b(?![.'’]\w)
      )?
  | (?P<glyph>{_any_of(_GLYPHS)})
  | (?P<half_scale>half{_GAP}(?:a|an){_GAP})(?P<half_of>{_SCALE_WORD})\b
  | (?P<frac_n>an?|one|two|three|four|five|six|seven|eight|nine){_GAP}(?P<frac_d>{_any_of(_DENOMINATORS)})\b
      (?:(?:{_GAP}of)?{_GAP}(?:an?{_GAP})(?P<frac_of>{_SCALE_WORD})\b)?
  | (?P<vague>(?:{_any_of(_VAGUE_PLURALS)})(?:\s+of\s+(?:{_any_of(_VAGUE_PLURALS)}))?)\b
  | (?P<words>(?:an?{_GAP}(?={_SCALE_WORD}\b))?(?:{_CARDINAL_WORD})
      (?:(?:\s+and)?{_GAP}(?:{_CARDINAL_WORD})\b)*)
      (?:{_GAP}(?:and{_GAP})?(?P<ordinal_end>{_any_of(_ORDINAL_ONES)})\b|\b{_FRACTION_TAIL}|\b)
  | (?P<ordinal>{_any_of(_ORDINAL_ONES)})\b
  | (?P<half_word>half)\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)


def find_numerals(text: str) -> Iterator[Numeral]:
    """The numbers of a text in text order, never overlapping; offsets are half-open character offsets. Fractions such
    as "a third" and "a quarter" are found as fractions whether or not the text means an ordinal or a quarter year."""
    for match in _NUMERAL.finditer(text):
        yield from (numeral for numeral in _readings(match) if numeral.value < LARGEST)


def _readings(match: re.Match[str]) -> Iterator[Numeral]:
    start, end = match.span()
    group = match.groupdict()
    if group["digits"]:
        yield Numeral(start, end, _digit_value(match), "cardinal", match.end("digits") == end)
    elif group["words"]:
        yield from _word_readings(match)
    elif group["ordinal_digits"]:
        yield Numeral(start, end, float(group["ordinal_digits"].replace(",", "")), "ordinal", True)
    elif group["glyph"]:
        yield Numeral(start, end, _GLYPHS[group["glyph"]], "fraction", True)
    elif group["ordinal"]:
        yield Numeral(start, end, float(_ORDINAL_ONES[group["ordinal"].lower()]), "ordinal", False)
    elif group["vague"]:
        value = 1.0
        words = [_VAGUE_PLURALS[word] for word in _WORD.findall(group["vague"].lower()) if word != "of"]
        for position, each in enumerate(words):
            value *= each if position == 0 else each / 2
        yield Numeral(start, end, value, "vague", False)
    else:
        yield _fraction(match)


def _fraction(match: re.Match[str]) -> Numeral:
    start, end = match.span()
    group = match.groupdict()
    if group["half_of"]:
        return Numeral(start, end, _SCALES[group["half_of"].lower()] / 2, "cardinal", False)
    if not group["frac_d"]:
        return Numeral(start, end, 0.5, "fraction", False)
    value = _ONES.get(group["frac_n"].lower(), 1) / _DENOMINATORS[group["frac_d"].lower()]
    if group["frac_of"]:
        return Numeral(start, end, value * _SCALES[group["frac_of"].lower()], "cardinal", False)
    return Numeral(start, end, value, "fraction", False)


def _digit_value(match: re.Match[str]) -> float:
    group = match.groupdict()
    value = float(group["digits"].replace(",", ""))
    if group["over"]:
        return value / int(group["over"])
    if group["half"]:
        value += _GLYPHS[group["half"]]
    elif group["up"]:
        value += int(group["up"]) / int(group["down"])
    if group["tail_d0"]:
        value += _ONES.get((group["tail_n0"] or "a").lower(), 1) / _DENOMINATORS[group["tail_d0"].lower()]
    factor = 1
    for word in _WORD.findall((group["scales"] or "").lower()):
        factor *= _SCALES[word]
    if group["short"]:
        factor = _SHORT_SCALES[group["short"].lower()]
    return _scaled(value, factor)


def _scaled(value: float, factor: int) -> float:
    """The product without binary dust: 2.3 million is 2300000.0, not 2299999.9999999995."""
    product = value * factor
    if product >= LARGEST:
        return product
    return float(round(product)) if factor > 1 and abs(product - round(product)) < 1e-6 * max(product, 1) else product


def _word_readings(match: re.Match[str]) -> Iterator[Numeral]:
    """Number words, cut where they do not compose ("nineteen ninety-six" is a year: 1996; "one two" is two numbers)."""
    base = match.start()
    words = [(w.group().lower(), base + w.start(), base + w.end()) for w in _WORD.finditer(match["words"])]
    groups: list[tuple[int, int, list[str]]] = []
    for word, start, end in words:
        if word == "and":
            continue
        if groups and _composes(groups[-1][2], word):
            groups[-1] = (groups[-1][0], end, [*groups[-1][2], word])
        else:
            groups.append((start, end, [word]))
    groups = _joined_years(groups)
    tail = 0.0
    if match["tail_d"]:
        tail = _ONES.get((match["tail_n"] or "a").lower(), 1) / _DENOMINATORS[match["tail_d"].lower()]
    for position, (start, end, members) in enumerate(groups):
        last = position == len(groups) - 1
        value = _compose(members)
        if last and match["ordinal_end"]:
            yield Numeral(start, match.end(), value + _ORDINAL_ONES[match["ordinal_end"].lower()], "ordinal", False)
        elif last and tail:
            yield Numeral(start, match.end(), value + tail, "cardinal", False)
        else:
            yield Numeral(start, end, value, "cardinal", False)


def _composes(members: list[str], word: str) -> bool:
    last = members[-1]
    if len(members) >= _MOST_WORDS:
        return False
    if word in _SCALES:
        return last != "dozen" and (word != "hundred" or last in _ONES or last == "a" or last == "an")
    if last in _SCALES or last in ("a", "an"):
        return last != "dozen"
    return last in _TENS and 0 < _ONES.get(word, 0) < 10


def _joined_years(groups: list[tuple[int, int, list[str]]]) -> list[tuple[int, int, list[str]]]:
    joined: list[tuple[int, int, list[str]]] = []
    for start, end, members in groups:
        century = _compose(joined[-1][2]) if joined and len(joined[-1][2]) == 1 else 0
        if century in (17, 18, 19, 20) and 10 <= _compose(members) <= 99:
            joined[-1] = (joined[-1][0], end, [*joined[-1][2], "hundred", *members])
        else:
            joined.append((start, end, members))
    return joined


def _compose(members: list[str]) -> float:
    total, current = 0, 0
    for word in members:
        if word in ("a", "an"):
            current += 1
        elif word == "hundred" or word == "dozen":
            current = max(current, 1) * _SCALES[word]
        elif word in _SCALES:
            total, current = total + max(current, 1) * _SCALES[word], 0
        else:
            current += _ONES.get(word, 0) + _TENS.get(word, 0)
    return float(total + current)
