"""Holidays that news dates by: their names and the day they fall on.

The `holidays` package knows public holidays by country and year; here a name alone has to be read, most of the names
are no public holidays (Halloween, Christmas Eve), and one table is enough. Easter comes from python-dateutil."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _nth(month: int, weekday: int, nth: int, plus: int = 0) -> Callable[[int], date]:
    """The nth such weekday (1 Monday) of a month, the last for -1, `plus` days later."""

    def day(year: int) -> date:
        if nth > 0:
            first = date(year, month, 1)
            return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1) + plus)
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7) + timedelta(days=plus)

    return day


_HOLIDAYS: dict[str, Callable[[int], date]] = {
    "new year's day": _fixed(1, 1), "new year's eve": _fixed(12, 31), "new year's": _fixed(1, 1),
    "epiphany": _fixed(1, 6), "martin luther king jr. day": _nth(1, 1, 3), "martin luther king day": _nth(1, 1, 3),
    "mlk day": _nth(1, 1, 3), "australia day": _fixed(1, 26), "groundhog day": _fixed(2, 2),
    "valentine's day": _fixed(2, 14), "presidents' day": _nth(2, 1, 3), "presidents day": _nth(2, 1, 3),
    "president's day": _nth(2, 1, 3), "international women's day": _fixed(3, 8), "st. patrick's day": _fixed(3, 17),
    "st patrick's day": _fixed(3, 17), "april fools' day": _fixed(4, 1), "april fool's day": _fixed(4, 1),
    "shrove tuesday": _from_easter(-47), "mardi gras": _from_easter(-47), "ash wednesday": _from_easter(-46),
    "palm sunday": _from_easter(-7), "maundy thursday": _from_easter(-3), "good friday": _from_easter(-2),
    "easter sunday": _from_easter(0), "easter monday": _from_easter(1), "easter": _from_easter(0),
    "ascension day": _from_easter(39), "whit monday": _from_easter(50), "pentecost": _from_easter(49),
    "earth day": _fixed(4, 22), "anzac day": _fixed(4, 25), "may day": _fixed(5, 1), "cinco de mayo": _fixed(5, 5),
    "memorial day": _nth(5, 1, -1), "mother's day": _nth(5, 7, 2), "juneteenth": _fixed(6, 19),
    "father's day": _nth(6, 7, 3), "canada day": _fixed(7, 1), "independence day": _fixed(7, 4),
    "fourth of july": _fixed(7, 4), "july fourth": _fixed(7, 4), "bastille day": _fixed(7, 14),
    "labor day": _nth(9, 1, 1), "labour day": _nth(9, 1, 1), "columbus day": _nth(10, 1, 2),
    "indigenous peoples' day": _nth(10, 1, 2), "halloween": _fixed(10, 31), "guy fawkes night": _fixed(11, 5),
    "election day": _nth(11, 1, 1, 1), "veterans day": _fixed(11, 11), "veterans' day": _fixed(11, 11),
    "armistice day": _fixed(11, 11), "remembrance day": _fixed(11, 11), "thanksgiving day": _nth(11, 4, 4),
    "thanksgiving": _nth(11, 4, 4), "black friday": _nth(11, 4, 4, 1), "cyber monday": _nth(11, 4, 4, 4),
    "christmas eve": _fixed(12, 24), "christmas day": _fixed(12, 25), "christmas": _fixed(12, 25),
    "boxing day": _fixed(12, 26), "all saints' day": _fixed(11, 1), "giving tuesday": _nth(11, 4, 4, 5),
}  # fmt: skip

HOLIDAY = re.compile(
    r"\b(?:"
    + "|".join(re.escape(n).replace("'", "['’]") for n in sorted(_HOLIDAYS, key=lambda n: (-len(n), n)))
    + r")(?!\w)",
    re.IGNORECASE,
)
"""Finds the names; a name must be written with a capital to count."""


def holiday_key(surface: str) -> str:
    """The name as the table has it."""
    return re.sub(r"\s+", " ", surface.lower().replace("’", "'"))


def holiday_date(name: str, year: int | None) -> str | None:
    """The ISO date of a holiday in a year, "XXXX-12-25" without a year (XXXX-XX-XX where the day moves)."""
    rule = _HOLIDAYS.get(name)
    if rule is None:
        return None
    if year is None:
        first, second = rule(2023), rule(2024)
        return (
            f"XXXX-{first.month:02d}-{first.day:02d}"
            if (first.month, first.day) == (second.month, second.day)
            else "XXXX-XX-XX"
        )
    try:
        return rule(year).isoformat()
    except (ValueError, OverflowError):
        return None
