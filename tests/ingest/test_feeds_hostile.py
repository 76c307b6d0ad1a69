"""Feeds that are broken, endless or made to harm: what could be read is given, nothing is raised, time is bounded."""

import gzip
import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ingest.test_feeds import RSS, URL, json_feed, read, rss
from twosource.ingest.feeds import read_feed
from twosource.ingest.limits import LARGEST_FEED, LARGEST_PAGE, LONGEST_FIELD, MOST_FEED_ITEMS
from twosource.model.article import Rejection
from twosource.model.feed import FeedDocument

ITEM = "<item><title>Ferry</title><link>https://post.example/1</link></item>"


def reasons(document: FeedDocument) -> list[str]:
    return [rejection.reason for rejection in document.rejections]


def seconds(work: Callable[[], Any]) -> float:
    """Processor time, which other processes do not add to."""
    start = time.process_time()
    work()
    return time.process_time() - start


def many(count: int) -> bytes:
    days = [f"Tue, {1 + number % 28:02d} Mar 2031 09:30:00 GMT" for number in range(count)]
    items = [
        f"<item><title>t{number}</title><link>https://post.example/{number}</link><pubDate>{day}</pubDate>"
        "<description>A &lt;b&gt;short&lt;/b&gt; teaser.</description></item>"
        for number, day in enumerate(days)
    ]
    return rss(*items).encode()


def test_a_feed_of_100_000_items() -> None:
    data = many(100_000)
    started = time.process_time()
    document = read(data)
    assert time.process_time() - started < 30
    assert len(document.items) == MOST_FEED_ITEMS
    assert {item.published for item in document.items} == {"2031-03-28T09:30:00+00:00"}
    numbers = [int(item.url.rpartition("/")[2]) for item in document.items]
    assert numbers == sorted(numbers)
    assert numbers[0] == 27
    (rejection,) = document.rejections
    assert rejection.reason == "too_many_items"
    assert rejection.detail == "98,000 older items were left: the newest 2,000 are read"


def test_time_grows_with_length_and_no_faster() -> None:
    read(many(10))
    small, large = many(2_000), many(16_000)
    assert seconds(lambda: read(large)) < 16 * seconds(lambda: read(small)) + 1


def test_items_without_dates_count_as_old_as_the_one_before() -> None:
    items = [f"<item><link>/{number}</link></item>" for number in range(MOST_FEED_ITEMS + 5)]
    items[3] = "<item><link>/3</link><pubDate>Tue, 18 Mar 2031 09:30:00 GMT</pubDate></item>"
    items[-1] = "<item><link>/last</link><pubDate>Wed, 19 Mar 2031 09:30:00 GMT</pubDate></item>"
    document = read(rss(*items))
    assert len(document.items) == MOST_FEED_ITEMS
    assert document.items[0].url == "https://post.example/0"
    assert document.items[-1].url == "https://post.example/last"


def test_json_feed_of_100_000_items() -> None:
    items = [{"url": f"/{n}", "date_published": f"2031-03-{1 + n % 28:02d}T00:00:00Z"} for n in range(100_000)]
    document = read(json_feed(*items))
    assert len(document.items) == MOST_FEED_ITEMS
    assert {item.published for item in document.items} == {"2031-03-28T00:00:00Z"}
    assert document.rejections[0].detail == "98,000 older items were left: the newest 2,000 are read"


def bomb() -> str:
    entities = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
    return f"<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY l0 'ha'>{entities}]>"


def test_entities_a_feed_defines_are_never_expanded() -> None:
    document = read(bomb() + rss("<item a='&l11;'><title>&l11;</title><link>/a</link></item>"))
    assert document.items[0].title == "&l11;"
    assert seconds(lambda: read(bomb() + rss("<item><title>&l11;</title><link>/a</link></item>"))) < 2


def test_external_entities_are_never_read(tmp_path: Any) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret")
    doctype = f"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file://{secret}'><!ENTITY % y SYSTEM 'file://{secret}'> %y;]>"
    document = read(f"<?xml version='1.0'?>{doctype}" + rss("<item><title>A &x;</title><link>/a</link></item>"))
    assert document.items[0].title == "A &x;"


def test_deep_nesting_ends_the_reading_where_it_stands() -> None:
    document = read(rss(ITEM, "<a>" * 100_000, ITEM.replace("/1", "/2")))
    assert [item.url for item in document.items] == ["https://post.example/1"]
    assert reasons(document) == ["broken_xml"]
    inside = read(rss("<item><title>a</title>", "<b>" * 200, "</b>" * 200, "<link>/a</link></item>", ITEM))
    assert [item.url for item in inside.items] == ["https://post.example/a", "https://post.example/1"]


@pytest.mark.parametrize("length", [5_000_000, 11_000_000])
def test_endless_fields_are_cut(length: int) -> None:
    document = read(rss(f"<item><title>{'t' * length}</title><link>/a</link></item>", ITEM))
    assert [len(item.title or "") for item in document.items] == [LONGEST_FIELD, 5]
    summary = read(rss(f"<item><description>{'d ' * (length // 2)}</description><link>/a</link></item>", ITEM))
    assert [item.url for item in summary.items] == ["https://post.example/a", "https://post.example/1"]


def test_items_of_very_many_elements() -> None:
    crowded = (
        "<item>" + "<category>x</category>" * 4_000 + "<author>Jonas Falk</author>" * 900 + "<link>/a</link></item>"
    )
    document = read(rss(crowded, ITEM))
    assert document.items[-1].url == "https://post.example/1"
    assert seconds(lambda: read(rss(*[crowded] * 50))) < 20


def test_truncated_xml_gives_what_came_whole() -> None:
    whole = read(RSS)
    cut = RSS[: RSS.index("Jonas")]
    document = read(cut)
    assert document.items == whole.items[:1]
    assert reasons(document) == ["broken_xml"]
    assert "what could be read is given" in document.rejections[0].detail


def test_an_item_left_open() -> None:
    document = read("<rss><channel><item><title>a</title><link>/a</link><item><link>/b</link></item></channel></rss>")
    assert [item.url for item in document.items] == ["https://post.example/a", "https://post.example/b"]


@pytest.mark.parametrize(
    "title",
    ["Fish & chips", "a < b", "a &nbsp; b", "&#x1F; b", "\x01\x0b b", "&unknown; b", "<b>", "]]> b", "&#99999999;"],
)
def test_broken_markup_in_a_title_loses_no_item(title: str) -> None:
    document = read(rss(f"<item><title>{title}</title><link>/a</link></item>", ITEM))
    assert document.items[-1].url == "https://post.example/1"


def test_truncated_json_gives_what_came_whole() -> None:
    text = json_feed({"url": "/1", "title": "One"}, {"url": "/2", "title": "Two"})
    document = read(text[: text.index("Two")])
    assert [item.title for item in document.items] == ["One"]
    assert (document.feed.title, reasons(document)) == ("Post", ["broken_json"])
    deep = '{"version": "https://jsonfeed.org/version/1", "items": [{"url": "/1"}, ' + '{"a":' * 100_000
    assert [item.url for item in read(deep).items] == ["https://post.example/1"]


def test_a_json_feed_too_long_to_be_read_at_once() -> None:
    long = {"url": "/long", "_note": "x" * LARGEST_PAGE}
    text = json_feed({"url": "/1"}, long, {"url": "/2"})
    document = read(text)
    assert [item.url.rpartition("/")[2] for item in document.items] == ["1", "long", "2"]
    assert (document.feed.title, document.rejections) == ("Post", ())
    cut = read(text[:-10])
    assert [item.url.rpartition("/")[2] for item in cut.items] == ["1", "long"]
    assert reasons(cut) == ["broken_json"]


def test_gzip_is_undone_and_bounded() -> None:
    assert read(gzip.compress(RSS.encode())).items == read(RSS).items
    cut = read(gzip.compress(many(200))[:-200])
    assert 0 < len(cut.items) < 200
    assert reasons(cut) == ["truncated", "broken_xml"]
    endless = gzip.compress(b"<rss><channel>" + ITEM.encode() + b" " * (LARGEST_FEED + 1000))
    assert reasons(read(endless)) == ["too_large", "broken_xml"]
    assert len(read(endless).items) == 1


def test_too_many_items_without_address_are_counted() -> None:
    document = read(rss(*["<item><title>x</title></item>"] * 50))
    assert len(document.rejections) == 21
    assert document.rejections[-1].detail == "30 more items have no usable address"


def test_bytes_that_are_no_text_are_replaced_and_said() -> None:
    data = rss("<item><title>Ferry \x81\x8d</title><link>/a</link></item>").encode("latin-1") + b"\x00\x00"
    document = read_feed(data, url=URL)
    assert isinstance(document, FeedDocument)
    assert document.items[0].url == "https://post.example/a"
    assert "undecodable" in reasons(document)


SEEDS = [
    RSS.encode(),
    b"<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>a</title><link href='/a'/><content type='xhtml'>"
    b"<div><p>x</p></div></content><source><title>s</title></source></entry></feed>",
    json_feed({"url": "/1", "title": "One", "authors": [{"name": "A"}]}).encode(),
    b"<urlset><url><loc>https://post.example/1</loc><news:news><news:title>x</news:title></news:news></url></urlset>",
]
PIECES = [
    b"<item>", b"</item>", b"<entry>", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&amp;", b"&", b"<", b">", b"\x00",
    b"\xff\xfe", b"<?xml version='1.0' encoding='utf-16'?>", b"<!DOCTYPE rss [", b"xmlns:a='b'", b" xmlns=''",
    b"<link>",
    b"<source>", b"<a:b:c/>", b"<channel>", b"<author>", b"xml:base='http://['", b"{", b"[", b'"', b"null", b"1e999",
    b"<title type='base64'>", b"<content type='application/xml'><x/>", b"<xml:x/>", b"<:/>", b"<items/>", b"<?items ?>",
]  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    data = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.sampled_from([0, 0, 1, 5, 40])))
        data = data[:start] + draw(st.sampled_from(PIECES) | st.binary(max_size=4)) + data[end:]
    return data


def check(found: FeedDocument | Rejection) -> None:
    if isinstance(found, Rejection):
        assert found.reason
        assert found.detail
        return
    for item in found.items:
        assert item.url.startswith(("http://", "https://"))
        assert len(item.title or "") <= LONGEST_FIELD
    assert len({item.url for item in found.items}) == len(found.items)


@given(mutated())
def test_mutated_feeds_never_raise(data: bytes) -> None:
    check(read_feed(data, url=URL))


@given(st.binary(max_size=300), st.sampled_from(["", "text/xml; charset=utf-7", "application/json"]))
def test_any_bytes_never_raise(data: bytes, media_type: str) -> None:
    check(read_feed(data, url=URL, media_type=media_type))
    check(read_feed(b"<rss><channel><item>" + data, url=URL, media_type=media_type))


@given(st.text(max_size=60), st.text(max_size=40))
def test_any_text_is_an_item_and_any_address_a_base(title: str, base: str) -> None:
    feed = json.dumps(
        {"version": "https://jsonfeed.org/version/1", "items": [{"url": title, "title": title}, {"url": base}]}
    )
    for url in (URL, base, f"https://{base}"):
        found = read_feed(feed.encode("utf-8", "surrogatepass"), url=url)
        if isinstance(found, FeedDocument):
            assert all(item.url.startswith(("http://", "https://")) for item in found.items)
