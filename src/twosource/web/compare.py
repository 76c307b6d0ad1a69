"""Compare on demand: a page that takes files, addresses and pasted texts, and shows how far it is and the account.
Nothing of it is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, cast

from fastapi import APIRouter, Depends
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from twosource.api.queue import RETRY_SECONDS, ComparisonQueue, Progress, QueueFull
from twosource.api.submission import LONGEST_ADDRESS, MOST_BYTES, MOST_SOURCES, Source, Upload, size_of
from twosource.model.comparison import Comparison
from twosource.report.exports.files import EXPORT_FILES
from twosource.report.html import render_html, render_parts
from twosource.service.account_pages import rendered_parts
from twosource.web.security import FORM_FIELD, is_own_form
from twosource.web.site import framed, missing, page

router = APIRouter()
TEXT_FIELDS = 3
"""Texts that can be pasted without script."""
LARGEST_TEXT = 4 * 2**20
"""Bytes of one pasted text; what is longer than a report may be is refused with that reason when it is read."""
_MOST_FIELDS = 2 * MOST_SOURCES + 10
_LONGEST_NAME = 200
_SCHEMES = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Submission:
    """What the form sent: the sources, and what of it cannot be taken."""

    sources: tuple[Source, ...]
    problems: tuple[str, ...] = ()


async def read_submission(request: Request) -> Submission:
    """The sources of the form; HTTPException where it is too large, broken, or not one of this app for this visitor."""
    try:
        async with request.form(max_files=MOST_SOURCES, max_fields=_MOST_FIELDS, max_part_size=LARGEST_TEXT) as sent:
            own = sent.get(FORM_FIELD)
            if not isinstance(own, str) or not is_own_form(request, own):
                raise HTTPException(403, "This form is out of date or comes from elsewhere: open the page again.")
            sources: tuple[Source, ...] = (*await _files(sent), *_addresses(sent), *_texts(sent))
    except ClientDisconnect as error:
        raise HTTPException(413, "The form is too large.") from error
    return Submission(sources, tuple(_problems(sources)))


Sent = Annotated[Submission, Depends(read_submission)]


@router.get("/compare")
def compare_page(request: Request) -> Response:
    """The form."""
    return _form(request)


@router.post("/compare")
def start(request: Request, sent: Sent) -> Response:
    """Takes the comparison on and leads to its page; the form again, with the reason, where it cannot be."""
    if sent.problems:
        return _form(request, sent.problems, status=400)
    try:
        made = _queue(request).submit(sent.sources)
    except QueueFull as error:
        response = _form(request, (str(error),), status=429)
        response.headers["Retry-After"] = str(RETRY_SECONDS)
        return response
    return RedirectResponse(f"/compare/{made}", 303)


@router.get("/compare/{id}")
def comparison_page(request: Request, id: str) -> Response:
    """How far the comparison is, on a page that comes anew by itself; then the account, or why there is none."""
    progress = _progress(request, id)
    if progress.result is None:
        return _unfinished(request, id, progress)
    excerpts = bool(request.query_params.get("excerpts"))
    compared = _queue(request).compared(id)
    parts = (
        compared.parts(excerpts=excerpts)
        if compared
        else rendered_parts(progress.result, excerpts=excerpts, in_archive=False)
    )
    response = framed(
        request,
        "/compare",
        lambda frame: render_parts(
            parts,
            excerpts=excerpts,
            frame=frame,
            template="compare_account.html.j2",
            rejections=progress.rejections,
            exports=tuple(EXPORT_FILES.values()),
            id=id,
        ),
    )
    return _unkept(response)


@router.get("/compare/{id}/account.html")
def account_file(request: Request, id: str) -> Response:
    """The account as one HTML file to keep or send."""
    text = render_html(_result(request, id), excerpts=bool(request.query_params.get("excerpts")))
    headers = {"Content-Disposition": 'attachment; filename="account.html"'}
    content = text.encode("utf-8", "replace")
    return _unkept(Response(content, media_type="text/html; charset=utf-8", headers=headers))


@router.get("/compare/{id}/export/{name}")
def account_export(request: Request, id: str, name: str) -> Response:
    """The account as a file for other programs."""
    file = EXPORT_FILES.get(name)
    if file is None:
        raise missing(f"There is no such export; there are {', '.join(EXPORT_FILES)}.")
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return _unkept(Response(file.render(_result(request, id)), media_type=file.media_type, headers=headers))


@router.post("/compare/{id}/cancel")
def cancel(request: Request, id: str, sent: Sent) -> Response:
    """Ends the comparison and forgets it."""
    _queue(request).cancel(id)
    return RedirectResponse("/compare", 303)


def _form(request: Request, problems: tuple[str, ...] = (), *, status: int = 200) -> Response:
    return page(
        request,
        "compare.html.j2",
        "/compare",
        status=status,
        problems=problems,
        texts=range(1, TEXT_FIELDS + 1),
        megabytes=MOST_BYTES // 2**20,
        most=MOST_SOURCES,
    )


def _unfinished(request: Request, id: str, progress: Progress) -> Response:
    response = page(request, "compare_progress.html.j2", "/compare", progress=progress, id=id)
    return _unkept(response)


def _unkept(response: Response) -> Response:
    """The page of something that is soon forgotten here: nobody else keeps it either."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _queue(request: Request) -> ComparisonQueue:
    return cast(ComparisonQueue, request.app.state.comparisons)


def _progress(request: Request, id: str) -> Progress:
    found = _queue(request).progress(id)
    if found is None:
        raise missing("There is no such comparison, or it is kept no longer: compare the reports again.")
    return found


def _result(request: Request, id: str) -> Comparison:
    result = _progress(request, id).result
    if result is None:
        raise missing("The comparison is not done.")
    return result


async def _files(sent: FormData) -> list[Upload]:
    chosen = [file for file in sent.getlist("files") if isinstance(file, UploadFile) and file.filename]
    if sum(file.size or 0 for file in chosen) > MOST_BYTES:
        raise HTTPException(413, f"The files of one comparison may have {MOST_BYTES // 2**20} MB at most.")
    return [
        Upload((file.filename or "")[:_LONGEST_NAME], await file.read(MOST_BYTES + 1), file.content_type)
        for file in chosen
    ]


def _addresses(sent: FormData) -> list[str]:
    """The addresses, one a line; each once."""
    lines = (line.strip() for text in sent.getlist("addresses") if isinstance(text, str) for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))[: MOST_SOURCES + 1]


def _texts(sent: FormData) -> Iterator[Upload]:
    """The pasted texts under the names of their outlets, which stand in the order of the texts."""
    outlets = [str(outlet).strip()[:_LONGEST_NAME] for outlet in sent.getlist("outlet")]
    texts = [text for text in sent.getlist("text") if isinstance(text, str)]
    for number, text in enumerate(texts, 1):
        if text.strip():
            named = outlets[number - 1] if number <= len(outlets) else ""
            name = (named or f"pasted text {number}").replace("/", "∕").replace("\\", "∖")
            yield Upload(f"{name}.txt", text.encode("utf-8", "surrogatepass"), "text/plain; charset=utf-8")


def _problems(sources: tuple[Source, ...]) -> Iterator[str]:
    if not sources:
        yield "Choose files, paste addresses or paste texts."
    if len(sources) > MOST_SOURCES:
        yield f"One comparison takes {MOST_SOURCES} files, addresses and texts at most."
    if size_of(sources) > MOST_BYTES:
        yield f"The files and texts of one comparison may have {MOST_BYTES // 2**20} MB at most."
    for source in sources:
        if isinstance(source, str) and not (source.startswith(_SCHEMES) and len(source) <= LONGEST_ADDRESS):
            yield f"“{source[:100]}” is no address that begins with http:// or https://."
