"""The words of time expressions: each word of a text becomes a piece with a class, one character a class, so that the
grammar can be written as regular expressions over classes."""

import re
from dataclasses import dataclass

from twosource.annotate.times.holidays import HOLIDAY, holiday_key
from twosource.text.numerals import find_numerals

# One character a class. Names are used in the grammar as `<NAME>`.
CLASSES = {
    "YEAR": "Y", "YY": "y", "DAYNUM": "D", "NUM": "N", "ORD": "O", "VAGUE": "F", "A": "a", "THE": "t", "POSS": "p",
    "UNIT": "U", "MONTH": "M", "MABBR": "m", "WEEKDAY": "W", "WABBR": "w", "SEASON": "S", "PART": "P", "LAST": "l",
    "NEXT": "n", "THIS": "h", "THAT": "b", "EACH": "E", "AGO": "g", "EARLIER": "e", "LATER": "L", "EARLY": "k",
    "MID": "i", "LATE": "z", "START": "s", "END": "d", "OF": "o", "IN": "I", "ON": "@", "AT": "A", "CLOCK": "C",
    "AMPM": "c", "ZONE": "Z", "OCLOCK": "'", "TODAY": "T", "PRESENT": "R", "PAST": "r", "FUTURE": "f", "HOLIDAY": "H",
    "HYPHEN": "-", "COMMA": ",", "DOT": ".", "S": "q", "AND": "&", "OR": "|", "TO": ">", "FISCAL": "$", "QUARTER": "Q",
    "HALF": "V", "ISO": "8", "SLASHDATE": "9", "DECADE": "0", "TENS": "1", "MORE": "+", "LESS": "<", "ABOUT": "~",
    "LEAST": "_", "SO": "*", "COMING": "G", "FEW": "K", "BETWEEN": "B", "HALFWORD": "v", "PERIOD": "5", "YEAREND": "2",
    "ADVERB": "3", "CENTURY": "4", "THEN": "6", "OLD": "7", "FROM": "X", "OTHER": "x", "SLASH": "/", "RECENT": "u",
    "DURING": "j", "BUSINESS": "J", "LONG": "%", "FULL": "^", "NOT": "!", "SINCE": ";", "ONE": ":", "FALL": "=",
    "BEFORE": "{",
    "AFTER": "}", "THAN": "#", "OFTEN": "[", "ALIKE": "]", "WHILE": "?", "THESE": "(", "CURRENT": ")",
}  # fmt: skip

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12,
}  # fmt: skip
MONTH_ABBREVIATIONS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11,
    "dec": 12,
}  # fmt: skip
WEEKDAYS = {
    "monday": 1, "tuesday": 2, "wednesday": 3, "thursday": 4, "friday": 5, "saturday": 6, "sunday": 7,
}  # fmt: skip
WEEKDAY_ABBREVIATIONS = {
    "mon": 1, "tue": 2, "tues": 2, "wed": 3, "weds": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5, "sat": 6, "sun": 7,
}  # fmt: skip
UNITS = {
    "second": "S", "minute": "Min", "hour": "H", "day": "D", "night": "Night", "evening": "Evening",
    "morning": "Morning", "afternoon": "Afternoon", "week": "W", "fortnight": "2W", "weekend": "WE", "month": "M",
    "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "semester": "Semester", "yr": "Y", "min": "Min",
    "sec": "S", "hr": "H", "millennium": "ML", "minut": "Min", "nanosecond": "Nano", "millisecond": "Milli",
    "weekday": "D", "workday": "D", "mo": "M", "wk": "W",
}  # fmt: skip
_IRREGULAR_UNITS = {"centuries": "CE", "millennia": "ML", "millenniums": "ML"}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI", "springtime": "SP", "summertime": "SU",
           "wintertime": "WI"}  # fmt: skip
PARTS = {
    "morning": "MO", "afternoon": "AF", "evening": "EV", "night": "NI", "nighttime": "NI", "daytime": "DT",
    "lunchtime": "MI", "midday": "T12:00", "noon": "T12:00", "midnight": "T24:00", "dawn": "MO", "dusk": "EV",
    "daybreak": "MO", "sunrise": "MO", "sunset": "EV", "nightfall": "NI", "mornings": "MO", "afternoons": "AF",
    "evenings": "EV", "nights": "NI", "noontime": "T12:00", "mid-morning": "MO", "lunch": "MI",
}  # fmt: skip
ADVERBS = {
    "daily": "P1D", "hourly": "PT1H", "weekly": "P1W", "monthly": "P1M", "quarterly": "P1Q", "yearly": "P1Y",
    "annually": "P1Y", "nightly": "XXXX-XX-XXTNI", "biweekly": "P2W", "fortnightly": "P2W", "semiannually": "P6M",
    "biannually": "P6M", "biennially": "P2Y", "bimonthly": "P2M",
}  # fmt: skip
TENS_DECADES = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7, "eighties": 8,
    "nineties": 9, "noughties": 0,
}  # fmt: skip
ZONES = frozenset(
    "est edt et cst cdt ct mst mdt mt pst pdt pt gmt utc bst cet cest eet eest ist jst kst hkt sgt aest aedt acst awst "  # noqa: SIM905
    "nzst nzdt msk akst akdt hst wib".split()
)

_WORD_CLASSES: dict[str, str] = {
    "a": "A", "an": "A", "the": "THE", "its": "POSS", "his": "POSS", "her": "POSS", "their": "POSS", "our": "POSS",
    "my": "POSS", "your": "POSS", "last": "LAST", "past": "LAST", "previous": "LAST", "preceding": "LAST",
    "prior": "LAST", "next": "NEXT", "coming": "COMING", "upcoming": "COMING", "following": "NEXT", "ensuing": "NEXT",
    "subsequent": "NEXT", "this": "THIS", "current": "CURRENT", "latest": "CURRENT", "present": "CURRENT",
    "that": "THAT", "same": "THAT",
    "each": "EACH", "every": "EACH", "once": "OFTEN", "twice": "OFTEN", "times": "OFTEN", "these": "THESE",
    "ago": "AGO", "earlier": "EARLIER", "before": "BEFORE",
    "later": "LATER", "hence": "LATER", "after": "AFTER", "early": "EARLY", "mid": "MID",
    "middle": "MID", "late": "LATE", "start": "START", "beginning": "START", "end": "END", "close": "END",
    "of": "OF", "in": "IN", "on": "ON", "at": "AT", "and": "AND", "or": "OR", "to": "TO", "through": "TO",
    "thru": "TO", "until": "TO", "till": "TO", "fiscal": "FISCAL", "financial": "FISCAL", "calendar": "FISCAL",
    "more": "MORE", "over": "MORE", "nearly": "LESS", "almost": "LESS", "less": "LESS", "fewer": "LESS",
    "under": "LESS", "about": "ABOUT", "around": "ABOUT", "roughly": "ABOUT", "approximately": "ABOUT",
    "some": "ABOUT", "least": "LEAST", "most": "LEAST", "so": "SO", "few": "FEW", "several": "VAGUE",
    "many": "VAGUE", "couple": "VAGUE", "today": "TODAY", "yesterday": "TODAY", "tomorrow": "TODAY",
    "tonight": "TODAY", "overnight": "TODAY", "now": "PRESENT", "currently": "PRESENT", "nowadays": "PRESENT",
    "presently": "PRESENT", "recent": "RECENT", "recently": "PAST", "lately": "PAST",
    "future": "FUTURE", "soon": "FUTURE", "period": "PERIOD", "then": "THEN", "old": "OLD",
    "from": "FROM", "during": "DURING", "within": "DURING", "between": "BETWEEN", "business": "BUSINESS",
    "trading": "BUSINESS", "working": "BUSINESS", "school": "BUSINESS", "consecutive": "BUSINESS",
    "straight": "BUSINESS",
    "long": "LONG", "full": "FULL", "entire": "FULL", "whole": "FULL", "than": "THAN", "comparable": "ALIKE",
    "corresponding": "ALIKE", "while": "WHILE",
    "not": "NOT", "no": "NOT", "since": "SINCE",
    "oclock": "OCLOCK", "fall": "FALL", "half": "HALFWORD", "year-end": "YEAREND", "a.m": "AMPM", "p.m": "AMPM",
    "am": "AMPM", "pm": "AMPM", "first": "ORD", "annual": "OTHER", "late-night": "OTHER",
}  # fmt: skip
_SYMBOLS = {"-": "HYPHEN", "–": "HYPHEN", "—": "HYPHEN", "‑": "HYPHEN", ",": "COMMA", ".": "DOT", "/": "SLASH"}

_PIECE = re.compile(
    r"""(?P<attack>(?<![\w/.-])9/11(?![\w/.]))
      | (?P<iso>(?<![\w-])(?:1\d|20|21)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d
          |3[01])(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))
      | (?P<slash>(?<![\w/.-])(?:\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)|(?:19|20)\d\d/\d{1,2}/\d{1,2}
          |\d{1,2}\.\d{1,2}\.(?:19|20)\d\d|\d{1,2}-\d{1,2}-(?:19|20)\d\d)(?![\w/]))
      | (?P<clock>(?<![\w:.,$£€])(?:[01]?\d|2[0-3])(?:[:.][0-5]\d(?::[0-5]\d)?)(?=\s?[ap]\.?\s?m\b
          |\s+o['’]clock|\s(?:GMT|UTC|BST|CES?T|E[SD]?T|P[SD]?T|IST|h\b|hrs\b))|(?<![\w:.,$£€-])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\w:]))
      | (?P<ampm>(?:(?<=\d)|(?<=\s))[ap]\.?\s?m\b\.?)
      | (?P<oclock>\bo['’]clock\b)
      | (?P<decade>(?<![\w$£€])(?:(?:1[0-9]|20)\d0['’]?s|['’‘`]?[2-9]0['’]?s)\b)
      | (?P<quarter>\b(?:Q[1-4]|[1-4]Q)(?=\b|\d\d))
      | (?P<half>\b(?:H[12])\b(?=\s+(?:of\s+)?(?:FY)?\s?(?:19|20)\d\d))
      | (?P<fy>\bFY\s?['’]?(?:20)?\d\d\b)
      | (?P<yy>(?<!\w)['’‘`]\d\d\b(?!\s?%))
      | (?P<weekend>\b(?:year[- ]end)\b)
      | (?P<poss>(?<=\w)['’]s?\b)
      | (?P<word>[^\W\d_]+)
      | (?P<number>\d+(?:[.,]\d+)*)
      | (?P<symbol>[^\w\s])""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A word, number or sign of a text with its class (a character of `CLASSES`) and what the class needs of it."""

    start: int
    end: int
    surface: str
    kind: str
    value: float | str | None = None


_BREAK = re.compile(r"\n\s*\n|(?<=[.?!:;”\"])\s*\n|[\r\f\v\x85\u2028\u2029]")
"""A paragraph ends here; a single line break may be no more than a wrapped line."""

_C = CLASSES
_BY_WORD: dict[str, tuple[str, float | str | None]] = {word: (_C[name], word) for word, name in _WORD_CLASSES.items()}
for _word, _unit in UNITS.items():
    for _form in (_word, _word + "s"):
        _BY_WORD[_form] = (_C["UNIT"], _unit)
for _word, _unit in _IRREGULAR_UNITS.items():
    _BY_WORD[_word] = (_C["UNIT"], _unit)
_BY_WORD |= {
    word: (_C["ORD"], float(n))
    for n, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)  # noqa: SIM905
}
_BY_WORD |= {
    word: (_C["NUM"], float(n))
    for n, word in enumerate("two three four five six seven eight nine".split(), 2)  # noqa: SIM905
}
for _table, _name in (
    (SEASONS, "SEASON"), (ADVERBS, "ADVERB"), (TENS_DECADES, "TENS"), (MONTHS, "MONTH"), (WEEKDAYS, "WEEKDAY"),
    (MONTH_ABBREVIATIONS, "MABBR"), (WEEKDAY_ABBREVIATIONS, "WABBR"), (PARTS, "PART"),
):  # fmt: skip
    for _word, _entry in _table.items():
        _BY_WORD[_word] = (_C[_name], _entry)
_BY_WORD |= {day + "s": (_C["WEEKDAY"], number) for day, number in WEEKDAYS.items()}
_BY_WORD |= {season + "s": (_C["SEASON"], code) for season, code in SEASONS.items()}
del _word, _unit, _form, _table, _name, _entry

PLURAL_PARTS = frozenset(word for word in PARTS if word.endswith("s"))
_SHORT_UNITS = frozenset(
    {"min", "sec", "mo", "wk", "hr", "yr", "mins", "secs", "mos", "wks", "hrs", "yrs", "minut", "minuts"}
)
_NEEDS_CAPITAL = frozenset({"march", "may", "mar", "sun", "sat", "wed", "fri", "mon", "jan", "dec"})


def split_pieces(text: str) -> list[Piece]:
    """The text as pieces in text order; words that have no part in time expressions are of class OTHER."""
    numerals = {n.start: n for n in find_numerals(text) if n.kind in ("cardinal", "ordinal", "vague")}
    holidays = {m.start(): m for m in HOLIDAY.finditer(text) if m.group()[0].isupper()}
    pieces: list[Piece] = []
    position = 0
    for match in _PIECE.finditer(text):
        start, end = match.span()
        if start < position:
            continue
        if pieces and _BREAK.search(text, position, start):
            pieces.append(Piece(position, position, "", _C["OTHER"]))
        holiday = holidays.get(start)
        if holiday is not None:
            pieces.append(Piece(start, holiday.end(), holiday.group(), _C["HOLIDAY"], holiday_key(holiday.group())))
            position = holiday.end()
            continue
        numeral = numerals.get(start)
        if numeral is not None and match.lastgroup in ("word", "number"):
            end = numeral.end
            kind = _number_kind(text[start:end], numeral.value, numeral.kind)
            pieces.append(Piece(start, end, text[start:end], kind, numeral.value))
        else:
            pieces.append(_piece(match))
        position = end
    return pieces


def _number_kind(surface: str, value: float, kind: str) -> str:
    if kind == "ordinal":
        return _C["ORD"]
    if kind == "vague":
        return _C["VAGUE"]
    if surface.isdigit():
        if len(surface) == 4 and 1000 <= value <= 2199:
            return _C["YEAR"]
        if len(surface) <= 2 and 1 <= value <= 31:
            return _C["DAYNUM"]
        if len(surface) == 2:
            return _C["YY"]
    if surface.lower() == "one":
        return _C["ONE"]
    words = surface.lower().replace("-", " ").split()
    spelled_year = 1700 <= value <= 2099 and words[0] in ("seventeen", "eighteen", "nineteen", "twenty", "two")
    return _C["YEAR"] if spelled_year and ("thousand" in words or "hundred" not in words) else _C["NUM"]


def _piece(match: re.Match[str]) -> Piece:
    start, end, surface, group = match.start(), match.end(), match.group(), match.lastgroup
    if group == "word":
        kind, value = _word_class(surface)
        return Piece(start, end, surface, kind, value)
    if group == "number":
        return Piece(start, end, surface, _C["OTHER"], None)
    if group == "symbol":
        return Piece(start, end, surface, _C[_SYMBOLS.get(surface, "OTHER")], surface)
    if group == "yy":
        return Piece(start, end, surface, _C["YEAR"], _full_year(int(surface[-2:])))
    if group == "decade":
        return Piece(start, end, surface, _C["DECADE"], "".join(filter(str.isdigit, surface)))
    if group == "quarter":
        return Piece(start, end, surface, _C["QUARTER"], next(filter(str.isdigit, surface)))
    names = {"iso": "ISO", "attack": "ISO", "slash": "SLASHDATE", "clock": "CLOCK", "ampm": "AMPM",
    "oclock": "OCLOCK", "half": "HALF",
             "fy": "ISO", "weekend": "YEAREND", "poss": "S"}  # fmt: skip
    return Piece(start, end, surface, _C[names[group or "poss"]], surface)


def _full_year(two_digits: int) -> float:
    """'98 is 1998 and '07 is 2007: the news of a century ago is not written with an apostrophe."""
    return float(1900 + two_digits if two_digits >= 30 else 2000 + two_digits)


def _word_class(surface: str) -> tuple[str, float | str | None]:
    lower = surface.lower()
    if lower in ZONES and surface.isupper():
        return _C["ZONE"], surface
    kind, value = _BY_WORD.get(lower, (_C["OTHER"], None))
    if (surface[0].islower() and lower in _NEEDS_CAPITAL) or (lower in _SHORT_UNITS and not surface.islower()):
        return _C["OTHER"], None
    return kind, value
