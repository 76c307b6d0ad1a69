"""Certificates: who is trusted, and who is not."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import trustme

from tests.fetch.local_server import PAGE, Server, send
from twosource.fetch import transport
from twosource.fetch.fetcher import Fetcher
from twosource.fetch.pacing import Pacing
from twosource.fetch.page import FetchedPage, FetchOutcome, Limits, PageRequest
from twosource.model.article import Rejection

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + PAGE.encode()
Serve = Callable[..., int]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts servers with a certificate, slow in answering; gives the port."""
    listening: list[socket.socket] = []

    def start(context: ssl.SSLContext, answer: bytes = ANSWER) -> int:
        listening.append(socket.create_server(("127.0.0.1", 0)))
        threading.Thread(target=accept, args=(listening[-1], context, answer), daemon=True).start()
        return int(listening[-1].getsockname()[1])

    def accept(server: socket.socket, context: ssl.SSLContext, answer: bytes) -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(connection, server_side=True) as secured:
                    robots = b"/robots.txt" in secured.recv(4096)
                    time.sleep(0.3)
                    secured.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n" if robots else answer)
            except OSError:
                connection.close()

    yield start
    for server in listening:
        server.shutdown(socket.SHUT_RDWR)
        server.close()


def outcome_of(url: str) -> FetchOutcome:
    fetcher = Fetcher(allow_private=True, limits=Limits(connect=5, read=5, total=20), pacing=Pacing(pause=0))
    return fetcher.fetch(PageRequest(url))


def fetch(url: str) -> FetchedPage | Rejection:
    result = outcome_of(url).result
    assert isinstance(result, FetchedPage | Rejection)
    return result


def served_as(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


@pytest.fixture
def trusted(monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """An authority that fetching trusts."""
    authority = trustme.CA()
    context = ssl.create_default_context()
    authority.configure_trust(context)
    monkeypatch.setattr(transport, "_ssl_context", lambda: context)
    return authority


def test_a_page_over_tls(serve: Serve, trusted: trustme.CA) -> None:
    url = f"https://localhost:{serve(served_as(trusted, 'localhost'))}/a"
    assert fetch(url) == FetchedPage(url, PAGE.encode(), "text/html")


def test_a_certificate_for_another_host(serve: Serve, trusted: trustme.CA) -> None:
    result = fetch(f"https://localhost:{serve(served_as(trusted, 'post.example'))}/a")
    assert isinstance(result, Rejection)
    assert result.reason == "bad_certificate"


def test_a_certificate_nobody_vouches_for(serve: Serve) -> None:
    result = fetch(f"https://localhost:{serve(served_as(trustme.CA(), 'localhost'))}/a")
    assert isinstance(result, Rejection)
    assert result.reason == "bad_certificate"


def test_a_move_for_good_to_an_unprotected_page_is_followed_but_not_believed(
    serve: Serve, trusted: trustme.CA, server: Server
) -> None:
    server.answers["/a"] = send
    answer = f"HTTP/1.1 301 Moved\r\nLocation: {server.base}/a\r\nContent-Length: 0\r\n\r\n".encode()
    outcome = outcome_of(f"https://localhost:{serve(served_as(trusted, 'localhost'), answer)}/a")
    assert isinstance(outcome.result, FetchedPage)
    assert outcome.moved_to is None
