"""Untrusted text is shown as text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.report.escape import markdown_text, one_line, safe_url, shorten, visible

ANY_TEXT = st.text(st.characters(codec=None, categories=None))


@given(ANY_TEXT)
def test_nothing_that_steers_a_terminal_is_left(text: str) -> None:
    shown = visible(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in shown)
    assert not any(
        unicodedata.bidirectional(c) in ("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI") for c in shown
    )


@given(st.text(st.characters(categories=["L", "N", "P", "Sm", "Sc", "Zs"])))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


def test_controls_are_shown_as_escapes() -> None:
    assert visible("a\x1b[31mb\u202ec\ud800\x9bd\x00") == "a\\x1b[31mb\\u202ec\\ud800\\x9bd\\x00"


def test_lines_and_tabs_become_spaces() -> None:
    assert one_line("  a\r\n\tb\u2028c  ") == "a b c"


@given(ANY_TEXT, st.integers(2, 40))
def test_shortened_text_keeps_to_its_limit(text: str, limit: int) -> None:
    cut = shorten(text, limit)
    assert len(cut) <= limit
    assert cut == text if len(text) <= limit else text.startswith(cut.removesuffix("…"))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://a.example",
        "https:",
        "//a.example/x",
        "https://a.example/\u202e",
        "https://a.example/ x",
        "http://[",
        "",
        None,
    ],
)
def test_unsafe_addresses_are_not_linked(url: str | None) -> None:
    assert safe_url(url) is None


def test_web_addresses_are_linked() -> None:
    assert safe_url("https://a.example/x?y=1&z=<") == "https://a.example/x?y=1&z=<"


@given(ANY_TEXT)
def test_markdown_text_is_one_line(text: str) -> None:
    assert len(markdown_text(text).splitlines()) <= 1
