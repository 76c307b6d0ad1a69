"""Readers of lengths of time and of times that recur: "more than two hours", "for months", "every Monday"."""

from twosource.annotate.times.found import Found, bound_mod, duration_value, part_value, quantity_of, surface_of
from twosource.annotate.times.lexicon import CLASSES
from twosource.annotate.times.reading import Reading


def read_duration(found: Found) -> Reading | None:
    unit, quantity = found.get("unit")[0], quantity_of(found)
    code = str(unit.value)
    if (
        quantity is None
        or found.after() in ("old", "olds")
        or (found.after() == "-" and found.after(1) in ("old", "olds"))
    ):
        return None
    if found.after() in ("of",) and found.after(1) == "age":
        return None
    word = found.word("count")
    if code == "Q" and (
        found.after() == "of" or surface_of(found).lower().endswith("-quarters") or word in ("a", "an")
    ):
        return None
    if found.get("plushalf"):
        quantity = f"{float(quantity) + 0.5:g}" if quantity != "X" else quantity
    if word in ("a", "an") and quantity == "1" and not found.get("long"):
        return _one_unit(found, code)
    if (
        word == "one"
        and code == "D"
        and not found.get("bound")
        and found.before() not in ("for", "in", "by", "of", "just", "only", "within")
    ):
        return (
            found.new(value="FUTURE_REF", name="one day")
            if found.before() in ("will", "would", "could", "might")
            else None
        )
    value = duration_value(quantity, code)
    if value is None:
        return None
    mod = bound_mod(found) or ("APPROX" if "so" in {p.surface.lower() for p in found.get("tail")} else None)
    first = found.pieces[found.match.start()]
    definite = (
        code == "M" and first.kind == CLASSES["THE"] and found.word("window") not in ("last", "past", "next", "coming")
    )
    return found.new(type="DURATION", value=value, mod=mod, definite=definite)


def _one_unit(found: Found, code: str) -> Reading | None:
    """Reads "A week" is a length of time after a preposition or verb, a rate after an amount ("$5 million a year")."""
    before = found.before()
    if code in ("S", "Min", "WE", "CE", "Q") and before not in (
        "for",
        "in",
        "within",
        "about",
        "nearly",
        "over",
        "almost",
    ):
        return None
    if code in ("Night", "Evening", "Morning", "Afternoon", "WE"):
        return None
    prepositions = (
        "for in within after of than about nearly almost over by until to took takes lasted at least just only barely "  # noqa: SIM905
        "spend spent given gave offered him them it wait waited another through during and is was or last "
        "from around less".split()
    )
    value = duration_value("1", code)
    if value is None:
        return None
    beginning = found.match.start() == 0 or before in ('"', "“", "”", ".", ";", ":", ",", "")
    if (
        before in prepositions
        or found.get("bound")
        or beginning
        or found.after() in ("after", "before", "since", "of", "to")
    ):
        return found.new(type="DURATION", value=value, mod=bound_mod(found))
    counts = [CLASSES[name] for name in ("NUM", "DAYNUM", "YY", "YEAR", "VAGUE", "FEW", "ONE", "OFTEN")]
    start = found.match.start()
    rate = any(piece.kind in counts for piece in found.pieces[max(0, start - 6) : start])
    return found.new(type="SET", value=value) if rate else None


def read_half_unit(found: Found) -> Reading | None:
    value = {"H": "PT30M", "Y": "P6M", "DE": "P5Y", "CE": "P50Y", "D": "PT12H", "Min": "PT30S"}.get(
        str(found.get("halfunit")[0].value)
    )
    return found.new(type="DURATION", value=value, mod=bound_mod(found)) if value else None


def read_unit_long(found: Found) -> Reading | None:
    """Reads "Year-long", "the week-long"."""
    value = duration_value("1", str(found.get("unit")[0].value))
    return found.new(type="DURATION", value=value) if value and "-" in surface_of(found) else None


def read_bare_units(found: Found) -> Reading | None:
    """Reads "For months", "in years", "days later": a length of time left open."""
    unit = found.get("unit")[0]
    if not unit.surface.lower().endswith(("s", "ies")) or unit.value in ("WE", "Q"):
        return None
    if found.before() not in (
        "for",
        "in",
        "within",
        "after",
        "over",
        "took",
        "take",
        "spent",
        "lasted",
        "last",
        "of",
        "many",
    ):
        return None
    if found.before() == "many" and found.before(2) == "as":
        return None
    if found.before() == "of" and found.before(2) not in (
        "couple",
        "matter",
        "hundreds",
        "thousands",
        "tens",
        "dozens",
    ):
        return None
    if found.after() in ("of", "'", "’") and found.before() != "within":
        return None
    value = duration_value("X", str(unit.value))
    return found.new(type="DURATION", value=value) if value else None


def read_coming_units(found: Found) -> Reading | None:
    unit = found.get("unit")[0]
    value = duration_value("X", str(unit.value))
    return found.new(type="DURATION", value=value) if value and unit.surface.lower().endswith("s") else None


def read_while(found: Found) -> Reading | None:
    """Reads "A while": a length of time left open."""
    meant = found.before() in ("for", "after", "in", "quite", "take", "took") and found.before(2) != "once"
    return found.new(type="DURATION", value="PXX") if meant else None


def read_each(found: Found) -> Reading | None:
    if found.get("unit"):
        count = quantity_of(found) or "1"
        value = duration_value(count, str(found.get("unit")[0].value))
        return found.new(type="SET", value=value) if value else None
    if found.get("weekday"):
        part = part_value(found.get("part")[0]) if found.get("part") else ""
        return found.new(type="SET", value=f"XXXX-WXX-{found.get('weekday')[0].value}{part}")
    if found.get("month"):
        return found.new(type="SET", value=f"XXXX-{int(str(found.get('month')[0].value)):02d}")
    if found.get("season"):
        return found.new(type="SET", value=f"XXXX-{found.get('season')[0].value}")
    return found.new(type="SET", value=f"XXXX-XX-XX{part_value(found.get('part2')[0])}")


def read_often(found: Found) -> Reading | None:
    unit = found.get("unit")[0]
    value = duration_value("1", str(unit.value)) if unit.kind == CLASSES["UNIT"] else f"XXXX-XX-XX{part_value(unit)}"
    return found.new(type="SET", value=value) if value else None


def read_adverb(found: Found) -> Reading | None:
    return found.new(type="SET", value=str(found.get("adverb")[0].value))
