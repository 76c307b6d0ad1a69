"""One request and its answer: identified, measured, without cookies, proxies or memory of any other request."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version

import httpx

from twosource.fetch.body import ACCEPTED_PACKINGS, read_body, too_large
from twosource.fetch.page import Limits, Wanted
from twosource.fetch.refusals import RefusedError
from twosource.fetch.transport import Allowance, CheckedTransport

ROBOTS_NAME = "Twosource"
USER_AGENT = f"{ROBOTS_NAME}/{version('twosource')}"
_FRAME_BYTES = 2**20
"""Bytes that headers and chunk marks may add to a body."""
_ACCEPTED = {
    "page": "text/html, */*;q=0.5",
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "text/html;q=0.5, */*;q=0.3",
}
_TEXT_TYPES = frozenset(
    {"application/json", "application/xml", "application/x-ndjson", "application/jsonl", "application/jsonlines", ""}
)
_FILE_TYPES = frozenset({"application/gzip", "application/x-gzip", "application/octet-stream"})
"""Types under which servers send feeds and packed sitemaps as files."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers and, for 200 alone, the body, unpacked."""

    status: int
    headers: httpx.Headers
    content: bytes = b""


def user_agent(contact: str | None = None) -> str:
    """The one name under which every request is made, with the address at which a site's owner reaches whoever runs
    it; ValueError where `contact` cannot stand in a header."""
    if contact is None:
        return USER_AGENT
    if not contact.isascii() or not contact.isprintable() or not contact.strip() or set(contact) & set("()\\"):
        raise ValueError("a contact is an address of the web or of mail: plain characters, no brackets")
    return f"{USER_AGENT} (+{contact.strip()})"


class Exchange:
    """Makes single requests under one name and one set of limits."""

    def __init__(self, limits: Limits, agent: str, *, allow_private: bool) -> None:
        self._limits = limits
        self._agent = agent
        self._allow_private = allow_private

    def ask(
        self, url: str, wants: Wanted, validators: dict[str, str], seconds: float, stop: threading.Event | None
    ) -> Answer:
        """The answer to a request for a page, made within `seconds`. Raises NETWORK_ERRORS; RefusedError where the
        body is too large or of a media type that is no text."""

        def read(response: httpx.Response) -> bytes:
            _check_type(response.headers.get("Content-Type"), wants)
            length = response.headers.get("Content-Length", "")
            if length.isdecimal() and int(length[:18]) > self._limits.bytes:
                raise too_large(self._limits.bytes)
            packing = response.headers.get("Content-Encoding")
            return read_body(response.iter_raw(), packing, self._limits.bytes)

        allowance = Allowance(seconds, self._limits.bytes + _FRAME_BYTES, stop)
        return self._send(url, {"Accept": _ACCEPTED[wants], **validators}, allowance, read)

    def ask_start(self, url: str, most_bytes: int, seconds: float, stop: threading.Event | None) -> Answer:
        """The answer with the first `most_bytes` bytes of its body, whatever its type. Raises NETWORK_ERRORS."""

        def read(response: httpx.Response) -> bytes:
            packing = response.headers.get("Content-Encoding")
            return read_body(response.iter_raw(), packing, most_bytes, cut=True)

        allowance = Allowance(seconds, most_bytes + _FRAME_BYTES, stop)
        return self._send(url, {"Accept": "text/plain, */*;q=0.5"}, allowance, read)

    def _send(
        self, url: str, headers: dict[str, str], allowance: Allowance, read: Callable[[httpx.Response], bytes]
    ) -> Answer:
        """A client of its own for each request keeps no cookie and no connection."""
        named = {"User-Agent": self._agent, "Accept-Encoding": ACCEPTED_PACKINGS, **headers}
        with (
            httpx.Client(
                transport=CheckedTransport(allowance, allow_private=self._allow_private),
                timeout=httpx.Timeout(self._limits.read, connect=self._limits.connect),
                headers=named,
                follow_redirects=False,
                trust_env=False,
            ) as client,
            client.stream("GET", url) as response,
        ):
            allowance.widen()
            content = read(response) if response.status_code == 200 else b""
            return Answer(response.status_code, response.headers, content)


def _check_type(media_type: str | None, wants: Wanted) -> None:
    kind = (media_type or "").split(";")[0].strip().casefold()
    text = kind.startswith("text/") or kind in _TEXT_TYPES or kind.endswith(("+json", "+xml"))
    if not (text or (wants == "feed" and kind in _FILE_TYPES)):
        raise RefusedError("not_text", f"the server sends {kind[:80]}, which is no page or text")
