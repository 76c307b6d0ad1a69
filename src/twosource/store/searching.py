"""Search over all articles: which match, the best first, with a stretch of text that shows it."""

from collections.abc import Sequence

from sqlalchemy import Connection, Select, and_, func, select

from twosource.model.archive import OutletSummary, SearchFilter, SearchHit, SearchPage
from twosource.model.span import Span
from twosource.store import sqlite_search
from twosource.store.article_sets import ArticleSet, OtherArticles, newest_common
from twosource.store.database import AnyRow, Database
from twosource.store.exact_text import MATCH_BEGIN, MATCH_END, unescape
from twosource.store.filters import article_sets, date_conditions, dated_articles
from twosource.store.moments import day_of_moment
from twosource.store.search_query import SearchWords, read_query
from twosource.store.sqlite import listed, read_numbers
from twosource.store.tables import articles, copies, outlets, revisions, stories

MOST_COUNTED = 10_000
"""Matches are counted so far, those of a phrase to MOST_RANKED,"""
CHEAPLY_READ = 3_000
"""and where several things are asked for, as long as no more articles than these are looked at."""
MOST_RANKED = 1_000
"""Of more matches the last stored so many are put in order of relevance."""
EXCERPT_CHARACTERS = 240
FIRST_LOOKED_AT, MOST_LOOKED_AT = 500, 16_000
"""Articles, the newest first, that are looked at for a page of those that pass a filter: few at first, then more."""


class SearchStore(Database):
    """The part of the store that searches."""

    def search(self, query: str, where: SearchFilter | None = None, *, limit: int = 20, offset: int = 0) -> SearchPage:
        """Articles with the words of the query in title, text or outlet, best first; with an empty query all that pass
        the filter, newest first. No query is an error; a filter that cannot be understood is a BadQuery."""
        words = read_query(query)
        limit, offset = max(0, limit), max(0, offset)
        with self._reading() as connection:
            sets = article_sets(connection, where)
            dated = dated_articles(connection, where)
            if words.wanted:
                return _matching(connection, words, sets + dated, limit, offset)
            if words.unwanted:
                unwanted = sqlite_search.matching_articles(connection, sqlite_search.match_expression(words))
                sets.append(OtherArticles(unwanted, last_article(connection)))
            newest = _BY_MOMENT.where(*date_conditions(where))
            return _newest(connection, newest, sets, dated, limit, offset)

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


def _matching(
    connection: Connection, words: SearchWords, sets: Sequence[ArticleSet], limit: int, offset: int
) -> SearchPage:
    """A page of the articles with the words that are in all the sets."""
    wanted = sqlite_search.matching_articles(connection, sqlite_search.match_expression(words))
    least = max(MOST_RANKED, offset + limit) + 1
    # To find a phrase, every article with its words is looked at.
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


def _newest(
    connection: Connection,
    newest: Select[tuple[int]],
    sets: Sequence[ArticleSet],
    dated: Sequence[ArticleSet],
    limit: int,
    offset: int,
) -> SearchPage:
    """A page of the articles that are in all the sets, those of the dates asked for, in the order of `newest`."""
    if not sets:
        count = read_numbers(connection, newest.order_by(None).limit(MOST_COUNTED + 1))
        page = read_numbers(connection, newest.limit(limit).offset(offset))
        return SearchPage(_hits(connection, page, {}), *_total(count, len(count) <= MOST_COUNTED))
    least = max(MOST_RANKED, offset + limit) + 1
    found, whole = newest_common([*sets, *dated], least, max(least, MOST_COUNTED + 1), CHEAPLY_READ)
    if whole:
        in_order = newest.where(articles.c.number.in_(listed(found)))
        page = read_numbers(connection, in_order.limit(limit).offset(offset))
    else:
        page = _first_in_all(connection, newest, sets, offset + limit)[offset:]
    return SearchPage(_hits(connection, page, {}), *_total(found, whole))


def _first_in_all(
    connection: Connection, newest: Select[tuple[int]], sets: Sequence[ArticleSet], most: int
) -> list[int]:
    """Up to `most` of the articles of a query, in its order, that are in all the sets."""
    found: list[int] = []
    start, stretch = 0, FIRST_LOOKED_AT
    while len(found) < most:
        part = read_numbers(connection, newest.limit(stretch).offset(start))
        if not part:
            break
        left = set(part)
        for one in sets:
            left = one.among(sorted(left))
        found += [number for number in part if number in left]
        start, stretch = start + stretch, min(2 * stretch, MOST_LOOKED_AT)
    return found[:most]


def _total(found: Sequence[int], whole: bool) -> tuple[int, bool]:
    """How many were found, and whether there are more than that: then a round number."""
    return (len(found), False) if whole else ((len(found) - 1) // 100 * 100, True)


_BY_MOMENT = select(articles.c.number).order_by(articles.c.moment.desc().nulls_last(), articles.c.id.desc())


def last_article(connection: Connection) -> int:
    """The number of the article stored last, which is how many there are: no article is ever taken out."""
    return int(connection.execute(select(func.coalesce(func.max(articles.c.number), 0))).scalar_one())


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
