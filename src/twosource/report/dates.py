"""ISO 8601 dates and TIMEX3 values in plain English, without the system's locale."""

import re

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)|T(MO|MI|AF|EV|NI|DT)|T(\d\d))?")
_MONTH = re.compile(r"(\d{4})-(\d\d)$")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?$")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])$")
_DECADE = re.compile(r"(\d{3})$")
_PARTS = {"MO": "morning", "MI": "midday", "AF": "afternoon", "EV": "evening", "NI": "night", "DT": "daytime"}
_SEASONS = {"SP": "spring", "SU": "summer", "FA": "autumn", "WI": "winter"}
_HALVES = {"H1": "first half of", "H2": "second half of"}
_VAGUE = {"PRESENT_REF": "now", "PAST_REF": "in the past", "FUTURE_REF": "in the future"}


def _month(number: str) -> str | None:
    return _MONTHS[int(number) - 1] if 1 <= int(number) <= 12 else None


def _day(match: re.Match[str]) -> str | None:
    month = _month(match[2])
    if month is None:
        return None
    date = f"{int(match[3])} {month} {match[1]}"
    if match[4]:
        return f"{date}, {match[4]}:{match[5]}"
    if match[7]:
        return f"{date}, {match[7]}:00"
    return f"{date}, {_PARTS[match[6]]}" if match[6] else date


def date_words(value: str) -> str:
    """A date, date-time or TIMEX3 value in words ("12 May 2031, 07:12", "week 20 of 2031"); any other text as it is."""
    if value in _VAGUE:
        return _VAGUE[value]
    if match := _DAY.match(value):
        return _day(match) or value
    if match := _MONTH.match(value):
        month = _month(match[2])
        return f"{month} {match[1]}" if month else value
    if match := _WEEK.match(value):
        return f"{'weekend of ' if match[3] else ''}week {int(match[2])} of {match[1]}"
    if match := _SEASON.match(value):
        name = (_SEASONS | _HALVES).get(match[2], f"quarter {match[2][1:]} of")
        return f"{name} {match[1]}"
    if _DECADE.match(value):
        return f"the {value}0s"
    return value


def day_range(values: list[str]) -> str:
    """The first and last of some ISO dates or date-times as one range ("12–13 May 2031"); "" for none."""
    days = sorted({match[0] for value in values if (match := re.match(r"\d{4}-\d\d-\d\d", value))})
    if not days:
        return ""
    first, last = date_words(days[0]).split(" "), date_words(days[-1]).split(" ")
    if days[0] == days[-1] or len(first) != 3 or len(last) != 3:
        return " ".join(last)
    if first[1:] == last[1:]:
        return f"{first[0]}–{' '.join(last)}"
    if first[2] == last[2]:
        return f"{' '.join(first[:2])} – {' '.join(last)}"
    return f"{' '.join(first)} – {' '.join(last)}"
