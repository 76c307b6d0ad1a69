"""Who is quoted, and by whom: attributions, speakers, outlets."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from twosource.api.answers import page_answer
from twosource.api.backend import store_of
from twosource.api.parameters import Page, Where, Words
from twosource.api.schemas import AttributionPage, OutletPage, SpeakerPage

router = APIRouter()


@router.get("/attributions", response_model=AttributionPage, tags=["attributions"], summary="List attributions")
def list_attributions(request: Request, where: Where, page: Page) -> Response:
    """The attributions of the articles that pass the filters, the newest article first, in text order; `speaker`
    narrows to what is given to those so named."""
    found = store_of(request).attributions(where, limit=page.limit + 1, offset=page.offset)
    return page_answer(request, found, page.limit, page.offset)


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
