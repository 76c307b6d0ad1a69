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
        "Q": {"months": 3 * amount}, "Y": {"years": amount}, "DE": {"years": 10 * amount},
        "CE": {"years": 100 * amount},
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


NEAR_DAYS, FAR_DAYS, UNTENSED_DAYS = 45, 300, 120
"""A verb in the past beside "Nov. 16" in an article of October 30 does not mean last year's November ("was extended to
Nov. 16"): a date that would lie further back than FAR_DAYS while the next one is nearer than NEAR_DAYS is the next
one. Where no verb says, a date ahead is meant only within UNTENSED_DAYS: news tells more of what was. Chosen on two
thirds of the TimeBank articles, 2026-11."""


def year_near(day: date, month: int, month_day: int | None, direction: str | None, *, firmly: bool = False) -> int:
    """The year of the nearest such month (or day of it): before or at the day for "past", after or at it for "future";
    without a direction, the nearer one. `firmly` when a word settles the direction ("since"), not a verb alone."""
    if month == day.month and (month_day is None or month_day == day.day):
        return day.year
    reached = (month, month_day or 1) < (day.month, day.day if month_day else 1)
    last, following = (day.year, day.year + 1) if reached else (day.year - 1, day.year)
    since = (day - date(last, month, min(month_day or 28, 28))).days
    ahead = (date(following, month, min(month_day or 1, 28)) - day).days
    if month == day.month and since < 32:
        return last if direction != "future" or month_day is None else (last if since < ahead else following)
    if direction == "past":
        near = NEAR_DAYS if month_day else 32
        return following if since > FAR_DAYS and ahead < near and not firmly else last
    if direction == "future":
        return last if ahead > 300 and since < 60 and month_day else following
    return following if ahead < min(since, UNTENSED_DAYS) else last
