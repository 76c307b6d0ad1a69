"""What happened to stories, and what could not be read."""

from typing import cast, get_args

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from twosource.model.archive import EventKind
from twosource.web.filters import Paging, read_words, whole_number
from twosource.web.site import page, site_of

router = APIRouter()
EVENTS_A_PAGE = 40
REJECTIONS_A_PAGE = 100


@router.get("/events")
def events_page(request: Request) -> Response:
    """What happened to stories, the last first, narrowed by kind and story."""
    site = site_of(request)
    kinds = tuple(kind for kind in get_args(EventKind) if kind in request.query_params.getlist("kind"))
    story = read_words(request, "story")
    known = site.store.story(story) if story else None
    found = site.store.events(
        story=known.story.id if known else story or None,
        kinds=[cast(EventKind, kind) for kind in kinds] or None,
        before=whole_number(request, "before"),
        limit=EVENTS_A_PAGE + 1,
        newest_first=True,
    )
    shown = found[:EVENTS_A_PAGE]
    query = [*(("kind", kind) for kind in kinds), *([("story", story)] if story else [])]
    return page(
        request,
        "events.html.j2",
        "/events",
        events=shown,
        titles=site.store.story_titles([event.story for event in shown]),
        kinds=kinds,
        story=known,
        unknown=story if story and known is None else "",
        paging=Paging(1, EVENTS_A_PAGE, "/events", tuple(query)),
        older=shown[-1].id if len(found) > EVENTS_A_PAGE else None,
        newest=whole_number(request, "before") is None,
    )


@router.get("/rejections")
def rejections_page(request: Request) -> Response:
    """The documents that could not be read, the last first, each with its reason."""
    paging = Paging.of(request, REJECTIONS_A_PAGE)
    found = site_of(request).store.rejections(paging.size + 1, paging.offset)
    paging = paging.with_more(len(found) > paging.size)
    return page(request, "rejections.html.j2", "/feeds", rejections=found[: paging.size], paging=paging)
