"""Readers of calendar dates: days, months, weekdays, seasons, quarters, years, decades, holidays."""

import re

from twosource.annotate.times.found import Found, deictic_shift, part_value, phase, surface_of, year_fields
from twosource.annotate.times.lexicon import CLASSES, PLURAL_PARTS, SEASONS
from twosource.annotate.times.reading import Reading


def read_iso(found: Found) -> Reading | None:
    surface = found.pieces[found.match.start()].surface
    if surface.upper().startswith("FY"):
        return found.new(value=f"20{surface[-2:]}")
    value = "2001-09-11" if surface == "9/11" else surface.replace(" ", "T")
    return found.new(value=value, type="TIME" if "T" in value else "DATE")


def read_slash(found: Found) -> Reading | None:
    """Numeric dates: month first as in US usage unless only day first can be a date; dots are day first."""
    surface = found.pieces[found.match.start()].surface
    numbers = [int(part) for part in re.split(r"[/.-]", surface)]
    if numbers[0] > 31:
        year, month, day = numbers
    else:
        month, day, year = numbers
        if "." in surface or month > 12:
            month, day = day, month
        year = year if year > 99 else (1900 + year if year > 50 else 2000 + year)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return found.new(value=f"{year:04d}-{month:02d}-{day:02d}")


def _with_later_year(found: Found, reading: Reading) -> Reading:
    """Reads "Sept. 17-18, 2024", "between June and August 2012": the year stands behind the second date only."""
    if reading.year is None and reading.year_shift is None and found.get("rangeyear"):
        reading.year = found.number("rangeyear")
    return reading


def read_range_end(found: Found) -> Reading | None:
    """The 18 of "Sept. 17-18": a day in the month named just before."""
    start = found.match.start()
    near = reversed(found.pieces[max(0, start - 4) : start])
    month = next((p for p in near if p.kind in (CLASSES["MONTH"], CLASSES["MABBR"])), None)
    day = found.number("day")
    if month is None or day is None:
        return None
    return found.new(month=int(str(month.value)), day=day, **year_fields(found))


def read_range_start(found: Found) -> Reading | None:
    """The 12 of "12-13 March": a day in the month named just after."""
    month, day = found.get("month"), found.number("day")
    if not month or day is None:
        return None
    return found.new(month=int(str(month[0].value)), day=day, **year_fields(found))


def read_calendar(found: Found) -> Reading | None:
    """A calendar date with month or weekday."""
    fields = year_fields(found)
    if found.get("yearunit") and found.get("yearunit")[0].value != "Y":
        return None
    month, day = found.get("month"), found.get("day") or found.get("dayonly")
    reading = found.new(
        mod=phase(found), shift=deictic_shift(found), possessive=found.after() in ("'s", "’s"), **fields
    )
    if month:
        reading.month = int(str(month[0].value)) if not isinstance(month[0].value, float) else None
        name = month[0].surface
        if not name[0].isupper() and (name in ("may", "march") or not (name.isalpha() and len(name) > 3)):
            return None
    if day:
        reading.day = int(day[0].value) if isinstance(day[0].value, float) else None
        if reading.day is None or not 1 <= reading.day <= 31:
            return None
        if found.get("dayonly") and found.after() not in (",", ".", ";", ":", ")", "", "of", "and"):
            return None
    weekday = found.get("weekday")
    if weekday:
        reading.weekday = int(str(weekday[0].value))
        if weekday[0].surface.lower().endswith("days") and not month and not day:
            return _weekday_set(found, reading)
        if weekday[0].surface.lower().endswith("days"):
            return None
    if found.get("part"):
        reading.part, reading.type = part_value(found.get("part")[0]), "TIME"
        if found.get("part")[0].surface.lower() in PLURAL_PARTS:
            return _weekday_set(found, reading)
    if found.word("deictic") in ("previous", "preceding", "following") or (
        found.word("deictic") in ("next", "last")
        and found.pieces[found.match.start()].kind == CLASSES["THE"]
        and weekday
    ):
        reading.anchor = "text"
    return _with_later_year(found, reading)


def read_month_abbreviation(found: Found) -> Reading | None:
    """Reads "Oct." without a day: only after a preposition, "last", "early" and the like; Jan and Dec are names too."""
    if not (
        found.get("phase")
        or found.get("deictic")
        or found.before() in ("in", "since", "until", "by", "from", "to", "through")
    ):
        return None
    return read_calendar(found)


def _weekday_set(found: Found, reading: Reading) -> Reading:
    part = reading.part or ""
    return found.new(type="SET", value=f"XXXX-WXX-{reading.weekday}{part if part[1:2].isalpha() else ''}")


def read_season(found: Found) -> Reading | None:
    season = found.get("season")[0]
    word = season.surface.lower()
    fields = year_fields(found)
    first = found.pieces[found.match.start()]
    marked = first is not season or found.before() in (
        "in",
        "by",
        "until",
        "since",
        "during",
        "over",
        "through",
        "from",
        "for",
    )
    dated = any(value is not None for value in fields.values())
    if not (marked or dated):
        return None
    if word == "fall" and not dated and found.word("deictic") not in ("this", "last", "next", "past"):
        if found.before() not in ("in", "by", "during", "until", "since") or first.kind not in (
            CLASSES["THE"],
            CLASSES["EARLY"],
            CLASSES["LATE"],
        ):
            return None
        if found.after() in ("of", "in", "from"):
            return None
    code = "FA" if word == "fall" else SEASONS.get(word.removesuffix("s") if word not in SEASONS else word)
    if first.kind == CLASSES["EACH"] or (word.endswith("s") and not dated):
        return found.new(type="SET", value=f"XXXX-{code}")
    return found.new(mod=phase(found), shift=deictic_shift(found), season=code, **fields)


def read_holiday(found: Found) -> Reading | None:
    return found.new(
        holiday=str(found.get("holiday")[0].value), shift=deictic_shift(found), mod=phase(found), **year_fields(found)
    )


def read_year(found: Found) -> Reading | None:
    year = found.number("year")
    unit = found.get("theyear")
    if unit and unit[1].value != "Y":
        return None
    digits = found.get("year")[0].surface
    if year is None or (digits.isdigit() and not 1400 <= year <= 2199 and not unit and not found.get("fiscal")):
        return None
    return found.new(value=f"{year:04d}", mod=phase(found))


def read_year_range(found: Found) -> Reading | None:
    year, second = found.number("year"), found.get("second")[0]
    if year is None or not isinstance(second.value, float) or not 1400 <= year <= 2199:
        return None
    last = int(second.value) if len(second.surface) == 4 else year // 100 * 100 + int(second.value)
    if not year < last <= year + 150 or len(second.surface) not in (2, 4):
        return None
    return found.new(value=f"{year:04d}/{last:04d}")


def _decade_value(digits: str) -> str:
    if len(digits) == 2:
        return ("20" if digits[0] in "01" else "19") + digits[0]
    return digits[:3]


def read_decade(found: Found) -> Reading | None:
    if found.get("decade"):
        digits = str(found.get("decade")[0].value)
        first = found.pieces[found.match.start()]
        if len(digits) == 2 and not (found.get("decade")[0].surface[0] in "'’‘`" or first.kind == CLASSES["THE"]):
            return None
        value = digits[:2] if len(digits) == 4 and digits.endswith("00") and digits != "2000" else _decade_value(digits)
        return found.new(value=value, mod=phase(found))
    if found.get("century"):
        return found.new(value=f"{found.number('century')}"[:2] + str(found.get("tens2")[0].value), mod=phase(found))
    first = found.pieces[found.match.start()]
    if first.kind != CLASSES["THE"] or found.before() not in (
        "in",
        "of",
        "from",
        "since",
        "during",
        "until",
        "through",
    ):
        return None
    return found.new(value="19" + str(found.get("tens")[0].value), mod=phase(found))


def read_century(found: Found) -> Reading | None:
    number = found.number("ordinal")
    if number is None or found.get("century")[0].value != "CE" or not 1 <= number <= 30:
        return None
    return found.new(value=f"{number - 1:02d}", mod=phase(found))


def read_ordinal_unit(found: Found) -> Reading | None:
    """Quarters and halves by number: "the third quarter", "fiscal-first quarter", "this year's third quarter"."""
    unit = found.get("unit")[0]
    number = found.number("ordinal")
    if number is None:
        return None
    if unit.value == "Q" or unit.surface.lower() == "period":
        if not 1 <= number <= 4 or (unit.surface.lower() == "period" and "-" not in surface_of(found)):
            return None
        if found.after() in ("century", "hour", "mile"):
            return None
        return found.new(quarter=number, mod=phase(found), **year_fields(found))
    return None


def read_quarter_token(found: Found) -> Reading | None:
    return found.new(quarter=int(str(found.get("quarter")[0].value)), **year_fields(found))


def read_half(found: Found) -> Reading | None:
    half = 2 if found.get("last") else found.number("ordinal")
    if half not in (1, 2):
        return None
    if found.get("decade"):
        return found.new(value=_decade_value(str(found.get("decade")[0].value)), mod="START" if half == 1 else "END")
    fields = year_fields(found)
    unit = found.get("yearunit")
    if unit and unit[0].value != "Y":
        return None
    return found.new(half=half, **fields) if unit or fields["year"] else None


def read_half_token(found: Found) -> Reading | None:
    """Reads "H1 2025"."""
    return found.new(half=int(found.pieces[found.match.start()].surface[-1]), **year_fields(found))
