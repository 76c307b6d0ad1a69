"""The outlets of the archive, and the page of one: what it shares, with whom, and on which origins it rests."""

from dataclasses import replace

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from twosource.model.archive import SearchFilter
from twosource.report.outlet_names import outlet_title
from twosource.store.exact_text import fold
from twosource.web.filters import Paging, read_words
from twosource.web.site import missing, page, site_of

router = APIRouter()
OUTLETS_A_PAGE = 100
STORIES_SHOWN = 20
TIES_SHOWN = 20
LATEST = 300
"""Articles of an outlet that its ties are counted over."""


@router.get("/outlets")
def outlets_page(request: Request) -> Response:
    """The outlets, those with most articles first, narrowed by a part of the name."""
    name = read_words(request, "name")
    paging = Paging.of(request, OUTLETS_A_PAGE)
    known = site_of(request).store.outlets()
    found = [one for one in known if fold(name) in f"{fold(one.outlet)}\n{fold(outlet_title(one.outlet))}"]
    shown = found[paging.offset : paging.offset + paging.size]
    paging = paging.with_more(len(found) > paging.offset + paging.size)
    return page(request, "outlets.html.j2", "/outlets", outlets=shown, paging=paging, name=name, total=len(found))


@router.get("/outlet")
def outlet_page(request: Request) -> Response:
    """One outlet: its statements, whom it shares them with, the origins they rest on, copies, stories."""
    store = site_of(request).store
    name = request.query_params.get("name", "")
    ties = store.outlet_ties(name, LATEST)
    if ties is None:
        raise missing("The archive has no article of an outlet of that name.")
    summary = next((one for one in store.outlets() if fold(one.outlet) == fold(name)), None)
    paging = Paging.of(request, STORIES_SHOWN)
    stories = store.stories(SearchFilter(outlet=name), limit=paging.size + 1, offset=paging.offset)
    return page(
        request,
        "outlet.html.j2",
        "/outlets",
        name=summary.outlet if summary else name,
        summary=summary,
        ties=replace(ties, shared=ties.shared[:TIES_SHOWN], origins=ties.origins[:TIES_SHOWN]),
        stories=stories[: paging.size],
        paging=paging.with_more(len(stories) > paging.size),
    )
