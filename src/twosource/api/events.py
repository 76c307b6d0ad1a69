"""What happened to stories: as a list, and as it happens (server-sent events)."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Annotated

from fastapi import APIRouter, Header, Query
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from twosource.api.answers import EVENT_STREAM, answer, encoded
from twosource.api.backend import Backend, backend_of, store_of
from twosource.api.parameters import MOST_ITEMS, OfStory
from twosource.api.schemas import EventPage
from twosource.model.archive import EventKind, StoryEvent

router = APIRouter(tags=["events"])
EVENTS_AT_ONCE = 100
RETRY_MILLISECONDS = 5000
BUSY_SECONDS = 30
After = Annotated[int, Query(ge=0, le=2**53, description="Only events with a greater id.")]
Kinds = Annotated[list[EventKind] | None, Query(max_length=20, description="Only events of these kinds.")]


@router.get("/events", response_model=EventPage, summary="List events")
def list_events(
    request: Request,
    after: After = 0,
    kinds: Kinds = None,
    story: OfStory = None,
    limit: Annotated[int, Query(ge=1, le=MOST_ITEMS, description="Events of one page.")] = 50,
    newest: Annotated[bool, Query(description="The newest first: those after `after`, from the end.")] = False,
) -> Response:
    """What happened to stories, in order. To follow on, ask again with `after` = `last`."""
    found = store_of(request).events(after=after, story=story, kinds=kinds, limit=limit, newest_first=newest)
    return answer({"items": found, "last": max((event.id for event in found), default=after)})


@router.get(
    "/events/stream",
    response_class=StreamingResponse,
    responses={200: {"content": {EVENT_STREAM: {"schema": {"type": "string"}}}}},
    summary="Follow events",
)
async def follow_events(
    request: Request,
    after: Annotated[
        int | None, Query(ge=0, le=2**53, description="Begin after this id; by default with what happens from now on.")
    ] = None,
    kinds: Kinds = None,
    story: OfStory = None,
    last_event_id: Annotated[
        str | None, Header(max_length=20, description="Sent by browsers that connect again: goes before `after`.")
    ] = None,
) -> Response:
    """Events as they happen (server-sent events, WHATWG HTML 9.2): `id` is the event's id, `event` its kind, `data` the
    event as JSON on one line. A comment comes now and then as a sign of life."""
    backend = backend_of(request)
    streams: set[object] = request.app.state.streams
    if len(streams) >= backend.most_streams:
        raise HTTPException(503, "Too many follow the events already.", {"Retry-After": str(BUSY_SECONDS)})
    begin = int(last_event_id) if last_event_id and last_event_id.isascii() and last_event_id.isdigit() else after
    if begin is None:
        begin = await run_in_threadpool(_last_event, backend)
    stream = _follow(backend, begin, kinds, story)
    return StreamingResponse(_counted(stream, streams), media_type=EVENT_STREAM, headers={"Cache-Control": "no-store"})


async def _counted(stream: AsyncIterator[bytes], streams: set[object]) -> AsyncIterator[bytes]:
    """The stream, which stands among the open ones until it ends or the client goes."""
    streams.add(stream)
    try:
        async with aclosing(stream) as parts:  # type: ignore[type-var]
            async for part in parts:
                yield part
    finally:
        streams.discard(stream)


async def _follow(
    backend: Backend, after: int, kinds: list[EventKind] | None, story: str | None
) -> AsyncIterator[bytes]:
    ends = time.monotonic() + backend.stream_seconds
    quiet_since = time.monotonic()
    yield f"retry: {RETRY_MILLISECONDS}\n\n".encode("ascii")
    while True:
        found = await run_in_threadpool(
            backend.store.events, after=after, story=story, kinds=kinds, limit=EVENTS_AT_ONCE
        )
        for event in found:
            after = event.id
            yield _message(event)
        now = time.monotonic()
        if found:
            quiet_since = now
        elif now - quiet_since >= backend.heartbeat_seconds:
            quiet_since = now
            yield b": still here\n\n"
        if len(found) == EVENTS_AT_ONCE:
            continue
        if now >= ends or backend.ending.is_set():
            return
        await asyncio.sleep(backend.poll_seconds)


def _message(event: StoryEvent) -> bytes:
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (event.id, event.kind.encode("ascii"), encoded(event))


def _last_event(backend: Backend) -> int:
    last = backend.store.events(limit=1, newest_first=True)
    return last[0].id if last else 0
