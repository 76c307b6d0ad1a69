"""The feeds that are followed: seen, added, removed, exported. Nothing is fetched here; `twosource watch` does that."""

from dataclasses import replace
from hashlib import sha256

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from twosource.ingest.opml import read_opml, write_opml
from twosource.model.feed import Feed
from twosource.service.feed_addresses import refusal
from twosource.web.filters import Paging, read_words
from twosource.web.forms import OwnForm
from twosource.web.site import missing, page, site_of

router = APIRouter()
FEEDS_A_PAGE = 100
PROBLEMS_SHOWN = 20
LONGEST_OUTLET = 200
LONGEST_NAME = 500


@router.get("/feeds")
def feeds_page(request: Request) -> Response:
    """The feeds with the state of their last request, and the forms to add and remove some."""
    said = {"added": "New feeds: {}.", "removed": "Feeds no longer followed: {}. Their articles stay."}
    done = [said[name].format(count) for name in said if (count := read_words(request, name)).isdecimal()]
    return _list(request, notes=done)


def _list(request: Request, *, notes: list[str], problems: list[str] | None = None, status: int = 200) -> Response:
    feeds = site_of(request).store.feeds()
    paging = Paging.of(request, FEEDS_A_PAGE)
    shown = feeds[paging.offset : paging.offset + paging.size]
    return page(
        request,
        "feeds.html.j2",
        "/feeds",
        status=status,
        feeds=[(record, feed_key(record.feed.url)) for record in shown],
        total=len(feeds),
        paging=paging.with_more(len(feeds) > paging.offset + paging.size),
        notes=notes,
        problems=(problems or [])[:PROBLEMS_SHOWN],
        more_problems=max(0, len(problems or []) - PROBLEMS_SHOWN),
    )


@router.post("/feeds")
def add_feeds(request: Request, form: OwnForm) -> Response:
    """Follows the feed of an address, or those of a feed list; what cannot be followed is said with its reason."""
    private = site_of(request).settings.allow_private
    feeds: list[Feed] = []
    problems: list[str] = []
    outlet = form.field("outlet")[:LONGEST_OUTLET] or None
    if form.field("address"):
        feeds.append(Feed(form.field("address"), outlet=outlet))
    if form.file is not None:
        listed, rejections = read_opml(form.file.data, name=form.file.name)
        feeds += listed
        problems += [f"{one.document}: {one.detail}" for one in rejections]
    allowed = []
    for feed in feeds:
        problem = refusal(feed.url, private)
        if problem is None:
            allowed.append(feed)
        else:
            problems.append(f"{feed.url[:200]}: {problem}")
    if not feeds and not problems:
        problems.append("Give the address of a feed, or choose a feed list (OPML).")
    added = site_of(request).store.add_feeds(allowed) if allowed else 0
    if problems:
        notes = [f"New feeds: {added}."] if allowed else []
        return _list(request, notes=notes, problems=problems, status=400)
    return RedirectResponse(f"/feeds?added={added}", 303)


@router.post("/feeds/remove")
def remove_feed(request: Request, form: OwnForm) -> Response:
    """Stops following a feed."""
    store = site_of(request).store
    wanted = [record.feed.url for record in store.feeds() if feed_key(record.feed.url) == form.field("feed")]
    if not wanted:
        raise missing("That feed is not followed.")
    return RedirectResponse(f"/feeds?removed={sum(map(store.remove_feed, wanted))}", 303)


@router.get("/feeds.opml")
def export_feeds(request: Request) -> Response:
    """The feeds as a feed list, as other readers take it."""
    feeds = [_short(record.feed) for record in site_of(request).store.feeds()]
    text = write_opml(feeds, "Feeds followed by Twosource")
    headers = {"Content-Disposition": 'attachment; filename="feeds.opml"', "Cache-Control": "private, no-cache"}
    return Response(text.encode("utf-8", "replace"), media_type="text/x-opml; charset=utf-8", headers=headers)


def _short(feed: Feed) -> Feed:
    """The feed with names as long as a reader of feed lists takes."""
    return replace(feed, title=_cut(feed.title), outlet=_cut(feed.outlet), group=_cut(feed.group))


def _cut(name: str | None) -> str | None:
    return name and name[:LONGEST_NAME]


def feed_key(url: str) -> str:
    """What a form names a feed by: an address may hold characters that a page shows as something else."""
    return sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:32]
