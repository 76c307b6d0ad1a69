"""Quotation marks: where quoted stretches begin and end, whatever marks the text uses and however it muddles them."""

import re
from dataclasses import dataclass
from typing import Literal

from twosource.model.span import Span

MarkFamily = Literal["double", "guillemet", "single"]

MAX_SINGLE_QUOTED = 400
"""Characters a quotation in single marks may span: an apostrophe looks the same, so a distant partner is none."""

_PARAGRAPH = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
_MARK = re.compile(r"``|''|\"\"?|[“”„‟″＂〝〞«»‹›‘’‚‛']")
_OPEN_ONLY = frozenset({"“", "„", "‟", "``", "〝"})
_CLOSE_ONLY = frozenset({"”", "''", "〞"})
_SINGLE = frozenset("‘’‚‛'")
_GUILLEMET = frozenset("«»‹›")
_BEFORE_OPENING = frozenset("([{<—–-―/…=>:\u00a0\u2009\u202f")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch. `start` and `end` take the marks in, `inner` leaves them out. `closed` is False where the
    closing mark is missing; `continues` is True where the next paragraph opens again instead, as in a quotation over
    several paragraphs."""

    start: int
    end: int
    inner: Span
    family: MarkFamily
    closed: bool = True
    continues: bool = False

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(slots=True)
class _Open:
    start: int
    inner: int


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The quoted stretches of `text` in text order, quotations inside quotations left to the outer one.

    Marks may be straight, curly, doubled (`` '' ""), low or guillemets; a double mark of any style closes any other,
    since reports mix them. A quotation never runs over a line end; where its closing mark is missing it ends with the
    line, or before the next opening mark. Time is linear in the length of the text.
    """
    found: list[Quotation] = []
    previous: Quotation | None = None
    for paragraph in _PARAGRAPH.finditer(text):
        if not paragraph.group().strip():
            continue
        quotations = _read_paragraph(text, paragraph.start(), paragraph.end())
        first = quotations[0] if quotations else None
        if previous is not None and first is not None and not text[paragraph.start() : first.start].strip():
            found[-1] = _continued(found[-1])
        found.extend(quotations)
        last = quotations[-1] if quotations else None
        previous = last if last is not None and not last.closed and last.end == _trimmed_end(text, paragraph) else None
    return tuple(found)


def quoted_spans(text: str) -> tuple[Span, ...]:
    """What stands inside quotation marks, marks left out, in text order."""
    return tuple(quotation.inner for quotation in find_quotations(text) if len(quotation.inner))


def _continued(quotation: Quotation) -> Quotation:
    return Quotation(quotation.start, quotation.end, quotation.inner, quotation.family, False, True)


def _trimmed_end(text: str, paragraph: re.Match[str]) -> int:
    return paragraph.start() + len(paragraph.group().rstrip())


def _read_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    end = start + len(text[start:end].rstrip())
    doubles = _pair_marks(text, start, end, "double") + _pair_marks(text, start, end, "guillemet")
    doubles = _outermost(sorted(doubles, key=lambda q: (q.start, -q.end)))
    singles = _pair_single_marks(text, start, end, doubles)
    return sorted(doubles + singles, key=lambda q: q.start)


def _outermost(quotations: list[Quotation]) -> list[Quotation]:
    kept: list[Quotation] = []
    for quotation in quotations:
        if not kept or quotation.start >= kept[-1].end:
            kept.append(quotation)
    return kept


def _family(mark: str) -> MarkFamily:
    if mark in _GUILLEMET:
        return "guillemet"
    return "single" if mark in _SINGLE else "double"


def _pair_marks(text: str, start: int, end: int, family: MarkFamily) -> list[Quotation]:
    """Double marks or guillemets of one paragraph paired from left to right."""
    found: list[Quotation] = []
    open_: _Open | None = None
    for mark in _MARK.finditer(text, start, end):
        if _family(mark.group()) != family:
            continue
        opens = _opens(text, mark, start, end, open_ is not None)
        if opens is None:
            continue
        if open_ is not None and opens:
            found.append(_unclosed(text, open_, mark.start(), family))
        if opens:
            open_ = _Open(mark.start(), mark.end())
        elif open_ is not None:
            found.append(Quotation(open_.start, mark.end(), Span(open_.inner, mark.start()), family))
            open_ = None
    if open_ is not None:
        found.append(_unclosed(text, open_, end, family))
    return found


def _unclosed(text: str, open_: _Open, end: int, family: MarkFamily) -> Quotation:
    end = max(open_.inner, open_.inner + len(text[open_.inner : end].rstrip()))
    return Quotation(open_.start, end, Span(open_.inner, end), family, closed=False)


def _opens(text: str, mark: re.Match[str], start: int, end: int, is_open: bool) -> bool | None:
    """Whether the mark opens a quotation (True), closes one (False) or is none (None: an inch sign)."""
    before = text[mark.start() - 1] if mark.start() > start else " "
    after = text[mark.end()] if mark.end() < end else " "
    room_before, room_after = before.isspace() or before in _BEFORE_OPENING, after.isspace()
    if room_before and not room_after:
        return not (is_open and mark.group() in _CLOSE_ONLY)
    if mark.group() in _OPEN_ONLY:
        return not (is_open and room_after) and not (is_open and not room_before and mark.group() == "“")
    if not is_open:
        if mark.group() in _CLOSE_ONLY or before.isdigit() or room_after:
            return None
        return True
    return False


def _pair_single_marks(text: str, start: int, end: int, taken: list[Quotation]) -> list[Quotation]:
    """Quotations in single marks outside the double ones: an opening mark after a space and before a letter, a closing
    one after a letter or stop and before none."""
    found: list[Quotation] = []
    open_: _Open | None = None
    blocked = iter(taken)
    block = next(blocked, None)
    for mark in _MARK.finditer(text, start, end):
        while block is not None and block.end <= mark.start():
            open_, block = None, next(blocked, None)
        if _family(mark.group()) != "single" or (block is not None and block.start <= mark.start()):
            continue
        before = text[mark.start() - 1] if mark.start() > start else " "
        after = text[mark.end()] if mark.end() < end else " "
        if (
            (before.isspace() or before in _BEFORE_OPENING)
            and (after.isalpha() or after in "[(…")
            and mark.group() != "’"
        ):
            open_ = _Open(mark.start(), mark.end())
        elif open_ is not None and not before.isspace() and not after.isalnum():
            if mark.start() - open_.inner <= MAX_SINGLE_QUOTED:
                found.append(Quotation(open_.start, mark.end(), Span(open_.inner, mark.start()), "single"))
            open_ = None
    return found
