"""An account fit to publish: no more words of each report than show what is said, and links to the reports."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from twosource.report.difference_view import DifferenceRow, Side
from twosource.report.escape import shorten
from twosource.report.report_view import Place
from twosource.report.story_sections import ExclusiveList, QuoteRow, TimelineRow
from twosource.report.story_view import ClaimGroup, ClaimRow, StoryView
from twosource.report.word_difference import Piece

EXCERPT = 120
"""Characters of one passage: some 20 words."""
_BEFORE = EXCERPT // 3
"""Characters kept before the first words that differ."""
_ALONE = 2
_MOMENT = 60
"""Characters of what happened on a date."""


def excerpted(view: StoryView) -> StoryView:
    """The account with every passage cut to EXCERPT characters, a statement in the words of one report (the others are
    named), and the first of long lists. Nothing that is counted changes."""
    return replace(
        view,
        groups=tuple(_group(group) for group in view.groups),
        exclusives=tuple(_alone(group) for group in view.exclusives),
        differences=_differences(view.differences),
        quotes=tuple(_quote(row) for row in view.quotes),
        timeline=tuple(_moment(row) for row in view.timeline),
        sayings=tuple(_moment(row) for row in view.sayings),
    )


def _cut(place: Place, most: int = EXCERPT) -> Place:
    return replace(place, most=most)


def _group(group: ClaimGroup) -> ClaimGroup:
    return replace(group, rows=tuple(_claim(row) for row in group.rows), loose=_differences(group.loose))


def _claim(row: ClaimRow) -> ClaimRow:
    """The statement is in the words of one report already, and the sides of a dispute show theirs."""
    cells = [replace(cell, places=tuple(_cut(place, 0) for place in cell.places[:1])) for cell in row.cells]
    return replace(
        row,
        text=shorten(row.text, EXCERPT),
        places=tuple(place for cell in cells for place in cell.places),
        cells=tuple(cells),
        differences=_differences(row.differences),
    )


def _differences(rows: Iterable[DifferenceRow]) -> tuple[DifferenceRow, ...]:
    return tuple(replace(row, sides=tuple(_side(side) for side in row.sides)) for row in rows)


def _side(side: Side) -> Side:
    return Side(cut_pieces(side.pieces), tuple(_cut(place) for place in side.places))


def cut_pieces(pieces: Sequence[Piece], most: int = EXCERPT) -> tuple[Piece, ...]:
    """The pieces around the first that is marked, `most` characters of them in all; an ellipsis stands where they are
    cut."""
    if sum(len(piece.text) for piece in pieces) <= most:
        return tuple(pieces)
    position, first = 0, 0
    for piece in pieces:
        if piece.marked:
            first = max(0, position - _BEFORE)
            break
        position += len(piece.text)
    kept: list[Piece] = [Piece("…")] if first else []
    position = 0
    for piece in pieces:
        start, end = max(0, first - position), min(len(piece.text), first + most - position)
        if start < end:
            kept.append(replace(piece, text=piece.text[start:end]))
        position += len(piece.text)
    return (*kept, Piece("…")) if first + most < position else tuple(kept)


def _alone(group: ExclusiveList) -> ExclusiveList:
    return replace(group, items=tuple(replace(item, place=_cut(item.place)) for item in group.items[:_ALONE]))


def _quote(row: QuoteRow) -> QuoteRow:
    return replace(row, versions=tuple(replace(one, pieces=cut_pieces(one.pieces)) for one in row.versions))


def _moment(row: TimelineRow) -> TimelineRow:
    return replace(row, places=tuple(_cut(place, _MOMENT) for place in row.places[:1]))
