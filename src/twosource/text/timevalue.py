"""TIMEX3 values as intervals, and whether two time expressions can mean the same time.

Values are those of TIMEX3 (TimeML 1.2.1; ISO 24617-1); calendar weeks are ISO 8601 weeks."""

import calendar
import re
from datetime import date, timedelta
from typing import Literal

from twosource.model.annotation import TimeExpression

Agreement = Literal["agree", "differ", "incomparable"]
Interval = tuple[str | None, str | None]

OPEN: Interval = (None, None)

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(.+))?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_YEAR = re.compile(r"(\d{4})")
_DECADE = re.compile(r"(\d{3})X?")
_CENTURY = re.compile(r"(\d{2})(?:XX)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-(WE|[1-7]))?")
_PERIOD = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
_RANGE = re.compile(r"(\d{4})/(\d{4})")
_CLOCK = re.compile(r"(\d\d)(?::(\d\d)(?::(\d\d))?)?(Z|[+-]\d\d:?\d\d)?")
_DURATION = re.compile(
    r"P(?:([\d.]+)ML)?(?:([\d.]+)CE)?(?:([\d.]+)DE)?(?:([\d.]+)Y)?(?:([\d.]+)Q)?(?:([\d.]+)M)?(?:([\d.]+)W)?"
    r"(?:([\d.]+)(?:D|NI))?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?"
)
_UNIT_DAYS = (365_250, 36_525, 3652.5, 365.25, 91.3125, 30.4375, 7, 1, 1 / 24, 1 / 1440, 1 / 86_400)
_MONTHS_OF = {"Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12), "SP": (3, 6),
              "SU": (6, 9), "FA": (9, 12)}  # fmt: skip
_HOURS_OF = {"MO": ("00:00", "11:59"), "MI": ("11:00", "13:59"), "AF": ("12:00", "17:59"), "EV": ("17:00", "23:59"),
             "DT": ("06:00", "19:59")}  # fmt: skip


def value_interval(value: str, mod: str | None = None) -> Interval:
    """First and last day (or moment, for a value with a time of day) a TIMEX3 value can mean, both inclusive; None and
    None where it cannot be placed (durations, sets, PRESENT_REF, "XXXX-10"). `mod` START, MID and END narrow the
    interval to its first, middle and last half: "early March" ends with the 16th."""
    try:
        found = _interval(value)
    except (ValueError, OverflowError):
        return OPEN
    if found is None:
        return OPEN
    first, last, times = found
    if times:
        return f"{first.isoformat()}T{times[0]}", f"{last.isoformat()}T{times[1]}"
    first, last = _narrowed(first, last, mod)
    if mod in ("BEFORE", "ON_OR_BEFORE"):
        return None, last.isoformat()
    if mod in ("AFTER", "ON_OR_AFTER"):
        return first.isoformat(), None
    return first.isoformat(), last.isoformat()


def _narrowed(first: date, last: date, mod: str | None) -> tuple[date, date]:
    length = (last - first).days + 1
    if length < 4:
        return first, last
    if mod == "START":
        return first, first + timedelta(days=(length + 1) // 2)
    if mod == "END":
        return last - timedelta(days=(length + 1) // 2), last
    if mod == "MID":
        return first + timedelta(days=length // 4), last - timedelta(days=length // 4)
    return first, last


def _interval(value: str) -> tuple[date, date, tuple[str, str] | None] | None:
    if match := _DAY.fullmatch(value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return _with_time(day, match[4])
    if match := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        if match[3] == "WE":
            return monday + timedelta(days=5), monday + timedelta(days=6), None
        if match[3]:
            day = monday + timedelta(days=int(match[3]) - 1)
            return day, day, None
        return monday, monday + timedelta(days=6), None
    if match := _MONTH.fullmatch(value):
        return *_months(int(match[1]), int(match[2]), int(match[2])), None
    if match := _PERIOD.fullmatch(value):
        year, name = int(match[1]), match[2]
        if name == "WI":
            # "The winter of 1994" is the one that ends or the one that begins in that year.
            return date(year, 1, 1), date(year + 1, 3, 31), None
        return *_months(year, *_MONTHS_OF[name]), None
    if match := _RANGE.fullmatch(value):
        return date(int(match[1]), 1, 1), date(int(match[2]), 12, 31), None
    for pattern, years in ((_YEAR, 1), (_DECADE, 10), (_CENTURY, 100)):
        if match := pattern.fullmatch(value):
            first = max(int(match[1]) * years, 1)
            return date(first, 1, 1), date(int(match[1]) * years + years - 1, 12, 31), None
    return None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def _with_time(day: date, time: str | None) -> tuple[date, date, tuple[str, str] | None] | None:
    if time is None:
        return day, day, None
    if time == "NI":
        return day, day + timedelta(days=1), ("18:00", "05:59")
    if time in _HOURS_OF:
        return day, day, _HOURS_OF[time]
    match = _CLOCK.fullmatch(time)
    if match is None:
        return day, day, None
    hour, zone = int(match[1]), match[4] or ""
    if hour == 24:
        day, hour = day + timedelta(days=1), 0
    if match[2] is None:
        return day, day, (f"{hour:02d}:00{zone}", f"{hour:02d}:59{zone}")
    clock = f"{hour:02d}:{match[2]}" + (f":{match[3]}" if match[3] else "") + zone
    return day, day, (clock, clock)


def duration_days(value: str) -> float | None:
    """The length of a TIMEX3 duration in days (a month is 30.4 days, a year 365.25); None for an open one ("PXY")."""
    match = _DURATION.fullmatch(value)
    if match is None or not any(match.groups()):
        return None
    return sum(float(number) * days for number, days in zip(match.groups(), _UNIT_DAYS, strict=True) if number)


def compare_times(a: TimeExpression, b: TimeExpression) -> Agreement:
    """Whether two time expressions can mean the same time: their intervals overlap ("on Tuesday" and "in October"
    agree when that Tuesday lies in October), they lie apart ("differ"), or at least one cannot be placed. Durations
    agree within a tenth (a year and twelve months), or when a bound allows it; sets when they are equal."""
    if (a.type == "DURATION") != (b.type == "DURATION") or (a.type == "SET") != (b.type == "SET"):
        return "incomparable"
    if a.type == "SET":
        return "agree" if a.value == b.value else "differ"
    if a.type == "DURATION":
        return _compare_durations(a, b)
    return compare_intervals(_bounds(a), _bounds(b))


def _bounds(time: TimeExpression) -> Interval:
    if time.earliest is None and time.latest is None:
        return value_interval(time.value, time.mod)
    return time.earliest, time.latest


def compare_intervals(a: Interval, b: Interval) -> Agreement:
    """Whether two intervals of ISO dates or moments share a day (or moment, where both have one); an end that is None
    is open."""
    if a == OPEN or b == OPEN:
        return "incomparable"
    for early, late in ((a[1], b[0]), (b[1], a[0])):
        if early is not None and late is not None and _before(early, late):
            return "differ"
    return "agree"


def _before(early: str, late: str) -> bool:
    """Whether one moment lies wholly before another, at the coarser precision of the two. Clock times in different or
    unknown zones are compared by their day."""
    if "T" not in early or "T" not in late or _zone(early) != _zone(late):
        return early[:10] < late[:10]
    return early[:16] < late[:16]


def _zone(moment: str) -> str:
    match = re.search(r"(Z|[+-]\d\d:?\d\d)$", moment.partition("T")[2])
    return match[0] if match else ""


def _compare_durations(a: TimeExpression, b: TimeExpression) -> Agreement:
    first, second = duration_days(a.value), duration_days(b.value)
    if first is None or second is None:
        return "incomparable"
    tolerance = 0.1 * max(first, second)
    if any(mod in ("APPROX", "MORE_THAN", "LESS_THAN") for mod in (a.mod, b.mod)):
        tolerance *= 1.5
    if abs(first - second) <= tolerance * (0.2 if a.mod is None and b.mod is None else 1):
        return "agree"
    low, high = (a, b) if first < second else (b, a)
    if low.mod in ("MORE_THAN", "EQUAL_OR_MORE") or high.mod in ("EQUAL_OR_LESS",):
        return "agree"
    return "differ"
