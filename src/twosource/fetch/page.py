"""What is asked for and what comes back."""

from dataclasses import dataclass, field
from typing import Literal

from twosource.model.article import Rejection
from twosource.model.feed import FetchState

CONNECT_SECONDS = 10.0
READ_SECONDS = 15.0
"""Longest silence of a server that is sending."""
TOTAL_SECONDS = 45.0
"""For all requests of one page: robots.txt, redirects and the page; waiting for a host's turn does not count."""
LARGEST_PAGE = 16 * 2**20
"""Bytes of a page, as sent and as unpacked."""
MOST_REDIRECTS = 5

Wanted = Literal["page", "feed"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and redirects a fetch may take."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS
    total: float = TOTAL_SECONDS
    bytes: int = LARGEST_PAGE
    redirects: int = MOST_REDIRECTS


@dataclass(frozen=True, slots=True)
class PageRequest:
    """An address to ask, what is wanted there, and what is remembered of the last time it was asked: with the
    validators in `state` the server is asked for the page only if it has changed."""

    url: str
    state: FetchState = field(default_factory=FetchState)
    wants: Wanted = "page"


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A page as it was served: its address after redirects, its bytes unpacked, and the Content-Type header as sent,
    with its charset; None where there was none."""

    url: str
    content: bytes
    media_type: str | None


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that the page is still what the validators in the request stand for."""

    url: str


@dataclass(frozen=True, slots=True)
class FetchOutcome:
    """What became of a request: the result, and the state to give with the next request for the same address.
    `moved_to` is the address to ask from now on, where the server moved the page for good (RFC 9110: 301, 308)."""

    request: PageRequest
    result: FetchedPage | NotModified | Rejection
    state: FetchState
    moved_to: str | None = None

    @property
    def gone(self) -> bool:
        """Whether the server says that the page is gone for good (410): it should not be asked again."""
        return isinstance(self.result, Rejection) and self.result.reason == "http_410"
