"""Whether two quantities can both be right.

Two figures are set against each other only when they measure the same thing in the same unit. Then each is read as
the range its words allow: "about 750" is 675 to 825, "more than 60,000" is anything above up to half as much again,
and a round figure stands for what rounds to it."""

import math
from typing import Literal

from twosource.model.annotation import Quantity

Agreement = Literal["agree", "differ", "incomparable"]

ABOUT = 0.10
"""How far "about" reaches on both sides; "nearly" reaches as far below."""
MORE_THAN = 1.5
"""How far "more than" reaches, as a factor: nobody calls 300 "more than 100"."""
ROUND_LOOSELY, ROUND_CLOSELY = 0.02, 0.05
"""A figure with one significant digit may stand for another within 2 %, one with more for whatever rounds to it,
within 5 %. All four are judgements checked on the pairs in evaluation/data/value_pairs.jsonl, 2026-11."""

_METRES = {"meters": 1.0, "kilometers": 1000.0, "centimeters": 0.01, "millimeters": 0.001, "miles": 1609.344,
           "feet": 0.3048, "inches": 0.0254, "yards": 0.9144, "nautical miles": 1852.0}  # fmt: skip
_SQUARE_METRES = {"acres": 4046.856, "hectares": 10_000.0, "square miles": 2_589_988.0, "square kilometers": 1e6,
                  "square feet": 0.09290304, "square meters": 1.0}  # fmt: skip
_KILOGRAMS = {"kilograms": 1.0, "grams": 0.001, "milligrams": 1e-6, "pounds": 0.45359237, "ounces": 0.028349523,
              "tonnes": 1000.0, "tons": 907.18474}  # fmt: skip
_LITRES = {"liters": 1.0, "gallons": 3.785412, "barrels": 158.987, "milliliters": 0.001, "cubic meters": 1000.0,
           "cubic feet": 28.316847}  # fmt: skip
_WATTS = {"watts": 1.0, "kilowatts": 1e3, "megawatts": 1e6, "gigawatts": 1e9, "horsepower": 745.7}
_BYTES = {"megabytes": 1.0, "gigabytes": 1e3, "terabytes": 1e6}
_DAYS = {"seconds": 1 / 86_400, "minutes": 1 / 1440, "hours": 1 / 24, "days": 1.0, "nights": 1.0, "weeks": 7.0,
              "fortnights": 14.0,
         "months": 30.4375, "quarters": 91.3125, "years": 365.25, "decades": 3652.5, "centuries": 36_525.0}  # fmt: skip
_PER_DAYS = {unit.removesuffix("s"): days for unit, days in _DAYS.items()} | {"century": 36_525.0}
_DIMENSIONS = (_METRES, _SQUARE_METRES, _KILOGRAMS, _LITRES, _WATTS, _BYTES, _DAYS)

_SAME_THING = (
    "person people individual", "child kid youngster", "soldier troop serviceman", "officer policeman cop",
    "home house", "employee worker staffer staff", "death fatality dead", "lawmaker legislator",
    "protester demonstrator",
    "car automobile", "firm company business", "nation country", "student pupil", "blaze fire", "attorney lawyer",
    "gunman shooter", "airplane plane aircraft", "doctor physician", "film movie", "ballot vote", "job position",
    "shot round bullet", "migrant immigrant", "wounded injury injured", "share stock", "storey story floor",
    "town community",
    "count charge", "spectator fan", "traveler traveller passenger",
)  # fmt: skip
_CLASS_OF = {word: group.split()[0] for group in _SAME_THING for word in group.split()}
_IRREGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child", "policemen": "policeman",
              "gunmen": "gunman",
              "servicemen": "serviceman", "feet": "foot", "lives": "life", "wives": "wife", "aircraft": "aircraft",
              "troops": "troop",
              "police": "officer", "staff": "staff", "dead": "dead", "species": "species", "series": "series",
              "businessmen": "businessman", "congressmen": "congressman", "firefighters": "firefighter"}  # fmt: skip

Range = tuple[float, float]


def compare_quantities(a: Quantity, b: Quantity) -> Agreement:
    """Says "agree" when both figures can be right, "differ" when they cannot, "incomparable" when they do not measure
    the same thing: another unit that does not convert, another counted thing, a thing left unnamed on one side, or a
    rate against a total. Units of length, area, weight, volume, power and time are converted; currencies are not."""
    factors = _common_scale(a, b)
    if factors is None:
        return "incomparable"
    first, second = _range(a, factors[0]), _range(b, factors[1])
    if a.kind == "ordinal" or b.kind == "ordinal":
        return "agree" if a.value == b.value else "differ"
    if _overlap(first, second):
        return "agree" if not _strictly_apart(a, b, factors) else "differ"
    converted = abs(factors[0] - factors[1]) > 1e-12
    if converted and _near(first, second, ROUND_CLOSELY):
        return "agree"
    return "agree" if _is_rounding(a, b, factors) else "differ"


def _common_scale(a: Quantity, b: Quantity) -> tuple[float, float] | None:
    """Factors that bring both values to one unit; None where the two do not measure the same thing."""
    per = _per_scale(a.per, b.per)
    if per is None or (a.kind == "ordinal") != (b.kind == "ordinal"):
        return None
    kinds = {a.kind, b.kind}
    if kinds == {"fraction", "percent"} and "percentage points" not in (a.unit, b.unit):
        return (100.0, 1.0) if a.kind == "fraction" else (1.0, 100.0)
    if (kinds & {"money", "percent", "age"} and len(kinds) > 1) or len(kinds & {"age", "duration"}) == 2:
        return None
    if a.unit is None or b.unit is None:
        return None
    if "fraction" in kinds and len(kinds) > 1:
        return None
    for dimension in _DIMENSIONS:
        if a.unit in dimension and b.unit in dimension:
            return dimension[a.unit] * per[0], dimension[b.unit] * per[1]
    return per if _thing(a.unit) == _thing(b.unit) else None


def _per_scale(a: str | None, b: str | None) -> tuple[float, float] | None:
    if a == b:
        return 1.0, 1.0
    if a in _PER_DAYS and b in _PER_DAYS:
        return 1 / _PER_DAYS[a or ""], 1 / _PER_DAYS[b or ""]
    return None


def _thing(unit: str) -> str:
    """What is counted, by its last noun in the singular; synonyms count as one."""
    if unit.isupper() and len(unit) == 3:
        return unit
    words = unit.lower().replace("-", " ").split()
    word = singular(words[-1]) if words else ""
    return _CLASS_OF.get(word, word)


def singular(noun: str) -> str:
    """The singular of an English noun in lower case ("countries" gives "country"), near enough to compare nouns."""
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "zes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


def _range(quantity: Quantity, factor: float) -> Range:
    """Least and greatest value the words allow, in the common unit."""
    low, high = quantity.value, quantity.upper if quantity.upper is not None else quantity.value
    match quantity.bound:
        case "about":
            low, high = low - _slack(quantity, low), high + _slack(quantity, high)
        case "nearly":
            low -= _slack(quantity, low)
        case "more than":
            high = max(high * MORE_THAN, high + 1)
        case "at least":
            high = math.inf
        case "less than" | "at most":
            low = min(0.0, low) if quantity.upper is None else low
        case None:
            pass
    return low * factor, high * factor


def _slack(quantity: Quantity, value: float) -> float:
    counted = quantity.kind in ("count", "number") and abs(value) >= 5
    return max(abs(value) * ABOUT, 1.0) if counted else abs(value) * ABOUT


def _overlap(a: Range, b: Range) -> bool:
    slack = 1e-9 * max(abs(a[0]), abs(b[0]), 1e-9)
    return a[0] <= b[1] + slack and b[0] <= a[1] + slack


def _near(a: Range, b: Range, share: float) -> bool:
    gap = max(a[0] - b[1], b[0] - a[1])
    return gap <= share * max(abs(a[0]), abs(b[0]))


def _strictly_apart(a: Quantity, b: Quantity, factors: tuple[float, float]) -> bool:
    """Whether a strict bound excludes a small count: "more than 12" rules out twelve, while "more than 60,000" beside
    "60,000" is two ways to round."""
    for one, other in ((a, b), (b, a)):
        bare = other.bound is None and other.upper is None and one.upper is None
        small = one.kind == "count" and one.value == other.value < 100 and factors[0] == factors[1]
        if one.bound in ("more than", "less than") and bare and small:
            return True
    return False


def _is_rounding(a: Quantity, b: Quantity, factors: tuple[float, float]) -> bool:
    """Whether the rounder of two bare figures is the other one rounded: 60,000 and 60,312, 12 and 11.6 percent."""
    if a.upper is not None or b.upper is not None or factors[0] != factors[1]:
        return False
    if {a.bound, b.bound} & {"more than", "at least", "less than", "at most"}:
        return False
    x, y = a.value, b.value
    rounder, finer = (x, y) if _significant(x) <= _significant(y) else (y, x)
    digits, share = _significant(rounder), abs(rounder - finer) / max(abs(finer), 1e-12)
    counted = a.kind in ("count", "number", "ordinal", "age")
    if digits >= _significant(finer) or (counted and abs(rounder) < 100):
        return False
    limit = ROUND_LOOSELY if digits == 1 and abs(rounder) >= 10 else ROUND_CLOSELY
    return share <= limit and math.isclose(_to_significant(finer, _precision(rounder)), rounder, rel_tol=1e-9)


def _significant(value: float) -> int:
    """How many significant digits a figure shows: 60,000 has one, 2.35 three."""
    digits = f"{abs(value):.10f}".rstrip("0").rstrip(".").replace(".", "").lstrip("0")
    return max(len(digits.rstrip("0")) if float(value).is_integer() else len(digits), 1)


def _precision(value: float) -> int:
    """The decimal place of the last significant digit: 2 for 700, -1 for 2.3."""
    text = f"{abs(value):.10f}".rstrip("0")
    whole, _, fraction = text.partition(".")
    return -len(fraction) if fraction else len(whole) - len(whole.rstrip("0"))


def _to_significant(value: float, place: int) -> float:
    """The value rounded half up at a decimal place."""
    step = 10.0**place
    return math.floor(abs(value) / step + 0.5) * step * (1 if value >= 0 else -1)
