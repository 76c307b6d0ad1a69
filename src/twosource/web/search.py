"""The search over all articles."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from twosource.errors import BadQuery
from twosource.model.archive import SearchFilter, SearchHit, SearchPage
from twosource.report.word_difference import Piece, pieces
from twosource.web.filters import Paging, read_filter
from twosource.web.site import page, site_of

router = APIRouter()
HITS_A_PAGE = 20
LONGEST_QUERY = 500
LONGEST_EXCERPT = 400


@dataclass(frozen=True, slots=True)
class HitRow:
    """A hit with its excerpt cut at the words found."""

    hit: SearchHit
    excerpt: tuple[Piece, ...]


@router.get("/search")
def search_page(request: Request) -> Response:
    """The articles with the words searched for, the best first, the words marked; without words all that pass the
    filters, the newest first."""
    query = request.query_params.get("q", "").strip()[:LONGEST_QUERY]
    where, problems = read_filter(request)
    paging = Paging.of(request, HITS_A_PAGE)
    status = 200
    try:
        found = site_of(request).store.search(query, where, limit=paging.size, offset=paging.offset)
    except BadQuery as error:
        found, problems, status = SearchPage((), 0), (*problems, str(error)), 400
    return page(
        request,
        "search.html.j2",
        "/search",
        status=status,
        query=query,
        rows=tuple(_row(hit) for hit in found.hits),
        total=f"more than {found.total:,}" if found.more else f"{found.total:,}",
        found=found.total,
        where=where or SearchFilter(),
        problems=problems,
        paging=paging.with_more(found.more or found.total > paging.offset + paging.size),
    )


def _row(hit: SearchHit) -> HitRow:
    marks = [(span.start, span.end) for span in hit.matches]
    return HitRow(hit, pieces(hit.excerpt[:LONGEST_EXCERPT], marks))
