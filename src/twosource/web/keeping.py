"""Keeping the reports of a comparison on demand in the archive."""

from typing import cast

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from twosource.api.queue import ComparisonQueue
from twosource.service.keeping import keep_reports
from twosource.web.addresses import article_address, story_address
from twosource.web.forms import OwnForm
from twosource.web.site import missing, site_of

router = APIRouter()


@router.post("/compare/{id}/keep")
def keep(request: Request, id: str, form: OwnForm) -> Response:
    """Takes the reports into the archive and leads to the story they are in; it takes some seconds."""
    compared = cast(ComparisonQueue, request.app.state.comparisons).compared(id)
    if compared is None:
        raise missing("There is no such comparison, or its reports are kept no longer: compare them again.")
    kept = keep_reports(site_of(request).store, compared.articles())
    address = story_address(kept.stories[0]) if kept.stories else article_address(kept.articles[0])
    return RedirectResponse(address, 303)
