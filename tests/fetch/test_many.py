"""Many pages from several hosts at once."""

import threading
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from tests.fetch.fake_clock import FakeClock
from tests.fetch.local_server import Answer, RawServer, Server, answer, send
from twosource.fetch import many
from twosource.fetch.fetcher import Fetcher
from twosource.fetch.many import fetch_all
from twosource.fetch.pacing import Pacing
from twosource.fetch.page import FetchedPage, FetchOutcome, Limits, PageRequest
from twosource.model.article import Rejection

SLOW = Limits(connect=5, read=2.5, total=5, bytes=100_000)


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(allow_private=True, limits=SLOW, pacing=Pacing(pause=0.02))


@pytest.fixture
def hanging() -> Iterator[Callable[[], str]]:
    """Starts a host that takes requests and never answers them."""
    servers: list[RawServer] = []

    def start() -> str:
        servers.append(RawServer(lambda server, _: server.over.wait(30)))
        return servers[-1].base

    yield start
    for server in servers:
        server.close()


def requests(base: str, count: int) -> list[PageRequest]:
    return [PageRequest(f"{base}/{number}") for number in range(count)]


def pages(outcomes: list[FetchOutcome]) -> list[str]:
    return [outcome.request.url for outcome in outcomes if isinstance(outcome.result, FetchedPage)]


def answer_all(server: Server, count: int, with_: Answer = send) -> None:
    server.answers |= {f"/{number}": with_ for number in range(count)}


def test_nothing_to_fetch() -> None:
    assert list(fetch_all([])) == []


def test_every_request_has_one_outcome(server: Server, other: Server, fetcher: Fetcher) -> None:
    answer_all(server, 12)
    asked = [*requests(server.base, 15), *requests(other.base, 3), PageRequest("ferry"), PageRequest("ferry")]
    outcomes = list(fetch_all(iter(asked), fetcher=fetcher))
    assert sorted(outcome.request.url for outcome in outcomes) == sorted(request.url for request in asked)
    assert sorted(pages(outcomes)) == sorted(request.url for request in asked[:12])


def test_one_hosts_pages_are_asked_in_turn(server: Server, fetcher: Fetcher) -> None:
    inside = 0
    most = 0
    times: list[float] = []

    def slow(handler: object) -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        times.append(time.monotonic())
        time.sleep(0.03)
        inside -= 1
        send(handler)  # type: ignore[arg-type]

    answer_all(server, 8, slow)
    assert len(list(fetch_all(requests(server.base, 8), fetcher=fetcher))) == 8
    assert most == 1
    assert server.paths == ["/robots.txt", *(f"/{number}" for number in range(8))]
    assert min(after - before for before, after in pairwise(times)) >= 0.05


def test_pauses_come_from_the_clock(server: Server, other: Server, clock: FakeClock) -> None:
    rules = b"User-agent: *\nCrawl-delay: 30"
    server.answers["/robots.txt"] = answer(rules)
    answer_all(server, 5)
    answer_all(other, 5)
    began = time.monotonic()
    fetcher = Fetcher(allow_private=True, limits=SLOW, clock=clock)
    outcomes = list(fetch_all([*requests(server.base, 5), *requests(other.base, 5)], fetcher=fetcher))
    assert len(pages(outcomes)) == 10
    assert clock.seconds >= 1 + 4 * 30
    assert time.monotonic() - began < 5


def test_a_host_that_hangs_delays_no_other(server: Server, fetcher: Fetcher, hanging: Callable[[], str]) -> None:
    answer_all(server, 10)
    bad = hanging()
    asked = [*requests(bad, 1), *requests(server.base, 10)]
    outcomes = list(fetch_all(asked, fetcher=fetcher, workers=2))
    assert pages(outcomes) == [outcome.request.url for outcome in outcomes[:10]] == [page.url for page in asked[1:]]
    assert isinstance(outcomes[10].result, Rejection)
    assert outcomes[10].result.reason == "timeout"


def test_more_hanging_hosts_than_workers(
    server: Server, fetcher: Fetcher, hanging: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "_SLOW_SECONDS", 0.1)
    monkeypatch.setattr(many, "_LOOK_SECONDS", 0.02)
    answer_all(server, 3)
    bad = [request for _ in range(4) for request in requests(hanging(), 1)]
    outcomes = list(fetch_all([*bad, *requests(server.base, 3)], fetcher=fetcher, workers=2))
    assert pages(outcomes[:3]) == [request.url for request in requests(server.base, 3)]
    assert len(outcomes) == 7


def test_a_dead_host_is_not_asked_for_every_page(hanging: Callable[[], str]) -> None:
    fetcher = Fetcher(allow_private=True, limits=Limits(read=0.4), pacing=Pacing(pause=0))
    outcomes = list(fetch_all(requests(hanging(), 30), fetcher=fetcher))
    reasons = [outcome.result.reason for outcome in outcomes if isinstance(outcome.result, Rejection)]
    assert reasons == ["timeout", "timeout", *["host_resting"] * 28]


def test_redirects_between_hosts_take_both_turns(server: Server, other: Server, fetcher: Fetcher) -> None:
    for number in range(6):
        server.answers |= {f"/{number}": answer(b"", 302, Location=f"{other.base}/to{number}"), f"/to{number}": send}
        other.answers |= {f"/{number}": answer(b"", 302, Location=f"{server.base}/to{number}"), f"/to{number}": send}
    asked = [
        request for pair in zip(requests(server.base, 6), requests(other.base, 6), strict=True) for request in pair
    ]
    assert len(pages(list(fetch_all(asked, fetcher=fetcher)))) == 12
    assert server.paths.count("/robots.txt") == other.paths.count("/robots.txt") == 1


def test_closing_stops_promptly(server: Server, fetcher: Fetcher, hanging: Callable[[], str]) -> None:
    answer_all(server, 50)
    asked = [*requests(hanging(), 5), *requests(hanging(), 5), *requests(server.base, 50)]
    before = threading.active_count()
    outcomes = fetch_all(asked, fetcher=fetcher)
    first = next(outcomes)
    assert isinstance(first.result, FetchedPage)
    began = time.monotonic()
    outcomes.close()
    assert time.monotonic() - began < 2
    asked_for = len(server.paths)
    time.sleep(0.1)
    assert len(server.paths) == asked_for < 50
    assert not [thread for thread in threading.enumerate() if thread.name == "fetch"]
    assert threading.active_count() <= before + 4


def test_requests_are_read_as_the_work_goes_on(
    server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "_MOST_WAITING", 5)
    answer_all(server, 1)
    read = 0

    def endless() -> Iterator[PageRequest]:
        nonlocal read
        while True:
            read += 1
            yield PageRequest(server.base + "/0")

    outcomes = fetch_all(endless(), fetcher=fetcher)
    for taken in range(1, 20):
        assert isinstance(next(outcomes).result, FetchedPage)
        assert read <= taken + 5
    outcomes.close()


def test_requests_can_depend_on_outcomes(server: Server, fetcher: Fetcher, hanging: Callable[[], str]) -> None:
    """Each page leads to two more, while another host hangs."""
    answer_all(server, 15)
    found = [PageRequest(hanging() + "/0"), PageRequest(server.base + "/0")]

    def wanted() -> Iterator[PageRequest | None]:
        while True:
            yield found.pop(0) if found else None

    outcomes = []
    for outcome in fetch_all(wanted(), fetcher=fetcher):
        outcomes.append(outcome)
        if isinstance(outcome.result, FetchedPage):
            number = int(outcome.request.url.rsplit("/")[-1])
            found += [PageRequest(f"{server.base}/{child}") for child in (2 * number + 1, 2 * number + 2) if child < 15]
    assert pages(outcomes) == [f"{server.base}/{number}" for number in range(15)]
    assert isinstance(outcomes[-1].result, Rejection)


def test_no_request_at_all_for_now_and_for_ever() -> None:
    assert list(fetch_all([None, PageRequest("ferry")])) == []
    assert len(list(fetch_all([PageRequest("ferry"), None, None, PageRequest("ferry")]))) == 1


def test_pages_nobody_takes_are_not_piled_up(
    server: Server, other: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "_MOST_UNREAD_BYTES", 150_000)
    body = answer(b"x" * 90_000)
    answer_all(server, 20, body)
    answer_all(other, 20, body)
    outcomes = fetch_all([*requests(server.base, 20), *requests(other.base, 20)], fetcher=fetcher)
    next(outcomes)
    time.sleep(0.4)
    assert len(server.paths) + len(other.paths) <= 8
    assert len(pages(list(outcomes))) == 39


def test_an_error_of_the_callers_own_comes_through(server: Server, fetcher: Fetcher) -> None:
    def broken() -> Iterator[PageRequest]:
        yield PageRequest(server.base + "/0")
        raise LookupError("no more")

    with pytest.raises(LookupError):
        list(fetch_all(broken(), fetcher=fetcher))


def test_an_error_of_ours_does_not_hang(server: Server, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("a mistake")

    monkeypatch.setattr("twosource.fetch.visit.parse_retry_after", fail)
    with pytest.raises(AssertionError, match="a mistake"):
        list(fetch_all(requests(server.base, 3), fetcher=fetcher))


def test_a_fetcher_shared_by_two_runs_asks_in_turn(server: Server, fetcher: Fetcher) -> None:
    inside = 0
    most = 0

    def slow(handler: object) -> None:
        nonlocal inside, most
        inside += 1
        most = max(most, inside)
        time.sleep(0.02)
        inside -= 1
        send(handler)  # type: ignore[arg-type]

    answer_all(server, 6, slow)
    found: list[FetchOutcome] = []
    threads = [
        threading.Thread(target=lambda: found.extend(fetch_all(requests(server.base, 6), fetcher=fetcher)))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert (len(pages(found)), most) == (18, 1)
