"""Stories: the list, one, its account, the account as files for other tools."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from twosource.api.answers import answer, page_answer
from twosource.api.backend import store_of
from twosource.api.exports import ExportName, export_answer
from twosource.api.parameters import Page, WhereStories
from twosource.api.problems import missing
from twosource.api.schemas import Comparison, StoryDetail, StoryPage
from twosource.model.archive import StorySummary
from twosource.model.comparison import Comparison as StoredComparison
from twosource.report.json import excerpts_dict
from twosource.service import compare

router = APIRouter(tags=["stories"])
StoryId = Annotated[str, Path(description="Id of a story, or an unambiguous beginning of one.", max_length=200)]
AccountNumber = Annotated[
    int | None, Query(ge=1, le=1_000_000, description="Number of an account, from 1; the current one by default.")
]


@router.get("/stories", response_model=StoryPage, summary="List stories")
def list_stories(
    request: Request,
    where: WhereStories,
    page: Page,
    least: Annotated[int, Query(ge=1, le=1000, description="Stories with at least so many articles.")] = 1,
) -> Response:
    """The stories that pass the filters, the last changed first. A story passes with one article of the outlet, one
    that quotes the speaker, one claim of the standing, and days that touch the dates."""
    store = store_of(request)
    found = store.stories(where, least_articles=least, limit=page.limit + 1, offset=page.offset)
    return page_answer(request, [_item(one) for one in found], page.limit, page.offset)


@router.get("/stories/{id}", response_model=StoryDetail, summary="Get a story")
def get_story(request: Request, id: StoryId) -> Response:
    """The story with its articles and why each was placed in it; a merged one answers as the story it went into."""
    store = store_of(request)
    summary = _summary(request, id)
    found = summary.story.id
    return answer(
        {
            "summary": summary,
            "merges": store.merges(found),
            "children": [child.id for child in store.children(found)],
            "accounts": store.comparison_times(found),
        }
    )


@router.get("/stories/{id}/comparison", response_model=Comparison, summary="Get the account of a story")
def get_comparison(
    request: Request,
    id: StoryId,
    number: AccountNumber = None,
    excerpts: Annotated[bool, Query(description="Fit to publish: no texts of the reports, few words of them.")] = False,
) -> Response:
    """The account of all the story's reports: claims with standing and origins, quotes, discrepancies, timeline."""
    account = _account(request, id, number)
    return answer(excerpts_dict(account) if excerpts else account.to_dict())


@router.get(
    "/stories/{id}/exports/{name}",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {"schema": {}}}}},
    summary="Get the account of a story as a file",
)
def get_export(request: Request, id: StoryId, name: ExportName, number: AccountNumber = None) -> Response:
    """The account as other tools read it: W3C Web Annotations, schema.org JSON-LD, TimelineJS, GraphML, CSV, Parquet.
    The media type is that of the file."""
    return export_answer(name, lambda: _account(request, id, number))


def _summary(request: Request, id: str) -> StorySummary:
    found = store_of(request).story(id)
    if found is None:
        raise missing("There is no such story.")
    return found


def _account(request: Request, id: str, number: int | None) -> StoredComparison:
    """The account asked for; the current one is made on the spot where the archive has none yet."""
    store = store_of(request)
    story = _summary(request, id).story.id
    found = store.comparison(story, number, shown=True)
    if found is None and number is not None:
        raise missing("The story has no account of that number.")
    return found or compare(store.story_articles(story))


def _item(summary: StorySummary) -> dict[str, Any]:
    story = summary.story
    return {
        "id": story.id,
        "title": story.title,
        "started": story.started,
        "changed": story.changed,
        "updated": summary.updated,
        "articles": len(story.articles),
        "outlets": summary.outlets,
        "origins": summary.origins,
        "standings": summary.standings,
        "parent": summary.parent,
    }
