"""Sitemaps, news sitemaps and sitemap indexes."""

import gzip
import time

import pytest

from twosource.ingest.feeds import read_feed
from twosource.ingest.limits import MOST_SITEMAP_URLS
from twosource.model.feed import Feed, FeedDocument, FeedItem

URL = "https://post.example/sitemap.xml"
NEWS = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc> https://post.example/1 </loc><lastmod>2031-03-18T10:00:00Z</lastmod>
 <xhtml:link rel="alternate" hreflang="de" href="https://post.example/de/1"/>
 <image:image><image:loc>https://post.example/1.jpg</image:loc><image:title>A quay</image:title></image:image>
 <news:news><news:publication><news:name>Harbour Post</news:name><news:language>en</news:language></news:publication>
 <news:publication_date>2031-03-18T09:30:00+01:00</news:publication_date>
 <news:title>Board closes ferry line &amp; quay</news:title></news:news></url>
<url><loc>/2</loc><lastmod>2031-03-17</lastmod><priority>0.5</priority></url>
<url><loc>mailto:a@post.example</loc></url>
</urlset>"""


def read(data: str | bytes) -> FeedDocument:
    document = read_feed(data.encode() if isinstance(data, str) else data, url=URL)
    assert isinstance(document, FeedDocument), document
    return document


def test_news_sitemap() -> None:
    document = read(NEWS)
    assert document.feed == Feed(URL, kind="sitemap")
    assert document.items == (
        FeedItem(
            url="https://post.example/1",
            title="Board closes ferry line & quay",
            outlet="Harbour Post",
            published="2031-03-18T09:30:00+01:00",
            modified="2031-03-18T10:00:00Z",
            language="en",
        ),
        FeedItem(url="https://post.example/2", modified="2031-03-17"),
    )
    assert [rejection.reason for rejection in document.rejections] == ["no_address"]
    assert read(gzip.compress(NEWS.encode())) == document


def test_a_sitemap_of_one_outlet_is_called_after_it() -> None:
    one = NEWS.replace("<url><loc>/2</loc><lastmod>2031-03-17</lastmod><priority>0.5</priority></url>", "")
    assert read(one).feed == Feed(URL, "Harbour Post", kind="sitemap")


@pytest.mark.parametrize("head", ["", '<?xml version="1.0"?>', "<!-- made by hand -->", "\ufeff"])
def test_index(head: str) -> None:
    entries = "".join(
        f"<sitemap><loc>{loc}</loc></sitemap>" for loc in ("/a.xml.gz", "/b.xml", "/a.xml.gz", URL, "x:y")
    )
    document = read(f"{head}<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</sitemapindex>")
    assert document.sitemaps == ("https://post.example/a.xml.gz", "https://post.example/b.xml")
    assert document.items == ()


def test_forgotten_namespaces() -> None:
    document = read("<urlset><url><loc>/1</loc><news:news><news:title>x</news:title></news:news></url></urlset>")
    assert document.items == (FeedItem(url="https://post.example/1", title="x"),)
    assert document.rejections == ()


def test_truncated() -> None:
    document = read(NEWS[: NEWS.index("<url><loc>/2") + 20])
    assert [item.url for item in document.items] == ["https://post.example/1"]
    assert [rejection.reason for rejection in document.rejections] == ["broken_xml"]


def test_more_addresses_than_the_protocol_allows() -> None:
    count = MOST_SITEMAP_URLS + 5_000
    entries = (f"<url><loc>/{n}</loc><lastmod>20{10 + n // 1000:02d}-01-01</lastmod></url>" for n in range(count))
    data = f"<urlset>{''.join(entries)}</urlset>".encode()
    start = time.process_time()
    document = read(data)
    assert time.process_time() - start < 30
    assert len(document.items) == MOST_SITEMAP_URLS
    assert document.items[0].url == "https://post.example/5000"
    assert document.rejections[0].detail == "5,000 older addresses were left: the newest 50,000 are read"
