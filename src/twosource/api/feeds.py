"""The feeds that are followed."""

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from twosource.api.answers import answer, page_answer
from twosource.api.backend import backend_of, store_of
from twosource.api.parameters import Page
from twosource.api.problems import missing
from twosource.api.schemas import FeedPage, FollowedFeed, NewFeed
from twosource.model.article import content_id
from twosource.model.feed import Feed, FeedRecord
from twosource.service.feed_addresses import refusal

router = APIRouter(tags=["feeds"])
MOST_FEEDS = 10_000
FeedId = Annotated[str, Path(description="Id of a feed.", pattern="^[0-9a-f]{16}$")]


@router.get("/feeds", response_model=FeedPage, summary="List feeds")
def list_feeds(request: Request, page: Page) -> Response:
    """The feeds followed, by address."""
    found = store_of(request).feeds()
    shown = [_item(one) for one in found[page.offset : page.offset + page.limit + 1]]
    return page_answer(request, shown, page.limit, page.offset, len(found))


@router.get("/feeds/{id}", response_model=FollowedFeed, summary="Get a feed")
def get_feed(request: Request, id: FeedId) -> Response:
    """The feed with the state of its last request."""
    return answer(_item(_record(request, id)))


@router.post(
    "/feeds",
    status_code=201,
    response_model=FollowedFeed,
    responses={200: {"model": FollowedFeed, "description": "It was followed already."}},
    summary="Follow a feed",
)
def add_feed(request: Request, feed: NewFeed) -> Response:
    """Follows a feed or news sitemap from the next round of `twosource watch` on; one followed already
    keeps its state and takes the names given."""
    refused = refusal(feed.url, backend_of(request).allow_private)
    if refused is not None:
        raise HTTPException(422, f"The feed is not followed: {refused}.")
    store = store_of(request)
    known = {record.feed.url for record in store.feeds()}
    if feed.url not in known and len(known) >= MOST_FEEDS:
        raise HTTPException(409, f"{MOST_FEEDS} feeds are followed already.")
    added = store.add_feeds([Feed(feed.url, feed.title, feed.outlet)])
    made = content_id(feed.url)
    headers = {"Location": f"{request.url.path}/{made}"}
    return answer(_item(_record(request, made)), 201 if added else 200, headers)


@router.delete("/feeds/{id}", status_code=204, response_class=Response, summary="Stop following a feed")
def remove_feed(request: Request, id: FeedId) -> Response:
    """Stops following the feed; its articles stay."""
    store_of(request).remove_feed(_record(request, id).feed.url)
    return Response(status_code=204)


def _record(request: Request, id: str) -> FeedRecord:
    for record in store_of(request).feeds():
        if content_id(record.feed.url) == id:
            return record
    raise missing("No such feed is followed.")


def _item(record: FeedRecord) -> dict[str, object]:
    return {"id": content_id(record.feed.url), "feed": record.feed, "state": record.state}
