"""Certificates: who is trusted, and who is not."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator

import pytest
import trustme

from tests.fetch.local_server import PAGE
from twosource.fetch import transport
from twosource.fetch.fetcher import Fetcher
from twosource.fetch.pacing import Pacing
from twosource.fetch.page import FetchedPage, Limits, PageRequest
from twosource.model.article import Rejection

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + PAGE.encode()


@pytest.fixture
def serve() -> Iterator[Callable[[ssl.SSLContext], int]]:
    """Starts servers with a certificate, slow in answering; gives the port."""
    listening: list[socket.socket] = []

    def start(context: ssl.SSLContext) -> int:
        listening.append(socket.create_server(("127.0.0.1", 0)))
        threading.Thread(target=accept, args=(listening[-1], context), daemon=True).start()
        return int(listening[-1].getsockname()[1])

    def accept(server: socket.socket, context: ssl.SSLContext) -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(connection, server_side=True) as secured:
                    secured.recv(4096)
                    time.sleep(0.5)
                    secured.sendall(ANSWER)
            except OSError:
                connection.close()

    yield start
    for server in listening:
        server.shutdown(socket.SHUT_RDWR)
        server.close()


def fetch(url: str) -> FetchedPage | Rejection:
    fetcher = Fetcher(allow_private=True, limits=Limits(connect=5, read=5, total=20), pacing=Pacing(pause=0))
    result = fetcher.fetch(PageRequest(url)).result
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


def test_a_page_over_tls(serve: Callable[[ssl.SSLContext], int], trusted: trustme.CA) -> None:
    url = f"https://localhost:{serve(served_as(trusted, 'localhost'))}/a"
    assert fetch(url) == FetchedPage(url, PAGE.encode(), "text/html")


def test_a_certificate_for_another_host(serve: Callable[[ssl.SSLContext], int], trusted: trustme.CA) -> None:
    result = fetch(f"https://localhost:{serve(served_as(trusted, 'post.example'))}/a")
    assert isinstance(result, Rejection)
    assert result.reason == "bad_certificate"


def test_a_certificate_nobody_vouches_for(serve: Callable[[ssl.SSLContext], int]) -> None:
    result = fetch(f"https://localhost:{serve(served_as(trustme.CA(), 'localhost'))}/a")
    assert isinstance(result, Rejection)
    assert result.reason == "bad_certificate"
