"""Reading as a whole: formats, what is stored, refusals."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.ingest import read_document
from twosource.model.article import Article, Rejection

REPORT = "The harbour board closed the ferry line on Monday. It gave no reason.\r\n\r\nPassengers took the bus. "
REASONS = {
    "empty", "too_short", "too_large", "binary", "undecodable", "unsupported_format", "broken_json",
    "not_an_article", "no_article",
}  # fmt: skip


def only(data: bytes, name: str, **more: str) -> Article | Rejection:
    documents = list(read_document(data, name=name, **more))  # type: ignore[arg-type]
    assert len(documents) == 1
    return documents[0]


def article(data: bytes, name: str, **more: str) -> Article:
    document = only(data, name, **more)
    assert isinstance(document, Article), document
    return document


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "a.txt", "empty"),
        (b" \n\t ", "a.txt", "empty"),
        (b"\xef\xbb\xbf", "a.txt", "empty"),
        (b"ferry", "a.txt", "too_short"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "a.png", "binary"),
        (bytes(range(256)) * 20, "a.txt", "binary"),
        (b"%PDF-1.7 \xe2\xe3", "a.pdf", "unsupported_format"),
        (b"PK\x03\x04\x14\x00", "a.docx", "unsupported_format"),
        (b"<?xml version='1.0'?><rss version='2.0'></rss>", "feed.xml", "unsupported_format"),
        (b"the ferry " * 6_000_000, "a.txt", "too_large"),
        (b"the ferry " * 200_000, "a.txt", "too_large"),
        (b'{"text": "the ferry', "a.json", "broken_json"),
        (b'{"text": ' * 5000, "a.json", "broken_json"),
        (b"[" * 200_000, "a.json", "broken_json"),
        (b'{"price": 3, "name": "ferry"}', "a.json", "not_an_article"),
        (b'"a text alone"', "a.json", "not_an_article"),
        (b'{"text": ""}', "a.json", "empty"),
        (b"<html><body><ul><li><a href='/a'>One</a></ul></body></html>", "a.html", "no_article"),
        (b"<html", "a.html", "no_article"),
        ("Bericht über die Fähre".encode("cp037"), "a.txt", "undecodable"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, name: str, reason: str) -> None:
    document = only(data, name)
    assert isinstance(document, Rejection)
    assert (document.document, document.reason) == (name, reason)
    assert document.detail


def test_plain_text_is_stored_to_the_letter() -> None:
    read = article(REPORT.encode(), "report.txt")
    assert read.text == REPORT
    assert (read.title, read.outlet, read.language) == (None, None, "en")
    assert read.id == Article.from_text(REPORT).id


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_whatever_text_is_accepted_is_stored_as_decoded(text: str) -> None:
    for document in read_document(("The board met. " + text).encode(), name="a.txt"):
        if isinstance(document, Article):
            assert document.text == "The board met. " + text
            for part in document.furniture:
                assert document.text[part.start : part.end].strip()


@given(
    st.one_of(
        st.binary(max_size=600),
        st.lists(
            st.sampled_from(
                [b"<", b">", b"<p>", b"</p>", b"<html>", b"{", b"}", b"[", b'"text":', b'"a b"', b",", b"\n", b"\xff",
                b"\x00",
                 b"---\n", b"# ", b"> ", b"@type", b"NewsArticle", b"\xed\xa0\x80", b"\\ud800", b"<!--", b"<script>",
                 b"'"]
            ),
            max_size=40,
        ).map(b"".join),
    ),
    st.sampled_from(["a", "a.txt", "a.md", "a.html", "a.json", "a.jsonl", "a.jsonld", "a.xml"]),
    st.sampled_from([None, "text/html; charset=utf-16", "application/json", "text/plain; charset=nonsense", "x"]),
)  # fmt: skip
def test_nothing_is_raised(data: bytes, name: str, media_type: str | None) -> None:
    for document in read_document(data, name=name, media_type=media_type):
        if isinstance(document, Rejection):
            assert document.reason in REASONS
        else:
            assert document.text.strip()


def test_header_fields_come_from_the_text() -> None:
    text = (
        "Shipping\nBoard closes ferry line\nBy Jane Doe\n18 March 2031\n\nLINDHAVEN (AP) — The board met. It was late."
    )
    read = article(text.encode(), "report.txt")
    assert (read.section, read.title, read.byline, read.published) == (
        "Shipping",
        "Board closes ferry line",
        "Jane Doe",
        "2031-03-18",
    )
    assert (read.dateline, read.credits) == ("Lindhaven", ("AP",))


def test_a_byline_amid_a_long_text_is_not_the_reports() -> None:
    paragraph = "The harbour board closed the ferry line on Monday. It gave no reason.\n\n"
    read = article((paragraph * 20 + "By Jane Doe, Lindhaven\n\n" + paragraph * 20).encode(), "report.txt")
    assert read.byline is None
    assert [part.kind for part in read.furniture] == ["byline"]


def test_the_bytes_outweigh_the_name() -> None:
    page = b"<!doctype html><html><body><article>" + b"<p>" + REPORT.encode() * 4 + b"</p></article></body></html>"
    assert "<p>" not in article(page, "page.txt").text
    assert article(json.dumps({"text": REPORT}).encode(), "record.txt").text == REPORT
    assert article(b"{a note in braces} The board met.", "note.txt").text == "{a note in braces} The board met."


def test_markup_in_plain_text_stays_text() -> None:
    text = "The board met. <script>alert(1)</script> It was late."
    assert article(text.encode(), "a.txt").text == text


def test_id_comes_from_the_url() -> None:
    here = article(REPORT.encode(), "https://post.example/a", url="https://www.post.example/a/?utm_source=x")
    there = article(b"Another text of the same page.", "https://post.example/a", url="http://post.example/a")
    assert here.id == there.id


ACCOUNT = "The board closed the ferry line on Monday. It gave no reason.\n"
NAMED = f"Harbour Post\n\nFerry line closed after fire on deck\n\n{ACCOUNT}"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("harbour-post.txt", "Harbour Post"),
        ("harbour-post-daily-2.txt", "THE HARBOUR POST DAILY"),
        ("the_harbour_post.txt", "Harbour Post."),
        ("https://www.harbourpost.example/a", "The Harbour Post"),
    ],
)
def test_a_first_line_that_only_names_the_outlet_is_no_headline(name: str, first: str) -> None:
    text = NAMED.replace("Harbour Post", first)
    read = article(text.encode(), name, url=name if "://" in name else None)
    assert read.title == "Ferry line closed after fire on deck"
    assert read.section is None
    kinds = {part.span.surface(read.text): part.kind for part in read.furniture}
    assert kinds == {first: "other", "Ferry line closed after fire on deck": "headline"}


def test_an_outlets_name_without_a_headline_leaves_none() -> None:
    read = article(
        b"Harbour Post\n\nThe board closed the ferry line on Monday. It gave no reason.\n", "harbour-post.txt"
    )
    assert read.title is None
