"""Comparisons on demand: hand reports in, see how far it is, take the account."""

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from twosource.api.answers import answer
from twosource.api.backend import backend_of
from twosource.api.exports import ExportName, export_answer
from twosource.api.problems import missing
from twosource.api.queue import RETRY_SECONDS, Progress, QueueFull
from twosource.api.schemas import ComparisonProgress, NewComparison
from twosource.api.submission import MOST_BYTES, MOST_SOURCES, Source, Upload, size_of
from twosource.model.comparison import Comparison
from twosource.report.json import excerpts_dict

router = APIRouter(tags=["comparisons"])
POLL_SECONDS = 1
ComparisonId = Annotated[str, Path(description="Id of a comparison, from its Location.", max_length=100)]
WithResult = Annotated[bool, Query(description="Give the account too once it is done.")]
Excerpts = Annotated[bool, Query(description="Fit to publish: no texts of the reports, few words of them.")]


@router.post("/comparisons", status_code=202, response_model=ComparisonProgress, summary="Compare reports")
def start_comparison(request: Request, wanted: NewComparison) -> Response:
    """Takes a comparison of articles, files and addresses on; `Location` says where to see how far it is and to take
    the account. One is made at a time; nothing is stored in the archive."""
    sources = list(_sources(wanted))
    if not sources:
        raise HTTPException(422, "There is nothing to compare: give articles, files or urls.")
    if len(sources) > MOST_SOURCES:
        raise HTTPException(422, f"One comparison takes {MOST_SOURCES} articles, files and addresses at most.")
    if size_of(sources) > MOST_BYTES:
        raise HTTPException(413, f"The files of one comparison may have {MOST_BYTES // 2**20} MB at most.")
    queue = backend_of(request).queue
    try:
        number = queue.submit(sources)
    except QueueFull as error:
        raise HTTPException(429, str(error), {"Retry-After": str(RETRY_SECONDS)}) from error
    headers = {"Location": f"{request.url.path}/{number}", "Retry-After": str(POLL_SECONDS)}
    return answer(_shown(number, queue.progress(number) or Progress(), excerpts=False), 202, headers)


@router.get("/comparisons/{id}", response_model=ComparisonProgress, summary="See how far a comparison is")
def get_comparison(
    request: Request, id: ComparisonId, excerpts: Excerpts = False, result: WithResult = True
) -> Response:
    """How far the comparison has come; once `state` is done, the account as `result`. It is kept for an hour."""
    progress = _progress(request, id)
    headers = None if progress.is_over else {"Retry-After": str(POLL_SECONDS)}
    shown = progress if result else replace(progress, result=None)
    return answer(_shown(id, shown, excerpts=excerpts), headers=headers)


@router.get(
    "/comparisons/{id}/exports/{name}",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {"schema": {}}}}},
    summary="Get the account as a file",
)
def get_export(request: Request, id: ComparisonId, name: ExportName) -> Response:
    """The account as other tools read it; 404 until the comparison is done. The media type is that of the file."""
    return export_answer(name, lambda: _result(request, id))


@router.delete("/comparisons/{id}", status_code=204, response_class=Response, summary="Cancel a comparison")
def cancel_comparison(request: Request, id: ComparisonId) -> Response:
    """Ends the comparison and forgets its account."""
    if not backend_of(request).queue.cancel(id):
        raise missing(_NO_COMPARISON)
    return Response(status_code=204)


_NO_COMPARISON = "There is no such comparison, or it is kept no longer."


def _progress(request: Request, id: str) -> Progress:
    found = backend_of(request).queue.progress(id)
    if found is None:
        raise missing(_NO_COMPARISON)
    return found


def _result(request: Request, id: str) -> Comparison:
    result = _progress(request, id).result
    if result is None:
        raise missing("The comparison is not done.")
    return result


def _shown(id: str, progress: Progress, *, excerpts: bool) -> dict[str, object]:
    result = progress.result
    return {
        "id": id,
        "state": progress.state,
        "done": progress.done,
        "total": progress.total,
        "ahead": progress.ahead,
        "rejections": progress.rejections,
        "failure": progress.failure,
        "result": result and (excerpts_dict(result) if excerpts else result.to_dict()),
    }


def _sources(wanted: NewComparison) -> Iterator[Source]:
    for number, article in enumerate(wanted.articles, 1):
        given = article.model_dump(exclude_none=True)
        yield Upload(f"article {number}.jsonl", json.dumps(given).encode("ascii"))
    for file in wanted.files:
        try:
            data = base64.b64decode(file.data, validate=True)
        except (binascii.Error, ValueError) as error:
            raise HTTPException(422, f"The data of file “{file.name[:100]}” is no Base64.") from error
        yield Upload(file.name, data, file.media_type)
    yield from wanted.urls
