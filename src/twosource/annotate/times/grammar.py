"""The grammar of time expressions: rules over the classes of `lexicon`, each with the function that reads a match.

The division into a lexicon, rules over token classes and a normalisation step follows SUTime (Chang and Manning 2012)
and HeidelTime (Strötgen and Gertz 2010); the rules are this project's own."""

import re
from collections.abc import Callable, Sequence

from twosource.annotate.times import calendar_readers, duration_readers, relative_readers
from twosource.annotate.times.found import Found
from twosource.annotate.times.lexicon import CLASSES, Piece
from twosource.annotate.times.reading import Reading

Reader = Callable[[Found], Reading | None]

_MACROS = {
    "num": "[<DAYNUM><YY><NUM><ONE>]",
    "bound": "(?P<bound>(?:<NOT>?(?:<MORE>|<LESS>)<THAN>|<AT><LEAST>|<ABOUT>|<LESS>|<MORE>(?={num}))(?!<OTHER>))?",
    "count": "(?P<count>{num}(?:(?:<TO>|<OR>|<HYPHEN>){num})?|<A>?<FEW>|<A>?<VAGUE><OF>?|<A>|<THE>?<ONE>)",
    "month": "(?:<MONTH>|<MABBR><DOT>?)",
    "weekday": "(?:<WEEKDAY>|<WABBR><DOT>?)",
    "year": "(?P<year><YEAR>)",
    "phase": "(?P<phase><EARLY>(?:<IN>|<ON>|<HYPHEN>)?|<LATE>(?:<IN>|<ON>|<HYPHEN>)?|<MID><HYPHEN>?|<THE>?<START><OF>"
    "|<THE>?<END><OF>|<THE>?<MID><OF>"
    "|(?:<EARLIER>|<LATER>)(?:<IN>|<ON>)?)",
    "lastnext": "(?P<deictic><LAST>|<NEXT>|<THIS><COMING>|<THIS><LAST>|<THIS>|<COMING>)",
    "ofyear": "(?:<OF>?<FISCAL>?{year}|<OF>?(?:<IN>)?(?P<yeardeictic><LAST>|<NEXT>"
    "|<THIS>)<FISCAL>?(?P<yearunit><UNIT>))",
    "zone": "(?P<zone><ZONE>)",
}

_RULES: list[tuple[str, str, Reader]] = [
    (
        "iso",
        "<ISO>",
        calendar_readers.read_iso,
    ),
    (
        "slash",
        "<SLASHDATE>",
        calendar_readers.read_slash,
    ),
    (
        "month_day",
        "(?:{lastnext}?(?P<weekday>{weekday})<COMMA>?)?(?P<month>{month})<THE>?(?P<day><DAYNUM>|<ORD>)(?!["
        "<HYPHEN><SLASH>]?<UNIT>)(?:<COMMA>?{year}|(?=(?:<HYPHEN>|<TO>|<AND>|<OR>)(?:<DAYNUM>|{month}<DAYNUM>"
        ")<COMMA>?(?P<rangeyear><YEAR>)))?",
        calendar_readers.read_calendar,
    ),
    (
        "range_end",
        "(?:(?<=[<MONTH><MABBR>]<DAYNUM><HYPHEN>)|(?<=<MABBR><DOT><DAYNUM><HYPHEN>)|(?:(?<=[<MONTH><MABBR>]"
        "<DAYNUM>[<TO><AND><OR>])|(?<=<MABBR><DOT><DAYNUM>[<TO><AND><OR>]))(?!<DAYNUM>(?:<UNIT>|<OTHER>)))"
        "(?P<day><DAYNUM>)(?:<COMMA>?{year})?",
        calendar_readers.read_range_end,
    ),
    (
        "range_start",
        "(?P<day><DAYNUM>)(?=[<HYPHEN><TO><AND>]<DAYNUM>(?P<month>{month})(?:<COMMA>?{year})?)",
        calendar_readers.read_range_start,
    ),
    (
        "military_clock",
        "(?:<YEAR>|<NUM>)(?:{zone}|<UNIT>)",
        relative_readers.read_military_clock,
    ),
    (
        "half_token",
        "<HALF><OF>?<FISCAL>?{year}",
        calendar_readers.read_half_token,
    ),
    (
        "day_month",
        "(?P<weekday>{weekday}<COMMA>?)?<THE>?(?P<day><DAYNUM>|<ORD>)<OF>?(?P<month>{month})(?:<COMMA>?{year})?",
        calendar_readers.read_calendar,
    ),
    (
        "weekday_the",
        "(?P<weekday><WEEKDAY>)<COMMA>?<THE>(?P<dayonly><ORD>)",
        calendar_readers.read_calendar,
    ),
    (
        "month_year",
        "{phase}?(?P<month>{month})<COMMA>?{ofyear}",
        calendar_readers.read_calendar,
    ),
    (
        "month",
        "{phase}?{lastnext}?(?P<month><MONTH>)(?=(?:<HYPHEN>|<TO>|<AND>|<OR>)<MONTH><COMMA>?(?P<rangeyear><YEAR>))?",
        calendar_readers.read_calendar,
    ),
    (
        "month_abbreviated",
        "{phase}?{lastnext}?(?P<month><MABBR>)",
        calendar_readers.read_month_abbreviation,
    ),
    (
        "season",
        "<THE>?{phase}?(?:{lastnext}|<THE>|<EACH>)?(?P<season><SEASON>|<FALL>)(?:<COMMA>?{ofyear})?",
        calendar_readers.read_season,
    ),
    (
        "weekday",
        "{phase}?<THE>?{lastnext}?(?P<weekday><WEEKDAY>)(?:<HYPHEN>?(?P<part><PART>))?",
        calendar_readers.read_calendar,
    ),
    (
        "today",
        "{phase}?(?P<today><TODAY>)(?:<S>?<HYPHEN>?(?P<part><PART>))?",
        relative_readers.read_today,
    ),
    (
        "part_of_day",
        "{phase}?(?:(?P<deictic><LAST>|<THIS>|<NEXT>|<THE><NEXT>|<THE>|<THAT>|<THE><THAT>)|(?<=<IN>))?"
        "<HYPHEN>?(?P<part><PART>)(?:<OF>?(?P<today><TODAY>))?",
        relative_readers.read_part,
    ),
    (
        "fiscal_quarter",
        "(?:<THE>|<POSS>)?(?:{phase}|<LAST>)?<FISCAL>?<HYPHEN>?(?P<ordinal><ORD>)<HYPHEN>?(?:<FISCAL>)?"
        "(?P<unit><UNIT>|<PERIOD>)(?:{ofyear})?",
        calendar_readers.read_ordinal_unit,
    ),
    (
        "year_quarter",
        "<THE>?(?:{year}|(?P<yeardeictic><LAST>|<NEXT>|<THIS>)<FISCAL>?(?P<yearunit><UNIT>))<S>?<FISCAL>?"
        "(?P<ordinal><ORD>)<HYPHEN>?(?P<unit><UNIT>)",
        calendar_readers.read_ordinal_unit,
    ),
    (
        "quarter_token",
        "<THE>?(?P<quarter><QUARTER>)(?:<OF>?<FISCAL>?{year})?",
        calendar_readers.read_quarter_token,
    ),
    (
        "half",
        "<THE>?(?:(?P<ordinal><ORD>)|(?P<last><LAST>))<HYPHEN>?<HALFWORD>(?:<OF>(?:<THE>)?(?:<FISCAL>?{year}|"
        "(?P<decade><DECADE>)|(?P<yeardeictic><LAST>|<NEXT>|<THIS>)?<FISCAL>?(?P<yearunit><UNIT>)))?",
        calendar_readers.read_half,
    ),
    (
        "year",
        "(?:<THE>?{phase}|(?P<theyear><THE><UNIT>))?(?P<fiscal><FISCAL>(?:<UNIT>)?)?{year}",
        calendar_readers.read_year,
    ),
    (
        "year_range",
        "{year}(?:<HYPHEN>|<SLASH>)(?P<second><YEAR>|<YY>|<DAYNUM>)(?![<HYPHEN><NUM>])",
        calendar_readers.read_year_range,
    ),
    (
        "decade",
        "<THE>?{phase}?<THE>?(?:(?P<decade><DECADE>)|(?P<tens><TENS>)|(?P<century><YEAR>)(?P<tens2><TENS>))",
        calendar_readers.read_decade,
    ),
    (
        "century",
        "<THE>?(?:{phase}<THE>?)?<HYPHEN>?(?P<ordinal><ORD>)<HYPHEN>?(?P<century><UNIT>)",
        calendar_readers.read_century,
    ),
    (
        "deictic",
        "<THE>?{phase}?(?:(?P<the><THE>|<POSS>)?{lastnext}|<THE>?(?P<deictic2><CURRENT>))(?:<BUSINESS>|"
        "<FISCAL>)?(?P<unit><UNIT>)(?:<OR><SO>)?",
        relative_readers.read_deictic,
    ),
    (
        "anaphor",
        "{phase}?(?P<anaphor><THE><THAT>|<THAT>|<THE><CURRENT>|<THE><FULL>?<FISCAL>?|<POSS>)(?P<unit><UNIT>|"
        "<PERIOD>)(?P<side><BEFORE>|<AFTER>|<EARLIER>|<LATER>)?",
        relative_readers.read_anaphor,
    ),
    (
        "year_period",
        "<THE>?{year}(?:<FISCAL>)?(?P<unit><UNIT>|<PERIOD>)",
        relative_readers.read_year_period,
    ),
    (
        "year_ago_period",
        "<THE>?<ALIKE>?<UNIT><HYPHEN>?(?:<AGO>|<EARLIER>)(?:(?P<ordinal><ORD>)?<HYPHEN>?(?P<unit><UNIT>|<PERIOD>))?",
        relative_readers.read_year_ago_period,
    ),
    (
        "alike_period",
        "<THE>?(?:<ALIKE>|<THAT>)(?P<unit><UNIT>|<PERIOD>)(?:<OF>|<IN>)?(?:(?P<yeardeictic><LAST>)"
        "(?P<yearunit><UNIT>)|{year}|(?P<ayear><A><UNIT>)(?:<AGO>|<EARLIER>))",
        relative_readers.read_alike_period,
    ),
    (
        "while",
        "<A><WHILE>",
        duration_readers.read_while,
    ),
    (
        "ago",
        "{bound}{count}<HYPHEN>?<BUSINESS>?(?P<unit><UNIT>)(?:<OR><SO>)?(?P<side><AGO>|<EARLIER>|<LATER>|"
        "<FROM><PRESENT>)",
        relative_readers.read_ago,
    ),
    (
        "vague_ago",
        "(?P<unit><UNIT>)(?P<side><AGO>|<EARLIER>|<LATER>)",
        relative_readers.read_ago,
    ),
    (
        "long_ago",
        "<LONG><AGO>",
        relative_readers.past_ref,
    ),
    (
        "window",
        "{bound}(?:<THE>|<THESE>|<POSS>)?(?P<window><LAST>|<NEXT>|<COMING>|<ORD>|<CURRENT>|<LONG>)(?P<count>"
        "{num}(?:(?:<TO>|<OR>){num})?|<FEW>|<VAGUE><OF>?)<HYPHEN>?<BUSINESS>?(?P<unit><UNIT>)",
        duration_readers.read_duration,
    ),
    (
        "duration",
        "{bound}(?:<THE>|<THESE>|<THE>?<FULL>)?{count}(?:<MORE>|<FULL>)?<HYPHEN>?<BUSINESS>?(?P<unit><UNIT>)("
        "?:<AND><A>?<HALFWORD>(?P<plushalf>))?(?P<tail><OR>(?:<MORE>|<SO>|<LESS>))?(?P<long><HYPHEN><LONG>)?",
        duration_readers.read_duration,
    ),
    (
        "half_unit",
        "{bound}(?:<A>?<HALFWORD><HYPHEN>?<A>?<HYPHEN>?)(?P<halfunit><UNIT>)",
        duration_readers.read_half_unit,
    ),
    (
        "unit_long",
        "(?P<unit><UNIT>)<HYPHEN>?<LONG>",
        duration_readers.read_unit_long,
    ),
    (
        "bare_units",
        "(?P<unit><UNIT>)(?:(?:<AND>|<OR>)<UNIT>)?(?:<AGO>)?",
        duration_readers.read_bare_units,
    ),
    (
        "coming_units",
        "<THE>(?:<COMING>|<NEXT>)(?P<unit><UNIT>)",
        duration_readers.read_coming_units,
    ),
    (
        "recent_units",
        "<THE>?<MORE>?(?P<recent><RECENT>)(?P<unit><UNIT>)(?:(?:<AND>|<OR>)<UNIT>)?",
        relative_readers.read_recent_units,
    ),
    (
        "recent",
        "<RECENT>",
        relative_readers.past_ref,
    ),
    (
        "past_units",
        "<LAST>(?P<unit><UNIT>)",
        relative_readers.read_past_units,
    ),
    (
        "past",
        "(?:<THE><RECENT>?(?P<past><LAST>)(?![<UNIT><NUM><DAYNUM><FEW>]))|<PAST>",
        relative_readers.read_past,
    ),
    (
        "future",
        "(?:<THE><OTHER>?<FUTURE>|<FUTURE><UNIT>|<FUTURE>)",
        relative_readers.read_future,
    ),
    (
        "present",
        "(?:<PRESENT>|<CURRENT>|<THESE><UNIT>)",
        relative_readers.read_present,
    ),
    (
        "each",
        "<EACH>(?:<OTHER>|(?P<count>{num}|<FEW>|<ORD>))?(?:(?P<unit><UNIT>)|(?P<weekday><WEEKDAY>)(?P<part>"
        "<PART>)?|(?P<part2><PART>)|(?P<month><MONTH>)|(?P<season><SEASON>))",
        duration_readers.read_each,
    ),
    (
        "often",
        "(?:<OFTEN>)(?:<A>|<EACH>)(?P<unit><UNIT>|<PART>)",
        duration_readers.read_often,
    ),
    (
        "adverb",
        "(?P<adverb><ADVERB>)",
        duration_readers.read_adverb,
    ),
    (
        "clock",
        "(?:<ABOUT>)?(?:(?P<clock><CLOCK>)(?P<ampm><AMPM>)?|(?P<clock2><DAYNUM>|<NUM>)(?:(?P<ampm2><AMPM>)|"
        "<OCLOCK>))(?:<COMMA>?{zone})?",
        relative_readers.read_clock,
    ),
    (
        "holiday",
        "{phase}?(?:<THE>?(?P<deictic><LAST>|<NEXT>|<THIS>))?(?P<holiday><HOLIDAY>)(?:<COMMA>?{year})?",
        calendar_readers.read_holiday,
    ),
    (
        "year_end",
        "(?:<THE>)?<YEAREND>",
        relative_readers.read_year_end,
    ),
    (
        "end_of",
        "<THE>?(?P<phase><END><OF>|<START><OF>|<MID><OF>)(?P<deictic><THE>|<THIS>|<LAST>|<NEXT>|<THE><NEXT>)"
        "(?P<unit><UNIT>)",
        relative_readers.read_phase_of_unit,
    ),
]


def _compile(pattern: str) -> re.Pattern[str]:
    while "{" in pattern:
        pattern = re.sub(r"\{(\w+)\}", lambda m: _MACROS[m.group(1)], pattern)
    return re.compile(re.sub(r"(?<!\?P)<([A-Z]+)>", lambda m: re.escape(CLASSES[m.group(1)]), pattern))


_COMPILED = [(name, _compile(pattern), reader) for name, pattern, reader in _RULES]


def read_expressions(text: str, pieces: Sequence[Piece]) -> list[Reading]:
    """The readings of a text in text order, never overlapping: the longest match at the leftmost place wins, among
    equals the rule that comes first."""
    classes = "".join(piece.kind for piece in pieces)
    candidates: list[tuple[int, int, int, re.Match[str]]] = []
    for order, (_name, pattern, _reader) in enumerate(_COMPILED):
        candidates += [(m.start(), -m.end(), order, m) for m in pattern.finditer(classes)]
    candidates.sort(key=lambda candidate: candidate[:3])
    readings: list[Reading] = []
    position = 0
    for start, _, order, match in candidates:
        if start < position:
            continue
        name, _, reader = _COMPILED[order]
        reading = reader(Found(text, pieces, match))
        if reading is not None:
            reading.name = name
            readings.append(reading)
            position = match.end()
    return readings
