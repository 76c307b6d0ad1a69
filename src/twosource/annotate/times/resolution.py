"""From readings to TIMEX3 values: what is left open is settled from the day of publication, from the times spoken of
before, and from the tense of the verb."""

from dataclasses import dataclass, field
from datetime import date

from twosource.annotate.times import calendar
from twosource.annotate.times.holidays import holiday_date
from twosource.annotate.times.reading import Reading
from twosource.annotate.times.tense import Direction, TokenIndex

_QUARTER_MONTH = {1: 1, 2: 4, 3: 7, 4: 10}
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


@dataclass(slots=True)
class Resolver:
    """Resolves the readings of one text in text order; it remembers the last date and the last quarter spoken of."""

    published: date | None
    tokens: TokenIndex
    spoken_of: calendar.Point | None = None
    quarter: tuple[int, int] | None = None
    """Year and number of the quarter the text is about."""
    _values: list[str] = field(default_factory=list)

    def resolve(self, reading: Reading) -> str | None:
        """The TIMEX3 value of a reading, None where it has none (the 31st of April)."""
        value = self._value(reading)
        if reading.definite and reading.type == "DURATION" and self.published is not None:
            # "In the nine months": what is compared with a year earlier from here on is no quarter.
            self.quarter, self.spoken_of = None, calendar.Point(self.published, "Y")
        if value is not None and reading.part and value[-2:].isdigit() and "T" not in value:
            value += reading.part
        if value is not None and reading.type in ("DATE", "TIME"):
            self._remember(reading, value)
        return value

    def _value(self, reading: Reading) -> str | None:
        if reading.value is not None:
            return reading.value
        if reading.comparative:
            return self._comparative(reading)
        if reading.holiday is not None:
            return self._holiday(reading)
        if reading.unit is not None:
            return self._offset(reading)
        if reading.quarter is not None or reading.half is not None:
            return self._quarter_or_half(reading)
        if reading.season is not None:
            return self._season(reading)
        if reading.month is not None or reading.day is not None:
            return self._month(reading)
        return self._weekday(reading)

    def _anchor(self, reading: Reading) -> date | None:
        if reading.anchor == "text" and self.spoken_of is not None and (not reading.part or self.spoken_of.unit == "D"):
            return self.spoken_of.day
        return self.published

    def _offset(self, reading: Reading) -> str | None:
        anchor, amount = self._anchor(reading), reading.amount or 0
        if anchor is None:
            if reading.part:
                return "XXXX-XX-XX" + reading.part
            return "PRESENT_REF" if amount == 0 else ("PAST_REF" if amount < 0 else "FUTURE_REF")
        unit = reading.unit or "D"
        if reading.name == "anaphor" and unit == "WE":
            return self._weekend(reading, anchor)
        if reading.name == "anaphor" and reading.anchor == "text" and not self._is_fine_enough(unit):
            return None
        day = calendar.shifted(anchor, unit, amount)
        if day is None:
            return None
        return calendar.at_precision(day, unit) + (reading.part or "")

    def _is_fine_enough(self, unit: str) -> bool:
        """Whether the time spoken of is known to that unit: "that day" cannot be settled from a year."""
        order = "DWMQY"
        return self.spoken_of is None or unit not in order or order.index(self.spoken_of.unit) <= order.index(unit)

    def _weekend(self, reading: Reading, anchor: date) -> str:
        """The value of "the weekend": it is the last one, unless the clause speaks of what is to come."""
        if anchor.isoweekday() < 6 and self._direction(reading) != "future":
            anchor = calendar.weekday_near(anchor, 7, -1)
        return calendar.at_precision(anchor, "WE")

    def _comparative(self, reading: Reading) -> str | None:
        """The same period a year before: the quarter spoken of, if the text is about one; else a year."""
        if reading.unit == "Q" and reading.year is not None:
            return f"{reading.year:04d}-Q{self.quarter[1]}" if self.quarter else f"{reading.year:04d}"
        if reading.unit == "Q":
            if reading.shift == 0 and self.published and self.quarter:
                unfinished = (self.published.year, (self.published.month + 2) // 3)
                self.quarter = None if self.quarter >= unfinished else self.quarter
            if self.quarter:
                return f"{self.quarter[0]:04d}-Q{self.quarter[1]}"
            finished = calendar.shifted(self.published, "Q", -1) if self.published else None
            return calendar.at_precision(finished, "Q") if finished else "PRESENT_REF"
        if reading.quarter is not None and self.published:
            return f"{self._year_of(reading, _QUARTER_MONTH[reading.quarter]) - 1:04d}-Q{reading.quarter}"
        if self.quarter:
            return f"{self.quarter[0] - 1:04d}-Q{self.quarter[1]}"
        point = self.spoken_of if reading.anchor == "text" else None
        if point is None:
            if self.published is None:
                return "PAST_REF"
            point = calendar.Point(self.published, "Y")
        day = calendar.shifted(point.day, "Y", -1)
        return calendar.at_precision(day, point.unit) if day else None

    def _direction(self, reading: Reading) -> Direction | None:
        return self.tokens.direction(reading.start)

    def _year_of(self, reading: Reading, month: int) -> int:
        """The year of a month that stands without one. Needs `published`."""
        if reading.year is not None:
            return reading.year
        assert self.published is not None
        if reading.year_shift is not None:
            return self.published.year + reading.year_shift
        if reading.shift is not None and reading.shift < 0:
            return self.published.year if month < self.published.month else self.published.year - 1
        if reading.shift is not None and reading.shift > 0:
            return self.published.year if month > self.published.month else self.published.year + 1
        if reading.shift == 0:
            return self.published.year
        cue = self.tokens.cue(reading.start)
        direction = cue or self._direction(reading)
        return calendar.year_near(self.published, month, reading.day, direction, firmly=cue is not None)

    def _month(self, reading: Reading) -> str | None:
        month, day = reading.month, reading.day
        if month is None:
            anchor = self._anchor(reading)
            if anchor is None or day is None:
                return f"XXXX-XX-{day:02d}" if day else None
            return _day_value(anchor.year, anchor.month, day)
        if self.published is None and reading.year is None:
            return f"XXXX-{month:02d}" + (f"-{day:02d}" if day else "")
        year = self._year_of(reading, month)
        if day is None:
            return f"{year:04d}-{month:02d}"
        if reading.year is None and reading.year_shift is None and reading.weekday is not None:
            year = _year_with_weekday(year, month, day, reading.weekday)
        return _day_value(year, month, day)

    def _weekday(self, reading: Reading) -> str | None:
        if reading.weekday is None:
            return None
        anchor, part = self._anchor(reading), reading.part or ""
        if anchor is None:
            return f"XXXX-WXX-{reading.weekday}{part}"
        if reading.shift is not None and reading.shift != 0:
            day = calendar.weekday_near(anchor, reading.weekday, reading.shift, strictly=True)
        elif reading.shift == 0 or (not reading.possessive and self._direction(reading) in ("future", "present")):
            day = calendar.weekday_near(anchor, reading.weekday, 1)
        else:
            day = calendar.weekday_near(anchor, reading.weekday, -1)
        return day.isoformat() + part

    def _quarter_or_half(self, reading: Reading) -> str | None:
        code = f"Q{reading.quarter}" if reading.quarter else f"H{reading.half}"
        month = _QUARTER_MONTH[reading.quarter] if reading.quarter else (1 if reading.half == 1 else 7)
        if self.published is None and reading.year is None:
            return f"XXXX-{code}"
        if reading.year is None and reading.year_shift is None and self.published:
            begun = month <= self.published.month
            future = self._direction(reading) == "future" and not begun
            year = self.published.year if begun or future else self.published.year - 1
        else:
            year = self._year_of(reading, month)
        return f"{year:04d}-{code}"

    def _season(self, reading: Reading) -> str | None:
        season = reading.season or "SP"
        if self.published is None and reading.year is None:
            return f"XXXX-{season}"
        return f"{self._year_of(reading, _SEASON_MONTH[season]):04d}-{season}"

    def _holiday(self, reading: Reading) -> str | None:
        name = reading.holiday or ""
        if self.published is None and reading.year is None:
            return holiday_date(name, None)
        near = holiday_date(name, self.published.year if self.published else reading.year)
        if near is None:
            return None
        month, reading.day = int(near[5:7]), int(near[8:])
        return holiday_date(name, self._year_of(reading, month))

    def _remember(self, reading: Reading, value: str) -> None:
        if reading.name in ("now",) or value.endswith("_REF"):
            return
        point = _point(value)
        if point is not None:
            self.spoken_of = point
            if point.unit == "Q" and reading.amount is None:
                self.quarter = (point.day.year, (point.day.month + 2) // 3)


def _day_value(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _year_with_weekday(year: int, month: int, day: int, weekday: int) -> int:
    """The nearest year in which that day is that weekday: "Tuesday, Oct. 22" settles the year by itself."""
    for candidate in (year, year - 1, year + 1):
        try:
            if date(candidate, month, day).isoweekday() == weekday:
                return candidate
        except ValueError:
            continue
    return year


def _point(value: str) -> calendar.Point | None:
    """The first day of a value with its precision."""
    body = value.partition("T")[0]
    try:
        if "-W" in body:
            year, week = int(body[:4]), int(body[6:8])
            return calendar.Point(date.fromisocalendar(year, week, 6 if body.endswith("WE") else 1), "W")
        if "-Q" in body:
            return calendar.Point(date(int(body[:4]), _QUARTER_MONTH[int(body[6])], 1), "Q")
        parts = [int(part) for part in body.split("-")]
        if len(body.split("-")[0]) != 4:
            return None
        return calendar.Point(date(*[*parts, 1, 1][:3]), {1: "Y", 2: "M", 3: "D"}[len(parts)])
    except (ValueError, KeyError, IndexError):
        return None
