"""Servers that do what no server should: each ends in a clear refusal, soon and within bounds."""

import gzip
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from tests.fetch.local_server import PAGE, RawServer
from twosource.fetch.fetcher import Fetcher
from twosource.fetch.pacing import Pacing
from twosource.fetch.page import FetchedPage, Limits, PageRequest
from twosource.model.article import Rejection

LIMIT = 200_000
SOON = 6
"""Seconds a test grants a busy machine; servers that hang do so for 20."""
PATIENT = Limits(connect=5, read=5, total=30, bytes=LIMIT)
QUICK = Limits(connect=2, read=0.4, total=1.5, bytes=LIMIT)
BUFFERS = 8 * 2**20
"""What the two sockets and the reads between them may hold beyond the limit."""
Behaviour = Callable[[RawServer, socket.socket], None]
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
GIGABYTE_PART = b"x" * 2**16
GZIP_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\0\xff"
EMPTY_BLOCK = b"\0\0\0\xff\xff"
"""Of deflate: five bytes that unpack to nothing."""


@pytest.fixture
def serve() -> Iterator[Callable[[Behaviour], RawServer]]:
    servers: list[RawServer] = []

    def start(behave: Behaviour) -> RawServer:
        servers.append(RawServer(behave))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


def fetch(url: str, limits: Limits = QUICK) -> tuple[FetchedPage | Rejection, float]:
    """The result and the seconds it took."""
    fetcher = Fetcher(allow_private=True, limits=limits, pacing=Pacing(pause=0))
    began = time.monotonic()
    result = fetcher.fetch(PageRequest(url + "/a")).result
    assert isinstance(result, FetchedPage | Rejection)
    return result, time.monotonic() - began


def reason(url: str, limits: Limits = QUICK) -> str:
    result, seconds = fetch(url, limits)
    assert isinstance(result, Rejection), result
    assert result.detail
    assert "Traceback" not in result.detail
    assert seconds < SOON
    return result.reason


def hang(server: RawServer, connection: socket.socket) -> None:
    server.over.wait(20)


def hang_in_the_head(server: RawServer, connection: socket.socket) -> None:
    connection.sendall(OK + b"X-Slow: ")
    hang(server, connection)


def hang_in_the_body(server: RawServer, connection: socket.socket) -> None:
    connection.sendall(OK + b"Content-Length: 500\r\n\r\n<p>The board")
    hang(server, connection)


def drip(server: RawServer, connection: socket.socket) -> None:
    connection.sendall(OK + b"\r\n")
    while not server.over.wait(0.1):
        connection.sendall(b"x")


@pytest.mark.parametrize("behave", [hang, hang_in_the_head, hang_in_the_body, drip])
def test_servers_that_take_too_long(serve: Callable[[Behaviour], RawServer], behave: Behaviour) -> None:
    assert reason(serve(behave).base) == "timeout"


def reset(server: RawServer, connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def reset_in_the_body(server: RawServer, connection: socket.socket) -> None:
    connection.sendall(OK + b"Content-Length: 500\r\n\r\n<p>The board")
    time.sleep(0.05)
    reset(server, connection)


@pytest.mark.parametrize("behave", [reset, reset_in_the_body])
def test_servers_that_reset(serve: Callable[[Behaviour], RawServer], behave: Behaviour) -> None:
    assert reason(serve(behave).base) == "unreachable"


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\r\n\r\n",
        b"SSH-2.0-server\r\n\r\n",
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 999999 What\r\n\r\n",
        b"HTTP/1.1 -200 OK\r\n\r\n",
        b"<html>The board met.</html>",
        b"\x16\x03\x01\x02\x00" + bytes(range(256)),
        OK + b"No colon in here\r\n\r\n",
        OK + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n<p>abc",
        OK + b"Content-Length: -5\r\n\r\n<p>abc",
        OK + b"Content-Length: five\r\n\r\n<p>abc",
        OK + b"Content-Length: 5000\r\n\r\n<p>abc",
        OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n<p>abc\r\n0\r\n\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n6\r\n<p>abc\r\n",
        OK + b"Transfer-Encoding: gzip\r\n\r\n<p>abc",
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: http://post.example:99999999/\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: /" + b"a" * 9000 + b"\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n",
    ],
)
def test_answers_that_are_none(serve: Callable[[Behaviour], RawServer], answer: bytes) -> None:
    server = serve(lambda _, connection: connection.sendall(answer))
    assert reason(server.base) in ("broken_response", "unreachable", "http_101")


def test_more_than_was_announced_is_not_read(serve: Callable[[Behaviour], RawServer]) -> None:
    server = serve(lambda _, connection: connection.sendall(OK + b"Content-Length: 5\r\n\r\n<p>abcdefgh"))
    result, _ = fetch(server.base)
    assert result == FetchedPage(server.base + "/a", b"<p>ab", "text/html")


def test_a_wrong_character_set_is_passed_on(serve: Callable[[Behaviour], RawServer]) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\xff-klingon; charset=utf-16\r\n\r\n"
    server = serve(lambda _, connection: connection.sendall(head + PAGE.encode()))
    result, _ = fetch(server.base)
    assert isinstance(result, FetchedPage)
    assert result.content == PAGE.encode()
    assert result.media_type is not None
    assert "klingon" in result.media_type


def ten_gigabytes(head: bytes, part: bytes) -> Behaviour:
    def behave(server: RawServer, connection: socket.socket) -> None:
        connection.sendall(head)
        server.stream(connection, part, 10 * 2**30 // len(part))

    return behave


@pytest.mark.parametrize(
    ("head", "part"),
    [
        (OK + b"\r\n", GIGABYTE_PART),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + GIGABYTE_PART + b"\r\n"),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 10_000),
        (OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"\0" * 2**24)),
        (OK + b"Content-Encoding: gzip\r\n\r\n", gzip.compress(b"")),
        (OK + b"Content-Encoding: gzip\r\n\r\n" + GZIP_HEAD, EMPTY_BLOCK * 10_000),
        (OK + b"X-Endless: ", GIGABYTE_PART),
        (OK, b"X-Endless: x\r\n" * 1000),
        (b"HTTP/1.1 ", GIGABYTE_PART),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000),
        (b"", b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 1000),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n5;x=", GIGABYTE_PART),
        (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X-Endless: x\r\n" * 1000),
    ],
)
def test_ten_gigabytes(serve: Callable[[Behaviour], RawServer], head: bytes, part: bytes) -> None:
    server = serve(ten_gigabytes(head, part))
    assert reason(server.base, PATIENT) in ("too_large", "broken_response")
    server.over.set()
    assert server.sent <= LIMIT + 2**20 + BUFFERS


def test_ten_gigabytes_announced_are_not_read_at_all(serve: Callable[[Behaviour], RawServer]) -> None:
    server = serve(ten_gigabytes(OK + b"Content-Length: 10737418240\r\n\r\n", GIGABYTE_PART))
    assert reason(server.base) == "too_large"
    assert server.sent <= BUFFERS


def test_the_body_of_a_refused_answer_is_not_read(serve: Callable[[Behaviour], RawServer]) -> None:
    server = serve(ten_gigabytes(b"HTTP/1.1 404 Not Found\r\n\r\n", GIGABYTE_PART))
    assert reason(server.base) == "http_404"
    assert server.sent <= BUFFERS


def test_redirects_without_end(serve: Callable[[Behaviour], RawServer]) -> None:
    steps = iter(range(1000))

    def behave(_: RawServer, connection: socket.socket) -> None:
        target = f"Location: /{next(steps)}\r\n".encode()
        connection.sendall(b"HTTP/1.1 301 Moved\r\n" + target + b"Content-Length: 0\r\n\r\n")

    assert reason(serve(behave).base) == "redirect_loop"
    assert next(steps) == QUICK.redirects + 1


def test_time_is_for_all_redirects_together(serve: Callable[[Behaviour], RawServer]) -> None:
    def behave(server: RawServer, connection: socket.socket) -> None:
        server.over.wait(0.35)
        connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n")

    limits = Limits(connect=2, read=0.6, total=0.8, bytes=LIMIT, redirects=20)
    result, seconds = fetch(serve(behave).base, limits)
    assert isinstance(result, Rejection)
    assert result.reason == "timeout"
    assert seconds < SOON


def test_a_name_server_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr("twosource.fetch.addresses.socket.getaddrinfo", lambda *_, **__: over.wait(20))
    result, seconds = fetch("http://post.example", Limits(connect=0.3, read=0.3, total=1))
    over.set()
    assert isinstance(result, Rejection)
    assert result.reason == "timeout"
    assert seconds < SOON
