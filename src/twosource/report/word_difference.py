"""Which words of one wording are missing from, or other than, those of another."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+(?:['’.,]\w+)*|[^\w\s]", re.UNICODE)
_LONGEST = 300
"""Words. Matching is quadratic in the worst case; longer wordings are shown unmarked."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `marked` when it differs from the other side."""

    text: str
    marked: bool = False


def differing_spans(text: str, other: str) -> list[tuple[int, int]]:
    """The half-open character spans of `text` whose words `other` does not have in that place, in order; quotation
    marks and letter case do not count. Empty when either side is too long to compare."""
    words = [m for m in _WORD.finditer(text) if _counts(m[0])]
    others = [m[0].casefold() for m in _WORD.finditer(other) if _counts(m[0])]
    if len(words) > _LONGEST or len(others) > _LONGEST:
        return []
    matcher = SequenceMatcher(None, [m[0].casefold() for m in words], others, autojunk=False)
    return [
        (words[first].start(), words[last - 1].end())
        for operation, first, last, _, _ in matcher.get_opcodes()
        if operation in ("replace", "delete")
    ]


def _counts(word: str) -> bool:
    return word[0].isalnum()


def pieces(text: str, marked: list[tuple[int, int]]) -> tuple[Piece, ...]:
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
