"""The Atom feed of stories."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import StoryEvent, StorySummary
from twosource.model.article import Article
from twosource.model.comparison import Claim, ClaimMention, Comparison, Origin
from twosource.model.story import Story
from twosource.report.story_feed import (
    ATOM,
    FeedAddress,
    FeedStory,
    account_summary,
    render_feed_entry,
    render_story_feed,
)

FEED = {"feed_id": "tag:example.org,2031:archive", "updated": "2031-05-01T00:00:00Z"}


def feed(
    stories: Iterable[FeedStory], *, feed_id: str, updated: str, title: str = "Stories", **addresses: str | None
) -> str:
    """The feed of the stories as a whole."""
    address = FeedAddress(feed_id, **addresses)
    entries = [render_feed_entry(one, address, updated=updated) for one in stories]
    return render_story_feed(entries, address, updated=updated, title=title)


ARTICLE = Article.from_text(
    "The bridge is shut.",
    id="a1",
    outlet="The Post",
    title="Bridge shut",
    url="https://post.example/1",
    published="2031-05-02",
)
CLAIM = Claim(
    "c1", "The bridge is shut", "single_source", "only The Post has this, in its own voice",
    (ClaimMention("a1", 0, 18),), (Origin("own reporting: The Post", "own_reporting", (0,)),),
)  # fmt: skip


def story(id: str = "s1", *, updated: str | None = "2031-05-02T10:00:00Z", **fields: Any) -> FeedStory:
    summary = StorySummary(
        Story(id, ("a1",), title=fields.pop("title", "Bridge shut"), started="2031-05-02", changed="2031-05-02"),
        outlets=("The Post",),
        origins=1,
        standings={"single_source": 1},
        updated=updated,
    )
    event = StoryEvent(id, "story_opened", "A new story: “Bridge shut” (The Post)", "2031-05-02T10:00:00Z", 1)
    comparison = Comparison((AnnotatedArticle(ARTICLE),), (CLAIM,))
    return replace(FeedStory(summary, comparison, (event,)), **fields)


def parsed(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


def entries(text: str) -> list[etree._Element]:
    return list(parsed(text).iter(f"{{{ATOM}}}entry"))


def value(element: etree._Element, name: str) -> str:
    (found,) = element.findall(f"{{{ATOM}}}{name}")
    return found.text or ""


RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def assert_valid(text: str) -> None:
    """What RFC 4287 asks of a feed and its entries (4.1.1, 4.1.2)."""
    feed = parsed(text)
    assert feed.tag == f"{{{ATOM}}}feed"
    assert value(feed.find(f"{{{ATOM}}}author"), "name")
    seen = set()
    for element in (feed, *entries(text)):
        assert re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S+$", value(element, "id"))
        assert value(element, "title")
        assert RFC_3339.fullmatch(value(element, "updated"))
        seen.add(value(element, "id"))
        links = [dict(link.attrib) for link in element.findall(f"{{{ATOM}}}link")]
        assert sum(link["rel"] == "alternate" for link in links) <= 1
        assert all(re.match("https?://", link["href"]) for link in links)
    assert len(seen) == 1 + len(entries(text))
    for entry in entries(text):
        assert value(entry, "summary")
        (content,) = entry.findall(f"{{{ATOM}}}content")
        assert content.get("type") == "html"


def test_a_feed_has_what_the_standard_asks_for() -> None:
    text = feed(
        [story(), story("s2", updated=None)], **FEED, base_url="https://news.example/", feed_url="https://news.example/f.xml"
    )  # fmt: skip
    assert_valid(text)
    found = feedparser.parse(text)
    assert not found.bozo
    assert found.version == "atom10"
    first = found.entries[0]
    assert first.id == "tag:example.org,2031:archive/stories/s1"
    assert first.link == "https://news.example/stories/s1"
    assert first.title == "Bridge shut"
    assert first.updated == "2031-05-02T10:00:00Z"
    assert [tag.term for tag in first.tags] == ["single_source"]
    assert [link.href for link in first.links if link.rel == "related"] == ["https://post.example/1"]
    assert "1 stands on one outlet alone" in first.summary
    assert "The bridge is shut" in first.content[0].value


def test_an_entry_keeps_its_id_when_the_account_changes() -> None:
    before = feed([story()], **FEED)
    changed = story(updated="2031-05-03T08:00:00+02:00", title="Bridge open again")
    after = feed([changed], **FEED)
    assert value(entries(before)[0], "id") == value(entries(after)[0], "id")
    assert value(entries(after)[0], "updated") == "2031-05-03T06:00:00Z"
    assert value(parsed(after), "updated") == "2031-05-03T06:00:00Z"


def test_the_last_changed_comes_first_whatever_the_order() -> None:
    rows = [story("s1"), story("s2", updated="2031-06-01T00:00:00Z"), story("s3")]
    text = feed(rows, **FEED)
    assert text == feed(rows[::-1], **FEED)
    assert [value(entry, "id")[-2:] for entry in entries(text)] == ["s2", "s1", "s3"]


def test_an_empty_feed_is_a_feed() -> None:
    text = feed([], **FEED)
    assert_valid(text)
    assert value(parsed(text), "updated") == "2031-05-01T00:00:00Z"


def test_without_a_server_an_entry_leads_to_its_first_report() -> None:
    (entry,) = entries(feed([story()], **FEED))
    (link,) = [link for link in entry.findall(f"{{{ATOM}}}link") if link.get("rel") == "alternate"]
    assert link.get("href") == "https://post.example/1"


def test_a_plain_name_makes_an_id() -> None:
    text = feed([story()], feed_id="my archive", updated="2031-05-01")
    assert value(parsed(text), "id") == "tag:twosource,2026:my%20archive"
    assert_valid(text)


HOSTILE = "<script>alert(1)</script> & ]]> \x00\x1b[31m \ud800 \u202eabc\ufffe"


def test_hostile_text_stays_text() -> None:
    article = replace(ARTICLE, title=HOSTILE, outlet=HOSTILE, url="javascript:alert(1)")
    claim = replace(CLAIM, text=HOSTILE, reason=HOSTILE)
    event = StoryEvent("s1", "revised", HOSTILE, HOSTILE, 1)
    one = story(title=HOSTILE, comparison=Comparison((AnnotatedArticle(article),), (claim,)), events=(event,))
    text = feed([one], **FEED, base_url='https://x.example/"><script>')
    assert_valid(text)
    assert "\x1b" not in text
    assert "javascript:" not in text
    content = feedparser.parse(text, sanitize_html=False).entries[0].content[0].value
    assert "<script" not in content
    assert "&lt;script&gt;" in content


@given(st.text(max_size=60), st.text(max_size=30))
@settings(max_examples=60)
def test_any_title_and_time_make_a_valid_feed(title: str, time: str) -> None:
    text = feed([story(title=title, updated=time)], feed_id=title, updated=time)
    assert_valid(text)
    assert not feedparser.parse(text).bozo


def test_the_summary_says_how_things_stand() -> None:
    summary = StorySummary(
        Story("s1", ("a", "b", "c")),
        outlets=("A", "B", "C", "D", "E", "F", "G"),
        standings={"corroborated": 2, "disputed": 1},
    )
    assert account_summary(FeedStory(summary)) == (
        "3 reports by A, B, C, D, E and 2 more. 2 statements have two or more independent origins; 1 is disputed."
    )


@pytest.mark.parametrize("time", ["2031-05-02", "2031-05-02T00:00:00", "2031-05-02T02:00:00+02:00"])
def test_times_are_in_utc(time: str) -> None:
    (entry,) = entries(feed([story(updated=time)], **FEED))
    assert value(entry, "updated") == "2031-05-02T00:00:00Z"
