"""What every page of the app needs: the archive, the frame around a page, its templates."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Any, cast

from cachetools import LRUCache
from jinja2 import ChoiceLoader, Environment, PackageLoader, PrefixLoader
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from twosource.report.dates import date_words, day_range
from twosource.report.outlet_names import outlet_title
from twosource.report.page import Frame
from twosource.report.page import environment as report_environment
from twosource.report.vocabulary import EVENTS, STANDINGS
from twosource.service.telling import StoryFeed
from twosource.store.interface import Store
from twosource.web.addresses import article_address, outlet_address, speaker_address, story_address
from twosource.web.persons import KnownPersons
from twosource.web.security import form_token, remember_form_token
from twosource.web.settings import WebSettings

STYLES = ("/static/style.css", "/static/site.css")
ICON = "/static/icon.svg"
SCRIPTS = ("/static/script.js", "/static/site.js")
LINKS = (
    ("/", "Stories"),
    ("/compare", "Compare"),
    ("/events", "Events"),
    ("/speakers", "Speakers"),
    ("/outlets", "Outlets"),
    ("/feeds", "Feeds"),
)
"""The parts of the site, in the order of its navigation."""


class StoryFeeds:
    """The feeds of stories by the address the site was asked under; of few addresses, as anyone may name a port."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._feeds: LRUCache[str, StoryFeed] = LRUCache(4)

    def of(self, base: str) -> StoryFeed:
        """The feed whose entries lead to that address."""
        with self._lock:
            found = self._feeds.get(base)
            if found is None:
                found = StoryFeed(self._store, base_url=base, feed_url=f"{base}/stories.atom")
                self._feeds[base] = found
            return found


KEPT_CHARACTERS = 24 * 2**20
"""Of rendered pages, in all."""


class KeptPages:
    """The last pages that were costly to render, by all that they were rendered from."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._pages: LRUCache[Hashable, str] = LRUCache(KEPT_CHARACTERS, getsizeof=len)

    def get(self, key: Hashable, render: Callable[[], str]) -> str:
        """The page under the key, rendered where it is not kept."""
        with self._lock:
            kept = self._pages.get(key)
        if kept is not None:
            return kept
        text = render()
        if len(text) <= KEPT_CHARACTERS:
            with self._lock:
                self._pages[key] = text
        return text


@dataclass(frozen=True, slots=True)
class Site:
    """What the pages work with."""

    store: Store
    settings: WebSettings
    feeds: StoryFeeds
    persons: KnownPersons
    pages: KeptPages = field(default_factory=KeptPages)


def site_of(request: Request) -> Site:
    """The site a request was made to."""
    return cast(Site, request.app.state.site)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The report pages' environment (everything escaped, control characters shown) with the app's templates before
    theirs, which are found under `report/` too."""
    reports = PackageLoader("twosource.report")
    found = report_environment().overlay(
        loader=ChoiceLoader([PackageLoader("twosource.web"), reports, PrefixLoader({"report": reports})])
    )
    found.globals = {
        **found.globals,
        "article_address": article_address,
        "story_address": story_address,
        "speaker_address": speaker_address,
        "outlet_address": outlet_address,
        "standing_list": STANDINGS,
        "event_signs": EVENTS,
    }
    found.filters = {**found.filters, "date": date_words, "days": day_range, "outlet": outlet_words}
    return found


def outlet_words(name: str) -> str:
    """The outlet's name as accounts show it."""
    return outlet_title(name)


def frame_of(request: Request, here: str, token: str) -> Frame:
    """The frame of a page that belongs to the part of the site at `here`."""
    query = request.query_params.get("q", "")[:500]
    return Frame(STYLES, SCRIPTS, LINKS, here, "/search", query, token, environment(), request.url.path, ICON)


def page(request: Request, template: str, here: str, *, status: int = 200, **values: Any) -> Response:
    """The template as a page of the site."""
    return framed(
        request,
        here,
        lambda frame: environment().get_template(template).render(frame=frame, **values),
        status=status,
    )


def framed(request: Request, here: str, render: Callable[[Frame], str], *, status: int = 200) -> Response:
    """What `render` makes of the frame, as a page of the site."""
    token = form_token(request)
    text = render(frame_of(request, here, token))
    response = HTMLResponse(text.encode("utf-8", "replace"), status, {"Cache-Control": "private, no-cache"})
    remember_form_token(response, token)
    return response


def missing(what: str) -> HTTPException:
    """The error of a page that is not there."""
    return HTTPException(404, what)
