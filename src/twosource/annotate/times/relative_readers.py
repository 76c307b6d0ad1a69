"""Readers of times that hang on another: "today", "last week", "two days later", "that year", "now", clock times."""

import re

from twosource.annotate.times.found import (
    DATE_UNITS,
    Found,
    bound_mod,
    deictic_shift,
    duration_value,
    part_value,
    phase,
    quantity_of,
    shift_of,
    surface_of,
)
from twosource.annotate.times.lexicon import CLASSES, PARTS, PLURAL_PARTS
from twosource.annotate.times.reading import Reading

_AFTER_DAY_BEFORE = frozenset("and in that by at on when but for with as from to or was were is".split())  # noqa: SIM905


def read_today(found: Found) -> Reading | None:
    word = found.word("today")
    reading = found.new(unit="D", amount={"yesterday": -1, "tomorrow": 1}.get(word, 0), mod=phase(found))
    if word in ("tonight", "overnight"):
        reading.part, reading.type = "TNI", "TIME"
    if found.get("part"):
        reading.part, reading.type = part_value(found.get("part")[0]), "TIME"
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
    if (
        word == "night"
        and deictic == ["the"]
        and found.before() not in ("in", "during", "through", "into", "of", "for")
    ):
        return None
    reading = found.new(type="TIME", part=part_value(part), mod=phase(found))
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


def read_military_clock(found: Found) -> Reading | None:
    """Reads "1600 GMT", "0300 hours"."""
    surface = found.pieces[found.match.start()].surface
    zone = found.word("zone")
    if len(surface) != 4 or not surface.isdigit() or int(surface[:2]) > 24 or int(surface[2:]) > 59:
        return None
    if not zone and not surface.startswith("0"):
        return None
    value = f"T{surface[:2]}:{surface[2:]}"
    return found.new(type="TIME", part=value, unit="D", amount=0, anchor="text", zone=zone.upper())


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
    return found.new(
        type="TIME", part=value, unit="D", amount=0, anchor="text", mod=mod, zone=found.word("zone").upper()
    )


def read_deictic(found: Found) -> Reading | None:
    """A unit counted from now: "last week", "this fiscal year", "the following month"."""
    unit = found.get("unit")[0]
    code = str(unit.value)
    word = found.word("deictic") or found.word("deictic2")
    if unit.surface.lower().endswith("s"):
        return None
    the = found.pieces[found.match.start()].kind in (CLASSES["THE"], CLASSES["POSS"]) or bool(found.get("the"))
    if (
        word in ("past", "last", "next", "coming")
        and the
        and code in ("W", "M", "Y", "DE", "CE", "H", "Q", "D", "2W")
        and word != "next"
    ):
        value = duration_value("1", code)
        return found.new(type="DURATION", value=value) if value else None
    if code in ("H", "Min", "S") or code not in DATE_UNITS:
        return None
    if word == "latest" and code == "Q":
        return found.new(unit="Q", amount=0, anchor="text", comparative=True, shift=0)
    reading = found.new(unit=code, amount=deictic_shift(found) if found.get("deictic") else 0, mod=phase(found))
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
    if code not in DATE_UNITS or unit.surface.lower().endswith("s"):
        return None
    side = found.word("side")
    if side:
        if (
            words[-1] != "the"
            or code == "CE"
            or (side in ("before", "after") and found.after().isalpha() and found.after() not in _AFTER_DAY_BEFORE)
        ):
            return None
        return found.new(unit=code, amount=-1 if side in ("before", "earlier") else 1, anchor="text")
    if code == "WE":
        return found.new(unit="WE", amount=0, mod=phase(found), anchor="published", name="the weekend")
    if words[-1] in ("that", "same"):
        return (
            found.new(unit=code, amount=0, anchor="text", mod=phase(found))
            if unit.surface.lower() != "period"
            else None
        )
    if words[-1] in ("latest",):
        return found.new(unit=code, amount=0, anchor="text", comparative=True, shift=0)
    if words[-1] == "the" and code == "Q" and unit.surface.lower() == "quarter" and found.after() != "-":
        return found.new(unit="Q", amount=0, anchor="text", comparative=True)
    if words[-1] in ("full", "fiscal", "financial") and code == "Y":
        return found.new(unit="Y", amount=0, mod=phase(found))
    if (
        words == ["the"]
        and code in ("Y", "W", "M")
        and (found.before() in ("for", "of", "in", "this") or found.get("phase"))
    ):
        if code == "Y" and found.before() in ("for", "in") and found.after() in ("ended", "ending", "to", "through"):
            return found.new(type="DURATION", value="P1Y")
        return found.new(unit=code, amount=0, mod=phase(found))
    return None


def read_year_period(found: Found) -> Reading | None:
    """Reads "The 1988 quarter": the quarter spoken of, in that year."""
    unit = found.get("unit")[0]
    if unit.value != "Q" and unit.surface.lower() != "period":
        return None
    return found.new(unit="Q", amount=0, anchor="text", comparative=True, year=found.number("year"))


def read_year_ago_period(found: Found) -> Reading | None:
    """Reads "The year-ago quarter", "year-earlier": the same period of the year before."""
    if (
        str(
            next(
                (p.value for p in found.pieces[found.match.start() : found.match.end()] if p.kind == CLASSES["UNIT"]),
                "",
            )
        )
        != "Y"
    ):
        return None
    if "-" not in surface_of(found):
        return None
    unit = found.get("unit")
    quarter = found.number("ordinal") if unit and unit[0].value == "Q" else None
    return found.new(unit="Y", amount=-1, anchor="text", comparative=True, quarter=quarter)


def read_alike_period(found: Found) -> Reading | None:
    """Reads "The corresponding period last year"."""
    if found.get("unit")[0].value not in ("Q", None, "period") or (
        found.get("yearunit") and found.get("yearunit")[0].value != "Y"
    ):
        return None
    year = found.number("year")
    if year is not None:
        return found.new(unit="Q", amount=0, anchor="text", comparative=True, year=year)
    return found.new(unit="Y", amount=-1, comparative=True)


def read_ago(found: Found) -> Reading | None:
    """So many units back from now ("two years ago") or from the time spoken of ("two days later")."""
    unit, side = str(found.get("unit")[0].value), found.word("side")
    quantity = quantity_of(found)
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
    mod = bound_mod(found) or ("APPROX" if "or so" in surface_of(found).lower() else None)
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
    if unit not in DATE_UNITS:
        return None
    same = unit == "Y" and amount == 1 and side in ("ago", "earlier")
    return found.new(unit=unit, amount=sign * int(amount), anchor=anchor, mod=_ago_mod(mod), comparative=same)


def _ago_mod(mod: str | None) -> str | None:
    """More than two years ago is before the point two years ago."""
    return {
        "MORE_THAN": "BEFORE",
        "EQUAL_OR_MORE": "ON_OR_BEFORE",
        "LESS_THAN": "AFTER",
        "EQUAL_OR_LESS": "ON_OR_AFTER",
    }.get(mod or "", mod)


def read_year_end(found: Found) -> Reading | None:
    return found.new(unit="Y", amount=0, mod="END")


def read_phase_of_unit(found: Found) -> Reading | None:
    """Reads "The end of the year", "the beginning of next month"."""
    unit = str(found.get("unit")[0].value)
    if unit not in DATE_UNITS or found.get("unit")[0].surface.lower().endswith("s"):
        return None
    word = found.get("deictic")[-1].surface.lower()
    return found.new(unit=unit, amount=shift_of(word) if word != "the" else 0, mod=phase(found))


def past_ref(found: Found) -> Reading | None:
    """A time gone by, left open."""
    return found.new(value="PAST_REF")


def read_recent_units(found: Found) -> Reading | None:
    return found.new(value="PAST_REF")


def read_past_units(found: Found) -> Reading | None:
    unit = found.get("unit")[0]
    return found.new(value="PAST_REF") if unit.surface.lower().endswith("s") else None


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
