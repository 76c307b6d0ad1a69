"""A match of a rule over the pieces of a text, and what most readings need of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from twosource.annotate.times.lexicon import CLASSES, PARTS, Piece
from twosource.annotate.times.reading import Reading

DATE_UNITS = ("D", "W", "WE", "M", "Q", "Y", "DE", "CE")
"""Units a date can be counted in."""
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


def phase(found: Found) -> str | None:
    for piece in found.get("phase"):
        for name, mod in _PHASES.items():
            if piece.kind == CLASSES[name]:
                return mod
    return None


def shift_of(word: str) -> int | None:
    if not word:
        return None
    if word in ("last", "past", "previous", "preceding", "prior"):
        return -1
    return 1 if word in ("next", "coming", "upcoming", "following", "subsequent", "ensuing") else 0


def deictic_shift(found: Found, group: str = "deictic") -> int | None:
    pieces = found.get(group)
    if len(pieces) == 2 and pieces[1].surface.lower() == "past":
        return -1
    return shift_of(found.word(group))


def year_fields(found: Found) -> dict[str, int | None]:
    if found.get("year"):
        return {"year": found.number("year"), "year_shift": None}
    unit = found.get("yearunit")
    if unit and unit[0].value == "Y":
        return {"year": None, "year_shift": shift_of(found.word("yeardeictic")) or 0}
    return {"year": None, "year_shift": None}


def part_value(piece: Piece) -> str:
    value = PARTS[piece.surface.lower()]
    return value if value.startswith("T") else "T" + value


def quantity_of(found: Found, group: str = "count") -> str | None:
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


def bound_mod(found: Found) -> str | None:
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


def surface_of(found: Found) -> str:
    first, last = found.pieces[found.match.start()], found.pieces[found.match.end() - 1]
    return found.text[first.start : last.end]
