"""Turns of a transcript ("MILLER: We have made that clear."): attributions that stand in the layout, not in a sentence.

A turn begins with a name in capitals and a colon at the start of a line. It takes the rest of that line and the lines
after it that begin with no such name, as long as another turn follows.
"""

from __future__ import annotations

import re

from twosource.annotate.linking import AttributionSpans
from twosource.model.span import Span

_NAME = r"[A-Z][A-Z’'.\-]+|[A-Z]\."
_LABEL = rf"(?P<name>(?:{_NAME})(?:[ \xa0](?:{_NAME}|[A-Z])){{0,4}})(?:[ \xa0]\([^)\n]{{1,40}}\))?"
_TURN = re.compile(rf"^[ \t\xa0]*[“\"]?{_LABEL}(?P<cue>:)(?=\s)", re.MULTILINE)
_LINE = re.compile(r"\S[^\n]*")
_STAGE = re.compile(r"[(\[][^)\]\n]*[)\]]\W*")
"""A line of its own in brackets: "(CROSSTALK)"."""
_NO_NAMES = frozenset(
    {
        "ALSO", "BREAKING", "CLARIFICATION", "CORRECTION", "DEVELOPING", "EDITOR", "EXCLUSIVE", "FACT", "GALLERY",
        "HOW", "MORE", "NOTE", "OPINION", "PHOTO", "PHOTOS", "POLL", "PS", "READ", "RELATED", "SOURCE", "SOURCES",
        "UPDATE", "UPDATED", "VIDEO", "WATCH", "WHAT", "WHEN", "WHERE", "WHO", "WHY",
    }
)  # fmt: skip
"""First words of labels that look like a speaker's name."""
MIN_TURNS = 3
"""Fewer lines with a name in capitals and a colon are labels of something else more often than turns."""


def read_turns(text: str) -> tuple[AttributionSpans, ...]:
    """The turns of a transcript in `text`, in text order; none where it has fewer than `MIN_TURNS`."""
    turns = [m for m in _TURN.finditer(text) if m["name"].split()[0] not in _NO_NAMES]
    if len(turns) < MIN_TURNS:
        return ()
    out = []
    for number, turn in enumerate(turns):
        last = number == len(turns) - 1
        end = _line_end(text, turn.end()) if last else turns[number + 1].start()
        found = [m for m in _LINE.finditer(text, turn.end(), end) if not _STAGE.fullmatch(m.group())]
        lines = [(m.start(), m.start() + len(m.group().rstrip())) for m in found]
        if lines:
            out.append(
                AttributionSpans(
                    source=(Span(*turn.span("name")),),
                    cue=(Span(*turn.span("cue")),),
                    content=tuple(Span(*line) for line in lines),
                    parent=None,
                    score=0.9,
                )
            )
    return tuple(out)


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
