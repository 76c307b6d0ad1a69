"""Pages: fields, main text, what is left out, hostile markup."""

import time

import pytest

from twosource.ingest import read_document
from twosource.model.article import Article, Rejection

SENTENCES = (
    "The harbour board closed the ferry line between Elmsund and Skerry on Monday and gave no reason for it.",
    "Passengers were told to take the bus, which needs three hours for a journey that took the ferry twenty minutes.",
    "“Nobody asked us,” said Marit Solheim, who has run the kiosk on the pier since the line was opened.",
    "The board meets again on Thursday, and a spokeswoman said that it would then publish its figures.",
)
PARAGRAPHS = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
LINKED = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "NewsArticle", "headline": "Board closes ferry line", "datePublished": "2031-03-18T09:30:00+01:00",
 "dateModified": "2031-03-18T11:00:00+01:00", "publisher": {"@id": "https://post.example/#us"},
 "author": [{"@type": "Person", "name": "Jane Doe"}, {"@type": "Organization", "name": "Harbour Post"}],
 "articleSection": "Shipping", "isBasedOn": "https://board.example/release"},
{"@type": "NewsMediaOrganization", "@id": "https://post.example/#us", "name": "Harbour Post"}]}</script>"""


def page(head: str = "", body: str = PARAGRAPHS, lang: str = "en") -> bytes:
    return (
        f'<!doctype html><html lang="{lang}"><head><title>Board closes ferry line | Post</title>{head}</head><body>'
        '<nav><a href="/">Home</a><a href="/news">News</a></nav><article><h1>Board closes ferry line</h1>'
        f"{body}</article><footer><p>© 2031 Harbour Post. Terms, Privacy, Contact.</p></footer></body></html>"
    ).encode()


def read(data: bytes, **more: str) -> Article:
    (document,) = read_document(data, name="page.html", **more)  # type: ignore[arg-type]
    assert isinstance(document, Article), document
    return document


def test_linked_data_comes_first() -> None:
    meta = '<meta property="og:site_name" content="U.S."><meta name="author" content="CMS User">'
    got = read(page(meta + LINKED))
    assert (got.title, got.outlet, got.byline, got.section) == (
        "Board closes ferry line", "Harbour Post", "Jane Doe", "Shipping",
    )  # fmt: skip
    assert (got.published, got.modified) == ("2031-03-18T09:30:00+01:00", "2031-03-18T11:00:00+01:00")
    assert got.extra["isBasedOn"] == "https://board.example/release"


def test_meta_tags_where_there_is_no_linked_data() -> None:
    meta = (
        '<meta property="og:site_name" content="the Harbour Post"><meta name="byl" content="By Jane Doe">'
        '<meta property="article:published_time" content="2031-03-18T09:30:00Z">'
        '<meta property="article:modified_time" content="2031-03-18T09:30:00Z">'
        '<link rel="canonical" href="/2031/ferry">'
    )
    got = read(page(meta), url="https://m.post.example/2031/ferry?utm_source=x")
    assert (got.outlet, got.byline, got.published, got.modified) == (
        "The Harbour Post", "Jane Doe", "2031-03-18T09:30:00Z", None,
    )  # fmt: skip
    assert got.url == "https://m.post.example/2031/ferry"


def test_main_text_is_paragraphs_as_lines_without_boilerplate() -> None:
    got = read(page(LINKED))
    assert [got.text[span.start : span.end] for span in got.paragraphs][-4:] == list(SENTENCES)
    assert "Privacy" not in got.text
    assert "Home" not in got.text


def test_quotations_and_lists_stay_and_teasers_go() -> None:
    body = (
        f"<p>{SENTENCES[0]}</p><blockquote><p>{SENTENCES[2]}</p></blockquote>"
        "<ul><li>Two ships are sold.</li><li>One stays.</li></ul>"
        '<ul><li><a href="/1">Ten ferries that came back</a></li><li><a href="/2">The bus, a history</a></li></ul>'
        f"<h2>What comes next</h2><p>{SENTENCES[1]}</p><p>{SENTENCES[3]}</p>"
    )
    got = read(page(LINKED, body))
    lines = got.text.split("\n\n")
    assert SENTENCES[2] in lines
    assert "Two ships are sold." in lines
    assert "Ten ferries" not in got.text
    subheads = [got.text[part.start : part.end] for part in got.furniture if part.value == "subhead"]
    assert subheads == ["What comes next"]


def test_heading_in_the_text_is_the_headline() -> None:
    got = read(page(LINKED))
    headlines = [got.text[part.start : part.end] for part in got.furniture if part.kind == "headline"]
    assert headlines in ([], ["Board closes ferry line"])
    assert got.title == "Board closes ferry line"


def test_unsigned_report_gets_no_byline_from_anywhere() -> None:
    linked = LINKED.replace('{"@type": "Person", "name": "Jane Doe"}, ', "")
    got = read(page(linked + '<meta name="author" content="CMS User">'))
    assert got.byline is None


def test_canonical_address_of_another_site_is_not_believed() -> None:
    got = read(page('<link rel="canonical" href="https://elsewhere.example/x">'), url="https://post.example.org/a")
    assert got.url == "https://post.example.org/a"


def test_language_of_the_text_outweighs_the_declared_one() -> None:
    assert read(page(LINKED, lang="fr")).language == "en"


def test_body_from_linked_data_where_the_page_shows_none() -> None:
    body = " ".join(SENTENCES)
    linked = LINKED.replace('"articleSection"', f'"articleBody": "{body}", "articleSection"')
    got = read(page(linked, body='<div id="app"></div>'))
    assert got.text == body


def test_declared_and_wrong_encodings() -> None:
    assert SENTENCES[2] in read(page('<meta charset="iso-8859-1">')).text
    latin = page('<meta charset="iso-8859-1">').decode().encode("cp1252")
    assert SENTENCES[2] in read(latin).text
    cyrillic = page('<meta charset="windows-1251">', "<p>Паром больше не ходит, сказал министр.</p>" * 12).decode()
    assert "Паром" in read(cyrillic.replace("©", "").encode("cp1251")).text


def test_scripts_and_hidden_markup_do_not_enter_the_text() -> None:
    got = read(
        page(
            LINKED,
            PARAGRAPHS + "<script>alert('x')</script><style>p{}</style><p onclick='x()'>It was late by then.</p>",
        )
    )
    assert "alert" not in got.text
    assert "onclick" not in got.text


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<p>Page not found.</p>",
        "<ul>" + "<li><a href='/x'>Harbour board closes ferry line on Monday</a></li>" * 30 + "</ul>",
        "<form><input><button>Log in</button></form>",
    ],
)
def test_page_without_article(body: str) -> None:
    markup = f"<!doctype html><html><head><title>Post</title></head><body>{body}</body></html>"
    (document,) = read_document(markup.encode(), name="page.html")
    assert isinstance(document, Rejection)
    assert document.reason == "no_article"


@pytest.mark.parametrize(
    "junk",
    [
        "<div>" * 30_000,
        "<b>" * 20_000,
        "<ul><li>" * 10_000,
        "<p title='" + "x" * 2_000_000 + "'>",
        "<p " + " ".join(f"a{n}=1" for n in range(60_000)) + ">",
        "<!-- <p x=' --><p a1=\"' >\" " + " ".join(f"a{n}=1" for n in range(60_000)) + ">",
        "<" * 100_000,
        "<!-- " + "-" * 1_000_000,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">{"@type": ["NewsArticle"], "headline": 7, "author": [[[]]], '
        '"publisher": "</script>',

        "<p>&#xd800; &#0; \x00 \x1b[31m \u202e</p>",
        "</p></div></html><p>",
    ],
)  # fmt: skip
def test_hostile_markup_is_read_in_bounded_time(junk: str) -> None:
    began = time.monotonic()
    (document,) = read_document(page(LINKED, PARAGRAPHS + junk), name="page.html")
    assert time.monotonic() - began < 30
    assert isinstance(document, Rejection) or SENTENCES[0] in document.text


def test_too_many_elements() -> None:
    (document,) = read_document(page(body="<p>x</p>" * 60_000), name="page.html")
    assert isinstance(document, Rejection)
    assert document.reason == "too_large"
