"""From an item to its article: the page, else the feed's own text, else nothing."""

from dataclasses import replace

import pytest

from twosource.ingest import read_document
from twosource.ingest.detect import detect_source
from twosource.ingest.feeds import article_of_item
from twosource.model.article import Article, Rejection, canonical_url, content_id
from twosource.model.feed import Feed, FeedItem

PARAGRAPHS = [
    "The harbour board closed the ferry line to the outer islands on Monday after its members had met for three hours.",
    "Captain Mara Lindqvist said the crews had learned of it from the radio. “Nobody called us,” she said on the quay.",
    "The board gave no reason. Its speaker, Jonas Falk, said that a statement would follow “in the course of a week”.",
    "About 340 people cross on a weekday, most of them pupils. A bus takes 70 minutes longer, four times a day.",
]
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
FEED = Feed("https://reader.example/rss", title="All the coast")
ITEM = FeedItem(
    "https://post.example/1?utm_source=rss#top",
    title="Board closes ferry line",
    outlet="Coast Wire",
    outlet_url="https://coast.example/",
    byline="Ada Berg",
    published="2031-03-18T09:30:00Z",
    content=BODY,
)


def page(body: str = BODY, head: str = "") -> bytes:
    title = "<title>Ferry line closed</title><meta property='og:site_name' content='Harbour Post'>"
    return f"<html><head>{title}{head}</head><body><article>{body}</article></body></html>".encode()


def article(
    item: FeedItem = ITEM, feed: Feed = FEED, data: bytes | None = None, page_url: str | None = None
) -> Article:
    found = article_of_item(item, feed, data, "text/html", page_url=page_url)
    assert isinstance(found, Article), found
    return found


def test_full_content_of_the_feed() -> None:
    found = article()
    assert found.text == "\n\n".join(PARAGRAPHS)
    assert (found.title, found.outlet, found.byline) == ("Board closes ferry line", "Coast Wire", "Ada Berg")
    assert (found.published, found.language) == ("2031-03-18T09:30:00Z", "en")
    assert found.id == content_id(canonical_url("https://post.example/1"))
    assert found.extra == {"feed": "https://reader.example/rss", "outlet_url": "https://coast.example/"}


def test_the_page_wins_for_text_and_the_items_source_for_the_outlet() -> None:
    canonical = "<link rel='canonical' href='https://post.example/1'>"
    found = article(replace(ITEM, content="<p>Short.</p>"), data=page(head=canonical))
    assert found.text == "\n\n".join(PARAGRAPHS)
    assert (found.outlet, found.url, found.id) == ("Coast Wire", "https://post.example/1", article().id)
    assert found.published == "2031-03-18T09:30:00Z"


def test_a_page_behind_a_redirect() -> None:
    item = replace(ITEM, url="https://go.example/r?u=1", content=None)
    found = article(item, data=page(), page_url="https://post.example/1")
    assert (found.url, found.id) == ("https://post.example/1", content_id(canonical_url(item.url)))


@pytest.mark.parametrize(
    ("item_outlet", "feed_outlet", "data", "outlet"),
    [
        ("Coast Wire", "Mine", page(), "Coast Wire"),
        (None, "Mine", page(), "Mine"),
        (None, None, page(), "Harbour Post"),
        (None, "Mine", None, "Mine"),
        (None, None, None, "post.example"),
    ],
)
def test_outlet(item_outlet: str | None, feed_outlet: str | None, data: bytes | None, outlet: str) -> None:
    found = article(replace(ITEM, outlet=item_outlet), replace(FEED, outlet=feed_outlet), data)
    assert found.outlet == outlet


def test_the_title_of_an_outlets_own_feed_names_it() -> None:
    own = Feed("https://feeds.example/7", title="Harbour Post", site="https://www.post.example/")
    assert article(replace(ITEM, outlet=None), own).outlet == "Harbour Post"


@pytest.mark.parametrize(
    "content",
    [
        None,
        "",
        f"<p>{PARAGRAPHS[0]}</p>",
        f"{BODY}<p>Read more on our site</p>",
        f"{BODY}<p>The rest follows […]</p>",
        f"{BODY}<p>And then the board</p><p>Continue reading Board closes ferry line</p>",
        "<p>" + "<img src='/a.jpg'>" * 400 + "</p>",
    ],
)
def test_a_teaser_is_no_article(content: str | None) -> None:
    found = article_of_item(replace(ITEM, content=content, summary=BODY[:100]), FEED, None, None)
    assert isinstance(found, Rejection)
    assert (found.document, found.reason) == (ITEM.url, "only_teaser")


def test_plain_text_long_summaries_and_footers() -> None:
    assert article(replace(ITEM, content="\n".join(PARAGRAPHS))).text == "\n\n".join(PARAGRAPHS)
    longer = [*PARAGRAPHS, *(paragraph.replace("board", "council") + f" It is day {n}." for n in range(3)
                             for paragraph in PARAGRAPHS)]  # fmt: skip
    summary = "".join(f"<p>{paragraph}</p>" for paragraph in longer)
    assert article(replace(ITEM, content=None, summary=summary)).text.startswith(PARAGRAPHS[0])
    footer = '<p>The post <a href="https://post.example/1">Board</a> appeared first on <a href="/">Post</a>.</p>'
    assert article(replace(ITEM, content=BODY + footer)).text == "\n\n".join(PARAGRAPHS)


def test_a_page_without_report_falls_back_on_the_feed() -> None:
    assert article(data=page("<p>Please log in.</p>")).text == "\n\n".join(PARAGRAPHS)
    found = article_of_item(replace(ITEM, content=None), FEED, page("<p>Log in.</p>"), "text/html")
    assert isinstance(found, Rejection)
    assert (found.document, found.reason) == (ITEM.url, "no_article")


@pytest.mark.parametrize(
    ("data", "name", "source"),
    [
        (b"<rss version='2.0'><channel/></rss>", "a.xml", "feed"),
        (b"<?xml version='1.0'?>\n<!-- x --><feed xmlns='http://www.w3.org/2005/Atom'/>", "a.txt", "feed"),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>", "a.xml", "feed"),
        (b"<sitemapindex/>", "a.xml", "feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": []}', "a.json", "feed"),
        (b"<opml version='2.0'/>", "feeds.opml", "feed_list"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "a", "web_archive"),
        (b"\x1f\x8b\x08\x00", "CC-NEWS-1.warc.gz", "web_archive"),
        (b"\x1f\x8b\x08\x00", "https://post.example/sitemap.xml.gz", "feed"),
        (b"<!doctype html><html><body><p>rss</p>", "a.html", "report"),
        (b"The ferry line is closed.", "a.txt", "report"),
        (b"", "a.txt", "report"),
    ],
)
def test_what_a_file_holds_and_that_feeds_are_no_reports(data: bytes, name: str, source: str) -> None:
    assert detect_source(data, name=name) == source
    if source != "report":
        (found,) = read_document(data, name=name)
        assert isinstance(found, Rejection)
        assert found.reason == "unsupported_format"


def test_detection_takes_no_time_over_hostile_beginnings() -> None:
    for piece in (b"<!--a-->", b"<!DOCTYPE x [", b"<?a?>", b"<?", b"<!--", b" ", b"{", b'{"version":'):
        assert detect_source(piece * 20_000, name="a.xml") == "report"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<rss version='2.0'/>", "a feed or sitemap"),
        (b"<opml version='2.0'/>", "a list of feeds"),
        (b"WARC/1.1\r\n", "a web archive"),
    ],
)
def test_the_rejection_says_what_to_do(data: bytes, what: str) -> None:
    (found,) = read_document(data, name="a")
    assert isinstance(found, Rejection)
    assert what in found.detail
    assert "twosource ingest" in found.detail
