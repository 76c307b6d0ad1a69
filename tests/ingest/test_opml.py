"""Feed lists: what other readers export comes in, what goes out comes in again."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from twosource.ingest.limits import MOST_LISTED_FEEDS
from twosource.ingest.opml import read_opml, write_opml
from twosource.model.article import Rejection
from twosource.model.feed import Feed

LIST = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="1.1"><head><title>My feeds</title></head><body>
<outline text="News" title="News"><outline title="Coast">
 <outline type="rss" text="Harbour Post" title="Post" xmlUrl="https://post.example/rss" htmlUrl="https://post.example/"/>
 <outline text="Fish &amp; Quay" type="rss" version="ATOM" xmlUrl="https://quay.example/atom?a=1&b=2"/></outline>
 <outline text="again" xmlUrl="https://post.example/rss"/></outline>
<outline TEXT="Old" XMLURL="feed://old.example/rss" HTMLURL="javascript:x"/>
<outline text="https://bare.example/rss" xmlUrl="feed:https://bare.example/rss"/>
<outline text="broken" xmlUrl="ftp://x.example/"/><outline text="a note"/>
</body></opml>"""


def test_read() -> None:
    feeds, rejections = read_opml(LIST.encode(), name="feeds.opml")
    assert feeds == (
        Feed("https://post.example/rss", title="Post", site="https://post.example/", group="News/Coast"),
        Feed("https://quay.example/atom?a=1&b=2", title="Fish & Quay", group="News/Coast", kind="atom"),
        Feed("https://old.example/rss", title="Old"),
        Feed("https://bare.example/rss"),
    )
    detail = "“ftp://x.example/” is no http(s) address of a feed"
    assert rejections == (Rejection("feeds.opml", "bad_address", detail),)


def test_write() -> None:
    feeds = [
        Feed("https://a.example/", title="A & <b>", outlet="Post", group="News/Coast", kind="json_feed"),
        Feed("https://b.example/", site="https://b.example/home"),
        Feed("https://c.example/", group="News"),
    ]
    text = write_opml(feeds, "Mine & yours")
    root = etree.fromstring(text.encode())
    assert root.get("version") == "2.0"
    assert root.findtext("head/title") == "Mine & yours"
    folder, bare = root.find("body")
    assert [outline.get("text") for outline in folder] == ["Coast", "https://c.example/"]
    assert dict(bare.attrib) == {
        "type": "rss",
        "text": "https://b.example/",
        "xmlUrl": "https://b.example/",
        "htmlUrl": "https://b.example/home",
    }
    assert write_opml(feeds, "Mine & yours") == text


NAMES = st.text(st.characters(codec="utf-8"), max_size=30)
FEEDS = st.builds(
    Feed,
    url=st.from_regex(r"https?://[a-z]{1,5}\.example/[a-z&=?<\"']{0,8}", fullmatch=True),
    title=st.none() | NAMES,
    outlet=st.none() | NAMES,
    site=st.none() | st.just("https://post.example/"),
    group=st.none() | st.lists(NAMES, max_size=4).map("/".join),
    kind=st.sampled_from([None, "rss", "atom", "json_feed", "sitemap"]),
)


def by_group(feeds: tuple[Feed, ...]) -> list[Feed]:
    return sorted(feeds, key=lambda feed: (feed.group or "", feed.url))


@given(st.lists(FEEDS, max_size=8), NAMES)
def test_what_is_written_is_read_again(feeds: list[Feed], title: str) -> None:
    once, rejections = read_opml(write_opml(feeds, title).encode(), name="a")
    assert rejections == ()
    assert {feed.url for feed in once} == {feed.url for feed in feeds}
    for feed in once:
        assert feed in [_tidy(other) for other in feeds]
    again, rejections = read_opml(write_opml(once, title).encode(), name="a")
    assert rejections == ()
    assert by_group(again) == by_group(once)


def _tidy(feed: Feed) -> Feed:
    """The feed with its names on one line, without characters XML forbids."""

    def name(value: str | None) -> str | None:
        kept = "".join(c for c in value or "" if c >= " " or c in "\t\n\r")
        return " ".join(kept.replace("\ufffe", "").replace("\uffff", "").split()) or None

    folders = [name(folder) for folder in (feed.group or "").split("/")]
    group = "/".join(folder for folder in folders if folder) or None
    return Feed(feed.url, name(feed.title), name(feed.outlet), feed.site, group, feed.kind)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"<rss/>", "not_a_feed_list"),
        (b"a list of feeds", "not_a_feed_list"),
        (b"{}", "not_a_feed_list"),
        (b"\x89PNG\r\n\x1a\n\x00", "binary"),
    ],
)
def test_what_is_no_list_says_why(data: bytes, reason: str) -> None:
    feeds, (rejection,) = read_opml(data, name="a.opml")
    assert (feeds, rejection.document, rejection.reason) == ((), "a.opml", reason)


def test_truncated_and_nested_lists_give_what_came_before() -> None:
    feeds, rejections = read_opml(LIST[: LIST.index("again")].encode(), name="a")
    assert [feed.title for feed in feeds] == ["Post", "Fish & Quay"]
    assert [rejection.reason for rejection in rejections] == ["broken_xml"]
    deep = "<opml><body><outline xmlUrl='https://a.example/'/>" + "<outline text='x'>" * 100_000
    feeds, rejections = read_opml(deep.encode(), name="a")
    assert [feed.url for feed in feeds] == ["https://a.example/"]
    assert [rejection.reason for rejection in rejections] == ["broken_xml"]


def test_endless_lists_are_bounded() -> None:
    outlines = "".join(f"<outline text='x' xmlUrl='https://a.example/{n}'/>" for n in range(100_000))
    bad = "<outline xmlUrl='x:y'/>" * 1_000
    start = time.process_time()
    feeds, rejections = read_opml(f"<opml><body>{bad}{outlines}</body></opml>".encode(), name="a")
    assert time.process_time() - start < 20
    assert len(feeds) == MOST_LISTED_FEEDS
    assert len(rejections) == 102
    assert rejections[-1].detail == "80,000 feeds were left: the first 20,000 are read"
    assert rejections[-2].detail == "900 more addresses are unusable"


@given(st.binary(max_size=200))
def test_any_bytes_never_raise(data: bytes) -> None:
    for document in (data, b"<opml><body><outline xmlUrl='" + data + b"'/></body></opml>"):
        feeds, rejections = read_opml(document, name="a")
        assert all(feed.url.startswith(("http://", "https://")) for feed in feeds)
        assert all(rejection.detail for rejection in rejections)
