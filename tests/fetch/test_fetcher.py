"""A fetcher against servers on this machine, with a clock that does not wait."""

import gzip
import time
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler

import pytest

import twosource.fetch.addresses as addresses
from tests.fetch.fake_clock import FakeClock
from tests.fetch.local_server import PAGE, Server, answer, send
from twosource.fetch.exchange import USER_AGENT, user_agent
from twosource.fetch.fetcher import Fetcher
from twosource.fetch.page import FetchedPage, FetchOutcome, Limits, NotModified, PageRequest
from twosource.model.article import Rejection
from twosource.model.feed import FetchState

QUICK = Limits(connect=2, read=0.4, total=2, bytes=100_000)
BOOK = "User-agent: *\nDisallow: /private\nCrawl-delay: 5\n"


@pytest.fixture
def fetcher(clock: FakeClock) -> Fetcher:
    return Fetcher(contact="https://desk.example/bot", allow_private=True, limits=QUICK, clock=clock)


def reason(outcome: FetchOutcome) -> str:
    assert isinstance(outcome.result, Rejection), outcome.result
    assert outcome.result.document == outcome.request.url
    assert outcome.state.refusal == f"{outcome.result.reason}: {outcome.result.detail}"
    assert outcome.state.due is not None
    return outcome.result.reason


def ask(fetcher: Fetcher, url: str, state: FetchState | None = None) -> FetchOutcome:
    return fetcher.fetch(PageRequest(url, state or FetchState()))


def seconds_until_due(state: FetchState, clock: FakeClock) -> float:
    return (datetime.fromisoformat(state.due or "") - clock.now()).total_seconds()


def test_every_request_names_who_asks_and_nothing_more(server: Server, fetcher: Fetcher) -> None:
    server.answers["/a"] = answer(b"", 302, Location="/b", Set_Cookie="id=1; Path=/")
    server.answers["/b"] = answer(Set_Cookie="id=2")
    ask(fetcher, server.base + "/a")
    ask(fetcher, server.base + "/b")
    assert server.paths == ["/robots.txt", "/a", "/b", "/b"]
    for asked in server.requests:
        assert asked.headers["User-Agent"] == f"{USER_AGENT} (+https://desk.example/bot)"
        assert asked.headers["Accept-Encoding"] == "gzip, deflate"
        assert not {"Cookie", "Authorization", "Referer"} & asked.headers.keys()


@pytest.mark.parametrize("contact", ["", " ", "a\r\nb", "ü@post.example", "a (b)", "\x7f"])
def test_contacts_that_cannot_stand_in_a_header(contact: str) -> None:
    with pytest.raises(ValueError, match="contact"):
        user_agent(contact)


def test_proxies_of_the_environment_are_not_used(
    server: Server, other: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, other.base)
    server.answers["/a"] = send
    assert isinstance(ask(fetcher, server.base + "/a").result, FetchedPage)
    assert other.paths == []


def test_requests_at_one_host_are_paced(server: Server, fetcher: Fetcher, clock: FakeClock) -> None:
    server.answers |= {"/a": send, "/b": answer(b"", 302, Location="/a")}
    ask(fetcher, server.base + "/a")
    ask(fetcher, server.base + "/b")
    assert server.paths == ["/robots.txt", "/a", "/b", "/a"]
    assert clock.waits == [1.0, 1.0, 1.0]


def test_crawl_delay_is_honoured(server: Server, fetcher: Fetcher, clock: FakeClock) -> None:
    server.answers |= {"/robots.txt": answer(BOOK.encode()), "/a": send}
    ask(fetcher, server.base + "/a")
    ask(fetcher, server.base + "/a")
    assert clock.waits == [1.0, 5.0]


def test_robots_are_asked_for_once_until_they_expire(server: Server, fetcher: Fetcher, clock: FakeClock) -> None:
    server.answers |= {"/robots.txt": answer(BOOK.encode(), Cache_Control="max-age=7200"), "/a": send}
    for _ in range(3):
        ask(fetcher, server.base + "/a")
    assert reason(ask(fetcher, server.base + "/private")) == "robots_disallowed"
    assert server.paths == ["/robots.txt", "/a", "/a", "/a"]
    clock.seconds += 7200
    server.answers["/robots.txt"] = answer(b"User-agent: *\nDisallow: /a")
    assert reason(ask(fetcher, server.base + "/a")) == "robots_disallowed"
    assert server.paths[4:] == ["/robots.txt"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_robots_that_are_not_there_allow_all(server: Server, fetcher: Fetcher, status: int) -> None:
    server.answers |= {"/robots.txt": answer(b"User-agent: *\nDisallow: /", status), "/a": send}
    assert isinstance(ask(fetcher, server.base + "/a").result, FetchedPage)


@pytest.mark.parametrize("status", [500, 502, 504])
def test_robots_that_fail_close_the_site_for_a_while(
    server: Server, fetcher: Fetcher, clock: FakeClock, status: int
) -> None:
    server.answers |= {"/robots.txt": answer(b"", status), "/a": send}
    assert reason(ask(fetcher, server.base + "/a")) == "robots_disallowed"
    assert reason(ask(fetcher, server.base + "/a")) == "robots_disallowed"
    assert server.paths == ["/robots.txt"]
    server.answers["/robots.txt"] = answer(b"")
    clock.seconds += 301
    assert isinstance(ask(fetcher, server.base + "/a").result, FetchedPage)


def test_robots_that_hang_or_break_off_close_the_site(server: Server, fetcher: Fetcher) -> None:
    server.answers |= {"/robots.txt": answer(b"User-agent: *", Content_Length="500"), "/a": send}
    outcome = ask(fetcher, server.base + "/a")
    assert reason(outcome) == "broken_response"
    assert "robots.txt" in (outcome.state.refusal or "")
    assert "/a" not in server.paths


def test_robots_behind_redirects(server: Server, other: Server, fetcher: Fetcher) -> None:
    server.answers |= {"/robots.txt": answer(b"", 301, Location="/r"), "/a": send, "/b": send}
    server.answers["/r"] = answer(b"", 302, Location=other.base + "/rules")
    other.answers["/rules"] = answer(b"User-agent: *\nDisallow: /a")
    assert reason(ask(fetcher, server.base + "/a")) == "robots_disallowed"
    assert isinstance(ask(fetcher, server.base + "/b").result, FetchedPage)
    assert (server.paths, other.paths) == (["/robots.txt", "/r", "/b"], ["/rules"])


def test_robots_that_lead_on_for_ever_count_as_missing(server: Server, fetcher: Fetcher) -> None:
    server.answers |= {"/robots.txt": answer(b"", 301, Location="/robots.txt"), "/a": send}
    assert isinstance(ask(fetcher, server.base + "/a").result, FetchedPage)
    assert server.paths.count("/robots.txt") == QUICK.redirects + 1


def test_a_page_that_has_not_changed_is_not_sent_again(server: Server, fetcher: Fetcher) -> None:
    def unless_known(handler: BaseHTTPRequestHandler) -> None:
        known = handler.headers.get("If-None-Match") == '"v1"'
        send(handler, b"" if known else PAGE.encode(), 304 if known else 200, ETag='"v1"', Last_Modified="then")

    server.answers["/a"] = unless_known
    first = ask(fetcher, server.base + "/a")
    assert isinstance(first.result, FetchedPage)
    assert (first.state.etag, first.state.last_modified) == ('"v1"', "then")
    second = ask(fetcher, server.base + "/a", first.state)
    assert second.result == NotModified(server.base + "/a")
    assert (second.state.etag, second.state.last_modified, second.state.failures) == ('"v1"', "then", 0)
    assert server.requests[-1].headers["If-Modified-Since"] == "then"
    assert "If-None-Match" not in server.requests[-2].headers
    assert "If-None-Match" not in server.requests[0].headers


def test_not_modified_keeps_or_replaces_validators(server: Server, fetcher: Fetcher) -> None:
    before = FetchState(etag='"v1"', last_modified="then", failures=4, refusal="x: y")
    server.answers["/a"] = answer(b"", 304, Content_Length="")
    assert (state := ask(fetcher, server.base + "/a", before).state).etag == '"v1"'
    assert (state.last_modified, state.failures, state.refusal, state.due) == ("then", 0, None, None)
    server.answers["/a"] = answer(b"", 304, Content_Length="", ETag='"v2"', Cache_Control="max-age=900")
    state = ask(fetcher, server.base + "/a", before).state
    assert (state.etag, state.last_modified) == ('"v2"', "then")
    assert state.due is not None


def test_not_modified_that_was_not_asked_for(server: Server, fetcher: Fetcher) -> None:
    server.answers["/a"] = answer(b"", 304, Content_Length="")
    assert reason(ask(fetcher, server.base + "/a")) == "broken_response"


def test_a_changed_page_drops_the_old_validators(server: Server, fetcher: Fetcher) -> None:
    server.answers["/a"] = send
    state = ask(fetcher, server.base + "/a", FetchState(etag='"v1"', last_modified="then")).state
    assert (state.etag, state.last_modified) == (None, None)


def test_validators_that_would_break_the_request_break_nothing(server: Server, fetcher: Fetcher) -> None:
    server.answers["/a"] = send
    for etag in ('"ü"', '"a\r\nX-Y: z"', '"\ud800"', "\0"):
        outcome = ask(fetcher, server.base + "/a", FetchState(etag=etag))
        assert isinstance(outcome.result, FetchedPage)
    assert not any({"X-Y", "If-None-Match"} & asked.headers.keys() for asked in server.requests)


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_time_gets_it(server: Server, fetcher: Fetcher, clock: FakeClock, status: int) -> None:
    server.answers |= {"/a": answer(b"", status, Retry_After="120"), "/b": send}
    first = ask(fetcher, server.base + "/a", FetchState(etag='"v1"'))
    assert reason(first) == f"http_{status}"
    assert (first.state.failures, first.state.etag) == (1, '"v1"')
    assert first.state.due == "2026-11-22T09:02:01+00:00"
    resting = ask(fetcher, server.base + "/b", FetchState(failures=2))
    assert reason(resting) == "host_resting"
    assert (resting.state.failures, resting.state.due) == (2, first.state.due)
    assert "/b" not in server.paths
    clock.seconds += 120
    assert isinstance(ask(fetcher, server.base + "/b").result, FetchedPage)


def test_retry_after_as_a_date(server: Server, fetcher: Fetcher) -> None:
    server.answers["/a"] = answer(b"", 429, Retry_After="Sun, 22 Nov 2026 09:30:00 GMT")
    assert ask(fetcher, server.base + "/a").state.due == "2026-11-22T09:30:00+00:00"


def test_a_short_rest_is_waited_out(server: Server, fetcher: Fetcher, clock: FakeClock) -> None:
    server.answers |= {"/a": answer(b"", 503, Retry_After="4"), "/b": send}
    ask(fetcher, server.base + "/a")
    assert isinstance(ask(fetcher, server.base + "/b").result, FetchedPage)
    assert clock.waits == [1.0, 4.0]


def test_one_unavailable_page_does_not_close_its_host_for_a_day(
    server: Server, fetcher: Fetcher, clock: FakeClock
) -> None:
    server.answers |= {"/a": answer(b"", 503, Retry_After="86400"), "/b": send}
    assert ask(fetcher, server.base + "/a").state.due == "2026-11-23T09:00:01+00:00"
    clock.seconds += 1800
    assert isinstance(ask(fetcher, server.base + "/b").result, FetchedPage)


def test_a_slow_host_cannot_get_another_one_blamed(server: Server, other: Server, clock: FakeClock) -> None:
    def late(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.5)
        send(handler, b"", 302, Location=other.base + "/b")

    def thoughtful(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(0.3)
        send(handler, b"User-agent: *\nAllow: /")

    server.answers["/a"] = late
    other.answers |= {"/robots.txt": thoughtful, "/b": send}
    limits = Limits(connect=2, read=0.6, total=0.7)
    fetcher = Fetcher(allow_private=True, limits=limits, clock=clock)
    assert reason(ask(fetcher, server.base + "/a")) == "timeout"
    assert isinstance(ask(fetcher, other.base + "/b").result, FetchedPage)


def test_repeated_failures_are_asked_less_and_less(server: Server, fetcher: Fetcher, clock: FakeClock) -> None:
    server.answers["/a"] = answer(b"", 500)
    state = FetchState()
    waits = []
    for failures in range(1, 5):
        outcome = ask(fetcher, server.base + "/a", state)
        state = outcome.state
        assert reason(outcome) == "http_500"
        assert state.failures == failures
        waits.append(seconds_until_due(state, clock))
    assert waits == [60, 120, 240, 480]
    server.answers["/a"] = send
    state = ask(fetcher, server.base + "/a", state).state
    assert (state.failures, state.refusal, state.due) == (0, None, None)


def test_a_page_that_is_gone_is_told_apart(server: Server, fetcher: Fetcher) -> None:
    server.answers |= {"/gone": answer(b"", 410), "/lost": answer(b"", 404)}
    gone, lost = ask(fetcher, server.base + "/gone"), ask(fetcher, server.base + "/lost")
    assert (reason(gone), gone.gone, reason(lost), lost.gone) == ("http_410", True, "http_404", False)


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [((301,), 1), ((308,), 1), ((301, 308), 2), ((301, 302), 1), ((302,), 0), ((307, 301), 0), ((303, 308), 0)],
)
def test_moves_for_good_are_reported(server: Server, fetcher: Fetcher, statuses: tuple[int, ...], moved: int) -> None:
    for step, status in enumerate(statuses):
        server.answers[f"/{step}"] = answer(b"", status, Location=f"/{step + 1}")
    server.answers[f"/{len(statuses)}"] = send
    outcome = ask(fetcher, server.base + "/0")
    assert isinstance(outcome.result, FetchedPage)
    assert outcome.result.url == f"{server.base}/{len(statuses)}"
    assert outcome.moved_to == (f"{server.base}/{moved}" if moved else None)


def test_a_move_to_nothing_is_not_reported(server: Server, fetcher: Fetcher) -> None:
    server.answers["/a"] = answer(b"", 301, Location="/nothing")
    outcome = ask(fetcher, server.base + "/a")
    assert (reason(outcome), outcome.moved_to) == ("http_404", None)


def test_redirects_do_not_bring_passwords(server: Server, fetcher: Fetcher) -> None:
    server.answers["/a"] = answer(b"", 302, Location=f"http://user:secret@{server.host}/b")
    server.answers["/b"] = send
    assert ask(fetcher, server.base + "/a").result == FetchedPage(
        server.base + "/b", PAGE.encode(), "text/html; charset=utf-8"
    )
    assert "Authorization" not in server.requests[-1].headers


@pytest.mark.parametrize(
    ("media_type", "page", "feed"),
    [
        ("application/rss+xml", True, True),
        ("application/atom+xml; charset=utf-8", True, True),
        ("application/feed+json", True, True),
        ("application/rdf+xml", True, True),
        ("application/octet-stream", False, True),
        ("application/gzip", False, True),
        ("image/png", False, False),
        ("application/pdf", False, False),
    ],
)
def test_media_types(server: Server, fetcher: Fetcher, media_type: str, page: bool, feed: bool) -> None:
    server.answers["/a"] = answer(Content_Type=media_type)
    as_page = fetcher.fetch(PageRequest(server.base + "/a"))
    as_feed = fetcher.fetch(PageRequest(server.base + "/a", wants="feed"))
    assert isinstance(as_page.result, FetchedPage) is page
    assert isinstance(as_feed.result, FetchedPage) is feed


def test_packed_sitemaps(server: Server, fetcher: Fetcher) -> None:
    server.answers["/map.gz"] = answer(gzip.compress(b"<urlset/>"), Content_Type="application/x-gzip")
    outcome = fetcher.fetch(PageRequest(server.base + "/map.gz", wants="feed"))
    assert isinstance(outcome.result, FetchedPage)
    assert outcome.result.content == b"<urlset/>"
    server.answers["/bomb.gz"] = answer(gzip.compress(b"\0" * 50_000_000), Content_Type="application/x-gzip")
    assert reason(fetcher.fetch(PageRequest(server.base + "/bomb.gz", wants="feed"))) == "too_large"


@pytest.fixture
def public_first(monkeypatch: pytest.MonkeyPatch) -> Callable[[Server], None]:
    """Makes one server count as public; every other address stays what it is."""

    def count(server: Server) -> None:
        host = server.host.split(":")[0]
        real = addresses.is_public
        monkeypatch.setattr(addresses, "is_public", lambda address: address == host or real(address))

    return count


@pytest.mark.parametrize("path", ["/a", "/robots.txt"])
def test_private_addresses_are_refused_behind_every_redirect(
    server: Server, other: Server, clock: FakeClock, public_first: Callable[[Server], None], path: str
) -> None:
    public_first(server)
    fetcher = Fetcher(limits=QUICK, clock=clock)
    server.answers["/a"] = send
    assert isinstance(ask(fetcher, server.base + "/a").result, FetchedPage)
    server.answers[path] = answer(b"", 302, Location=other.base + path)
    other.answers[path] = send
    fetcher = Fetcher(limits=QUICK, clock=clock)
    assert reason(ask(fetcher, server.base + "/a")) == "refused_address"
    assert other.paths == []


@pytest.mark.parametrize(
    "url", ["", "ferry", "ftp://post.example/", "http://", "http://[::1", "http://x/" + "a" * 9000]
)
def test_what_is_no_address_is_refused_without_asking(fetcher: Fetcher, url: str) -> None:
    assert reason(ask(fetcher, url)) == "bad_url"


def test_the_same_answers_give_the_same_outcome(server: Server) -> None:
    server.answers |= {"/a": answer(ETag='"v"'), "/robots.txt": answer(BOOK.encode())}
    outcomes = [ask(Fetcher(allow_private=True, clock=FakeClock()), server.base + "/a") for _ in range(2)]
    assert outcomes[0] == outcomes[1]
