"""The account fit to publish: few words of each report, everything counted as before."""

import io
import json
import re
from collections.abc import Iterable
from html import unescape

import pytest
from hypothesis import HealthCheck, given, settings
from rich.console import Console

from tests.report.invented import HOSTILE
from tests.report.made_stories import comparisons
from twosource.model.comparison import Comparison
from twosource.report.excerpt_budget import MOST_SHARE, MOST_WORDS, RUN, words_of
from twosource.report.excerpts import excerpted
from twosource.report.html import render_html
from twosource.report.json import render_json
from twosource.report.markdown import render_markdown
from twosource.report.story_view import story_view
from twosource.report.terminal import render_terminal
from twosource.service import annotate_many, bundled_examples, compare

INLINE = re.compile(r"</?(?:mark|bdi|b|q)\b[^>]*>|</?span class=\"(?:context|gap)\"[^>]*>")


@pytest.fixture(scope="module")
def bundled() -> dict[str, Comparison]:
    return {name: compare(list(annotate_many(reports))) for name, reports in bundled_examples().items()}


def forms(comparison: Comparison, most_words: int = MOST_WORDS) -> dict[str, list[str]]:
    """What a reader sees of the account in every form, in stretches."""
    page = render_html(comparison, excerpts=True, most_words=most_words)
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page[page.index("<body") :], flags=re.DOTALL)
    body = INLINE.sub("", body)
    markdown = render_markdown(comparison, excerpts=True, most_words=most_words)
    claims = json.loads(render_json(comparison, excerpts=True, most_words=most_words))["claims"]
    return {
        "html": [unescape(part) for part in (*re.split(r"<[^>]+>", body), *re.findall(r'"([^"]*)"', body))],
        "markdown": re.split(r"\n| \| ", re.sub(r"\\|\*\*", "", markdown)),
        "terminal": re.split(r"\n|  |¶\d+|: ", printed(comparison, excerpts=True, most_words=most_words, width=9_999)),
        "json": [claim["text"] for claim in claims],
    }


def shown(parts: Iterable[str], text: str) -> int:
    """How many words of the text stand in the parts in runs of RUN or more."""
    words = [words_of(part) for part in parts]
    runs = {tuple(part[at : at + RUN]) for part in words for at in range(len(part) - RUN + 1)}
    own = words_of(text)
    found = {at + n for at in range(len(own) - RUN + 1) if tuple(own[at : at + RUN]) in runs for n in range(RUN)}
    return len(found)


def test_a_quarter_of_a_report_at_most_is_on_the_page_of_the_bundled_stories(bundled: dict[str, Comparison]) -> None:
    for comparison in bundled.values():
        for form, parts in forms(comparison).items():
            for annotated in comparison.articles:
                text = annotated.article.text
                assert shown(parts, text) <= min(MOST_WORDS, MOST_SHARE * len(words_of(text))), form


def test_fewer_words_may_be_asked_for(bundled: dict[str, Comparison]) -> None:
    comparison = bundled["lindhaven-meeting"]
    for parts in forms(comparison, 60).values():
        assert max(shown(parts, annotated.article.text) for annotated in comparison.articles) <= 60


def test_what_is_disputed_or_confirmed_is_quoted_first(bundled: dict[str, Comparison]) -> None:
    for comparison in bundled.values():
        groups = {group.words.standing: group.rows for group in excerpted(story_view(comparison)).groups}
        quoted = {
            standing: sum(not row.text.startswith("(not quoted here") for row in rows) / len(rows)
            for standing, rows in groups.items()
            if rows
        }
        assert quoted.get("disputed", 1.0) == 1.0
        assert quoted["corroborated"] > 0.9
        assert quoted["corroborated"] >= quoted.get("shared_origin", 0.0) >= 0.4
        rows = groups.get("disputed", ())
        assert all(side.pieces for row in rows for difference in row.differences for side in difference.sides)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(comparisons())
def test_no_story_shows_more_of_a_report_than_its_headlines_or_a_quarter(comparison: Comparison) -> None:
    titles = [annotated.article.title or "" for annotated in comparison.articles]
    for form, parts in forms(comparison).items():
        for annotated in comparison.articles:
            text = annotated.article.text
            allowed = max(min(MOST_WORDS, MOST_SHARE * len(words_of(text))), shown(titles, text))
            assert shown(parts, text) <= allowed, form


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(comparisons())
def test_nothing_that_is_counted_changes(comparison: Comparison) -> None:
    whole, short = story_view(comparison), excerpted(story_view(comparison))
    assert short.tally == whole.tally
    assert short.independent_origins == whole.independent_origins
    assert [len(group.rows) for group in short.groups] == [len(group.rows) for group in whole.groups]
    assert [len(one.items) + one.unquoted for one in short.exclusives] == [len(one.items) for one in whole.exclusives]
    assert [row.reason for group in short.groups for row in group.rows] == [
        row.reason for group in whole.groups for row in group.rows
    ]


@given(comparisons())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_what_is_quoted_stands_in_the_report(comparison: Comparison) -> None:
    texts = [" ".join(annotated.article.text.split()) for annotated in comparison.articles]
    view = excerpted(story_view(comparison))
    for row in (row for group in view.groups for row in group.rows if not row.text.startswith("(not quoted here")):
        assert any(row.text.strip("…") in text for text in texts)


def test_a_part_is_cut_around_the_words_that_differ(bundled: dict[str, Comparison]) -> None:
    view = excerpted(story_view(bundled["skerry-ferry"]))
    rows = [row for group in view.groups if group.words.standing == "disputed" for row in group.rows]
    sides = [side for row in rows for difference in row.differences for side in difference.sides]
    assert sides
    assert all(any(piece.marked for piece in side.pieces) for side in sides)


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


def test_json_keeps_spans_and_leaves_out_texts(small: Comparison) -> None:
    whole, short = json.loads(render_json(small)), json.loads(render_json(small, excerpts=True))
    assert not any("text" in article or article["extra"] for article in short["articles"])
    assert [claim["mentions"] for claim in short["claims"]] == [claim["mentions"] for claim in whole["claims"]]
    assert all(claim["text"] for claim in short["claims"])


def printed(comparison: Comparison, *, excerpts: bool, most_words: int = MOST_WORDS, width: int = 100) -> str:
    stream = io.StringIO()
    render_terminal(
        comparison, Console(file=stream, width=width), show_all=True, excerpts=excerpts, most_words=most_words
    )
    return stream.getvalue()
