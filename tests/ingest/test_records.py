"""JSON: this project's articles, other readers' records, ninjs, linked data."""

import json
from typing import Any

import pytest

from twosource.ingest import read_document
from twosource.model.article import Article, Rejection

TEXT = "The harbour board closed the ferry line on Monday. It gave no reason."


def read(*records: Any, name: str = "a.jsonl") -> list[Article | Rejection]:
    return list(read_document("\n".join(map(json.dumps, records)).encode(), name=name))


def article(record: Any, name: str = "a.json") -> Article:
    (document,) = read(record, name=name)
    assert isinstance(document, Article), document
    return document


def test_contract_keys_and_extra() -> None:
    record = {
        "id": "n-1", "title": "Board closes line", "text": TEXT + "\u2028x", "outlet": "Post",
        "url": "https://post.example/1",
        "published": "2031-03-18", "event": "ferry", "scores": [1, 2],
    }  # fmt: skip
    got = article(record, "a.jsonl")
    assert (got.id, got.title, got.text, got.outlet, got.url, got.published) == tuple(
        record[key] for key in ("id", "title", "text", "outlet", "url", "published")
    )
    assert got.extra == {"event": "ferry", "scores": [1, 2]}


def test_news_please() -> None:
    got = article(
        {
            "authors": ["Jane Doe", "John Roe"], "date_download": "2031-03-19 10:00:00", "date_modify": None,
            "date_publish": "2031-03-18 09:30:00", "description": "x", "language": "en",
            "source_domain": "post.example",
            "title": "Board closes line", "url": "https://post.example/1", "maintext": TEXT, "text": None,
        }
    )  # fmt: skip
    assert (got.text, got.byline, got.outlet) == (TEXT, "Jane Doe, John Roe", "post.example")
    assert got.published == "2031-03-18T09:30:00"
    assert "date_download" in got.extra


def test_fundus() -> None:
    body = {"summary": ["A deck."], "sections": [{"headline": ["Why"], "paragraphs": [TEXT, "And more."]}]}
    got = article(
        {"title": "Line closed", "body": body, "authors": ["Jane Doe"], "publishing_date": "2031-03-18 09:30:00+01:00",
         "publisher": "Post", "lang": "en"}
    )  # fmt: skip
    assert got.text == f"A deck.\n\nWhy\n\n{TEXT}\n\nAnd more."
    assert (got.outlet, got.byline, got.published) == ("Post", "Jane Doe", "2031-03-18T09:30:00+01:00")
    assert article({"title": "x", "plaintext": TEXT, "publisher": {"name": "Post"}}).outlet == "Post"


def test_trafilatura_output() -> None:
    got = article(
        {"title": "Line closed", "author": "Jane Doe", "hostname": "post.example", "date": "2031-03-18",
        "raw_text": "x y",
         "text": TEXT, "source": "https://post.example/1", "source-hostname": "Harbour Post", "fingerprint": "abc"}
    )  # fmt: skip
    assert (got.text, got.byline, got.published, got.url) == (TEXT, "Jane Doe", "2031-03-18", "https://post.example/1")
    assert got.outlet == "Harbour Post"


def test_annotated_article_and_comparison_of_this_project() -> None:
    inner = {"id": "a1", "text": TEXT, "outlet": "Post", "paragraphs": [{"start": 0, "end": 3}], "extra": {"k": 1}}
    got = article({"article": inner, "sentences": []})
    assert (got.id, got.text, got.extra) == ("a1", TEXT, {"k": 1})
    both = read({"articles": [inner, {"text": "The other report."}], "claims": []}, name="c.json")
    assert [getattr(document, "text", None) for document in both] == [TEXT, "The other report."]


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ("2031-03-18", "2031-03-18"),
        ("2031-03-18T09:30:00Z", "2031-03-18T09:30:00Z"),
        ("2031-03-18T09:30-0500", "2031-03-18T09:30:00-05:00"),
        ("2031-03-18 00:00:00", "2031-03-18"),
        ("Tue, 18 Mar 2031 09:30:00 +0100", "2031-03-18T09:30:00+01:00"),
        ("March 18, 2031", "2031-03-18"),
        (1931592600, "2031-03-18T09:30:00+00:00"),
        (1931592600000, "2031-03-18T09:30:00+00:00"),
        ("soon", None),
        ("2031-02-30", None),
        (True, None),
        (10**30, None),
    ],
)
def test_dates(given: Any, published: str | None) -> None:
    assert article({"text": TEXT, "published": given}).published == published


def test_unreadable_date_is_kept_as_given() -> None:
    assert article({"text": TEXT, "published": "soon"}).extra == {"published": "soon"}


def test_ninjs_3() -> None:
    got = article(
        {
            "uri": "urn:newsml:wire.example:1", "standard": {"name": "ninjs", "version": "3.0"},
            "versioncreated": "2031-03-18T10:00:00Z",
            "firstcreated": "2031-03-18T09:00:00Z", "language": "en", "headlines": [{"role": "short",
            "value": "Short"}, {"role": "main", "value": "Board closes line"}],
            "bodies": [{"contenttype": "text/html", "value": f"<p>{TEXT}</p><p>It&#39;s late.</p>"},
            {"contenttype": "text/plain", "value": TEXT}],
            "by": "By Jane Doe", "located": "Lindhaven", "copyright": {"holder": "Meridian Wire"},
            "subjects": [{"name": "shipping"}],
        }
    )  # fmt: skip
    assert (got.id, got.title, got.text, got.byline) == (
        "urn:newsml:wire.example:1",
        "Board closes line",
        TEXT,
        "Jane Doe",
    )
    assert (got.outlet, got.dateline, got.section) == ("Meridian Wire", "Lindhaven", "shipping")
    assert (got.published, got.modified) == ("2031-03-18T09:00:00Z", "2031-03-18T10:00:00Z")


def test_ninjs_1_with_markup_only() -> None:
    got = article(
        {"uri": "https://wire.example/1", "versioncreated": "2031-03-18T10:00:00Z", "pubstatus": "usable",
        "headline": "Line closed",
         "body_html": f"<script>x()</script><h1>Line closed</h1><p>{TEXT}</p><p>It&#39;s <b>late</b>.</p>",
         "byline": "Jane Doe",
         "copyrightholder": "Meridian Wire"}
    )  # fmt: skip
    assert got.text == f"Line closed\n\n{TEXT}\n\nIt's late."
    assert (got.outlet, got.byline, got.published) == ("Meridian Wire", "Jane Doe", "2031-03-18T10:00:00Z")


def test_linked_data_alone() -> None:
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "NewsArticle", "headline": "Board &amp; line", "articleBody": f"<p>{TEXT}</p><p>Late.</p>",
             "datePublished": "2031-03-18", "publisher": {"@id": "#pub"}, "author": [{"@type": "Person",
             "name": "Jane Doe"}, {"@id": "#pub"}],
             "isBasedOn": "https://board.example/release"},
            {"@type": "NewsMediaOrganization", "@id": "#pub", "name": "Post"},
        ],
    }  # fmt: skip
    got = article(graph, "a.jsonld")
    assert (got.title, got.outlet, got.byline, got.text) == ("Board & line", "Post", "Jane Doe", f"{TEXT}\n\nLate.")
    assert got.extra == {"isBasedOn": "https://board.example/release"}


def test_one_bad_line_spoils_no_other() -> None:
    lines = [
        json.dumps({"text": TEXT}).encode(),
        b"{bad",
        b"",
        b'{"text": "caf\xe9 on the quay"}',
        b"\xff\xff\x00",
        b'{"text": "Last line here."}',
    ]
    documents = list(read_document(b"\r\n".join(lines), name="a.jsonl"))
    assert [getattr(document, "text", None) for document in documents] == [
        TEXT,
        None,
        "café on the quay",
        None,
        "Last line here.",
    ]
    assert [(r.document, r.reason) for r in documents if isinstance(r, Rejection)] == [
        ("a.jsonl:2", "broken_json"),
        ("a.jsonl:5", "binary"),
    ]


def test_list_of_records_names_the_bad_one() -> None:
    documents = read([{"text": TEXT}, 3], name="a.json")
    assert isinstance(documents[0], Article)
    assert documents[1] == Rejection("a.json[1]", "not_an_article", "the JSON is no object with a report's fields")


def test_lines_are_read_whatever_the_file_is_called() -> None:
    long = {"text": TEXT * 200}
    assert len(read(long, long, name="a.json")) == 2
    assert len(read({"text": TEXT}, {"text": TEXT}, name="a.txt")) == 2


def test_lone_surrogates_become_replacement_characters() -> None:
    assert article({"text": "The board \ud800 met."}).text == "The board \ufffd met."
