"""Search over all articles: which match, the best first, with a stretch of text that shows it."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Connection, and_, func, select

from twosource.model.archive import OutletSummary, SearchFilter, SearchHit, SearchPage
from twosource.model.span import Span
from twosource.store import sqlite_search
from twosource.store.article_sets import ArticleSet, OtherArticles, newest_common
from twosource.store.database import AnyRow, Database
from twosource.store.exact_text import MATCH_BEGIN, MATCH_END, unescape
from twosource.store.filters import article_sets, dated_articles
from twosource.store.moments import day_of_moment
from twosource.store.newest_articles import CHEAPLY_READ, MOST_COUNTED, last_article, newest_articles
from twosource.store.search_query import SearchWords, read_query
from twosource.store.tables import articles, copies, outlets, revisions, stories

MOST_RANKED = 1_000
"""Of more matches the last stored so many are put in order of relevance."""
EXCERPT_CHARACTERS = 240


class SearchStore(Database):
    """The part of the store that searches."""

    def search(self, query: str, where: SearchFilter | None = None, *, limit: int = 20, offset: int = 0) -> SearchPage:
        """Articles with the words of the query in title, text or outlet, best first; with an empty query all that pass
        the filter, newest first. No query is an error; a filter that cannot be understood is a BadQuery."""
        words = read_query(query)
        limit, offset = max(0, limit), max(0, offset)
        with self._reading() as connection:
            if words.wanted:
                sets = [*article_sets(connection, where), *dated_articles(connection, where)]
                return _matching(connection, words, sets, limit, offset)
            without: list[ArticleSet] = []
            if words.unwanted:
                unwanted = sqlite_search.matching_articles(connection, sqlite_search.match_expression(words))
                without.append(OtherArticles(unwanted, last_article(connection)))
            page, found, whole = newest_articles(connection, where, without).page(limit, offset)
            return SearchPage(_hits(connection, page, {}), *_total(found, whole))

    def outlets(self) -> tuple[OutletSummary, ...]:
        """The outlets of the archive, those with most articles first, equal ones by name."""
        # Each asked for by itself, all stand in an index in order.
        own = articles.c.outlet == outlets.c.number
        told_apart = select(articles.c.story).where(own, articles.c.story.is_not(None)).correlate(outlets).distinct()
        columns = (
            outlets.c.number,
            outlets.c.name,
            select(func.count()).where(own).scalar_subquery(),
            select(func.count()).select_from(told_apart.subquery()).scalar_subquery(),
            select(func.min(articles.c.moment)).where(own).scalar_subquery(),
            select(func.max(articles.c.moment)).where(own).scalar_subquery(),
        )
        copied = select(articles.c.outlet).join_from(copies, articles, articles.c.number == copies.c.article)
        with self._reading() as connection:
            copying = Counter(connection.execute(copied).scalars())
            rows = connection.execute(select(*columns)).all()
        found = [
            OutletSummary(name, count, many, copying[number], day_of_moment(first), day_of_moment(last))
            for number, name, count, many, first, last in rows
            if count
        ]
        return tuple(sorted(found, key=lambda one: (-one.articles, one.outlet)))


def _matching(
    connection: Connection, words: SearchWords, sets: Sequence[ArticleSet], limit: int, offset: int
) -> SearchPage:
    """A page of the articles with the words that are in all the sets."""
    wanted = sqlite_search.matching_articles(connection, sqlite_search.match_expression(words))
    least = max(MOST_RANKED, offset + limit) + 1
    # To find a phrase, every article with its words is looked at: more are not counted than are put in order.
    phrased = any(len(term.single_words()) > 1 for term in words.wanted)
    most = least if phrased else max(least, MOST_COUNTED + 1)
    found, whole = newest_common([*sets, wanted], least, most, CHEAPLY_READ)
    ordered = found
    if offset < MOST_RANKED:
        best = sqlite_search.best_first(connection, words, found[:MOST_RANKED], last_article(connection))
        ordered = best + found[MOST_RANKED:]
    page = ordered[offset : offset + limit]
    excerpts = sqlite_search.excerpts(connection, words, page)
    return SearchPage(_hits(connection, page, excerpts), *_total(found, whole))


def _total(found: Sequence[int], whole: bool) -> tuple[int, bool]:
    """How many were found, and whether there are more than that: then a round number."""
    return (len(found), False) if whole else ((len(found) - 1) // 100 * 100, True)


def _hits(connection: Connection, numbers: list[int], excerpts: dict[int, str]) -> tuple[SearchHit, ...]:
    newest = and_(revisions.c.article == articles.c.number, revisions.c.number == articles.c.revision)
    query = (
        select(
            articles.c.number,
            articles.c.id,
            revisions.c.title,
            outlets.c.name.label("outlet"),
            articles.c.published,
            stories.c.id.label("story_id"),
            func.substr(revisions.c.text, 1, EXCERPT_CHARACTERS).label("beginning"),
        )
        .join(revisions, newest)
        .outerjoin(outlets, outlets.c.number == articles.c.outlet)
        .outerjoin(stories, stories.c.number == articles.c.story)
        .where(articles.c.number.in_(numbers))
    )
    rows = {row.number: row for row in connection.execute(query)}
    return tuple(_hit(rows[number], excerpts.get(number)) for number in numbers)


def _hit(row: AnyRow, marked: str | None) -> SearchHit:
    excerpt, matches = (unescape(row.beginning), ()) if marked is None else read_marks(marked)
    return SearchHit(row.id, row.title, row.outlet, row.published, row.story_id, excerpt, matches)


def read_marks(marked: str) -> tuple[str, tuple[Span, ...]]:
    """The text without the marks around the words found, and the spans between them."""
    excerpt, spans = "", []
    for part in marked.split(MATCH_BEGIN):
        found, end, rest = part.partition(MATCH_END)
        if end:
            words = unescape(found)
            spans.append(Span(len(excerpt), len(excerpt) + len(words)))
            excerpt += words + unescape(rest)
        else:
            excerpt += unescape(found)
    return excerpt, tuple(spans)
