"""Figures of a part: "two of the four wells", "three other women" and "another 50 homes" count within a whole or beside
what was counted already, so that they say nothing against a figure of all."""

import re
from dataclasses import replace
from typing import Literal

from twosource.compare.discrepancies.pairs import Side
from twosource.model.annotation import Quantity

Role = Literal["plain", "whole", "further"]
"""A figure by itself or of a part of something; the whole that a part is taken of; what comes on top or is left."""

REACH = 48
"""Characters before a figure in which the part that is taken of it may stand."""
_OF = re.compile(r"\bof (?:(?:the|its|his|her|their|our|all|these|those|about|some) )*(?:[^\W\d_]+['’]s? )?$", re.I)
_FURTHER_BEFORE = re.compile(r"\b(?:another|additional|further|other|remaining|extra|first|last|next) $", re.I)
_FURTHER = frozenset({"other", "others", "more", "additional", "further", "remaining", "extra", "fewer", "less"})


def role_of(side: Side, quantity: Quantity) -> Role:
    """What the figure counts beside other figures, as far as the words right around it tell."""
    text = side.view.text
    before = text[max(side.span.start, quantity.start - REACH) : quantity.start]
    words = text[quantity.start : side.view.sentence_at(quantity.start).end].lower().split()[1:3]
    if any(word.strip(".,;") in _FURTHER for word in words) or _FURTHER_BEFORE.search(before):
        return "further"
    return "whole" if _part_before(side, quantity) is not None else "plain"


def _part_before(side: Side, quantity: Quantity) -> Quantity | None:
    """The part that is taken of the figure: "two" of "two of the town's four wells"."""
    for one in side.view.quantities_in(side.span):
        near = one.start < quantity.start <= one.start + REACH and one.kind in ("count", "fraction")
        if near and _OF.search(side.view.text[one.start : quantity.start]):
            return one
    return None


def in_unit_of_whole(side: Side, quantity: Quantity) -> Quantity:
    """The figure of a part in the unit of its whole: in "two of the town's four wells" two wells are meant."""
    for one in side.view.quantities_in(side.span):
        if one.unit and _part_before(side, one) == quantity:
            return replace(quantity, unit=one.unit)
    return quantity
