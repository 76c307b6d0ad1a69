"""The web app put together: pages, the REST API beside them, static files, errors."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from importlib.resources import files

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.staticfiles import StaticFiles

from twosource.api.app import create_api
from twosource.api.backend import Backend
from twosource.api.openapi import PREFIX
from twosource.api.problems import problem
from twosource.api.queue import ComparisonQueue
from twosource.errors import BadQuery, StoreBusy, TwosourceError
from twosource.report.page import resource
from twosource.store.interface import Store
from twosource.web import articles, compare, events, feeds, keeping, outlets, search, speakers, stories
from twosource.web.persons import KnownPersons
from twosource.web.refusals import ELSE, HEADINGS
from twosource.web.security import Gate
from twosource.web.settings import WebSettings
from twosource.web.site import Site, StoryFeeds, page

ROUTERS = (
    stories.router,
    articles.router,
    speakers.router,
    outlets.router,
    events.router,
    search.router,
    feeds.router,
    compare.router,
    keeping.router,
)

_PLAIN = {404: "There is no page at this address.", 405: "This address does not take a request of this kind."}
"""What the framework says in two words."""


def create_app(store: Store, settings: WebSettings | None = None, queue: ComparisonQueue | None = None) -> FastAPI:
    """The app over an archive; the caller closes the archive. `queue` makes the comparisons on demand, by default
    one of the app's own."""
    settings = settings or WebSettings()
    queue = queue or ComparisonQueue(contact=settings.contact, allow_private=settings.allow_private)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        queue.close()

    middleware = [Middleware(Gate, settings=settings)]
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None, middleware=middleware, lifespan=lifespan)
    app.state.site = Site(store, settings, StoryFeeds(store), KnownPersons(store))
    app.state.comparisons = queue
    backend = Backend(store, queue, settings.allow_private)
    app.state.ending = backend.ending
    app.mount(PREFIX, create_api(backend))
    for router in ROUTERS:
        app.include_router(router)
    app.add_api_route("/static/style.css", _report_resource("style.css", "text/css"), include_in_schema=False)
    app.add_api_route("/static/script.js", _report_resource("script.js", "text/javascript"), include_in_schema=False)
    app.mount("/static", StaticFiles(directory=str(files("twosource.web") / "static")))
    app.add_api_route("/favicon.ico", _icon, include_in_schema=False)
    for error in (HTTPException, TwosourceError, Exception):
        app.add_exception_handler(error, _error_page)
    return app


def _report_resource(name: str, media_type: str) -> Callable[[], Awaitable[Response]]:
    async def send() -> Response:
        return PlainTextResponse(resource(name), media_type=media_type, headers={"Cache-Control": "no-cache"})

    return send


async def _icon() -> Response:
    """What browsers ask for unasked: the icon that pages link."""
    picture = (files("twosource.web") / "static" / "icon.svg").read_bytes()
    return Response(picture, media_type="image/svg+xml", headers={"Cache-Control": "private, max-age=86400"})


def _error_page(request: Request, error: Exception) -> Response:
    """What went wrong in plain words, as a page of the site."""
    if isinstance(error, HTTPException):
        status, words = error.status_code, str(error.detail)
        if words == HTTPStatus(status).phrase:
            words = _PLAIN.get(status, words)
    elif isinstance(error, TwosourceError):
        status = 400 if isinstance(error, BadQuery) else 503 if isinstance(error, StoreBusy) else 500
        words = str(error)
    else:
        status, words = 500, "Something went wrong that should not; the log of the program says what."
    if request.url.path.startswith(f"{PREFIX}/"):
        return problem(status, words)
    return page(request, "error.html.j2", "", status=status, words=words, heading=HEADINGS.get(status, ELSE))
