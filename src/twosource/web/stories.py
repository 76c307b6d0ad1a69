"""The front page with the current stories, and the page of one story."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from twosource.api.answers import matches
from twosource.model.archive import SearchFilter, StorySummary
from twosource.model.comparison import Comparison
from twosource.model.story import Placement
from twosource.report.account_parts import AccountParts
from twosource.report.exports.files import EXPORT_FILES
from twosource.report.html import render_parts
from twosource.report.page import Frame
from twosource.service import compare
from twosource.service.account_pages import kept_parts, rendered_parts
from twosource.web.filters import Paging, read_filter, whole_number
from twosource.web.site import Site, framed, missing, page, site_of

router = APIRouter()
STORIES_A_PAGE = 30
EVENTS_SHOWN = 8
EVENTS_OF_STORY = 30
ACCOUNTS_SHOWN = 30
"""The last ones; the earlier have their addresses too."""


@router.get("/")
def front_page(request: Request) -> Response:
    """The stories, the last changed first, narrowed by the filters in the address."""
    site = site_of(request)
    where, problems = read_filter(request)
    paging = Paging.of(request, STORIES_A_PAGE)
    least = 1 if request.query_params.get("all") else 2
    found = site.store.stories(where, least_articles=least, limit=paging.size + 1, offset=paging.offset)
    events = site.store.events(limit=EVENTS_SHOWN, newest_first=True)
    return page(
        request,
        "front.html.j2",
        "/",
        stories=found[: paging.size],
        paging=paging.with_more(len(found) > paging.size),
        where=where or SearchFilter(),
        problems=problems,
        least=least,
        events=events,
        titles=site.store.story_titles([event.story for event in events]),
        counts=(site.store.article_count(), site.store.story_count()),
    )


@router.get("/stories/{story_id}")
def story_page(request: Request, story_id: str) -> Response:
    """The account of a story, or an earlier one of it, with what happened to it; with `excerpts` only the words that
    it stands on."""
    site = site_of(request)
    summary, number = _asked(request, story_id)
    excerpts = bool(request.query_params.get("excerpts"))
    beside = _beside(site, summary)

    def render(frame: Frame) -> str:
        parts = _parts(site, summary, number, excerpts=excerpts)
        return render_parts(
            parts,
            excerpts=excerpts,
            frame=frame,
            placements=_placements(summary, parts.names),
            account=number or len(beside["times"]),
            summary=summary,
            **beside,
        )

    if not beside["times"]:
        return framed(request, "/", render)
    # A stored account never changes: with what stands beside it, its number names the page. No form with the visitor's
    # own token may stand on it.
    key = (summary.story.id, number, excerpts, repr((summary, beside)))
    return framed(request, "/", lambda frame: site.pages.get((*key, frame.query), lambda: render(frame)))


def _beside(site: Site, summary: StorySummary) -> dict[str, Any]:
    """What the page of a story shows beside the account."""
    story = summary.story.id
    times = site.store.comparison_times(story)
    return {
        "events": site.store.events(story=story, limit=EVENTS_OF_STORY, newest_first=True),
        "merges": site.store.merges(story),
        "children": site.store.children(story),
        "parent": site.store.story(summary.parent) if summary.parent else None,
        "times": times,
        "last_accounts": tuple(enumerate(times, 1))[: -ACCOUNTS_SHOWN - 1 : -1],
        "exports": tuple((file.name, file.meaning) for file in EXPORT_FILES.values()),
    }


@router.get("/stories/{story_id}/export/{name}")
def story_export(request: Request, story_id: str, name: str) -> Response:
    """The account of a story as a file for other programs."""
    if name not in EXPORT_FILES:
        raise missing(f"There is no such export; there are {', '.join(EXPORT_FILES)}.")
    account = _account(site_of(request), *_asked(request, story_id))
    file = EXPORT_FILES[name]
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-cache"}
    return Response(file.render(account), media_type=file.media_type, headers=headers)


def _asked(request: Request, story_id: str) -> tuple[StorySummary, int | None]:
    """The story, and the number of its account where an earlier one is asked for."""
    summary = site_of(request).store.story(story_id)
    if summary is None:
        raise missing("There is no such story.")
    return summary, whole_number(request, "account")


def _account(site: Site, summary: StorySummary, number: int | None) -> Comparison:
    """The account of that number or the current one; where the archive has none yet, one made on the spot."""
    account = site.store.comparison(summary.story.id, number, shown=True)
    if account is None and number is not None:
        raise missing("There is no account of that number.")
    return account or compare(site.store.story_articles(summary.story.id))


def _parts(site: Site, summary: StorySummary, number: int | None, *, excerpts: bool) -> AccountParts:
    """The account of that number or the current one, rendered; large ones are kept rendered in the archive."""
    kept = kept_parts(site.store, summary.story.id, number, excerpts=excerpts)
    return kept or rendered_parts(_account(site, summary, number), excerpts=excerpts)


def _placements(summary: StorySummary, names: Mapping[str, str]) -> tuple[tuple[str, Placement], ...]:
    """Why each article is in the story, as they arrived, under the name that the account gives its report."""
    if len(summary.story.articles) < 2:
        return ()
    return tuple((names.get(one.article, "a report"), one) for one in summary.story.placements)


@router.get("/stories.atom")
def atom_feed(request: Request) -> Response:
    """The feed of stories (Atom) for any reader; a conditional request (RFC 9110, If-None-Match) is told whether it
    changed."""
    base = f"{request.url.scheme}://{request.url.netloc}"
    text = site_of(request).feeds.of(base).render()
    tag = f'"{sha256(text.encode()).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(text, media_type="application/atom+xml; charset=utf-8", headers=headers)
