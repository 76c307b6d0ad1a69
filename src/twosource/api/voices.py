"""Who is quoted, and by whom: attributions, speakers, outlets."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from twosource.api.answers import cursor_answer, page_answer
from twosource.api.backend import store_of
from twosource.api.parameters import Page, Where, Words
from twosource.api.schemas import AttributionPage, OutletPage, SpeakerPage
from twosource.errors import BadQuery
from twosource.model.archive import AttributionKey

router = APIRouter()


Cursor = Annotated[
    str | None,
    Query(
        description="Where to go on: as `next` of the page before has it. Then `offset` counts for nothing.",
        pattern=r"^[A-Za-z0-9_-]+$",
        max_length=4000,
    ),
]


@router.get("/attributions", response_model=AttributionPage, tags=["attributions"], summary="List attributions")
def list_attributions(request: Request, where: Where, page: Page, cursor: Cursor = None) -> Response:
    """The attributions of the articles that pass the filters, the newest article first, in text order; `speaker`
    narrows to what is given to those so named. Following `next` walks all of them, however many there are: it names the
    last one given, so that nothing is passed over or given twice when articles come meanwhile."""
    offset = 0 if cursor else page.offset
    after = read_cursor(cursor) if cursor else None
    found = store_of(request).attributions(where, limit=page.limit + 1, offset=offset, after=after)
    return cursor_answer(request, found, page.limit, write_cursor)


def write_cursor(row: dict[str, Any]) -> str:
    """What the page after this attribution is asked for with."""
    named = json.dumps([row["article"], row["attribution"]])
    return urlsafe_b64encode(named.encode("ascii")).decode("ascii").rstrip("=")


def read_cursor(cursor: str) -> AttributionKey:
    """The attribution that the cursor names; BadQuery where it is none of ours."""
    try:
        article, attribution = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, TypeError, RecursionError) as error:
        raise BadQuery("This is no cursor of this list: take the one of the page before.") from error
    return AttributionKey(str(article), str(attribution))


@router.get("/speakers", response_model=SpeakerPage, tags=["speakers"], summary="List speakers")
def list_speakers(
    request: Request,
    page: Page,
    name: Annotated[Words | None, Query(description="A part of the name, without regard to case and accents.")] = None,
) -> Response:
    """Everyone whom stored articles quote, the most quoted first."""
    found = store_of(request).speakers(name, limit=page.limit + 1, offset=page.offset)
    return page_answer(request, found, page.limit, page.offset)


@router.get("/outlets", response_model=OutletPage, tags=["outlets"], summary="List outlets")
def list_outlets(request: Request, page: Page) -> Response:
    """The outlets of the archive, those with most articles first."""
    found = store_of(request).outlets()
    return page_answer(request, found[page.offset : page.offset + page.limit + 1], page.limit, page.offset, len(found))
