"""Following feeds whose servers do the worst: each costs no more than its share, and the healthy one is stored."""

import socket
import struct
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import pytest

from tests.fetch.fake_clock import FakeClock
from tests.fetch.local_server import RawServer, Server, answer, send
from twosource.fetch.fetcher import Fetcher
from twosource.fetch.pacing import Pacing
from twosource.fetch.page import Limits
from twosource.model.feed import Feed
from twosource.service.watching import Watcher, WatchRound
from twosource.store.interface import Store

REPORT = (
    "The lock at Varden was shut for a third day after a gate jammed, the canal office said on Friday. Eleven barges "
    "wait above the town, two of them with grain for the mill at Hollin. The lock keeper, Ada Ruud, said that divers "
    "had found a beam under the gate. A crane is to come from Ostvik on Saturday. The mill has flour for a week, its "
    "manager said, and bread would not become scarce before then."
)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
MOST_SECONDS = 5.0


@pytest.fixture
def healthy() -> Iterator[Server]:
    running = Server("127.0.0.9")
    page = f"<html lang='en'><title>Lock stays shut</title><article><p>{REPORT}</p></article></html>".encode()
    running.answers = {"/feed": answer(_feed(f"{running.base}/report")), "/report": answer(page)}
    yield running
    running.close()


def _feed(*links: str, title: str = "Varden Gazette") -> bytes:
    items = "".join(f"<item><title>Lock stays shut</title><link>{link}</link></item>" for link in links)
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>".encode()


def _round(store: Store, *urls: str) -> WatchRound:
    limits = Limits(connect=MOST_SECONDS, read=MOST_SECONDS, total=2 * MOST_SECONDS)
    fetcher = Fetcher(allow_private=True, limits=limits, pacing=Pacing(0.0), clock=FakeClock())
    store.add_feeds([Feed(url) for url in urls])
    (done,) = Watcher(store, fetcher).rounds(1)
    return done


def _hang(server: RawServer, connection: socket.socket) -> None:
    server.over.wait(60.0)


def _reset(server: RawServer, connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 500\r\n\r\n<rss>")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _lie(server: RawServer, connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 5000\r\n\r\n" + _feed("http://127.0.0.1/x"))


def _flood(server: RawServer, connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 10737418240\r\n\r\n")
    server.stream(connection, b"x" * 65536, 163_840)


def _flood_unannounced(server: RawServer, connection: socket.socket) -> None:
    connection.sendall(HEAD + b"\r\n")
    server.stream(connection, b"x" * 65536, 163_840)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("behave", "reason"),
    [
        (_hang, "timeout"),
        (_reset, "unreachable"),
        (_lie, "broken_response"),
        (_flood, "too_large"),
        (_flood_unannounced, "too_large"),
    ],
)
def test_broken_connection_costs_its_own_feed_alone(
    store: Store, healthy: Server, behave: Callable[[RawServer, socket.socket], None], reason: str
) -> None:
    broken = RawServer(behave, "127.0.0.2")
    try:
        done = _round(store, f"{broken.base}/feed", f"{healthy.base}/feed")
    finally:
        broken.close()
    assert done.report.stored.added == 1
    assert done.report.stored.rejected == {reason: 1}
    failures = {record.feed.url: record.state.failures for record in done.feeds}
    assert failures == {f"{broken.base}/feed": 1, f"{healthy.base}/feed": 0}
    assert broken.sent < 64 * 2**20, "of ten gigabytes"


ENTITY_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa">'
    + "".join(f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><rss version='2.0'><channel><title>&i;</title><item><title>&i;</title>"
    "<link>http://127.0.0.2/none</link></item></channel></rss>"
).encode()


@pytest.mark.parametrize(
    "body",
    [
        b"<rss><channel><item><title>no end",
        b"\x00\xff\xfe" + bytes(range(256)) * 40,
        b"",
        b"<html><title>Log in</title></html>",
        ENTITY_BOMB,
        b"<rss version='2.0'><channel>" + b"<a>" * 200_000,
    ],
    ids=["cut", "garbage", "empty", "page", "entities", "deep"],
)
def test_what_is_no_feed_costs_its_own_feed_alone(store: Store, healthy: Server, body: bytes) -> None:
    broken = Server("127.0.0.2")
    broken.answers = {"/feed": answer(body, Content_Type="application/rss+xml")}
    started = time.process_time()
    try:
        done = _round(store, f"{broken.base}/feed", f"{healthy.base}/feed")
    finally:
        broken.close()
    assert done.report.stored.added == 1
    assert time.process_time() - started < 5.0, "seconds of the processor"


def test_redirects_for_ever_end(store: Store, healthy: Server) -> None:
    def onward(handler: BaseHTTPRequestHandler) -> None:
        send(handler, b"", 302, Location=f"{handler.path}x")

    broken = Server("127.0.0.2")
    broken.answers = {"/feed" + "x" * number: onward for number in range(100)}
    try:
        done = _round(store, f"{broken.base}/feed", f"{healthy.base}/feed")
    finally:
        broken.close()
    assert done.report.stored.rejected == {"redirect_loop": 1}
    assert done.report.stored.added == 1
    assert len(broken.paths) < 10


def test_feed_of_a_hundred_thousand_items_is_taken_in_parts(store: Store, healthy: Server) -> None:
    broken = Server("127.0.0.2")
    broken.answers = {"/feed": answer(_feed(*(f"{broken.base}/{number}" for number in range(100_000))))}
    try:
        done = _round(store, f"{broken.base}/feed", f"{healthy.base}/feed")
    finally:
        broken.close()
    assert done.report.stored.added == 1
    assert len(broken.paths) <= 52, "robots.txt, the feed, and the pages of one round"
    assert done.report.left > 1_000
    assert done.report.stored.rejected["too_many_items"] == 1


def test_page_with_an_endless_title_is_stored_with_a_short_one(store: Store, healthy: Server) -> None:
    broken = Server("127.0.0.2")
    page = f"<html lang='en'><title>{'Lock ' * 2**20}</title><article><p>{REPORT}</p></article></html>".encode()
    broken.answers = {"/feed": answer(_feed(f"{broken.base}/long")), "/long": answer(page)}
    try:
        done = _round(store, f"{broken.base}/feed", f"{healthy.base}/feed")
    finally:
        broken.close()
    assert done.report.stored.added == 2
    titles = [hit.title or "" for hit in store.search("lock").hits]
    assert len(titles) == 2
    assert max(map(len, titles)) <= 2_000
