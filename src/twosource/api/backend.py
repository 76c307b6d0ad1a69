"""What the API works with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, cast

from starlette.requests import Request

from twosource.service.archive import utc_now
from twosource.store.interface import Store

if TYPE_CHECKING:
    from twosource.api.queue import ComparisonQueue


@dataclass(frozen=True, slots=True)
class Backend:
    """The archive, the queue of comparisons, whether feeds may lie in private networks, and how streams of events
    behave: seconds between two looks for new events, between two signs of life, and after which a stream ends (the
    client then connects again)."""

    store: Store
    queue: "ComparisonQueue"
    allow_private: bool = False
    poll_seconds: float = 1.0
    heartbeat_seconds: float = 15.0
    stream_seconds: float = 3600.0
    most_streams: int = 32
    ending: Event = field(default_factory=Event)
    """Set when the program is being stopped: streams then end."""
    now: Callable[[], str] = utc_now


def backend_of(request: Request) -> Backend:
    """The backend of the API a request was made to."""
    return cast(Backend, request.app.state.backend)


def store_of(request: Request) -> Store:
    """The archive of the API a request was made to."""
    return backend_of(request).store
