"""Articles: the list, one annotated, its revisions, its annotations for other tools."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from twosource.api.answers import answer, encoded, page_answer
from twosource.api.backend import store_of
from twosource.api.parameters import Page, Where, Words
from twosource.api.problems import missing
from twosource.api.schemas import AnnotatedArticle, ArticlePage, RevisionPage, SearchResults
from twosource.model.annotation import AnnotatedArticle as StoredArticle
from twosource.model.contract import annotated_to_dict, article_to_dict
from twosource.report.exports.files import ANNOTATIONS_TYPE
from twosource.report.exports.web_annotations import article_annotations

router = APIRouter(tags=["articles"])
SPEAKERS_FOUND = 10
_NO_ARTICLE = "There is no such article."
ArticleId = Annotated[str, Path(description="Id of an article.", max_length=2000)]
RevisionNumber = Annotated[
    int | None, Query(ge=1, le=1_000_000, description="Number of a revision; the newest by default.")
]


@router.get("/articles", response_model=ArticlePage, summary="List articles")
def list_articles(
    request: Request,
    where: Where,
    page: Page,
    q: Annotated[Words | None, Query(description="Words, “phrases”, -without, prefix*: see /search.")] = None,
) -> Response:
    """The articles that pass the filters, the newest first; with `q`, those that have its words, the best first."""
    found = store_of(request).search(q or "", where, limit=page.limit + 1, offset=page.offset)
    return page_answer(request, found.hits, page.limit, page.offset, found.total)


@router.get("/search", response_model=SearchResults, tags=["search"], summary="Search")
def search(
    request: Request,
    where: Where,
    page: Page,
    q: Annotated[Words, Query(description='Words, "phrases", -without, prefix*.', examples=['"lock gate" -drill'])],
) -> Response:
    """The articles with the words of the query in title or text, the best first, and the speakers so named."""
    store = store_of(request)
    found = store.search(q, where, limit=page.limit + 1, offset=page.offset)
    speakers = store.speakers(q, limit=SPEAKERS_FOUND)
    return page_answer(request, found.hits, page.limit, page.offset, found.total, speakers=speakers)


@router.get("/articles/{id:path}/revisions", response_model=RevisionPage, summary="List revisions")
def list_revisions(request: Request, id: ArticleId, page: Page) -> Response:
    """The stored editions of an article, oldest first, each with how it differs from the one before. Spans of a
    difference stand in the texts of the two editions."""
    found = store_of(request).revisions(id)
    if not found:
        raise missing(_NO_ARTICLE)
    shown = [
        {
            "number": one.number,
            "article": article_to_dict(one.article),
            "fetched": one.fetched,
            "fingerprint": one.fingerprint,
            "difference": one.difference,
        }
        for one in found[page.offset : page.offset + page.limit + 1]
    ]
    return page_answer(request, shown, page.limit, page.offset, len(found))


@router.get(
    "/articles/{id:path}/annotations",
    response_class=Response,
    responses={200: {"content": {"application/ld+json": {"schema": {"type": "object"}}}}},
    summary="Get the annotations of an article for other tools",
)
def get_annotations(request: Request, id: ArticleId, revision: RevisionNumber = None) -> Response:
    """Every attribution, name, date and figure as a W3C Web Annotation with position and quote selectors."""
    found = article_annotations(_stored(request, id, revision))
    return Response(encoded(found), media_type=ANNOTATIONS_TYPE)


@router.get("/articles/{id:path}", response_model=AnnotatedArticle, summary="Get an article with its layers")
def get_article(request: Request, id: ArticleId, revision: RevisionNumber = None) -> Response:
    """The article with its sentences, clauses, entities, attributions, times and quantities."""
    return answer(annotated_to_dict(_stored(request, id, revision)))


def _stored(request: Request, id: str, revision: int | None) -> StoredArticle:
    found = store_of(request).article(id, revision)
    if found is None:
        raise missing(_NO_ARTICLE if revision is None else "There is no such article or revision.")
    return found
