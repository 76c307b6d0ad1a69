"""Following feeds over a real local network: new articles, edits, failures, and what others are told of it."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from unittest.mock import patch

import feedparser
import pytest

from tests.fetch.local_server import Server, answer, send
from tests.service.watched_sites import STORM, Time, feed, fetcher, one_round, page
from twosource.model.feed import Feed
from twosource.service.ingesting import ingest_sources
from twosource.service.telling import Teller
from twosource.service.watching import Watcher
from twosource.store.interface import Store


@pytest.fixture
def other() -> Iterator[Server]:
    running = Server("127.0.0.2")
    yield running
    running.close()


def test_articles_of_two_feeds_become_one_story_whatever_a_third_feed_does(
    store: Store, server: Server, other: Server
) -> None:
    server.answers = {"/feed": answer(feed(server, "a")), "/a": answer(page(STORM))}
    other.answers = {
        "/feed": answer(feed(other, "b", title="Skarholm News")),
        "/b": answer(page("On Tuesday. " + STORM, "Skarholm News")),
    }
    store.add_feeds([Feed(f"{one.base}/feed") for one in (server, other)] + [Feed("http://127.0.0.3:9/dead")])
    done = one_round(store, Time())
    assert done.report.stored.added == 2
    (story,) = store.stories()
    assert set(story.outlets) == {"Ostvik Post", "Skarholm News"}
    assert done.events[0].kind == "story_opened"
    (dead,) = [record for record in done.feeds if record.state.failures]
    assert dead.feed.url.endswith("/dead")
    assert dead.state.refusal


def test_feed_and_page_are_asked_again_only_when_due(store: Store, server: Server) -> None:
    time = Time()
    server.answers = {"/feed": answer(feed(server, "a"), ETag='"1"'), "/a": answer(page(STORM))}
    store.add_feeds([Feed(f"{server.base}/feed")])
    one_round(store, time)
    time.pass_by(minutes=5)
    one_round(store, time)
    assert server.paths.count("/feed") == 1
    time.pass_by(minutes=11)
    one_round(store, time)
    assert server.paths.count("/feed") == 2
    assert server.paths.count("/a") == 1
    assert [asked.headers.get("If-None-Match") for asked in server.requests if asked.path == "/feed"] == [None, '"1"']


def test_silent_edit_becomes_a_revision_and_an_event(store: Store, server: Server) -> None:
    time = Time()
    server.answers = {"/feed": answer(feed(server, "a")), "/a": answer(page(STORM))}
    store.add_feeds([Feed(f"{server.base}/feed")])
    one_round(store, time)
    server.answers["/a"] = answer(page(STORM.replace("Twelve", "Fourteen")))
    time.pass_by(hours=25)
    done = one_round(store, time)
    assert done.report.stored.revised == 1
    ((article, editions),) = store.revised_articles()
    assert editions == 2
    before, after = store.revisions(article)
    assert "Twelve" in before.article.text
    assert after.difference is not None
    assert not after.difference.declared
    edit = after.difference.edits[0]
    assert after.article.text[edit.after.start : edit.after.end] == "Fourteen"
    server.answers["/a"] = answer(page(STORM))
    time.pass_by(days=4)
    one_round(store, time)
    assert len(store.revisions(article)) == 3, "an edit that is taken back is a revision too"


def test_killed_before_storing_loses_nothing(store: Store, server: Server) -> None:
    """What was learned about a feed is not kept before its articles are."""
    time = Time()
    server.answers = {"/feed": answer(feed(server, "a"), ETag='"1"'), "/a": answer(page(STORM))}
    store.add_feeds([Feed(f"{server.base}/feed")])
    with patch.object(type(store), "add_articles", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        one_round(store, time)
    assert store.article_count() == 0
    assert one_round(store, time).report.stored.added == 1


def test_webhook_gets_every_event_in_order_once_its_server_is_back(
    store: Store, server: Server, tmp_path: Path
) -> None:
    server.answers = {"/feed": answer(feed(server, "a")), "/a": answer(page(STORM)), "/hook": answer(b"", 503)}
    teller = Teller(store, webhook=f"{server.base}/hook", story_feed=tmp_path / "stories.atom", allow_private=True)
    store.add_feeds([Feed(f"{server.base}/feed")])
    done = one_round(store, Time())
    (failure,) = teller.tell()
    assert failure.reason == "http_503"
    server.answers["/hook"] = answer(b"", 204)
    assert list(teller.tell()) == []
    assert list(teller.tell()) == []
    posts = [json.loads(asked.body) for asked in server.requests if asked.path == "/hook"]
    assert [event["id"] for post in posts[1:] for event in post["events"]] == [event.id for event in done.events]
    assert len(posts) == 2


def test_webhook_to_a_private_address_is_refused(store: Store, server: Server) -> None:
    teller = Teller(store, webhook=f"{server.base}/hook", story_feed=None)
    server.answers = {"/feed": answer(feed(server, "a")), "/a": answer(page(STORM))}
    store.add_feeds([Feed(f"{server.base}/feed")])
    one_round(store, Time())
    (failure,) = teller.tell()
    assert failure.reason == "refused_address"
    assert "/hook" not in server.paths


def test_story_feed_is_read_by_a_feed_reader_and_updated_in_place(
    store: Store, server: Server, other: Server, tmp_path: Path
) -> None:
    time, file = Time(), tmp_path / "stories.atom"
    server.answers = {"/feed": answer(feed(server, "a")), "/a": answer(page(STORM))}
    other.answers = {
        "/feed": answer(feed(other, "b", title="Skarholm News")),
        "/b": answer(page("On Tuesday. " + STORM, "Skarholm News")),
    }
    store.add_feeds([Feed(f"{one.base}/feed") for one in (server, other)])
    one_round(store, time)
    teller = Teller(store, webhook=None, story_feed=file)
    assert list(teller.tell()) == []
    first = feedparser.parse(file.read_bytes())
    assert not first.bozo
    server.answers["/a"] = answer(page(STORM.replace("Twelve", "Fourteen")))
    time.pass_by(days=2)
    one_round(store, time)
    list(teller.tell())
    second = feedparser.parse(file.read_bytes())
    assert [entry.id for entry in first.entries] == [entry.id for entry in second.entries]
    assert len(second.entries) == 1
    assert second.entries[0].updated > first.entries[0].updated


def test_feed_of_many_items_is_taken_in_rounds(store: Store, server: Server) -> None:
    names = [f"n{number}" for number in range(60)]
    server.answers = {"/feed": answer(feed(server, *names), ETag='"1"')}
    server.answers |= {f"/{name}": answer(page(STORM + f" Ship {name} is late.")) for name in names}
    store.add_feeds([Feed(f"{server.base}/feed")])
    time = Time()
    first = one_round(store, time)
    assert (first.report.stored.added, first.report.left) == (50, 10)
    assert first.next_round == "2031-03-18T12:05:00+00:00"
    time.pass_by(minutes=5)
    assert one_round(store, time).report.stored.added == 10
    asked = [request for request in server.requests if request.path == "/feed"]
    assert all("If-None-Match" not in request.headers for request in asked)


def test_address_of_a_page_or_of_a_feed_can_be_ingested(store: Store, server: Server) -> None:
    server.answers = {
        "/feed": answer(feed(server, "a")),
        "/a": answer(page(STORM)),
        "/b": answer(page("So. " + STORM)),
    }
    urls = [f"{server.base}/feed", f"{server.base}/b"]
    report = ingest_sources(store, urls, fetcher=fetcher(), now=Time())
    assert report.stored.added == 2
    again = ingest_sources(store, urls, fetcher=fetcher(), now=Time())
    assert again.stored.added == again.stored.revised == 0


def test_hanging_feed_holds_up_no_page_of_another(store: Store, server: Server, other: Server) -> None:
    paged = threading.Event()
    held: list[bool] = []

    def hang(handler: BaseHTTPRequestHandler) -> None:
        held.append(paged.wait(30.0))
        send(handler, feed(server))

    def serve_page(handler: BaseHTTPRequestHandler) -> None:
        paged.set()
        send(handler, page(STORM))

    server.answers = {"/feed": hang}
    other.answers = {"/feed": answer(feed(other, "b")), "/b": serve_page}
    store.add_feeds([Feed(f"{one.base}/feed") for one in (server, other)])
    assert one_round(store, Time()).report.stored.added == 1
    assert held == [True], "the page was asked for while the feed hung"


def test_feed_that_moved_for_good_is_followed_to_its_new_address(store: Store, server: Server) -> None:
    time = Time()
    server.answers = {
        "/old": answer(b"", 301, Location="/new"),
        "/new": answer(feed(server, "a"), ETag='"1"'),
        "/a": answer(page(STORM)),
    }
    store.add_feeds([Feed(f"{server.base}/old", outlet="The Post")])
    one_round(store, time)
    (record,) = store.feeds()
    assert record.feed.url == f"{server.base}/new"
    assert record.feed.outlet == "The Post"
    assert record.state.etag == '"1"'
    time.pass_by(hours=1)
    assert one_round(store, time).report.stored.added == 0
    assert server.paths.count("/old") == 1
    assert store.article_count() == 1


def test_address_that_moved_to_a_mere_page_is_kept(store: Store, server: Server) -> None:
    server.answers = {"/feed": answer(b"", 301, Location="/parked"), "/parked": answer(page(STORM))}
    store.add_feeds([Feed(f"{server.base}/feed")])
    assert one_round(store, Time()).report.stored.rejected == {"not_a_feed": 1}
    assert [record.feed.url for record in store.feeds()] == [f"{server.base}/feed"]


def test_feed_that_is_gone_is_left_alone_for_a_month(store: Store, server: Server) -> None:
    time = Time()
    server.answers = {"/feed": answer(b"", 410)}
    store.add_feeds([Feed(f"{server.base}/feed")])
    done = one_round(store, time)
    assert done.feeds[0].state.refusal is not None
    assert done.feeds[0].state.refusal.startswith("http_410")
    assert done.next_round == "2031-03-18T12:15:00+00:00", "feeds may be added meanwhile"
    time.pass_by(days=29)
    one_round(store, time)
    assert server.paths.count("/feed") == 1
    time.pass_by(days=2)
    one_round(store, time)
    assert server.paths.count("/feed") == 2


def test_feed_followed_without_a_name_takes_its_own(store: Store, server: Server) -> None:
    server.answers = {path: answer(feed(server, "a")) for path in ("/feed", "/named")}
    store.add_feeds([Feed(f"{server.base}/feed"), Feed(f"{server.base}/named", title="Mine")])
    one_round(store, Time())
    assert [(record.feed.title, record.feed.kind) for record in store.feeds()] == [
        ("Ostvik Post", "rss"),
        ("Mine", "rss"),
    ]


def test_pages_are_asked_for_edits_though_their_feed_has_not_changed(store: Store, server: Server) -> None:
    def serve_feed(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("If-None-Match") == '"1"'
        send(handler, b"" if known else feed(server, "a"), 304 if known else 200, ETag='"1"')

    time = Time()
    server.answers = {"/feed": serve_feed, "/a": answer(page(STORM))}
    store.add_feeds([Feed(f"{server.base}/feed")])
    watcher = Watcher(store, fetcher(), now=time)
    list(watcher.rounds(1))
    server.answers["/a"] = answer(page(STORM.replace("Twelve", "Fourteen")))
    time.pass_by(hours=25)
    (done,) = watcher.rounds(1)
    assert done.report.stored.revised == 1
