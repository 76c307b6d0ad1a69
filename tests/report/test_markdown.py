"""The account as Markdown: read back by a Markdown parser, it holds the words and nothing that a report planted."""

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.report.invented import HOSTILE
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.comparison import Comparison
from twosource.report.article_markdown import render_article_markdown
from twosource.report.markdown import render_markdown


def tokens(markdown: str) -> list[Token]:
    """All block and inline tokens."""
    found = []
    for token in MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(markdown):
        found += [token, *(token.children or [])]
    return found


def test_headings_come_in_the_order_of_the_page(small: Comparison) -> None:
    lines = [line for line in render_markdown(small).splitlines() if line.startswith("#")]
    assert [line.lstrip("# ●◎◐◑○?") for line in lines] == [
        "Old town under water", "Accounts differ", "Two or more independent origins", "Many outlets, one origin",
        "One outlet alone", "The Tideway", "Cannot tell", "Differences of detail", "Shared quotes",
        "Who rests on whom", "Timeline", "Voices", "Wording", "Coverage",
    ]  # fmt: skip


def test_both_wordings_stand_with_their_places(small: Comparison) -> None:
    text = render_markdown(small)
    assert "  - The Tideway ¶3 (fire service): “**31** people were brought out by boat”" in text
    assert "  - Canal Post ¶3 (fire service): “**At least 40** people were taken out by boat”" in text


def test_reports_link_to_safe_addresses_only(small: Comparison, hostile: Comparison) -> None:
    hrefs = [token.attrs["href"] for token in tokens(render_markdown(small)) if token.type == "link_open"]
    assert hrefs == ["https://tideway.example/1"]
    hrefs = [token.attrs["href"] for token in tokens(render_markdown(hostile)) if token.type == "link_open"]
    assert set(hrefs) == {"https://outlet.example/?q=%3Cscript%3E"}


@pytest.mark.parametrize("shown", ["account", "article"])
def test_reports_plant_nothing(hostile: Comparison, shown: str) -> None:
    pages = [render_markdown(hostile)] if shown == "account" else [render_article_markdown(a) for a in hostile.articles]
    for page in pages:
        kinds = {token.type for token in tokens(page)}
        assert not kinds & {"html_block", "html_inline", "image", "code_inline", "fence", "code_block", "hr", "s_open"}
        text = "".join(token.content for token in tokens(page) if token.type in ("text", "text_special"))
        assert HOSTILE[0] in text
        assert HOSTILE[4] in text
        assert "\x1b" not in page
        assert "\u202e" not in page
        page.encode("utf-8")


def test_tables_keep_their_columns(hostile: Comparison) -> None:
    rows: list[int] = []
    for token in tokens(render_markdown(hostile)):
        if token.type == "tr_open":
            rows.append(0)
        elif token.type in ("td_open", "th_open"):
            rows[-1] += 1
    assert set(rows) == {4}


@pytest.mark.parametrize("text", ["", "word", "# a", "- b", "1. c", "    d", "===", "> e"])
def test_text_starts_no_block_of_its_own(text: str) -> None:
    page = render_article_markdown(AnnotatedArticle(Article.from_text(text, title=text or None)))
    kinds = {token.type for token in tokens(page)}
    assert kinds <= {
        "heading_open",
        "heading_close",
        "inline",
        "text",
        "text_special",
        "paragraph_open",
        "paragraph_close",
    }
