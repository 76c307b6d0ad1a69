"""Which words differ between wordings of one thing, and where one leaves words out."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from twosource.model.wording import WORD, wording_key

_LONGEST = 300
"""Words. Matching is quadratic in the worst case; longer wordings are shown unmarked."""

GAP = "[…]"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `marked` when it differs from another wording. A `gap` is no text of the report: its sign
    stands where this wording leaves out words that the fullest has."""

    text: str
    marked: bool = False
    gap: bool = False


def compared_wordings(texts: Sequence[str]) -> tuple[tuple[Piece, ...], ...]:
    """The texts cut into pieces, in their order: words that the longest text has otherwise are marked on both sides, a
    gap stands where a text leaves words of the longest out. Texts too long to compare stay whole."""
    if not texts:
        return ()
    fullest = max(range(len(texts)), key=lambda index: (len(wording_key(texts[index])), -index))
    replaced: list[tuple[int, int]] = []
    cut: list[tuple[Piece, ...]] = []
    for index, text in enumerate(texts):
        marks, gaps = ([], []) if index == fullest else _against(texts[fullest], text, replaced)
        cut.append(_with_gaps(pieces(text, marks), gaps))
    cut[fullest] = pieces(texts[fullest], replaced)
    return tuple(cut)


def _against(fullest: str, text: str, replaced: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], list[int]]:
    """The spans of the text whose words differ from the fullest, and where it leaves words out; what differs in the
    fullest is added to `replaced`."""
    theirs, ours = list(WORD.finditer(fullest)), list(WORD.finditer(text))
    if len(theirs) > _LONGEST or len(ours) > _LONGEST or not ours:
        return [], []
    marks, gaps = [], []
    matcher = SequenceMatcher(None, wording_key(fullest), wording_key(text), autojunk=False)
    for operation, first, last, from_, to in matcher.get_opcodes():
        if operation == "delete":
            gaps.append(ours[from_].start() if from_ < len(ours) else ours[-1].end())
        elif operation != "equal":
            marks.append((ours[from_].start(), ours[to - 1].end()))
        if operation == "replace":
            replaced.append((theirs[first].start(), theirs[last - 1].end()))
    return marks, gaps


def pieces(text: str, marked: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """The text cut at the marked spans, which may touch or overlap and may reach beyond the text."""
    found, position = [], 0
    for start, end in sorted(marked):
        start, end = max(start, position), min(end, len(text))
        if start >= end:
            continue
        if start > position:
            found.append(Piece(text[position:start]))
        found.append(Piece(text[start:end], True))
        position = end
    if position < len(text):
        found.append(Piece(text[position:]))
    return tuple(found)


def _with_gaps(parts: tuple[Piece, ...], gaps: Sequence[int]) -> tuple[Piece, ...]:
    """The pieces with a gap's sign at each of the offsets, which lie at the start or end of a word."""
    waiting = sorted(set(gaps))
    found: list[Piece] = []
    position = 0
    for part in parts:
        end = position + len(part.text)
        start = position
        while waiting and waiting[0] < end:
            offset = waiting.pop(0)
            if offset > start:
                found.append(Piece(part.text[start - position : offset - position], part.marked))
            found.append(Piece(f"{GAP} " if part.text[offset - position].isalnum() else f" {GAP}", gap=True))
            start = offset
        found.append(Piece(part.text[start - position :], part.marked))
        position = end
    return (*found, *(Piece(f" {GAP}", gap=True) for _ in waiting))
