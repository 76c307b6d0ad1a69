"""Paragraphs as a reader sees them: lines, or runs of lines where a text was broken at a fixed width."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_STOP = re.compile(r"[.!?:;…][\"”’')\]]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The characters `start` to `end` of the text without the white space around them; `apart` says whether a blank
    line (or the end of the text) follows."""

    start: int
    end: int
    apart: bool

    def surface(self, text: str, longest: int | None = None) -> str:
        """The paragraph's characters; with `longest`, the first of them, cut there."""
        return text[self.start : self.end if longest is None else min(self.end, self.start + longest)]

    def tail(self, text: str, longest: int = 100) -> str:
        """The paragraph's last characters; the whole of it where it is shorter."""
        return text[max(self.start, self.end - longest) : self.end]


def split_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The text's paragraphs in order. Each line is one, but for texts broken at a fixed width, where the lines up to
    the next blank line are."""
    lines = _lines(text)
    return _joined(text, lines) if _is_wrapped(text, lines) else lines


def _lines(text: str) -> tuple[Paragraph, ...]:
    spans: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        words = match[0].strip()
        if words:
            start = match.start() + match[0].index(words[0])
            spans.append((start, start + len(words)))
    following_starts = [*(start for start, _ in spans[1:]), None]
    return tuple(
        Paragraph(start, end, following is None or len(_BREAK.findall(text, end, following)) > 1)
        for (start, end), following in zip(spans, following_starts if spans else [], strict=True)
    )


def _is_wrapped(text: str, lines: Sequence[Paragraph]) -> bool:
    """At least three lines, and a third of those with a line right below them, break off inside a sentence of the
    next (which goes on in lower case)."""
    close = [(here, below) for here, below in pairwise(lines) if not here.apart]
    broken = sum(
        1
        for here, below in close
        if text[below.start].islower() and not _STOP.search(here.tail(text, 8)) and here.end - here.start <= 120
    )
    return broken >= 3 and broken * 3 >= len(close)


def _joined(text: str, lines: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    joined: list[Paragraph] = []
    start: int | None = None
    for line in lines:
        start = line.start if start is None else start
        if line.apart:
            joined.append(Paragraph(start, line.end, True))
            start = None
    if start is not None:
        joined.append(Paragraph(start, lines[-1].end, True))
    return tuple(joined)
