"""The account in the terminal."""

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.comparison import Comparison
from twosource.report.article_terminal import render_article_terminal
from twosource.report.terminal import render_terminal


def printed(comparison: Comparison, *, width: int = 80, show_all: bool = False, colour: bool = False) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, force_terminal=colour, color_system="truecolor" if colour else None)
    render_terminal(comparison, console, show_all=show_all)
    return stream.getvalue()


def test_the_summary_comes_first(small: Comparison) -> None:
    lines = printed(small, width=100).splitlines()
    assert lines[0] == "Old town under water"
    assert lines[1].startswith("3 reports · 3 publishers · 5 independent origins")
    assert (
        lines[3] == "◐◑ 1 disputed   ●● 1 corroborated   ◎ 1 on a shared origin   ○ 2 on one outlet alone   ? 1 unclear"
    )


def test_the_groups_come_in_their_order(small: Comparison) -> None:
    text = printed(small)
    headings = [
        "ACCOUNTS DIFFER",
        "TWO OR MORE",
        "MANY OUTLETS",
        "ONE OUTLET",
        "CANNOT TELL",
        "DIFFERENCES",
        "SHARED QUOTES",
    ]
    headings += ["WHO RESTS", "TIMELINE", "VOICES", "WORDING", "COVERAGE"]
    positions = [text.index(heading) for heading in headings]
    assert positions == sorted(positions)


def test_a_claim_names_its_places_and_reason(small: Comparison) -> None:
    lines = printed(small).replace("\N{NO-BREAK SPACE}", " ").splitlines()
    claim = lines.index("  2  The lock gate at Ostrel gave way shortly after six on Tuesday morning")
    assert lines[claim + 1] == "     ● The Tideway ¶1   ● Canal Post ¶1   ≡ Northern Wire ¶1"
    assert lines[claim + 2] == "     why: own reporting of two outlets that do not share text"


def test_disputed_wordings_are_marked_without_colour(small: Comparison) -> None:
    text = printed(small).replace("\N{NO-BREAK SPACE}", " ")
    assert "The Tideway ¶3 (fire service): “[31] people were brought out by boat”" in text
    assert "Canal Post ¶3 (fire service): “[At least 40] people were taken out by boat”" in text


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(hostile: Comparison, width: int) -> None:
    assert max(cell_len(line) for line in printed(hostile, width=width).splitlines()) <= width


def test_nothing_in_a_report_steers_the_terminal(hostile: Comparison) -> None:
    text = printed(hostile, show_all=True)
    assert re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text) == []
    assert "[bold red]rich[/bold red]" in text
    coloured = re.sub(r"\x1b\[[\d;]*m", "", printed(hostile, show_all=True, colour=True))
    assert coloured == text


def test_long_lists_are_cut_unless_all_is_asked_for(hostile: Comparison) -> None:
    short, full = printed(hostile), printed(hostile, show_all=True)
    assert "… and 2 more statements (--all)" in short
    assert "(--all)" not in full
    assert len(short) < len(full) * 0.6


def test_a_terminal_without_unicode_gets_plain_signs(small: Comparison) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    render_terminal(small, Console(file=stream, width=80))
    stream.flush()
    text = stream.buffer.getvalue().decode("ascii")  # type: ignore[attr-defined]
    assert "** 1 corroborated" in text
    assert "The Tideway par.1" in text


@pytest.mark.parametrize("text", ["", "word", "\n\n", "\x1b" * 9, "\ud800", "“" * 50])
def test_poor_texts_are_printed(text: str) -> None:
    article = AnnotatedArticle(Article.from_text(text))
    assert "1 report" in printed(Comparison((article,)))
    stream = io.StringIO()
    render_article_terminal(article, Console(file=stream, width=80))
    assert "THE TEXT" in stream.getvalue()


def test_one_report_shows_who_says_what_and_where(small: Comparison) -> None:
    stream = io.StringIO()
    render_article_terminal(small.articles[0], Console(file=stream, width=100))
    text = stream.getvalue()
    assert (
        "  1  Ida Brandvold  direct, states, ¶2\n     “Nobody is missing, and nobody will sleep outside tonight,”"
        in text
    )
    assert "Tuesday morning → TIME 2031-05-13TMO (13 May 2031, morning)  ¶1" in text
    assert "31 → 31 people (count)  ¶3" in text
    assert "  4  An inspection in March" in text


def test_one_hostile_report_steers_nothing(hostile: Comparison) -> None:
    stream = io.StringIO()
    for annotated in hostile.articles:
        render_article_terminal(annotated, Console(file=stream, width=60), show_all=True)
    text = stream.getvalue()
    assert re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text) == []
    assert max(cell_len(line) for line in text.splitlines()) <= 60
