"""Search over all articles: which match, the best first, with a stretch of text that shows it."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, and_, func, select

from twosource.model.archive import OutletSummary, SearchFilter, SearchHit, SearchPage
from twosource.model.span import Span
from twosource.store import sqlite_search
from twosource.store.database import AnyRow, Database
from twosource.store.exact_text import MATCH_BEGIN, MATCH_END, unescape
from twosource.store.filters import article_conditions
from twosource.store.moments import day_of_moment
from twosource.store.search_query import read_query
from twosource.store.tables import articles, copies, outlets, revisions, stories

MOST_COUNTED = 10_000
EXCERPT_CHARACTERS = 240


class SearchStore(Database):
    """The part of the store that searches."""

    def search(self, query: str, where: SearchFilter | None = None, *, limit: int = 20, offset: int = 0) -> SearchPage:
        """Articles with the words of the query in title, text or outlet, best first; with an empty query all that pass
        the filter, newest first. No query is an error; a filter that cannot be understood is a BadQuery."""
        words = read_query(query)
        limit, offset = max(0, limit), max(0, offset)
        with self._reading() as connection:
            conditions = article_conditions(connection, where)
            if words.wanted:
                return self._matching(connection, sqlite_search.match_expression(words), conditions, limit, offset)
            if words.unwanted:
                conditions.append(
                    articles.c.number.not_in(sqlite_search.matching(sqlite_search.match_expression(words)))
                )
            total = _count(connection, conditions)
            newest = select(articles.c.number).where(*conditions)
            newest = newest.order_by(articles.c.moment.desc().nulls_last(), articles.c.id.desc())
            numbers = list(connection.execute(newest.limit(limit).offset(offset)).scalars())
            return SearchPage(_hits(connection, numbers, {}), total)

    def _matching(
        self, connection: Connection, expression: str, conditions: list[ColumnElement[bool]], limit: int, offset: int
    ) -> SearchPage:
        total, found = sqlite_search.search(connection, expression, conditions, MOST_COUNTED, limit, offset)
        return SearchPage(_hits(connection, list(found), found), total)

    def outlets(self) -> tuple[OutletSummary, ...]:
        """The outlets of the archive, those with most articles first, equal ones by name."""
        counted = (
            outlets.c.name,
            func.count(),
            func.count(articles.c.story.distinct()),
            func.count(copies.c.article),
            func.min(articles.c.moment),
            func.max(articles.c.moment),
        )
        query = (
            select(*counted)
            .select_from(articles)
            .join(outlets, outlets.c.number == articles.c.outlet)
            .outerjoin(copies, copies.c.article == articles.c.number)
            .group_by(outlets.c.number)
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        found = [
            OutletSummary(name, count, many, copied, day_of_moment(first), day_of_moment(last))
            for name, count, many, copied, first, last in rows
        ]
        return tuple(sorted(found, key=lambda one: (-one.articles, one.outlet)))


def _count(connection: Connection, conditions: Iterable[ColumnElement[bool]]) -> int:
    bounded = select(articles.c.number).where(*conditions).limit(MOST_COUNTED).subquery()
    return int(connection.execute(select(func.count()).select_from(bounded)).scalar_one())


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
