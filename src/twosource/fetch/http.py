"""One page over HTTP, as the user named it: identified, within limits, robots.txt honoured."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit

import httpcore
import httpx
from protego import Protego

from twosource.fetch.addresses import RefusedAddressError
from twosource.fetch.transport import CheckedTransport, Deadline
from twosource.model.article import Rejection

USER_AGENT = f"Twosource/{version('twosource')}"
_ROBOTS_NAME = "Twosource"
CONNECT_SECONDS = 10.0
READ_SECONDS = 15.0
"""Longest silence of a server that is sending."""
TOTAL_SECONDS = 45.0
"""For a whole fetch: robots.txt, redirects and page."""
LARGEST_PAGE = 16 * 2**20
"""Bytes of a page, as sent and as unpacked."""
LARGEST_ROBOTS = 512 * 1024
"""Bytes of a robots.txt that are read; RFC 9309 asks for at least 500 KiB."""
MOST_REDIRECTS = 5
_TEXT_TYPES = frozenset(
    {"application/json", "application/ld+json", "application/xhtml+xml", "application/xml", "application/x-ndjson"}
    | {"application/jsonl", "application/jsonlines", "application/rss+xml", "application/atom+xml", ""}
)
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A page as it was served: its address after redirects, its bytes unpacked, and the Content-Type header as sent,
    with its charset; None where there was none."""

    url: str
    content: bytes
    media_type: str | None


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes a fetch may take."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS
    total: float = TOTAL_SECONDS
    bytes: int = LARGEST_PAGE


class _RefusedError(Exception):
    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def fetch_page(url: str, *, allow_private: bool = False, limits: Limits | None = None) -> FetchedPage | Rejection:
    """The page at an http(s) URL, or why it could not be had; nothing is raised. Addresses of private networks are
    refused unless `allow_private`, at every redirect.

    Reasons: bad_url, unknown_host, refused_address, robots_disallowed, timeout, unreachable, broken_response,
    redirect_loop, too_large, not_text, http_404 and the like."""
    limits = limits or Limits()
    try:
        with _client(limits, allow_private=allow_private) as client:
            return _fetch(client, _checked(url), limits.bytes)
    except (_RefusedError, RefusedAddressError) as refused:
        return Rejection(url, refused.reason, refused.detail)
    except httpcore.TimeoutException:
        return Rejection(url, "timeout", f"the server took too long (at most {limits.total:.0f} s are allowed)")
    except (httpcore.NetworkError, OSError) as error:
        return Rejection(url, "unreachable", f"no connection: {_plain(error)}")
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol, zlib.error, httpx.HTTPError) as error:
        return Rejection(url, "broken_response", f"the server's answer cannot be read: {_plain(error)}")
    except (httpx.InvalidURL, ValueError) as error:
        return Rejection(url, "bad_url", f"this is no address: {_plain(error)}")


def _client(limits: Limits, *, allow_private: bool) -> httpx.Client:
    transport = CheckedTransport(Deadline(limits.total), allow_private=allow_private)
    return httpx.Client(
        transport=transport,
        timeout=httpx.Timeout(limits.read, connect=limits.connect),
        headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate", "Accept": "text/html, */*;q=0.5"},
        follow_redirects=False,
        trust_env=False,
    )


def _fetch(client: httpx.Client, url: str, most_bytes: int) -> FetchedPage:
    allowed: dict[str, Protego | None] = {}
    for _ in range(MOST_REDIRECTS + 1):
        _check_robots(client, url, allowed)
        with client.stream("GET", url) as response:
            if response.status_code not in _REDIRECTS:
                return _page(response, url, most_bytes)
            url = _next(url, response)
    raise _RefusedError("redirect_loop", f"the page leads on more than {MOST_REDIRECTS} times")


def _page(response: httpx.Response, url: str, most_bytes: int) -> FetchedPage:
    if response.status_code != 200:
        raise _RefusedError(
            f"http_{response.status_code}", f"the server answers {response.status_code}: {_phrase(response)}"
        )
    media_type = response.headers.get("Content-Type")
    kind = (media_type or "").split(";")[0].strip().casefold()
    if not (kind.startswith("text/") or kind in _TEXT_TYPES or kind.endswith("+json")):
        raise _RefusedError("not_text", f"the server sends {kind[:80]}, which is no page or text")
    length = response.headers.get("Content-Length", "")
    if length.isdecimal() and int(length[:18]) > most_bytes:
        raise _RefusedError("too_large", f"the page has more than {most_bytes / 2**20:g} MB")
    content = bytearray()
    for part in _unpacked(response, most_bytes):
        content += part
        if len(content) > most_bytes:
            raise _RefusedError("too_large", f"the page has more than {most_bytes / 2**20:g} MB")
    return FetchedPage(url, bytes(content), media_type)


def _unpacked(response: httpx.Response, most_bytes: int) -> Iterator[bytes]:
    """The body's bytes, never more of them at a time than one above the limit, however well they were packed."""
    packing = response.headers.get("Content-Encoding", "identity").strip().casefold()
    if packing in ("identity", ""):
        yield from response.iter_raw()
        return
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise _RefusedError("broken_response", f"the page is packed in a way that was not asked for: {packing[:40]}")
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    for chunk in response.iter_raw():
        yield unpacker.decompress(chunk, most_bytes + 1)
    yield unpacker.flush()
    if not unpacker.eof:
        raise _RefusedError("broken_response", "the page breaks off")


def _check_robots(client: httpx.Client, url: str, known: dict[str, Protego | None]) -> None:
    """Raises where the host's robots.txt keeps Twosource out (RFC 9309): missing means allowed, a server error means
    not now."""
    parts = urlsplit(url)
    origin = f"{parts.scheme}://{parts.netloc}"
    if origin not in known:
        known[origin] = _robots(client, f"{origin}/robots.txt")
    rules = known[origin]
    if rules is not None and not rules.can_fetch(url, _ROBOTS_NAME):
        raise _RefusedError("robots_disallowed", "the site's robots.txt asks programs not to read this page")


def _robots(client: httpx.Client, url: str) -> Protego | None:
    for _ in range(MOST_REDIRECTS + 1):
        with client.stream("GET", url) as response:
            if response.status_code in _REDIRECTS:
                url = _next(url, response)
                continue
            if response.status_code >= 500:
                raise _RefusedError("robots_disallowed", "the site's robots.txt cannot be had now; try again later")
            if response.status_code != 200:
                return None
            content = bytearray()
            for part in _unpacked(response, LARGEST_ROBOTS):
                content += part
                if len(content) >= LARGEST_ROBOTS:
                    break
            return Protego.parse(bytes(content[:LARGEST_ROBOTS]).decode("utf-8", "replace"))
    return None


def _next(url: str, response: httpx.Response) -> str:
    location = response.headers.get("Location")
    if not location:
        raise _RefusedError("broken_response", "the page leads on, but does not say where")
    return _checked(urljoin(url, location))


def _checked(url: str) -> str:
    parts = urlsplit(url.strip())
    if parts.scheme.casefold() not in ("http", "https") or not parts.hostname:
        raise _RefusedError("bad_url", "only http and https addresses are fetched")
    return str(httpx.URL(url.strip()).copy_with(fragment=None))


def _phrase(response: httpx.Response) -> str:
    return response.reason_phrase or "no reason given"


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
