"""One function a rule of the grammar: from the matched pieces to a reading, or None where the words are no time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from twosource.annotate.times.lexicon import CLASSES, PARTS, PLURAL_PARTS, SEASONS, Piece
from twosource.annotate.times.reading import Reading

_DATE_UNITS = ("D", "W", "WE", "M", "Q", "Y", "DE", "CE")
_AFTER_DAY_BEFORE = frozenset("and in that by at on when but for with as from to or was were is".split())
_PHASES = {"EARLY": "START", "START": "START", "MID": "MID", "LATE": "END", "END": "END"}


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a rule over the pieces of a text."""

    text: str
    pieces: Sequence[Piece]
    match: re.Match[str]

    def get(self, group: str) -> list[Piece]:
        """The pieces of a group, none where it did not take part."""
        if group not in self.match.re.groupindex:
            return []
        start, end = self.match.span(group)
        return list(self.pieces[start:end]) if start >= 0 else []

    def word(self, group: str) -> str:
        """The first word of a group in lower case, "" where it did not take part."""
        found = self.get(group)
        return found[0].surface.lower() if found else ""

    def number(self, group: str) -> int | None:
        """The first number of a group."""
        for piece in self.get(group):
            if isinstance(piece.value, float):
                return int(piece.value)
        return None

    def before(self, back: int = 1) -> str:
        """The word that many pieces before the match, in lower case."""
        position = self.match.start() - back
        return self.pieces[position].surface.lower() if position >= 0 else ""

    def after(self, on: int = 0) -> str:
        """The word that many pieces after the match, in lower case."""
        position = self.match.end() + on
        return self.pieces[position].surface.lower() if position < len(self.pieces) else ""

    def new(self, **fields: object) -> Reading:
        """A reading over the whole match."""
        reading = Reading(self._first().start, self.pieces[self.match.end() - 1].end)
        for name, value in fields.items():
            setattr(reading, name, value)
        return reading


    def _first(self) -> Piece:
        """The first piece, a determiner left out where the expression stands before a noun ("its third-quarter
        loss"): TimeML keeps determiners of whole noun phrases alone."""
        pieces = self.pieces[self.match.start() : self.match.end()]
        if len(pieces) > 2 and (
            pieces[0].kind == CLASSES["POSS"]
            or (pieces[0].kind in (CLASSES["THE"], CLASSES["A"]) and pieces[-2].kind == CLASSES["HYPHEN"])
        ):
            return pieces[1]
        return pieces[0]


def _phase(found: Found) -> str | None:
    for piece in found.get("phase"):
        for name, mod in _PHASES.items():
            if piece.kind == CLASSES[name]:
                return mod
    return None


def _shift(word: str) -> int | None:
    if not word:
        return None
    if word in ("last", "past", "previous", "preceding", "prior"):
        return -1
    return 1 if word in ("next", "coming", "upcoming", "following", "subsequent", "ensuing") else 0


def _deictic_shift(found: Found, group: str = "deictic") -> int | None:
    pieces = found.get(group)
    if len(pieces) == 2 and pieces[1].surface.lower() == "past":
        return -1
    return _shift(found.word(group))


def _year_fields(found: Found) -> dict[str, int | None]:
    if found.get("year"):
        return {"year": found.number("year"), "year_shift": None}
    unit = found.get("yearunit")
    if unit and unit[0].value == "Y":
        return {"year": None, "year_shift": _shift(found.word("yeardeictic")) or 0}
    return {"year": None, "year_shift": None}


def _part_value(piece: Piece) -> str:
    value = PARTS[piece.surface.lower()]
    return value if value.startswith("T") else "T" + value


def _quantity(found: Found, group: str = "count") -> str | None:
    """How many, as TIMEX3 writes it: digits, X for a number left open. None where no number stands there."""
    pieces = found.get(group)
    if not pieces:
        return None
    vague = {CLASSES["VAGUE"], CLASSES["FEW"]}
    numbers = [p.value for p in pieces if isinstance(p.value, float) and p.kind not in vague]
    if numbers:
        number = numbers[-1] if len(numbers) == 1 else numbers[0]
        return f"{number:g}" if number < 10**6 else str(int(number))
    words = {p.surface.lower() for p in pieces}
    if "couple" in words:
        return "2"
    return "X" if any(p.kind in vague for p in pieces) else "1"


def duration_value(quantity: str, unit: str) -> str | None:
    """The TIMEX3 value of so many units: "2", "H" gives PT2H."""
    if unit == "2W":
        quantity, unit = (f"{float(quantity) * 2:g}" if quantity != "X" else "X"), "W"
    if unit in ("Nano", "Milli", "Semester", "Evening", "Morning", "Afternoon"):
        return None
    if unit == "Night":
        return f"P{quantity}D" if quantity == "X" else f"P{quantity}NI"
    clock = {"H": "H", "Min": "M", "S": "S"}
    if "." in quantity:
        whole, fraction = quantity.split(".")
        finer = {"Y": ("M", 12), "H": ("M", 60), "DE": ("Y", 10)}.get(unit)
        count = round(float("0." + fraction) * finer[1], 6) if finer else 0.5
        if finer and count.is_integer():
            first = f"{whole}{unit}" if whole != "0" else ""
            return ("PT" if unit in clock else "P") + first + f"{int(count)}{finer[0]}"
    return f"PT{quantity}{clock[unit]}" if unit in clock else f"P{quantity}{unit}"


def _bound_mod(found: Found) -> str | None:
    words = " ".join(p.surface.lower() for p in found.get("bound"))
    if not words:
        return None
    if words.startswith(("not more", "no more", "at most")):
        return "EQUAL_OR_LESS"
    if words.startswith(("not less", "no less", "at least")):
        return "EQUAL_OR_MORE"
    if words.startswith(("more", "over")):
        return "MORE_THAN"
    if words.startswith(("less", "fewer", "under", "nearly", "almost")):
        return "LESS_THAN"
    return "APPROX"


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
    """"Sept. 17-18, 2024", "between June and August 2012": the year stands behind the second date only."""
    if reading.year is None and reading.year_shift is None and found.get("rangeyear"):
        reading.year = found.number("rangeyear")
    return reading


def read_range_end(found: Found) -> Reading | None:
    """The 18 of "Sept. 17-18": a day in the month named just before."""
    month = next((p for p in reversed(found.pieces[: found.match.start()]) if p.kind in (CLASSES["MONTH"], CLASSES["MABBR"])), None)
    day = found.number("day")
    if month is None or day is None:
        return None
    return found.new(month=int(str(month.value)), day=day, **_year_fields(found))


def read_range_start(found: Found) -> Reading | None:
    """The 12 of "12-13 March": a day in the month named just after."""
    month, day = found.get("month"), found.number("day")
    if not month or day is None:
        return None
    return found.new(month=int(str(month[0].value)), day=day, **_year_fields(found))


def read_military_clock(found: Found) -> Reading | None:
    """"1600 GMT", "0300 hours"."""
    surface = found.pieces[found.match.start()].surface
    zone = found.word("zone")
    if len(surface) != 4 or not surface.isdigit() or int(surface[:2]) > 24 or int(surface[2:]) > 59:
        return None
    if not zone and not surface.startswith("0"):
        return None
    value = f"T{surface[:2]}:{surface[2:]}"
    return found.new(type="TIME", part=value, unit="D", amount=0, anchor="text", zone=zone.upper())


def read_half_token(found: Found) -> Reading | None:
    """"H1 2025"."""
    return found.new(half=int(found.pieces[found.match.start()].surface[-1]), **_year_fields(found))


def read_calendar(found: Found) -> Reading | None:
    """A calendar date with month or weekday."""
    fields = _year_fields(found)
    if found.get("yearunit") and found.get("yearunit")[0].value != "Y":
        return None
    month, day = found.get("month"), found.get("day") or found.get("dayonly")
    reading = found.new(mod=_phase(found), shift=_deictic_shift(found), possessive=found.after() in ("'s", "’s"), **fields)
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
        reading.part, reading.type = _part_value(found.get("part")[0]), "TIME"
        if found.get("part")[0].surface.lower() in PLURAL_PARTS:
            return _weekday_set(found, reading)
    if found.word("deictic") in ("previous", "preceding", "following") or (
        found.word("deictic") in ("next", "last") and found.pieces[found.match.start()].kind == CLASSES["THE"] and weekday
    ):
        reading.anchor = "text"
    return _with_later_year(found, reading)


def read_month_abbreviation(found: Found) -> Reading | None:
    """"Oct." without a day: only after a preposition, "last", "early" and the like; Jan and Dec are names too."""
    if not (found.get("phase") or found.get("deictic") or found.before() in ("in", "since", "until", "by", "from", "to", "through")):
        return None
    return read_calendar(found)


def _weekday_set(found: Found, reading: Reading) -> Reading:
    part = reading.part or ""
    return found.new(type="SET", value=f"XXXX-WXX-{reading.weekday}{part if part[1:2].isalpha() else ''}")


def read_season(found: Found) -> Reading | None:
    season = found.get("season")[0]
    word = season.surface.lower()
    fields = _year_fields(found)
    first = found.pieces[found.match.start()]
    marked = first is not season or found.before() in ("in", "by", "until", "since", "during", "over", "through", "from", "for")
    dated = any(value is not None for value in fields.values())
    if not (marked or dated):
        return None
    if word == "fall" and not dated and found.word("deictic") not in ("this", "last", "next", "past"):
        if found.before() not in ("in", "by", "during", "until", "since") or first.kind not in (CLASSES["THE"], CLASSES["EARLY"], CLASSES["LATE"]):
            return None
        if found.after() in ("of", "in", "from"):
            return None
    code = "FA" if word == "fall" else SEASONS.get(word.removesuffix("s") if word not in SEASONS else word)
    if first.kind == CLASSES["EACH"] or (word.endswith("s") and not dated):
        return found.new(type="SET", value=f"XXXX-{code}")
    return found.new(mod=_phase(found), shift=_deictic_shift(found), season=code, **fields)


def read_today(found: Found) -> Reading | None:
    word = found.word("today")
    reading = found.new(unit="D", amount={"yesterday": -1, "tomorrow": 1}.get(word, 0), mod=_phase(found))
    if word in ("tonight", "overnight"):
        reading.part, reading.type = "TNI", "TIME"
    if found.get("part"):
        reading.part, reading.type = _part_value(found.get("part")[0]), "TIME"
    return reading


def read_part(found: Found) -> Reading | None:
    """Part of the day: "this morning", "last night", "the evening"."""
    part = found.get("part")[0]
    word, deictic = part.surface.lower(), [p.surface.lower() for p in found.get("deictic")]
    clock = PARTS[word].startswith("T")
    if word in PLURAL_PARTS or word in ("lunch", "lunchtime"):
        return None
    if not (deictic or found.get("phase") or clock or found.before() in ("in", "at", "by", "until", "before", "after")):
        return None
    if word == "night" and deictic == ["the"] and found.before() not in ("in", "during", "through", "into", "of", "for"):
        return None
    reading = found.new(type="TIME", part=_part_value(part), mod=_phase(found))
    reading.unit, reading.amount = "D", 0
    if "last" in deictic:
        reading.amount = -1
    elif "next" in deictic:
        reading.anchor, reading.amount = "text", 1
    elif "this" not in deictic and not found.get("today"):
        reading.anchor = "text"
    if found.get("today"):
        reading.amount = {"yesterday": -1, "tomorrow": 1}.get(found.word("today"), 0)
    return reading


def read_ordinal_unit(found: Found) -> Reading | None:
    """Quarters and halves by number: "the third quarter", "fiscal-first quarter", "this year's third quarter"."""
    unit = found.get("unit")[0]
    number = found.number("ordinal")
    if number is None:
        return None
    if unit.value == "Q" or unit.surface.lower() == "period":
        if not 1 <= number <= 4 or (unit.surface.lower() == "period" and "-" not in _surface(found)):
            return None
        if found.after() in ("century", "hour", "mile"):
            return None
        return found.new(quarter=number, mod=_phase(found), **_year_fields(found))
    return None


def _surface(found: Found) -> str:
    first, last = found.pieces[found.match.start()], found.pieces[found.match.end() - 1]
    return found.text[first.start : last.end]


def read_quarter_token(found: Found) -> Reading | None:
    return found.new(quarter=int(str(found.get("quarter")[0].value)), **_year_fields(found))


def read_half(found: Found) -> Reading | None:
    half = 2 if found.get("last") else found.number("ordinal")
    if half not in (1, 2):
        return None
    if found.get("decade"):
        return found.new(value=_decade_value(str(found.get("decade")[0].value)), mod="START" if half == 1 else "END")
    fields = _year_fields(found)
    unit = found.get("yearunit")
    if unit and unit[0].value != "Y":
        return None
    return found.new(half=half, **fields) if unit or fields["year"] else None


def read_year(found: Found) -> Reading | None:
    year = found.number("year")
    unit = found.get("theyear")
    if unit and unit[1].value != "Y":
        return None
    digits = found.get("year")[0].surface
    if year is None or (digits.isdigit() and not 1400 <= year <= 2199 and not unit and not found.get("fiscal")):
        return None
    return found.new(value=f"{year:04d}", mod=_phase(found))


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
        return found.new(value=value, mod=_phase(found))
    if found.get("century"):
        return found.new(value=f"{found.number('century')}"[:2] + str(found.get("tens2")[0].value), mod=_phase(found))
    first = found.pieces[found.match.start()]
    if first.kind != CLASSES["THE"] or found.before() not in ("in", "of", "from", "since", "during", "until", "through"):
        return None
    return found.new(value="19" + str(found.get("tens")[0].value), mod=_phase(found))


def read_century(found: Found) -> Reading | None:
    number = found.number("ordinal")
    if number is None or found.get("century")[0].value != "CE" or not 1 <= number <= 30:
        return None
    return found.new(value=f"{number - 1:02d}", mod=_phase(found))


def read_deictic(found: Found) -> Reading | None:
    """A unit counted from now: "last week", "this fiscal year", "the following month"."""
    unit = found.get("unit")[0]
    code = str(unit.value)
    word = found.word("deictic") or found.word("deictic2")
    if unit.surface.lower().endswith("s"):
        return None
    the = found.pieces[found.match.start()].kind in (CLASSES["THE"], CLASSES["POSS"]) or bool(found.get("the"))
    if word in ("past", "last", "next", "coming") and the and code in ("W", "M", "Y", "DE", "CE", "H", "Q", "D", "2W") and word != "next":
        value = duration_value("1", code)
        return found.new(type="DURATION", value=value) if value else None
    if code in ("H", "Min", "S") or code not in _DATE_UNITS:
        return None
    reading = found.new(unit=code, amount=_deictic_shift(found) if found.get("deictic") else 0, mod=_phase(found))
    if word in ("previous", "preceding", "prior", "following", "subsequent", "ensuing") or (word == "next" and the):
        reading.anchor = "text"
        if word == "prior" and not the:
            return None
    if word == "latest" and code == "Y":
        reading.amount = -1
    return reading


def read_anaphor(found: Found) -> Reading | None:
    """A unit spoken of before: "that year", "the quarter", "the day before"."""
    unit, words = found.get("unit")[0], [p.surface.lower() for p in found.get("anaphor")]
    code = "Q" if unit.surface.lower() == "period" else str(unit.value)
    if code not in _DATE_UNITS or unit.surface.lower().endswith("s"):
        return None
    side = found.word("side")
    if side:
        if words[-1] != "the" or code == "CE" or (side in ("before", "after") and found.after().isalpha() and found.after() not in _AFTER_DAY_BEFORE):
            return None
        return found.new(unit=code, amount=-1 if side in ("before", "earlier") else 1, anchor="text")
    if code == "WE":
        return found.new(unit="WE", amount=0, mod=_phase(found), anchor="published", name="the weekend")
    if words[-1] in ("that", "same"):
        return found.new(unit=code, amount=0, anchor="text", mod=_phase(found)) if unit.surface.lower() != "period" else None
    if words[-1] in ("latest",):
        return found.new(unit=code, amount=0, anchor="text", comparative=True, shift=0)
    if words[-1] == "the" and code == "Q" and unit.surface.lower() == "quarter" and found.after() != "-":
        return found.new(unit="Q", amount=0, anchor="text", comparative=True)
    if words[-1] in ("full", "fiscal", "financial") and code == "Y":
        return found.new(unit="Y", amount=0, mod=_phase(found))
    if words == ["the"] and code in ("Y", "W", "M") and (found.before() in ("for", "of", "in", "this") or found.get("phase")):
        if code == "Y" and found.before() in ("for", "in") and found.after() in ("ended", "ending", "to", "through"):
            return found.new(type="DURATION", value="P1Y")
        return found.new(unit=code, amount=0, mod=_phase(found))
    return None


def read_year_period(found: Found) -> Reading | None:
    """"The 1988 quarter": the quarter spoken of, in that year."""
    unit = found.get("unit")[0]
    if unit.value != "Q" and unit.surface.lower() != "period":
        return None
    return found.new(unit="Q", amount=0, anchor="text", comparative=True, year=found.number("year"))


def read_year_ago_period(found: Found) -> Reading | None:
    """"The year-ago quarter", "year-earlier": the same period of the year before."""
    if str(next((p.value for p in found.pieces[found.match.start() : found.match.end()] if p.kind == CLASSES["UNIT"]), "")) != "Y":
        return None
    if "-" not in _surface(found):
        return None
    unit = found.get("unit")
    quarter = found.number("ordinal") if unit and unit[0].value == "Q" else None
    return found.new(unit="Y", amount=-1, anchor="text", comparative=True, quarter=quarter)


def read_alike_period(found: Found) -> Reading | None:
    """"The corresponding period last year"."""
    if found.get("unit")[0].value not in ("Q", None, "period") or (found.get("yearunit") and found.get("yearunit")[0].value != "Y"):
        return None
    year = found.number("year")
    if year is not None:
        return found.new(unit="Q", amount=0, anchor="text", comparative=True, year=year)
    return found.new(unit="Y", amount=-1, comparative=True)


def read_while(found: Found) -> Reading | None:
    """"A while": a length of time left open."""
    return found.new(type="DURATION", value="PXX") if found.before() in ("for", "after", "in", "quite", "take", "took") else None


def read_ago(found: Found) -> Reading | None:
    """So many units back from now ("two years ago") or from the time spoken of ("two days later")."""
    unit, side = str(found.get("unit")[0].value), found.word("side")
    quantity = _quantity(found)
    if unit in ("Night", "Evening", "Morning", "Afternoon"):
        return None
    sign = 1 if side in ("later", "hence", "from") else -1
    anchor = "text" if side in ("earlier", "later") else "published"
    if quantity is None or "X" in quantity:
        value = duration_value("X", unit)
        if side in ("earlier", "later") and value:
            return found.new(type="DURATION", value=value)
        return found.new(value="PAST_REF" if sign < 0 else "FUTURE_REF")
    if unit == "2W":
        unit, quantity = "W", f"{float(quantity) * 2:g}"
    mod = _bound_mod(found) or ("APPROX" if "or so" in _surface(found).lower() else None)
    amount = float(quantity)
    if amount != int(amount):
        finer = {"Y": ("M", 12), "DE": ("Y", 10)}.get(unit)
        if finer is None:
            return found.new(type="DURATION", value=duration_value(quantity, unit))
        unit, amount = finer[0], amount * finer[1]
    if amount > 10_000:
        return found.new(value="PAST_REF" if sign < 0 else "FUTURE_REF")
    if unit in ("H", "Min", "S"):
        value = duration_value(quantity, unit)
        return found.new(type="DURATION", value=value, mod=mod) if value else None
    if unit not in _DATE_UNITS:
        return None
    same = unit == "Y" and amount == 1 and side in ("ago", "earlier")
    return found.new(unit=unit, amount=sign * int(amount), anchor=anchor, mod=_ago_mod(mod), comparative=same)


def _ago_mod(mod: str | None) -> str | None:
    """More than two years ago is before the point two years ago."""
    return {"MORE_THAN": "BEFORE", "EQUAL_OR_MORE": "ON_OR_BEFORE", "LESS_THAN": "AFTER", "EQUAL_OR_LESS": "ON_OR_AFTER"}.get(
        mod or "", mod
    )


def read_duration(found: Found) -> Reading | None:
    unit, quantity = found.get("unit")[0], _quantity(found)
    code = str(unit.value)
    if quantity is None or found.after() in ("old", "olds") or (found.after() == "-" and found.after(1) in ("old", "olds")):
        return None
    if found.after() in ("of",) and found.after(1) == "age":
        return None
    word = found.word("count")
    if code == "Q" and (found.after() == "of" or _surface(found).lower().endswith("-quarters") or word in ("a", "an")):
        return None
    if found.get("plushalf"):
        quantity = f"{float(quantity) + 0.5:g}" if quantity != "X" else quantity
    if word in ("a", "an") and quantity == "1" and not found.get("long"):
        return _one_unit(found, code)
    if word == "one" and code == "D" and not found.get("bound") and found.before() not in ("for", "in", "by", "of", "just", "only", "within"):
        return found.new(value="FUTURE_REF", name="one day") if found.before() in ("will", "would", "could", "might") else None
    value = duration_value(quantity, code)
    if value is None:
        return None
    mod = _bound_mod(found) or ("APPROX" if "so" in {p.surface.lower() for p in found.get("tail")} else None)
    return found.new(type="DURATION", value=value, mod=mod)


def _one_unit(found: Found, code: str) -> Reading | None:
    """"A week" is a length of time after a preposition or verb, a rate after an amount ("$5 million a year")."""
    before = found.before()
    if code in ("S", "Min", "WE", "CE", "Q") and before not in ("for", "in", "within", "about", "nearly", "over", "almost"):
        return None
    if code in ("Night", "Evening", "Morning", "Afternoon"):
        return None
    prepositions = (
        "for in within after of than about nearly almost over by until to took takes lasted at least just only barely "
        "spend spent given gave offered him them it wait waited another through during and is was or last from around less".split()
    )
    value = duration_value("1", code)
    if value is None:
        return None
    beginning = found.match.start() == 0 or before in ('"', "“", "”", ".", ";", ":", ",", "")
    if before in prepositions or found.get("bound") or beginning or found.after() in ("after", "before", "since", "of", "to"):
        return found.new(type="DURATION", value=value, mod=_bound_mod(found))
    counts = [CLASSES[name] for name in ("NUM", "DAYNUM", "YY", "YEAR", "VAGUE", "FEW", "ONE", "OFTEN")]
    start = found.match.start()
    rate = any(piece.kind in counts for piece in found.pieces[max(0, start - 6) : start])
    return found.new(type="SET", value=value) if rate else None


def read_half_unit(found: Found) -> Reading | None:
    value = {"H": "PT30M", "Y": "P6M", "DE": "P5Y", "CE": "P50Y", "D": "PT12H", "Min": "PT30S"}.get(
        str(found.get("halfunit")[0].value)
    )
    return found.new(type="DURATION", value=value, mod=_bound_mod(found)) if value else None


def read_unit_long(found: Found) -> Reading | None:
    """"Year-long", "the week-long"."""
    value = duration_value("1", str(found.get("unit")[0].value))
    return found.new(type="DURATION", value=value) if value and "-" in _surface(found) else None


def read_bare_units(found: Found) -> Reading | None:
    """"For months", "in years", "days later": a length of time left open."""
    unit = found.get("unit")[0]
    if not unit.surface.lower().endswith(("s", "ies")) or unit.value in ("WE", "Q"):
        return None
    if found.before() not in ("for", "in", "within", "after", "over", "took", "take", "spent", "lasted", "last", "of", "many"):
        return None
    if found.before() == "many" and found.before(2) == "as":
        return None
    if found.before() == "of" and found.before(2) not in ("couple", "matter", "hundreds", "thousands", "tens", "dozens"):
        return None
    if found.after() in ("of", "'", "’") and found.before() != "within":
        return None
    value = duration_value("X", str(unit.value))
    return found.new(type="DURATION", value=value) if value else None


def read_coming_units(found: Found) -> Reading | None:
    unit = found.get("unit")[0]
    value = duration_value("X", str(unit.value))
    return found.new(type="DURATION", value=value) if value and unit.surface.lower().endswith("s") else None


def read_recent_units(found: Found) -> Reading | None:
    return found.new(value="PAST_REF")


def read_past_units(found: Found) -> Reading | None:
    unit = found.get("unit")[0]
    return found.new(value="PAST_REF") if unit.surface.lower().endswith("s") else None


def past_ref(found: Found) -> Reading | None:
    """A time gone by, left open."""
    return found.new(value="PAST_REF")


def read_past(found: Found) -> Reading | None:
    past = found.get("past")
    if past and (past[0].surface.lower() != "past" or found.after() in ("tense", "participle")):
        return None
    return found.new(value="PAST_REF")


def read_future(found: Found) -> Reading | None:
    words = [p.surface.lower() for p in found.pieces[found.match.start() : found.match.end()]]
    if words == ["soon"] and (found.after() in ("after", "as") or found.before() in ("as", "so", "how", "too")):
        return None
    if words == ["future"]:
        return None
    if len(words) == 3 and words[1] not in ("near", "foreseeable", "distant", "immediate", "not-too-distant"):
        return None
    if words[:1] == ["soon"] and len(words) > 1:
        return None
    return found.new(value="FUTURE_REF")


def read_present(found: Found) -> Reading | None:
    words = [p.surface.lower() for p in found.pieces[found.match.start() : found.match.end()]]
    if words[0] in ("latest", "present") or (words[0] == "these" and words[1] != "days"):
        return None
    if words == ["now"] and (found.before() in ("just", "until", "by", "right") or True):
        return found.new(value="PRESENT_REF")
    return found.new(value="PRESENT_REF")


def read_each(found: Found) -> Reading | None:
    if found.get("unit"):
        count = _quantity(found) or "1"
        value = duration_value(count, str(found.get("unit")[0].value))
        return found.new(type="SET", value=value) if value else None
    if found.get("weekday"):
        part = _part_value(found.get("part")[0]) if found.get("part") else ""
        return found.new(type="SET", value=f"XXXX-WXX-{found.get('weekday')[0].value}{part}")
    if found.get("month"):
        return found.new(type="SET", value=f"XXXX-{int(str(found.get('month')[0].value)):02d}")
    if found.get("season"):
        return found.new(type="SET", value=f"XXXX-{found.get('season')[0].value}")
    return found.new(type="SET", value=f"XXXX-XX-XX{_part_value(found.get('part2')[0])}")


def read_often(found: Found) -> Reading | None:
    unit = found.get("unit")[0]
    value = duration_value("1", str(unit.value)) if unit.kind == CLASSES["UNIT"] else f"XXXX-XX-XX{_part_value(unit)}"
    return found.new(type="SET", value=value) if value else None


def read_adverb(found: Found) -> Reading | None:
    return found.new(type="SET", value=str(found.get("adverb")[0].value))


def read_clock(found: Found) -> Reading | None:
    """A time of day; it takes its date from a date beside it, else from the text."""
    piece = (found.get("clock") or found.get("clock2"))[0]
    parts = re.split(r"[:.]", piece.surface)
    ampm = (found.word("ampm") or found.word("ampm2")).replace(".", "").replace(" ", "")
    if not parts[0].isdigit():
        if not isinstance(piece.value, float):
            return None
        parts = [str(int(piece.value))]
    hour = int(parts[0])
    if (ampm and not 1 <= hour <= 12) or hour > 23:
        return None
    if ampm.startswith("p"):
        hour = hour % 12 + 12
    elif ampm.startswith("a"):
        hour = hour % 12
    value = f"T{hour:02d}:{parts[1] if len(parts) > 1 else '00'}" + (f":{parts[2]}" if len(parts) > 2 else "")
    mod = "APPROX" if found.pieces[found.match.start()].kind == CLASSES["ABOUT"] else None
    return found.new(type="TIME", part=value, unit="D", amount=0, anchor="text", mod=mod, zone=found.word("zone").upper())


def read_holiday(found: Found) -> Reading | None:
    return found.new(holiday=str(found.get("holiday")[0].value), shift=_deictic_shift(found), mod=_phase(found), **_year_fields(found))


def read_year_end(found: Found) -> Reading | None:
    return found.new(unit="Y", amount=0, mod="END")


def read_phase_of_unit(found: Found) -> Reading | None:
    """"The end of the year", "the beginning of next month"."""
    unit = str(found.get("unit")[0].value)
    if unit not in _DATE_UNITS or found.get("unit")[0].surface.lower().endswith("s"):
        return None
    word = found.get("deictic")[-1].surface.lower()
    return found.new(unit=unit, amount=_shift(word) if word != "the" else 0, mod=_phase(found))
