"""Calendar dates as page furniture writes them: date lines and dates stuck to the first sentence.

These are the dates around a report, not those inside its sentences; the time layer reads the latter."""

import re
from dataclasses import dataclass
from datetime import date

from twosource.text.agencies import known_agency

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_CLOCK = r"(?:\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?)"
_ZONE = (
    r"(?:GMT|UTC|Z|BST|WEST|WET|CES?T|EES?T|MSK|IST|JST|KST|HKT|SGT|AE[SD]?T|NZ[SD]T|[ECMP][SD]?T)"
    r"(?:\s*[+-]\d{1,2}(?::?\d{2})?)?\b"
)
_ISO = r"(?P<iso>\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s?(?:Z\b|[+-]\d{2}:?\d{2}\b)?)?"
_ORDINAL = r"(?:st|nd|rd|th)?"

_DATE = re.compile(
    rf"(?<![\w-])(?:{_ISO}"
    rf"|(?P<day1>\d{{1,2}}){_ORDINAL}(?:\s+of)?[\s-]+(?P<month1>{MONTH})(?:,?[\s-]+(?P<year1>\d{{4}}))?"
    rf"|(?P<month2>{MONTH})\s+(?P<day2>\d{{1,2}}){_ORDINAL}\b(?!:\d)(?:,?\s+(?P<year2>\d{{4}})(?!:\d))?"
    rf"|(?P<year3>\d{{4}})/(?P<month3>\d{{1,2}})/(?P<day3>\d{{1,2}})"
    rf"|(?P<first>\d{{1,2}})(?P<mark>[./-])(?P<second>\d{{1,2}})(?P=mark)(?P<year4>\d{{4}}))(?!\w)",
    re.IGNORECASE,
)
_AROUND_DATES = re.compile(
    rf"\b(?:first|last|published|posted|updated|modified|created|issued|filed|dated?|publication|release[sd]?|time"
    rf"|on|at"
    rf"|online|local)\b|\b{_WEEKDAY}|{_CLOCK}|\b{_ZONE}|\b\d+\s+(?:minutes?|mins?|hours?|hrs?|days?)\s+ago\b"
    rf"|\b\d+\s+min(?:ute)?s?\s+read\b|[\s|·•,;:/()\[\]–—.-]+",
    re.IGNORECASE,
)
_WITHOUT_DATE = re.compile(
    rf"\b\d+\s+(?:minutes?|mins?|hours?|hrs?|days?)\s+ago\b|\b(?:updated|published|posted)\b.*(?:{_CLOCK}|{_WEEKDAY})",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?P<label>(?:date|dated|published|posted|updated|last updated)(?:\s+on)?\s*:?\s+)?", re.IGNORECASE)
_AFTER_LEAD = re.compile(rf"(?:,?\s+{_CLOCK})?(?:\s+{_ZONE})?(?P<gap>\s*[|·•:–—-]\s*|\s+)(?=[\"“”‘’'«(\[]?[^\W_])")

LONGEST_DATE_LINE = 120
"""Characters; a longer line holds a sentence."""


@dataclass(frozen=True, slots=True)
class CalendarDate:
    """The characters `start` to `end` of a line name a day; `value` is its ISO date, None where the year is missing
    or day and month cannot be told apart."""

    start: int
    end: int
    value: str | None


def find_dates(line: str) -> tuple[CalendarDate, ...]:
    """The calendar dates in the first characters of `line`, in order."""
    found = (CalendarDate(match.start(), match.end(), _value(match)) for match in _DATE.finditer(line, 0, 400))
    return tuple(found)


def read_date_line(line: str) -> tuple[bool, str | None]:
    """Whether the line is nothing but a date (with its label, weekday, time, zone), and the earliest day it names:
    where a page gives both the day of publication and of the last change, the earlier is the day of publication."""
    if len(line) > LONGEST_DATE_LINE:
        return False, None
    dates = find_dates(line)
    rest = line
    for found in reversed(dates):
        rest = rest[: found.start] + " " + rest[found.end :]
    words = _AROUND_DATES.sub(" ", rest).strip()
    if (words and not known_agency(words)) or not (dates or _WITHOUT_DATE.search(line)):
        return False, None
    return True, min((found.value for found in dates if found.value), default=None)


def read_leading_date(line: str) -> CalendarDate | None:
    """The full date stuck to the start of a line in front of its first sentence, with its label ("date 2024-10-22 The
    minister …"); None where the date is part of the sentence."""
    lead = _LEAD.match(line)
    date_starts = lead.end() if lead else 0
    match = _DATE.match(line, date_starts)
    value = _value(match) if match else None
    after = _AFTER_LEAD.match(line, match.end()) if match and value else None
    if match is None or after is None or after.end() == len(line) or line[after.end()].islower():
        return None
    labelled = lead is not None and lead["label"] is not None
    if not (labelled or match["iso"] or len(after["gap"]) > 1):
        return None
    return CalendarDate(0, after.start("gap"), value)


def _value(match: re.Match[str]) -> str | None:
    if match["iso"]:
        return _day(*match["iso"].split("-"))
    if match["year3"]:
        return _day(match["year3"], match["month3"], match["day3"])
    if match["year4"]:
        first, second = int(match["first"]), int(match["second"])
        if first > 12 or match["mark"] == "." or first == second:
            first, second = second, first
        elif second <= 12:
            return None
        return _day(match["year4"], str(first), str(second))
    year, month, day = (match[f"{part}1"] or match[f"{part}2"] for part in ("year", "month", "day"))
    return _day(year, str(_MONTHS.index(month[:3].lower()) + 1), day) if year else None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
