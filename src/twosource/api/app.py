"""The REST API put together: a FastAPI application to be mounted at /api/v1."""

from fastapi import FastAPI
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from twosource.api import articles, comparisons, events, feeds, keeping, stories, voices
from twosource.api.answers import Validators, answer
from twosource.api.backend import Backend
from twosource.api.openapi import document
from twosource.api.problems import add_problem_handlers

VERSION = "1.0.0"
"""Of the API: the first number stands in its path and changes when something is taken away."""
_ROUTERS = (
    articles.router,
    stories.router,
    voices.router,
    events.router,
    feeds.router,
    comparisons.router,
    keeping.router,
)
_DESCRIPTION = """\
Several outlets' reports of one event in, one account out: every statement with who said it, where it stands in each
report, and how many independent origins stand behind it.

Answers are JSON in ASCII. Lists come in pages (`limit`, `offset`), with links to their neighbours in the `Link` header
and in `next`. Every answer to GET carries a strong `ETag`. Errors are problem details (RFC 9457). Offsets count Unicode
code points of an article's stored text and are half open. What changes something takes JSON only, and never from a page
of another site. Where the app listens beyond its own machine, send the token it printed: `Authorization: Bearer …`."""


def create_api(backend: Backend | None) -> FastAPI:
    """The API over an archive; the caller closes the archive and the queue. Without a backend it only describes itself
    (`state.document`)."""
    api = FastAPI(
        title="Twosource",
        version=VERSION,
        summary="Accounts of events, with who says what and on whose word.",
        description=_DESCRIPTION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        middleware=[Middleware(Validators)],
    )
    api.state.backend = backend
    api.state.streams = set()
    api.state.leaves = [route for router in _ROUTERS for route in router.routes]
    for router in _ROUTERS:
        api.include_router(router)
    described = api.state.document = document(api)

    async def send_document(request: Request) -> Response:
        return answer(described)

    api.add_route("/openapi.json", send_document, include_in_schema=False)
    api.state.leaves.append(api.router.routes[-1])
    add_problem_handlers(api)
    return api
