"""The front page with the current stories, and the page of one story."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from twosource.model.archive import SearchFilter
from twosource.model.comparison import Comparison
from twosource.report.html import render_html
from twosource.report.vocabulary import STANDINGS
from twosource.service import compare
from twosource.web.filters import Paging, read_filter
from twosource.web.site import Site, framed, missing, page, site_of

router = APIRouter()
STORIES_A_PAGE = 30
EVENTS_SHOWN = 6


@router.get("/")
def front_page(request: Request) -> Response:
    """The stories, the last changed first, narrowed by the filters in the address."""
    site = site_of(request)
    where, problems = read_filter(request)
    paging = Paging.of(request, STORIES_A_PAGE)
    least = 1 if request.query_params.get("all") else 2
    found = site.store.stories(where, least_articles=least, limit=paging.size + 1, offset=paging.offset)
    return page(
        request,
        "front.html.j2",
        "/",
        stories=found[: paging.size],
        paging=paging.with_more(len(found) > paging.size),
        where=where or SearchFilter(),
        problems=problems,
        least=least,
        standings=STANDINGS,
        events=site.store.events(limit=EVENTS_SHOWN, newest_first=True),
        counts=(site.store.article_count(), site.store.story_count()),
    )


@router.get("/stories/{story_id}")
def story_page(request: Request, story_id: str) -> Response:
    """The account of a story, with what happened to it."""
    site = site_of(request)
    summary = site.store.story(story_id)
    if summary is None:
        raise missing("There is no such story.")
    story = summary.story.id
    account = _account(site, story)
    return framed(
        request,
        "/",
        lambda frame: render_html(
            account,
            frame=frame,
            summary=summary,
            events=site.store.events(story=story, limit=EVENTS_SHOWN, newest_first=True),
            merges=site.store.merges(story),
            children=site.store.children(story),
        ),
    )


def _account(site: Site, story: str) -> Comparison:
    """The story's current account, made on the spot where the archive has none yet."""
    return site.store.comparison(story) or compare(site.store.story_articles(story))
