"""One page over HTTP, against a real server on this machine."""

import gzip
import socket
import time
import zlib
from collections.abc import Callable
from contextlib import closing
from http.server import BaseHTTPRequestHandler

import pytest

from tests.fetch.local_server import PAGE, Answer, Server, send
from twosource.fetch.addresses import RefusedAddressError, is_public, resolve_public
from twosource.fetch.http import USER_AGENT, FetchedPage, Limits, fetch_page
from twosource.model.article import Rejection

QUICK = Limits(connect=2, read=0.5, total=1.5, bytes=100_000)


def refused(url: str, limits: Limits = QUICK, *, allow_private: bool = True) -> Rejection:
    document = fetch_page(url, allow_private=allow_private, limits=limits)
    assert isinstance(document, Rejection), document
    assert document.document == url
    assert document.detail
    return document


def test_page_as_served(server: Server) -> None:
    server.answers["/a?b=1"] = send
    page = fetch_page(server.base + "/a?b=1#part", allow_private=True)
    assert page == FetchedPage(server.base + "/a?b=1", PAGE.encode(), "text/html; charset=utf-8")
    assert server.asked == [("/robots.txt", USER_AGENT), ("/a?b=1", USER_AGENT)]
    assert USER_AGENT.startswith("Twosource/")


@pytest.mark.parametrize(("packing", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_packed_page(server: Server, packing: str, pack: Callable[[bytes], bytes]) -> None:
    server.answers["/a"] = lambda handler: send(handler, pack(PAGE.encode()), Content_Encoding=packing)
    page = fetch_page(server.base + "/a", allow_private=True)
    assert isinstance(page, FetchedPage)
    assert page.content == PAGE.encode()


def test_redirects_are_followed_and_the_last_address_is_given(server: Server) -> None:
    server.answers["/a"] = lambda handler: send(handler, b"", 302, Location="/b")
    server.answers["/b"] = send
    page = fetch_page(server.base + "/a", allow_private=True)
    assert isinstance(page, FetchedPage)
    assert page.url == server.base + "/b"


def test_redirect_loop(server: Server) -> None:
    server.answers["/a"] = lambda handler: send(handler, b"", 301, Location="/a")
    assert refused(server.base + "/a").reason == "redirect_loop"
    assert len(server.asked) < 10


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://x.example/a", "javascript:alert(1)", ""])
def test_redirect_to_no_page(server: Server, target: str) -> None:
    server.answers["/a"] = lambda handler: send(handler, b"", 302, Location=target)
    assert refused(server.base + "/a").reason in ("bad_url", "broken_response")


@pytest.mark.parametrize("status", [403, 404, 410, 500, 503])
def test_error_status(server: Server, status: int) -> None:
    server.answers["/a"] = lambda handler: send(handler, b"", status)
    assert refused(server.base + "/a").reason == f"http_{status}"


def test_server_that_hangs(server: Server) -> None:
    server.answers["/a"] = lambda _: time.sleep(5)
    began = time.monotonic()
    assert refused(server.base + "/a").reason == "timeout"
    assert time.monotonic() - began < 4


def test_server_that_drips(server: Server) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(100):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)

    server.answers["/a"] = drip
    began = time.monotonic()
    assert refused(server.base + "/a").reason == "timeout"
    assert time.monotonic() - began < 4


def test_server_that_takes_the_connection_and_says_nothing() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        assert refused(f"http://127.0.0.1:{silent.getsockname()[1]}/").reason == "timeout"


def test_nobody_listens() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    assert refused(f"http://127.0.0.1:{port}/").reason == "unreachable"


def test_too_large_by_its_own_word_and_in_truth(server: Server) -> None:
    server.answers["/said"] = lambda handler: send(handler, b"x", Content_Length="999999999999999")
    server.answers["/silent"] = lambda handler: send(handler, b"x" * 300_000, Content_Length="")
    assert refused(server.base + "/said").reason == "too_large"
    assert refused(server.base + "/silent").reason == "too_large"


def test_gzip_bomb(server: Server) -> None:
    bomb = gzip.compress(b"\0" * 80_000_000)
    server.answers["/a"] = lambda handler: send(handler, bomb, Content_Encoding="gzip")
    assert refused(server.base + "/a").reason == "too_large"


@pytest.mark.parametrize(
    "answer",
    [
        lambda handler: send(handler, b"short", Content_Length="5000"),
        lambda handler: send(handler, b"no gzip at all", Content_Encoding="gzip"),
        lambda handler: send(handler, gzip.compress(PAGE.encode())[:-12], Content_Encoding="gzip"),
        lambda handler: send(handler, b"x", Content_Encoding="br"),
        lambda handler: handler.wfile.write(b"SSH-2.0-server\r\n\r\n"),
        lambda handler: handler.wfile.write(b""),
        lambda handler: send(handler, b"", 302),
    ],
)
def test_broken_answers(server: Server, answer: Answer) -> None:
    server.answers["/a"] = answer
    assert refused(server.base + "/a").reason in ("broken_response", "unreachable")


def test_what_is_no_text(server: Server) -> None:
    server.answers["/a"] = lambda handler: send(handler, b"\x89PNG", Content_Type="image/png")
    assert refused(server.base + "/a").reason == "not_text"


def test_wrong_charset_is_left_to_reading(server: Server) -> None:
    server.answers["/a"] = lambda handler: send(handler, PAGE.encode(), Content_Type="text/html; charset=utf-16")
    page = fetch_page(server.base + "/a", allow_private=True)
    assert page == FetchedPage(server.base + "/a", PAGE.encode(), "text/html; charset=utf-16")


def test_robots_are_honoured(server: Server) -> None:
    rules = b"User-agent: *\nDisallow: /\n\nUser-agent: Twosource\nDisallow: /private\nAllow: /private/open$"
    server.answers["/robots.txt"] = lambda handler: send(handler, rules, Content_Type="text/plain")
    server.answers |= {"/a": send, "/private/a": send, "/private/open": send}
    assert refused(server.base + "/private/a").reason == "robots_disallowed"
    assert isinstance(fetch_page(server.base + "/a", allow_private=True), FetchedPage)
    assert isinstance(fetch_page(server.base + "/private/open", allow_private=True), FetchedPage)
    assert ("/private/a", USER_AGENT) not in server.asked


def test_robots_are_honoured_behind_a_redirect(server: Server) -> None:
    server.answers["/robots.txt"] = lambda handler: send(handler, b"User-agent: *\nDisallow: /b")
    server.answers["/a"] = lambda handler: send(handler, b"", 302, Location="/b")
    server.answers["/b"] = send
    assert refused(server.base + "/a").reason == "robots_disallowed"


def test_robots_that_fail_mean_not_now(server: Server) -> None:
    server.answers |= {"/robots.txt": lambda handler: send(handler, b"", 503), "/a": send}
    assert refused(server.base + "/a").reason == "robots_disallowed"


def test_private_addresses_are_refused_at_first(server: Server) -> None:
    port = server.base.rsplit(":", 1)[1]
    for host in (
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "10.0.0.1",
    ):
        reason = refused(f"http://{host}:{port}/a", allow_private=False).reason
        assert reason in ("refused_address", "unknown_host", "bad_url")
    assert server.asked == []


def test_private_addresses_are_refused_behind_a_redirect(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first host counts as public; the one it leads to does not."""
    import twosource.fetch.addresses as addresses

    server.answers["/a"] = lambda handler: send(
        handler, b"", 302, Location=f"http://localhost:{handler.server.server_port}/b"
    )
    server.answers["/b"] = send
    real = addresses.socket.getaddrinfo

    def by_name(host: object, *rest: object, **more: object) -> object:
        monkeypatch.setattr(addresses, "is_public", lambda _: host in (b"127.0.0.1", "127.0.0.1"))
        return real(host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(addresses.socket, "getaddrinfo", by_name)
    assert refused(server.base + "/a", allow_private=False).reason == "refused_address"
    assert [path for path, _ in server.asked] == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
     "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"],
)  # fmt: skip
def test_private_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


def test_one_private_address_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [(0, 0, 0, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr("twosource.fetch.addresses.socket.getaddrinfo", lambda *_, **__: entries)
    with pytest.raises(RefusedAddressError) as caught:
        resolve_public("mixed.example", 80, allow_private=False)
    assert caught.value.reason == "refused_address"
    assert resolve_public("mixed.example", 80, allow_private=True) == ("93.184.216.34", "10.0.0.1")


def test_the_next_address_of_a_host_is_tried(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    port = int(server.base.rsplit(":", 1)[1])
    real = socket.getaddrinfo

    def two_addresses(host: str, *rest: object, **more: object) -> object:
        names = ("127.0.0.9", "127.0.0.1") if host == "post.example" else (host,)
        return [entry for name in names for entry in real(name, *rest, **more)]  # type: ignore[arg-type]

    monkeypatch.setattr("twosource.fetch.addresses.socket.getaddrinfo", two_addresses)
    server.answers["/a"] = send
    assert isinstance(fetch_page(f"http://post.example:{port}/a", allow_private=True), FetchedPage)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ferry",
        "ftp://post.example/a",
        "file:///etc/passwd",
        "http://",
        "http:///a",
        "http://[::1",
        "http://a b/",
        "http://post.example:99999/",
    ],
)
def test_bad_addresses(url: str) -> None:
    assert refused(url).reason in ("bad_url", "unknown_host", "unreachable")


def test_unknown_host() -> None:
    assert refused("http://no-such-host.invalid/").reason == "unknown_host"
