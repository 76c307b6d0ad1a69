"""RSS, Atom and JSON Feed: what an item says, in every dialect."""

import json
from typing import Any

import pytest

from twosource.ingest.feeds import find_feeds, read_feed
from twosource.model.article import Rejection
from twosource.model.feed import Feed, FeedDocument, FeedItem

URL = "https://post.example/news/feed.xml"
RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
     xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>Harbour Post</title><link>https://post.example/</link><language>en-GB</language>
<image><title>Logo</title><url>https://post.example/logo.png</url><link>https://post.example/</link></image>
<item><title>Board closes ferry line</title><link>https://post.example/1</link>
 <dc:creator>Mara Lindqvist</dc:creator><pubDate>Tue, 18 Mar 2031 09:30:00 GMT</pubDate>
 <description>The board &lt;b&gt;closed&lt;/b&gt; the line.</description>
 <content:encoded><![CDATA[<p>The harbour board closed the line & gave no reason.</p>]]></content:encoded>
 <source url="https://coast.example/rss">Coast Wire</source><guid isPermaLink="false">p-1</guid></item>
<item><title>Crews &eacute;lite &amp; others</title><guid>https://post.example/2</guid>
 <author>desk@post.example (Jonas Falk)</author><pubDate>Tue, 18 Mar 2031 08:00:00 +0200</pubDate></item>
</channel></rss>"""


def read(text: str | bytes, url: str = URL, media_type: str | None = None) -> FeedDocument:
    data = text.encode() if isinstance(text, str) else text
    document = read_feed(data, url=url, media_type=media_type)
    assert isinstance(document, FeedDocument), document
    return document


def rss(*items: str, head: str = "") -> str:
    return f"<rss version='2.0'><channel><title>P</title>{head}{''.join(items)}</channel></rss>"


def only(text: str) -> FeedItem:
    (item,) = read(text).items
    return item


def test_rss_2() -> None:
    document = read(RSS)
    assert document.feed == Feed(URL, title="Harbour Post", site="https://post.example/", kind="rss")
    assert document.rejections == ()
    first, second = document.items
    assert first == FeedItem(
        url="https://post.example/1",
        title="Board closes ferry line",
        outlet="Coast Wire",
        outlet_url="https://coast.example/rss",
        byline="Mara Lindqvist",
        published="2031-03-18T09:30:00+00:00",
        language="en",
        summary="The board <b>closed</b> the line.",
        content="<p>The harbour board closed the line & gave no reason.</p>",
        guid="p-1",
    )
    assert (second.url, second.title) == ("https://post.example/2", "Crews élite & others")
    assert (second.byline, second.published) == ("Jonas Falk", "2031-03-18T08:00:00+02:00")
    assert (second.outlet, second.content) == (None, None)


@pytest.mark.parametrize("version", ["0.91", "0.92", "2.0", "9.9"])
def test_older_rss(version: str) -> None:
    doctype = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.example/rss-0.91.dtd">'
    item = "<item><title>a</title><link>https://post.example/1</link></item>"
    document = read(f"<?xml version='1.0'?>{doctype}<rss version='{version}'><channel>{item}</channel></rss>")
    assert [item.url for item in document.items] == ["https://post.example/1"]
    assert document.feed.kind == "rss"


def test_rss_1() -> None:
    document = read(
        """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
         xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://post.example/"><title>Post</title>
         <link>https://post.example/</link></channel><item rdf:about="https://post.example/1"><title>One</title>
         <link>https://post.example/1</link><dc:date>2031-03-18</dc:date><dc:creator>Jonas Falk</dc:creator>
         <dc:language>fr</dc:language></item></rdf:RDF>"""
    )
    (item,) = document.items
    assert (document.feed.title, document.feed.site, document.feed.kind) == ("Post", "https://post.example/", "rss")
    assert (item.url, item.byline, item.published) == ("https://post.example/1", "Jonas Falk", "2031-03-18")
    assert item.language == "fr"


def test_atom() -> None:
    document = read(
        """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"
         xml:base="https://post.example/de/">
         <title>Hafenpost</title><link rel="self" href="feed"/><link href="https://post.example/"/>
         <entry><title type="html">Linie &lt;i&gt;eins&lt;/i&gt; &amp;amp; zwei</title><id>urn:post:1</id>
         <link rel="enclosure" href="/a.mp3"/><link href="eins"/>
         <published>2031-03-18T09:30:00+01:00</published><updated>2031-03-18T11:00:00Z</updated>
         <author><name>Mara Lindqvist</name><email>m@post.example</email></author>
         <author><name>Jonas Falk</name></author>
         <source><id>urn:coast</id><title>Coast Wire</title><link href="https://coast.example/"/>
         <updated>2031-03-17T00:00:00Z</updated></source>
         <summary>Kurz.</summary>
         <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Lang &amp; <b>breit</b>.</p></div></content>
         </entry></feed>"""
    )
    (item,) = document.items
    assert document.feed == Feed(URL, title="Hafenpost", site="https://post.example/", kind="atom")
    assert item == FeedItem(
        url="https://post.example/de/eins",
        title="Linie eins & zwei",
        outlet="Coast Wire",
        outlet_url="https://coast.example/",
        byline="Mara Lindqvist, Jonas Falk",
        published="2031-03-18T09:30:00+01:00",
        modified="2031-03-18T11:00:00Z",
        language="de",
        summary="Kurz.",
        content="<div><p>Lang &amp; <b>breit</b>.</p></div>",
        guid="urn:post:1",
    )


def json_feed(*items: Any, **fields: Any) -> str:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": items, **fields})


def test_json_feed() -> None:
    text = json_feed(
        {
            "id": 1, "url": "/1", "title": "Board closes line", "content_html": "<p>Closed.</p>", "summary": "a < b",
            "date_published": "2031-03-18T09:30:00-05:00", "date_modified": "2031-03-18T10:00:00-05:00",
            "authors": [{"name": "Mara Lindqvist"}, {"name": "Jonas Falk"}], "language": "en-US",
        },
        {"id": "https://post.example/2", "content_text": "One <line>.\n\nTwo.", "author": {"name": "Jonas Falk"}},
        {"external_url": "https://coast.example/3"},
        7,
        home_page_url="https://post.example/", language="fr", authors=[{"name": "The desk"}],
    )  # fmt: skip
    document = read(text)
    first, second, third = document.items
    assert document.feed == Feed(URL, title="Post", site="https://post.example/", kind="json_feed")
    assert (first.url, first.byline, first.language) == ("https://post.example/1", "Mara Lindqvist, Jonas Falk", "en")
    assert (first.published, first.modified) == ("2031-03-18T09:30:00-05:00", "2031-03-18T10:00:00-05:00")
    assert (first.content, first.summary, first.guid) == ("<p>Closed.</p>", "<p>a &lt; b</p>", "1")
    assert (second.url, second.content) == ("https://post.example/2", "<p>One &lt;line&gt;.</p><p>Two.</p>")
    assert (second.byline, second.language) == ("Jonas Falk", "fr")
    assert (third.url, third.byline) == ("https://coast.example/3", "The desk")
    assert [rejection.reason for rejection in document.rejections] == ["broken_item"]


@pytest.mark.parametrize(
    "text",
    [
        "<rss version='2.0'><channel><title>The Post</title><link>https://post.example/</link></channel></rss>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>The Post</title><link href='https://post.example/'/></feed>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel>"
        "<title>The Post</title><link>https://post.example/</link></channel></rdf:RDF>",
        json_feed(title="The Post", home_page_url="https://post.example/"),
    ],
    ids=["rss", "atom", "rss 1.0", "json"],
)
def test_a_feed_without_items_has_its_title(text: str) -> None:
    found = read(text)
    assert (found.feed.title, found.feed.site, found.items) == ("The Post", "https://post.example/", ())


def test_order_is_kept_and_an_address_comes_once() -> None:
    links = ["/b", "/a", "/b?utm_source=rss", "/c", "/a#top"]
    document = read(rss(*(f"<item><link>{link}</link></item>" for link in links)))
    assert [item.url.removeprefix("https://post.example") for item in document.items] == ["/b", "/a", "/c"]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("../a?x=1&amp;y=2", "https://post.example/a?x=1&y=2"),
        ("/a?x=1&y=2", "https://post.example/a?x=1&y=2"),
        ("<![CDATA[ https://post.example/a?x=1&y=2 ]]>", "https://post.example/a?x=1&y=2"),
        ("//cdn.example/a", "https://cdn.example/a"),
        (
            "https://go.example/r?u=https%3A%2F%2Fpost.example%2Fa",
            "https://go.example/r?u=https%3A%2F%2Fpost.example%2Fa",
        ),
        ("https://user:word@post.example/a", "https://post.example/a"),
        ("https://post.example/a b", "https://post.example/a%20b"),
        ("HTTPS://post.example/a", "https://post.example/a"),
    ],
)
def test_addresses_are_made_absolute(link: str, address: str) -> None:
    assert only(rss(f"<item><link>{link}</link></item>")).url == address


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "ftp://post.example/a", "mailto:a@post.example", "file:///etc/hosts", "https://",
     "https://[::1", "https://post.example:99999/a", "data:text/html,x", "", "https://a^b/c"],
)  # fmt: skip
def test_other_addresses_are_refused(link: str) -> None:
    document = read(rss(f"<item><title>Ferry</title><link>{link}</link></item>"))
    assert document.items == ()
    (rejection,) = document.rejections
    assert rejection == Rejection(URL, "no_address", "the item “Ferry” has no http(s) address")


@pytest.mark.parametrize(
    ("given", "read_as"),
    [
        ("Tue, 18 Mar 2031 09:30:00 GMT", "2031-03-18T09:30:00+00:00"),
        ("Tue, 18 Mar 2031 09:30:00 EST", "2031-03-18T09:30:00-05:00"),
        ("18 Mar 31 09:30 +0100", "2031-03-18T09:30:00+01:00"),
        ("Tue, 18 Mar 2031 09:30:00 -0000", "2031-03-18T09:30:00+00:00"),
        ("2031-03-18T09:30:00Z", "2031-03-18T09:30:00Z"),
        ("2031-03-18 09:30:00 UTC", "2031-03-18T09:30:00+00:00"),
        ("2031-03-18T09:30:00", "2031-03-18T09:30:00"),
        ("2031-03-18", "2031-03-18"),
        ("garbage", None),
        ("Tue, 99 Foo 2031", None),
        ("0001-01-01T00:00:00Z", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("", None),
    ],
)
def test_dates(given: str, read_as: str | None) -> None:
    item = only(rss(f"<item><link>/a</link><pubDate>{given}</pubDate></item>"))
    assert item.published == read_as
    assert item.modified is None


def test_only_a_date_of_change_stands_for_publication() -> None:
    feed = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='/a'/><updated>{}</updated></entry></feed>"
    item = only(feed.format("2031-03-18T09:30:00Z"))
    assert (item.published, item.modified) == ("2031-03-18T09:30:00Z", None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "iso-8859-1"])
def test_character_sets(encoding: str) -> None:
    title = "Café “Möwe” schließt" if encoding != "iso-8859-1" else "Café Möwe schließt"
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f"<?xml version='1.0' encoding='{declared}'?>" + rss(f"<item><title>{title}</title><link>/a</link></item>")
    assert read(text.encode(encoding)).items[0].title == title


def test_a_wrong_character_set_is_found_out() -> None:
    text = "<?xml version='1.0' encoding='utf-8'?>" + rss(
        "<item><title>Café Möwe schließt</title><link>/a</link></item>"
    )
    assert read(text.encode("windows-1252")).items[0].title == "Café Möwe schließt"
    latin = text.replace("utf-8", "iso-8859-1")
    assert read(latin.encode("utf-8")).items[0].title == "Café Möwe schließt"
    assert (
        read(text.encode("windows-1252"), media_type="text/xml; charset=utf-8").items[0].title == "Café Möwe schließt"
    )


def test_prefixes_that_were_never_declared() -> None:
    document = read(rss("<item><link>/a</link><dc:creator>Jonas Falk</dc:creator><my:thing>x</my:thing></item>"))
    assert document.items[0].byline == "Jonas Falk"


def test_what_belongs_to_a_picture_is_not_the_items() -> None:
    media = "<media:{0} xmlns:media='http://search.yahoo.com/mrss/'>A quay</media:{0}>"
    inside = "".join(map(media.format, ["title", "description", "author", "content"])) * 5
    for item in (f"{inside}<title>Ferry</title>", f"<title>Ferry</title>{inside}"):
        found = only(rss(f"<item>{item}<link>/a</link></item>"))
        assert (found.title, found.summary, found.content, found.byline) == ("Ferry", None, None, None)


@pytest.mark.parametrize("namespace", ["http://purl.org/atom/ns#", "http://www.w3.org/2005/Atom", ""])
def test_atom_of_any_age(namespace: str) -> None:
    entry = "<entry><title>Ferry</title><link rel='alternate' type='text/html' href='/a'/></entry>"
    document = read(f"<feed version='0.3' xmlns='{namespace}'><title>P</title>{entry}</feed>")
    assert [(item.title, item.url) for item in document.items] == [("Ferry", "https://post.example/a")]
    assert (document.feed.title, document.feed.kind) == ("P", "atom")


@pytest.mark.parametrize(
    "namespace",
    ["http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/", "http://backend.userland.com/rss2",
     "http://post.example/our/own"],
)  # fmt: skip
def test_rss_in_any_namespace(namespace: str) -> None:
    item = "<item><title>Ferry</title><link>/a</link></item>"
    document = read(f"<rss version='2.0' xmlns='{namespace}'><channel><title>P</title>{item}</channel></rss>")
    assert [(item.title, item.url) for item in document.items] == [("Ferry", "https://post.example/a")]


def test_what_stands_before_the_feed_does_not_matter() -> None:
    for before in ("\n\n  ", "Warning: something in line 3\n", "<!-- <rss> is below -->", "\ufeff"):
        document = read(f"{before}<?xml version='1.0'?>" + rss("<item><link>/a</link></item>"))
        assert [item.url for item in document.items] == ["https://post.example/a"]


def test_a_page_instead_of_a_feed_names_its_feed() -> None:
    page = b"""<!doctype html><html><head><title>Post</title>
     <link rel="alternate" type="application/rss+xml" title="All" href="/all.xml"></head><body>Hello</body></html>"""
    assert read_feed(page, url=URL) == Rejection(
        URL, "not_a_feed", "this is a web page; the feed it links to is https://post.example/all.xml"
    )
    assert read_feed(b"<html><body>x</body></html>", url=URL) == Rejection(
        URL, "not_a_feed", "this is a web page, and it links to no feed"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"The ferry line is closed.", "not_a_feed"),
        (b'{"title": "x"}', "not_a_feed"),
        (b'{"version": "https://jsonfeed.org/version/1", "items": 3}', "not_a_feed"),
        (b"<svg/>", "not_a_feed"),
        (b"<opml version='2.0'><body/></opml>", "not_a_feed"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"%PDF-1.7", "unsupported_format"),
        (b"\x1f\x8bnot gzip", "broken_gzip"),
    ],
)
def test_what_is_no_feed_says_why(data: bytes, reason: str) -> None:
    found = read_feed(data, url=URL)
    assert isinstance(found, Rejection)
    assert (found.document, found.reason) == (URL, reason)
    assert found.detail


def test_feeds_of_a_page() -> None:
    page = """<html><head><base href="https://post.example/de/">
     <link rel="alternate" type="application/rss+xml" title=" All  news " href="all.xml">
     <link rel="ALTERNATE nofollow" type="application/atom+xml; charset=utf-8" href="//cdn.example/atom">
     <link rel="alternate" type="application/feed+json" href="/feed.json">
     <link rel="alternate" hreflang="fr" href="/fr"><link rel="stylesheet" type="application/rss+xml" href="/x">
     <link rel="alternate" type="application/rss+xml" href="javascript:x">
     <link rel="alternate" type="application/rss+xml" href="/de/all.xml"></head></html>"""
    page_url = "https://post.example/"
    assert find_feeds(page, url=page_url) == (
        Feed("https://post.example/de/all.xml", title="All news", site=page_url, kind="rss"),
        Feed("https://cdn.example/atom", site=page_url, kind="atom"),
        Feed("https://post.example/feed.json", site=page_url, kind="json_feed"),
    )
    assert find_feeds("", url=page_url) == ()
