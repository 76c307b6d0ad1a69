"""Pages asked again for edits over a real local network: in their feed or not, growing waits, pages that are gone."""

from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.fetch.local_server import Answer, Server, answer, send
from tests.service.watched_sites import STORM, Time, feed, fetcher, one_round, page
from twosource.model.article import Rejection
from twosource.model.feed import Feed, FeedItem, FetchState, FollowedPage
from twosource.service.ingesting import ingest_sources
from twosource.service.revisiting import followed_page, leads_home, next_visit, published_before
from twosource.service.watching import Watcher
from twosource.store.interface import Store

NOTE = " A second crane was found to be cracked when the engineers climbed it on the following morning."
NOW = datetime.fromisoformat("2031-03-18T12:00:00+00:00")


def conditional(body: bytes, tag: str) -> Answer:
    """The body with an entity tag, "not modified" to whoever has it."""

    def serve(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("If-None-Match") == tag
        send(handler, b"" if known else body, 304 if known else 200, ETag=tag)

    return serve


def _publish(store: Store, server: Server, time: Time) -> None:
    """A page is published, read, and leaves its feed."""
    server.answers = {"/feed": answer(feed(server, "a")), "/a": conditional(page(STORM), '"1"')}
    store.add_feeds([Feed(f"{server.base}/feed", outlet="Ostvik Post")])
    one_round(store, time)
    server.answers["/feed"] = answer(feed(server))


def test_silent_edit_of_a_page_that_left_its_feed_is_a_revision_and_an_event(
    store: Store, server: Server, tmp_path: Path
) -> None:
    """Each round is one of a program started anew: what it needs is in the archive."""
    time = Time()
    _publish(store, server, time)
    time.pass_by(hours=3)
    unchanged = one_round(store, time)
    assert (unchanged.report.revisited, unchanged.report.stored.revised) == (1, 0)
    server.answers["/a"] = conditional(page(STORM + NOTE), '"2"')
    time.pass_by(hours=6)
    done = one_round(store, time)
    assert (done.report.revisited, done.report.stored.revised) == (1, 1)
    assert [event.kind for event in done.events] == ["revised"]
    ((article, editions),) = store.revised_articles()
    assert editions == 2
    revision = store.revisions(article)[-1]
    assert revision.difference is not None
    assert not revision.difference.declared
    assert "cracked" in revision.article.text
    assert revision.article.outlet == "Ostvik Post"
    tags = [asked.headers.get("If-None-Match") for asked in server.requests if asked.path == "/a"]
    assert tags == [None, '"1"', '"1"']


def test_pages_are_asked_after_growing_waits_for_three_days(store: Store, server: Server) -> None:
    time = Time()
    _publish(store, server, time)
    asked = []
    for _ in range(5 * 24 * 4):
        time.pass_by(minutes=15)
        before = server.paths.count("/a")
        one_round(store, time)
        if server.paths.count("/a") > before:
            asked.append((time.moment - NOW).total_seconds() / 3600 + 2)
    assert asked == [4, 8, 16, 32, 64], "hours since publication, which was two hours before the first round"
    assert store.due_pages("2040-01-01T00:00:00+00:00") == (), "pages too old are forgotten"


def test_pages_of_a_feed_that_has_not_changed_are_asked_too(store: Store, server: Server) -> None:
    time = Time()
    _publish(store, server, time)
    server.answers["/feed"] = conditional(feed(server, "a"), '"f"')
    one_round(store, time)
    server.answers["/a"] = answer(page(STORM + NOTE))
    time.pass_by(hours=25)
    assert one_round(store, time).report.stored.revised == 1


def test_no_page_is_asked_again_where_the_user_wants_none(store: Store, server: Server) -> None:
    time = Time()
    _publish(store, server, time)
    time.pass_by(hours=5)
    (done,) = Watcher(store, fetcher(), followed_for=timedelta(0), now=time).rounds(1)
    assert done.report.revisited == 0
    assert server.paths.count("/a") == 1


def test_page_that_is_gone_for_good_is_told_once_and_left_alone(store: Store, server: Server) -> None:
    time = Time()
    _publish(store, server, time)
    server.answers["/a"] = answer(b"", 410)
    rejected = []
    for _ in range(4):
        time.pass_by(hours=12)
        rejected.append(dict(one_round(store, time).report.stored.rejected))
    assert rejected == [{"http_410": 1}, {}, {}, {}]
    assert server.paths.count("/a") == 2
    (kept,) = store.rejections()
    assert kept.reason == "http_410"
    assert "what was read of it before is kept" in kept.detail


def test_page_that_is_not_found_is_asked_once_more_then_left_alone(store: Store, server: Server) -> None:
    time = Time()
    _publish(store, server, time)
    del server.answers["/a"]
    rejected = []
    for _ in range(8):
        time.pass_by(hours=2)
        rejected.append(dict(one_round(store, time).report.stored.rejected))
    assert rejected == [{"http_404": 1}, *[{}] * 7]
    assert server.paths.count("/a") == 3
    server.answers["/feed"] = answer(feed(server, "a"))
    time.pass_by(hours=2)
    assert one_round(store, time).report.stored.rejected == {}
    assert server.paths.count("/a") == 3, "listed again, still left alone"


def test_page_that_comes_back_the_second_time_is_followed_on(store: Store, server: Server) -> None:
    time = Time()
    _publish(store, server, time)
    del server.answers["/a"]
    time.pass_by(hours=2)
    one_round(store, time)
    server.answers["/a"] = answer(page(STORM + NOTE))
    time.pass_by(hours=1)
    assert one_round(store, time).report.stored.revised == 1


def test_page_that_leads_to_the_front_page_is_no_revision(store: Store, server: Server) -> None:
    time = Time()
    _publish(store, server, time)
    server.answers["/a"] = answer(b"", 302, Location="/")
    server.answers["/"] = answer(page("Welcome to the front page of this town. " + STORM))
    time.pass_by(hours=2)
    report = one_round(store, time).report
    assert (report.stored.revised, report.stored.rejected) == (0, {"page_gone": 1})
    time.pass_by(hours=20)
    assert one_round(store, time).report.revisited == 0


def test_failing_page_is_a_rejection_once_and_tried_again(store: Store, server: Server) -> None:
    time = Time()
    server.answers = {"/feed": answer(feed(server, "a")), "/a": answer(b"", 500)}
    store.add_feeds([Feed(f"{server.base}/feed")])
    assert one_round(store, time).report.stored.rejected == {"http_500": 1}
    server.answers["/feed"] = answer(feed(server))
    time.pass_by(hours=1)
    assert one_round(store, time).report.stored.rejected == {}
    server.answers["/a"] = answer(page(STORM))
    time.pass_by(hours=1)
    assert one_round(store, time).report.stored.added == 1


def test_new_pages_go_first_and_a_host_gives_its_share_a_round(store: Store, server: Server) -> None:
    time = Time()
    names = [f"n{number}" for number in range(30)]
    server.answers = {f"/{name}": answer(page(STORM + f" Ship {name} is late.")) for name in [*names, "new"]}
    server.answers["/feed"] = answer(feed(server, *names))
    store.add_feeds([Feed(f"{server.base}/feed")])
    one_round(store, time)
    server.answers["/feed"] = answer(feed(server, "new"))
    time.pass_by(hours=3)
    first = len(server.requests)
    done = one_round(store, time)
    assert done.report.revisited == 25
    assert [path for path in server.paths[first:] if path != "/robots.txt"][:2] == ["/feed", "/new"]
    time.pass_by(minutes=15)
    assert one_round(store, time).report.revisited == 5


def test_a_host_with_many_pages_holds_up_no_other(store: Store, server: Server) -> None:
    time = Time()
    _publish(store, server, time)
    other = [FeedItem(f"http://127.0.0.3:9/{number}") for number in range(40)]
    store.follow_pages([FollowedPage(item, f"{server.base}/feed", "2031-03-18T12:00:00+00:00") for item in other])
    time.pass_by(hours=5)
    with patch("twosource.service.collecting.DUE_AT_ONCE", 10):
        one_round(store, time)
    assert server.paths.count("/a") == 2


def test_pages_of_a_feed_followed_no_more_are_left_alone(store: Store, server: Server) -> None:
    time = Time()
    _publish(store, server, time)
    store.remove_feed(f"{server.base}/feed")
    time.pass_by(hours=5)
    assert one_round(store, time).report.revisited == 0


def test_pages_go_on_when_their_feed_moves(store: Store, server: Server) -> None:
    time = Time()
    _publish(store, server, time)
    server.answers |= {"/feed": answer(b"", 301, Location="/new"), "/new": answer(feed(server))}
    time.pass_by(minutes=20)
    one_round(store, time)
    (followed,) = store.due_pages("2040-01-01T00:00:00+00:00")
    assert followed.feed == f"{server.base}/new"


def test_a_single_ingest_asks_them_when_told_to(store: Store, server: Server) -> None:
    time = Time()
    _publish(store, server, time)
    server.answers["/a"] = answer(page(STORM + NOTE))
    time.pass_by(hours=5)
    urls: list[str] = []
    assert ingest_sources(store, urls, fetcher=fetcher(), now=time).revisited == 0
    report = ingest_sources(store, urls, fetcher=fetcher(), now=time, revisit=True)
    assert (report.revisited, report.stored.revised) == (1, 1)


def test_killed_before_storing_asks_again(store: Store, server: Server) -> None:
    time = Time()
    _publish(store, server, time)
    server.answers["/a"] = conditional(page(STORM + NOTE), '"2"')
    time.pass_by(hours=5)
    with patch.object(type(store), "add_articles", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        one_round(store, time)
    assert one_round(store, time).report.stored.revised == 1


@pytest.mark.parametrize(
    ("out", "wait"),
    [
        ({"minutes": 1}, {"minutes": 30}),
        ({"hours": 1}, {"hours": 1}),
        ({"hours": 30}, {"hours": 30}),
        ({"days": 90}, {"days": 7}),
        ({"days": -2}, {"minutes": 30}),
    ],
)
def test_waits_grow_with_the_age(out: dict[str, float], wait: dict[str, float]) -> None:
    assert next_visit(NOW - timedelta(**out), FetchState(), NOW) == NOW + timedelta(**wait)


def test_waits_of_a_page_without_a_date_are_doubled() -> None:
    asked = FetchState(asked=(NOW - timedelta(hours=2)).isoformat())
    assert next_visit(None, asked, NOW) == NOW + timedelta(hours=4)
    assert next_visit(None, FetchState(), NOW) == NOW + timedelta(minutes=30)


def test_a_day_that_is_not_over_says_no_time() -> None:
    assert published_before(NOW, "2031-03-18") is None
    assert published_before(NOW, "2031-03-18", "2031-03-18T11:00:00Z") == NOW - timedelta(hours=1)
    assert published_before(NOW, "2031-03-17") == NOW - timedelta(hours=36)
    assert published_before(NOW, "2031-03-19T00:00:00Z", "soon", None) is None


def test_old_pages_and_undated_ones_asked_before_are_not_followed_anew() -> None:
    item = FeedItem("https://a.example/1", published="2031-03-15T11:00:00+00:00", content="<p>long</p>")
    days = timedelta(days=3)
    assert followed_page(item, "f", None, FetchState(), NOW, days) is None
    undated = FeedItem("https://a.example/1", content="<p>long</p>")
    found = followed_page(undated, "f", None, FetchState(), NOW, days)
    assert found is not None
    assert (found.since, found.item.content) == (NOW.isoformat(), None)
    assert followed_page(undated, "f", None, FetchState(asked=NOW.isoformat()), NOW, days) is None
    changed = FeedItem("https://a.example/1", modified="2031-03-10T09:00:00Z")
    assert followed_page(changed, "f", None, FetchState(), NOW, days) is None, "it was published before that"


def test_front_pages() -> None:
    assert leads_home("https://a.example/news/1", "https://a.example/")
    assert not leads_home("https://a.example/?p=12", "https://a.example/?p=12")
    assert not leads_home("https://a.example/news/1", "https://a.example/news/1-storm")
    assert not leads_home("https://a.example/", "https://www.a.example")


def test_refusals_name_the_page(store: Store, server: Server) -> None:
    server.answers = {"/feed": answer(feed(server, "a"))}
    store.add_feeds([Feed(f"{server.base}/feed")])
    one_round(store, Time())
    expected = Rejection(f"{server.base}/a", "http_404", "the server answers 404")
    assert store.rejections() == (expected,), "nothing was read before"
