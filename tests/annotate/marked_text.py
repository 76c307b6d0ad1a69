"""Texts with their attributions marked: [1:source], {1:cue}, <1:content>."""

import re

from twosource.annotate.linking import AttributionSpans
from twosource.model.span import Span

_MARK = re.compile(r"([\[{<])(\d):|[\]}>]")
_PART = {"[": "source", "{": "cue", "<": "content"}
_CLOSING = {"[": "]", "{": "}", "<": ">"}


def read_marked(marked: str) -> tuple[str, tuple[AttributionSpans, ...]]:
    """The text without its marks, and the marked attributions in the order of their numbers. One whose cue or source
    stands inside another's content has that one as parent."""
    text, parts = "", {}
    open_: list[tuple[str, str, int]] = []
    position = 0
    for mark in _MARK.finditer(marked):
        text += marked[position : mark.start()]
        position = mark.end()
        if mark.group(1):
            open_.append((mark.group(1), mark.group(2), len(text)))
        elif open_ and _CLOSING[open_[-1][0]] == mark.group():
            kind, number, start = open_.pop()
            parts.setdefault(number, {}).setdefault(_PART[kind], []).append(Span(start, len(text)))
        else:
            text += mark.group()
    text += marked[position:]
    assert not open_, "a mark is left open"
    found = [parts[number] for number in sorted(parts)]
    return text, tuple(
        AttributionSpans(
            tuple(p.get("source", ())),
            tuple(p.get("cue", ())),
            tuple(sorted(p.get("content", ()))),
            parent(p, found),
            1.0,
        )
        for p in found
    )


def parent(inner: dict[str, list[Span]], found: list[dict[str, list[Span]]]) -> int | None:
    """Index of the attribution whose content holds the cue of `inner`."""
    for number, outer in enumerate(found):
        for cue in inner.get("cue", ()):
            if outer is not inner and any(span.contains(cue) for span in outer.get("content", ())):
                return number
    return None
