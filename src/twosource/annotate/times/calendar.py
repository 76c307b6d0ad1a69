"""Calendar arithmetic in TIMEX3 values: so many units from a day, the nearest month or weekday before or after it."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

FIRST_YEAR, LAST_YEAR = 1, 9999


@dataclass(frozen=True, slots=True)
class Point:
    """A day with the precision at which it is known: D, W, M, Q, Y …"""

    day: date
    unit: str


def shifted(day: date, unit: str, amount: int) -> date | None:
    """The day so many units later (earlier for a negative amount); None outside years 1 to 9999."""
    steps = {
        "D": {"days": amount}, "W": {"weeks": amount}, "WE": {"weeks": amount}, "M": {"months": amount},
        "Q": {"months": 3 * amount}, "Y": {"years": amount}, "DE": {"years": 10 * amount}, "CE": {"years": 100 * amount},
    }.get(unit)  # fmt: skip
    if steps is None:
        return None
    try:
        return day + relativedelta(**steps)  # type: ignore[arg-type]
    except (ValueError, OverflowError):
        return None


def at_precision(day: date, unit: str) -> str:
    """The TIMEX3 value of the day, week, month … a day lies in."""
    if unit == "D":
        return day.isoformat()
    if unit in ("W", "WE"):
        year, week, _ = day.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "WE" else "")
    if unit == "M":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "Q":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if unit == "DE":
        return f"{day.year // 10:03d}"
    if unit == "CE":
        return f"{day.year // 100:02d}"
    return f"{day.year:04d}"


def weekday_near(day: date, weekday: int, direction: int, *, strictly: bool = False) -> date:
    """The nearest such weekday (1 Monday to 7 Sunday) on or before the day (direction -1) or on or after it (1)."""
    distance = (day.isoweekday() - weekday) % 7 if direction < 0 else (weekday - day.isoweekday()) % 7
    if strictly and distance == 0:
        distance = 7
    return day + timedelta(days=direction * distance)


def year_near(day: date, month: int, direction: str | None) -> int:
    """The year of the nearest such month: before or in the day's month for "past", in or after it for "future";
    without a direction, the nearer one."""
    if month == day.month:
        return day.year
    if direction == "past":
        return day.year if month < day.month else day.year - 1
    if direction == "future":
        return day.year if month > day.month else day.year + 1
    distance = (month - day.month) % 12
    later = day.year if month > day.month else day.year + 1
    return later if distance < 6 else later - 1
