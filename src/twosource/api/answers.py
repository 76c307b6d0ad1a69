"""Values as JSON answers, pages of lists, and validators (strong ETags) for all of them."""

import hashlib
import json
import math
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

EVENT_STREAM = "text/event-stream"


def encoded(value: Any) -> bytes:
    """The value as JSON in ASCII, so that no control character or lone surrogate leaves it raw; infinities and
    not-a-number, for which JSON has no words, as null."""
    plain = msgspec.to_builtins(value)
    try:
        text = json.dumps(plain, allow_nan=False)
    except ValueError:
        text = json.dumps(_finite(plain), allow_nan=False)
    return text.encode("ascii")


def answer(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """The value as a JSON response."""
    return Response(encoded(value), status, headers, "application/json")


def page_answer(
    request: Request, found: Sequence[Any], limit: int, offset: int, total: int | None = None, **more: Any
) -> Response:
    """One page of a list of which `found` holds up to `limit + 1` items from `offset` on (one more than asked for says
    that another page follows), with links to its neighbours (RFC 8288)."""
    following = _at(request, limit, offset + limit) if len(found) > limit else None
    links = [(_at(request, limit, 0), "first"), (following, "next")]
    if offset:
        links.append((_at(request, limit, max(0, offset - limit)), "prev"))
    value = {"items": list(found[:limit]), "total": total, "next": following, **more}
    return answer(value, headers={"Link": ", ".join(f'<{url}>; rel="{rel}"' for url, rel in links if url)})


def cursor_answer(request: Request, found: Sequence[Any], limit: int, cursor_of: Callable[[Any], str]) -> Response:
    """One page of a list that is walked by cursor, of which `found` holds up to `limit + 1` items; `cursor_of` is what
    the page after an item is asked for with."""
    following = _asking(request, limit=limit, cursor=cursor_of(found[limit - 1])) if len(found) > limit else None
    links = [(_asking(request, limit=limit), "first"), (following, "next")]
    value = {"items": list(found[:limit]), "total": None, "next": following}
    return answer(value, headers={"Link": ", ".join(f'<{url}>; rel="{rel}"' for url, rel in links if url)})


def _at(request: Request, limit: int, offset: int) -> str:
    return _asking(request, limit=limit, offset=offset)


def _asking(request: Request, **part: int | str) -> str:
    """The address of another part of the list."""
    given = request.query_params.multi_items()
    kept = [(name, value) for name, value in given if name not in ("limit", "offset", "cursor")]
    return f"{request.url.path}?{urlencode([*kept, *part.items()], errors='replace')}"


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


class Validators:
    """Middleware (ASGI): gives every whole answer to GET a strong ETag, the hash of its bytes, and answers 304 to
    whoever has them already (RFC 9110, 13.1.2); answers HEAD as GET without the body."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        known = Headers(scope=scope).get("if-none-match", "")
        answered = _Answered(send, known, bodiless=scope["method"] == "HEAD")
        await self._app({**scope, "method": "GET"}, receive, answered.take)


class _Answered:
    """One answer on its way out."""

    def __init__(self, send: Send, known: str, *, bodiless: bool) -> None:
        self._send = send
        self._known = known
        self._bodiless = bodiless
        self._start: Message | None = None
        self._body = bytearray()

    async def take(self, message: Message) -> None:
        """Holds a whole answer back until its hash is known; a stream of events passes."""
        if message["type"] == "http.response.start":
            kind = Headers(raw=message["headers"]).get("content-type", "")
            if message["status"] == 200 and not kind.startswith(EVENT_STREAM):
                self._start = message
            else:
                await self._send(message)
        elif self._start is None:
            await self._send({**message, "body": b""} if self._bodiless else message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        tag = f'"{hashlib.sha256(self._body).hexdigest()[:32]}"'
        headers = MutableHeaders(scope=start)
        headers["ETag"] = tag
        headers.setdefault("Cache-Control", "no-cache")
        if matches(self._known, tag):
            del headers["content-length"]
            del headers["content-type"]
            await self._send({**start, "status": 304})
            await self._send({"type": "http.response.body", "body": b""})
            return
        await self._send(start)
        await self._send({"type": "http.response.body", "body": b"" if self._bodiless else bytes(self._body)})


def matches(known: str, tag: str) -> bool:
    """Whether an If-None-Match header names the tag (weak comparison) or any (`*`)."""
    named = [part.strip().removeprefix("W/") for part in known.split(",")]
    return "*" in named or tag in named
