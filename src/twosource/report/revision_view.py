"""The edits of a revision as a reader sees them: each place with some words around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from twosource.model.archive import TextEdit

CONTEXT = 60
"""Characters shown on each side of an edit; edits nearer than both are shown as one place."""
LONGEST_SIDE = 1_000
"""Characters shown of one side of an edit."""


@dataclass(frozen=True, slots=True)
class EditPiece:
    """A stretch of one of the texts: the same in both, removed or added; a gap stands for words not shown."""

    kind: Literal["same", "removed", "added", "gap"]
    text: str


@dataclass(frozen=True, slots=True)
class EditedPlace:
    """The pieces of one place, the removed words before those in their stead."""

    pieces: tuple[EditPiece, ...]


@dataclass(frozen=True, slots=True)
class RevisionView:
    """The places where words were edited, in text order, and how many edits touched only white space or signs."""

    places: tuple[EditedPlace, ...]
    unshown: int


def revision_view(before: str, after: str, edits: Sequence[TextEdit]) -> RevisionView:
    """The edits between two texts as places; edits of white space and punctuation are counted and not shown."""
    shown = [edit for edit in edits if _is_of_words(before, after, edit)]
    groups: list[list[TextEdit]] = []
    for edit in shown:
        between = after[groups[-1][-1].after.end : edit.after.start] if groups else ""
        if groups and len(between) <= 2 * CONTEXT and "\n" not in between:
            groups[-1].append(edit)
        else:
            groups.append([edit])
    return RevisionView(
        tuple(EditedPlace(tuple(_pieces(before, after, group))) for group in groups), len(edits) - len(shown)
    )


def _is_of_words(before: str, after: str, edit: TextEdit) -> bool:
    return any(c.isalnum() for c in edit.before.surface(before) + edit.after.surface(after))


def _pieces(before: str, after: str, group: Sequence[TextEdit]) -> Iterator[EditPiece]:
    first, last = group[0].after.start, group[-1].after.end
    start = _line_start(after, first)
    if start > 0 and after[start - 1] not in "\n\r":
        yield EditPiece("gap", "… ")
    place = start
    for edit in group:
        yield EditPiece("same", after[place : edit.after.start])
        yield EditPiece("removed", _cut(edit.before.surface(before)))
        yield EditPiece("added", _cut(edit.after.surface(after)))
        place = edit.after.end
    end = _line_end(after, last)
    yield EditPiece("same", after[place:end])
    if end < len(after) and after[end] not in "\n\r":
        yield EditPiece("gap", " …")


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST_SIDE else words[: LONGEST_SIDE - 1] + "…"


def _line_start(text: str, offset: int) -> int:
    """The start of the line before the offset, or of a word not far before it."""
    low = max(0, offset - CONTEXT)
    line = max(text.rfind("\n", low, offset), text.rfind("\r", low, offset))
    if line >= 0:
        return line + 1
    space = text.find(" ", low, offset)
    return 0 if low == 0 else space + 1 if space >= 0 else low


def _line_end(text: str, offset: int) -> int:
    """The end of the line after the offset, or of a word not far behind it."""
    high = min(len(text), offset + CONTEXT)
    lines = [place for mark in "\n\r" if (place := text.find(mark, offset, high)) >= 0]
    if lines:
        return min(lines)
    space = text.rfind(" ", offset, high)
    return high if high == len(text) or space < 0 else space
