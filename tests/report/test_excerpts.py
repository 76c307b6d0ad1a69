"""The account fit to publish: few words of each report, everything counted as before."""

import io

from rich.console import Console

from tests.report.invented import HOSTILE
from twosource.model.comparison import Comparison
from twosource.report.excerpts import EXCERPT, cut_pieces, excerpted
from twosource.report.html import render_html
from twosource.report.markdown import render_markdown
from twosource.report.story_view import story_view
from twosource.report.terminal import render_terminal
from twosource.report.word_difference import Piece


def test_nothing_that_is_counted_changes(hostile: Comparison) -> None:
    whole, short = story_view(hostile), excerpted(story_view(hostile))
    assert short.tally == whole.tally
    assert short.independent_origins == whole.independent_origins
    assert [len(group.rows) for group in short.groups] == [len(group.rows) for group in whole.groups]
    assert [row.reason for group in short.groups for row in group.rows] == [
        row.reason for group in whole.groups for row in group.rows
    ]


def test_no_passage_is_longer_than_an_excerpt(hostile: Comparison) -> None:
    view = excerpted(story_view(hostile))
    rows = [row for group in view.groups for row in group.rows]
    shown = [place.shown for row in rows for place in row.places]
    shown += [item.place.shown for group in view.exclusives for item in group.items]
    shown += [place.shown for row in view.timeline for place in row.places]
    assert max(map(len, shown)) <= EXCERPT
    differences = [*view.differences, *(difference for row in rows for difference in row.differences)]
    sides = [side for row in differences for side in row.sides]
    assert max(sum(len(piece.text) for piece in side.pieces) for side in sides) <= EXCERPT + 2


def test_pieces_are_cut_around_the_words_that_differ() -> None:
    pieces = (Piece("before " * 60), Piece("31", marked=True), Piece(" after" * 60))
    cut = cut_pieces(pieces)
    assert [piece.text for piece in cut if piece.marked] == ["31"]
    assert cut[0].text == cut[-1].text == "…"
    assert sum(len(piece.text) for piece in cut) == EXCERPT + 2
    assert cut_pieces(pieces[1:2]) == pieces[1:2]


def test_every_form_says_less_with_excerpts(small: Comparison) -> None:
    quoted = "Nobody is missing, and nobody will sleep outside tonight,” Mayor Ida Brandvold told reporters there."
    assert quoted not in render_html(small, excerpts=True)
    assert len(render_markdown(small, excerpts=True)) < len(render_markdown(small))
    assert "31 or at least 40" in render_markdown(small, excerpts=True)
    assert len(printed(small, excerpts=True)) < len(printed(small, excerpts=False))


def test_excerpts_lead_to_the_reports_where_they_were_published(small: Comparison) -> None:
    page = render_html(small, excerpts=True)
    assert '<a class="place" href="https://tideway.example/1">' in page
    assert "javascript:" not in render_html(small, excerpts=True)


def test_hostile_text_is_cut_and_shown_too(hostile: Comparison) -> None:
    assert HOSTILE[2] not in render_markdown(hostile, excerpts=True)
    assert HOSTILE[2] not in render_html(hostile, excerpts=True)


def printed(comparison: Comparison, *, excerpts: bool) -> str:
    stream = io.StringIO()
    render_terminal(comparison, Console(file=stream, width=100), show_all=True, excerpts=excerpts)
    return stream.getvalue()
