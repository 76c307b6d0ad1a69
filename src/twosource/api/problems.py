"""Errors as RFC 9457 problem details: what went wrong in plain words, never how the program is made."""

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match

from twosource.errors import BadQuery, StoreBusy, TwosourceError

MEDIA_TYPE = "application/problem+json"
BUSY_SECONDS = 5
"""After which a client may ask again while another process writes to the archive."""
MOST_FAULTS = 20
_LONGEST = 500
_logger = logging.getLogger("twosource.api")


class Fault(BaseModel):
    """One thing wrong with a request."""

    where: list[str | int] = Field(description="Where it stands: query, path or body, then names and indexes.")
    detail: str = Field(description="What is wrong with it.")


class Problem(BaseModel):
    """What went wrong (RFC 9457)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"type": "about:blank", "title": "Not Found", "status": 404, "detail": "There is no such story."}
            ]
        }
    )

    type: str = Field(description="Always `about:blank`: the status says of what kind the problem is.")
    title: str = Field(description="The words of the HTTP status.")
    status: int = Field(description="The HTTP status.", ge=400, le=599)
    detail: str = Field(description="What went wrong here, in plain words.")
    faults: list[Fault] | None = Field(None, description="With status 422: what is wrong with the request, in order.")


def problem(
    status: int, detail: str, *, headers: Mapping[str, str] | None = None, faults: list[dict[str, Any]] | None = None
) -> Response:
    """The problem as a response."""
    value: dict[str, Any] = {"type": "about:blank", "title": _title(status), "status": status, "detail": detail}
    if faults is not None:
        value["faults"] = faults
    body = json.dumps(value).encode("ascii")
    return Response(body, status, dict(headers or {}) | {"Cache-Control": "no-store"}, MEDIA_TYPE)


def as_problem(refusal: Response) -> Response:
    """A refusal in plain words as a problem; one that leads elsewhere as it is."""
    if refusal.status_code < 400:
        return refusal
    kept = {name: value for name, value in refusal.headers.items() if name not in ("content-length", "content-type")}
    return problem(refusal.status_code, bytes(refusal.body).decode("utf-8"), headers=kept)


def missing(what: str) -> HTTPException:
    """The error of a resource that is not there."""
    return HTTPException(404, what)


def add_problem_handlers(api: FastAPI) -> None:
    """Lets every error of the API come as a problem."""
    api.add_exception_handler(HTTPException, _http_problem)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(TwosourceError, _own_problem)
    api.add_exception_handler(Exception, _unforeseen)


def _title(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"


def _http_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(sorted(_methods(request)))
    detail = str(error.detail)[:_LONGEST]
    faults = [{"where": ["body"], "detail": detail}] if error.status_code == 422 else None
    return problem(error.status_code, detail, headers=headers, faults=faults)


def _methods(request: Request) -> set[str]:
    """What may be done at the address, whatever route does it."""
    found = {
        method
        for route in request.app.state.leaves
        if route.matches(request.scope)[0] is not Match.NONE
        for method in route.methods
    }
    return found | ({"HEAD"} if "GET" in found else set())


def _invalid(request: Request, error: Exception) -> Response:
    """What is wrong with the request; that it is no JSON, where that is why: a form on a page of another site cannot
    send JSON."""
    assert isinstance(error, RequestValidationError)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if request.method == "POST" and kind != "application/json":
        return problem(415, "The body of a request has to be JSON, sent as application/json.")
    faults = [
        {"where": [_place(part) for part in one["loc"]], "detail": str(one["msg"])[:_LONGEST]}
        for one in error.errors()[:MOST_FAULTS]
    ]
    return problem(422, "The request has something that cannot be understood.", faults=faults)


def _place(part: object) -> str | int:
    return part if isinstance(part, int) else str(part)[:100]


def _own_problem(request: Request, error: Exception) -> Response:
    if isinstance(error, BadQuery):
        return problem(400, str(error))
    if isinstance(error, StoreBusy):
        return problem(503, str(error), headers={"Retry-After": str(BUSY_SECONDS)})
    _logger.error("%s %s: %s", request.method, request.url.path, error)
    return problem(500, "The archive could not be read or written; the log of the program says why.")


def _unforeseen(request: Request, error: Exception) -> Response:
    return problem(500, "Something went wrong that should not; the log of the program says what.")
