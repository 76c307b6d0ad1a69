"""Reports of a comparison on demand, taken into the archive."""

from fastapi import APIRouter
from pydantic import BaseModel, Field
from starlette.requests import Request
from starlette.responses import Response

from twosource.api.answers import answer
from twosource.api.backend import backend_of
from twosource.api.comparisons import ComparisonId
from twosource.api.problems import missing
from twosource.service.keeping import keep_reports

router = APIRouter(tags=["comparisons"])


class Kept(BaseModel):
    """What became of reports that were kept."""

    articles: list[str] = Field(description="Ids of the reports.")
    added: int = Field(description="How many of them the archive did not have, in this edition.")
    stories: list[str] = Field(description="Ids of the stories they are placed in, those with most of them first.")


@router.post("/comparisons/{id}/keep", response_model=Kept, summary="Keep the reports in the archive")
def keep_comparison(request: Request, id: ComparisonId) -> Response:
    """Stores the reports of a comparison that is done, places them in stories like any others and brings those up to
    date, which takes some seconds. Kept a second time, nothing changes. 503 while other reports are being kept."""
    backend = backend_of(request)
    compared = backend.queue.compared(id)
    if compared is None:
        raise missing("There is no such comparison, it is not done, or its reports are kept no longer.")
    return answer(keep_reports(backend.store, compared.articles(), now=backend.now))
