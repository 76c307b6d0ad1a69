"""Time expressions of an article: pieces, grammar, filters, resolution, intervals."""

import re
from collections.abc import Sequence
from datetime import date

from spacy.tokens import Doc

from twosource.annotate.times.filters import is_time
from twosource.annotate.times.grammar import read_expressions
from twosource.annotate.times.lexicon import split_pieces
from twosource.annotate.times.reading import Reading
from twosource.annotate.times.resolution import Resolver
from twosource.annotate.times.tense import TokenIndex
from twosource.model.annotation import TimeExpression
from twosource.model.article import Article
from twosource.text.timevalue import value_interval

VERSION = "times 1"

_JOINT = re.compile(
    r"\s*,?\s*(?:(?:local|eastern|central|mountain|pacific|moscow|beijing|london|universal)\s(?:standard\s|daylight\s)?time,?\s+)?"
    r"(?:on\s+|of\s+)?",
    re.IGNORECASE,
)


def extract_times(article: Article, doc: Doc) -> tuple[TimeExpression, ...]:
    """The time expressions of an article in text order, with TIMEX3 type and value and the days they can mean.

    Relative expressions are settled from the day of publication (`article.published`, else the first date line among
    the furniture); without one they keep open values ("XXXX-WXX-2", PRESENT_REF). `doc` is the parse of
    `article.text`; its offsets are the text's own."""
    tokens = TokenIndex(doc)
    resolver = Resolver(reference_date(article), tokens)
    readings = [r for r in read_expressions(article.text, split_pieces(article.text)) if is_time(r, tokens)]
    times: list[TimeExpression] = []
    for reading in _joined(article.text, readings):
        value = resolver.resolve(reading)
        if value is not None:
            times.append(_expression(reading, value))
    return tuple(times)


def reference_date(article: Article) -> date | None:
    """The day relative expressions count from: publication, else a date line in the text; None where neither is
    known."""
    lines = [piece.value for piece in article.furniture if piece.kind == "date"]
    for value in (article.published, *lines):
        match = re.match(r"(\d{4})-(\d\d)-(\d\d)", value or "")
        if match:
            try:
                return date(*(int(part) for part in match.groups()))
            except ValueError:
                continue
    return None


def _expression(reading: Reading, value: str) -> TimeExpression:
    if "/" in value:
        mod = None
    else:
        mod = reading.mod
    earliest, latest = value_interval(value, mod) if reading.type in ("DATE", "TIME") else (None, None)
    return TimeExpression(reading.start, reading.end, reading.type, value, mod, earliest, latest)


def _joined(text: str, readings: Sequence[Reading]) -> list[Reading]:
    """Readings in text order, a time of day made one with the date right before or after it ("10 p.m. Wednesday")."""
    joined: list[Reading] = []
    for reading in readings:
        before = joined[-1] if joined else None
        if before is not None and _JOINT.fullmatch(text[before.end : reading.start]):
            if _is_time_of_day(before) and _is_day(reading) and before.anchor == "text":
                joined[-1] = _with_time(reading, before, before.start, reading.end)
                continue
            if _is_day(before) and _is_time_of_day(reading) and reading.anchor == "text":
                joined[-1] = _with_time(before, reading, before.start, reading.end)
                continue
        joined.append(reading)
    return joined


def _is_time_of_day(reading: Reading) -> bool:
    return reading.type == "TIME" and reading.name in ("clock", "part_of_day")


def _is_day(reading: Reading) -> bool:
    return reading.type == "DATE" and reading.has_date and reading.value is None and reading.part is None


def _with_time(day: Reading, time: Reading, start: int, end: int) -> Reading:
    day.start, day.end, day.type = start, end, "TIME"
    day.part, day.zone, day.mod = time.part, time.zone, time.mod or day.mod
    return day
