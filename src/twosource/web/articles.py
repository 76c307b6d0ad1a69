"""The page of one article: its text with annotations, its place, its revisions."""

from dataclasses import dataclass

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from twosource.model.archive import CopyRecord, PlacementRecord, Revision, StorySummary
from twosource.report.article_html import render_article_html
from twosource.report.revision_view import RevisionView, revision_view
from twosource.store.interface import Store
from twosource.web.filters import whole_number
from twosource.web.site import framed, missing, site_of

router = APIRouter()
REVISIONS_SHOWN = 20
"""The last ones, with their differences."""
PLACES_SHOWN = 60
"""Edited places of one revision."""


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision, and the edits that made it of the one before; `headline` is the former one where it changed."""

    revision: Revision
    edits: RevisionView | None
    headline: str | None


@dataclass(frozen=True, slots=True)
class CopyRow:
    """That an article is a copy, and of which."""

    record: CopyRecord
    title: str | None
    outlet: str | None


@router.get("/articles/{article_id:path}")
def article_page(request: Request, article_id: str) -> Response:
    """An article, or an earlier revision of it, with its annotations, its story and its revisions."""
    store = site_of(request).store
    number = whole_number(request, "revision")
    annotated = store.article(article_id, number)
    if annotated is None:
        raise missing("There is no such article, or no such revision of it.")
    revisions = store.revisions(article_id)
    placement = store.placement(article_id)
    story = store.story(placement.story) if placement else None
    return framed(
        request,
        "/",
        lambda frame: render_article_html(
            annotated,
            frame=frame,
            id=article_id,
            placement=placement,
            story=story,
            copy=_copy_row(store, placement),
            copies=_copies_of(store, article_id, story),
            revisions=revision_rows(revisions),
            current=len(revisions),
            shown=number or len(revisions),
            places_shown=PLACES_SHOWN,
        ),
    )


def revision_rows(revisions: tuple[Revision, ...]) -> tuple[RevisionRow, ...]:
    """The last revisions, newest first, each with how it differs from the one before."""
    rows = []
    for place, revision in enumerate(revisions):
        before = revisions[place - 1].article if place else None
        edits, headline = None, None
        if before is not None and place >= len(revisions) - REVISIONS_SHOWN:
            if revision.difference is not None:
                edits = revision_view(before.text, revision.article.text, revision.difference.edits)
            if before.title != revision.article.title:
                headline = before.title or "none"
        rows.append(RevisionRow(revision, edits, headline))
    return tuple(rows[: -REVISIONS_SHOWN - 1 : -1])


def _copy_row(store: Store, placement: PlacementRecord | None) -> CopyRow | None:
    if placement is None or placement.copy is None:
        return None
    found = store.article(placement.copy.of)
    if found is None:
        return CopyRow(placement.copy, None, None)
    return CopyRow(placement.copy, found.article.title, found.article.outlet)


def _copies_of(store: Store, article: str, story: StorySummary | None) -> tuple[CopyRecord, ...]:
    """Which of the story's articles are copies of this one."""
    return tuple(one for one in store.copies(story.story.articles) if one.of == article) if story else ()
