"""Markdown: the words without the marks."""

from twosource.ingest import read_document
from twosource.model.article import Article, Rejection


def read(text: str) -> Article:
    (document,) = read_document(text.encode(), name="report.md")
    assert isinstance(document, Article), document
    return document


def test_front_matter_headings_and_blocks() -> None:
    got = read(
        "---\ntitle: 'Board ''closes'' line'\noutlet: Harbour Post\nauthor: [Jane Doe, \"John Roe\"]\ndate: "
        "2031-03-18\ntags:\n- ferry\n"
        "---\n\n# Board closes line\n\n*By Jane Doe*\n\nThe board **met** on\nMonday, [it "
        "said](https://board.example).\n\n## Why\n\n"
        "> “Nobody asked us,” she said.\n\n1. One ship.\n2. Two ships.\n"
    )
    assert (got.title, got.outlet, got.byline, got.published) == (
        "Board 'closes' line", "Harbour Post", "Jane Doe, John Roe", "2031-03-18",
    )  # fmt: skip
    assert got.text == (
        "Board closes line\n\nBy Jane Doe\n\nThe board met on Monday, it said.\n\nWhy\n\n“Nobody asked us,” she "
        "said.\n\n"
        "One ship.\n\nTwo ships."
    )
    assert [(part.kind, part.value) for part in got.furniture] == [
        ("headline", "Board closes line"), ("byline", "Jane Doe"), ("other", "subhead"),
    ]  # fmt: skip
    assert got.extra == {"tags": ["ferry"]}


def test_doubled_backticks_are_quotation_marks() -> None:
    got = read("The mayor spoke. ``It is over,'' she said. ``All of it,'' she added.")
    assert got.text == "The mayor spoke. ``It is over,'' she said. ``All of it,'' she added."


def test_markup_is_text() -> None:
    assert "<script>alert(1)</script>" in read("The board met.\n\n<script>alert(1)</script> It was late.").text


def test_only_front_matter_is_empty() -> None:
    (document,) = read_document(b"---\ntitle: x\n---\n", name="report.md")
    assert isinstance(document, Rejection)
    assert document.reason == "empty"


def test_deep_nesting_ends() -> None:
    assert read("> " * 3000 + "The board met on Monday.\n\nIt was late.").text.endswith("It was late.")
