"""The newest articles that pass a filter, without sorting all that do."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from twosource.model.archive import SearchFilter
from twosource.store.article_sets import ArticleSet, newest_common
from twosource.store.filters import article_sets, date_conditions, dated_articles
from twosource.store.sqlite import listed, read_numbers
from twosource.store.tables import articles

MOST_COUNTED = 10_000
"""Articles are counted so far,"""
CHEAPLY_READ = 3_000
"""and where several things are asked for, as long as no more articles than these are looked at."""
FEWEST_COUNTED = 1_000
"""So many are counted whatever it takes."""
FIRST_LOOKED_AT, MOST_LOOKED_AT = 500, 16_000
"""Articles, the newest first, that are looked at for a page of those that pass a filter: few at first, then more."""

NEWEST_FIRST = (articles.c.moment.desc().nulls_last(), articles.c.id.desc())


@dataclass(frozen=True, slots=True)
class NewestArticles:
    """The articles that are in all of `sets` and have one of the dates asked for: `dated` is what such articles fulfil,
    `of_dates` the set of them where it is needed."""

    connection: Connection
    sets: Sequence[ArticleSet]
    dated: Sequence[Any]
    of_dates: Sequence[ArticleSet]

    def page(self, limit: int, offset: int) -> tuple[list[int], list[int], bool]:
        """The numbers of one page, the newest first; then of all as far as they were counted, and whether these are
        all."""
        newest = select(articles.c.number).where(*self.dated).order_by(*NEWEST_FIRST)
        if not self.sets:
            counted = read_numbers(self.connection, newest.order_by(None).limit(MOST_COUNTED + 1))
            page = read_numbers(self.connection, newest.limit(limit).offset(offset))
            return page, counted, len(counted) <= MOST_COUNTED
        least = max(FEWEST_COUNTED, offset + limit) + 1
        most = max(least, MOST_COUNTED + 1)
        found, whole = newest_common([*self.sets, *self.of_dates], least, most, CHEAPLY_READ)
        if whole:
            in_order = newest.where(articles.c.number.in_(listed(found)))
            return read_numbers(self.connection, in_order.limit(limit).offset(offset)), found, True
        return self._first(newest, offset + limit)[offset:], found, False

    def _first(self, newest: Select[Any], most: int) -> list[int]:
        """Up to `most` of the articles of a query, in its order, that are in all the sets."""
        found: list[int] = []
        start, stretch = 0, FIRST_LOOKED_AT
        while len(found) < most:
            part = read_numbers(self.connection, newest.limit(stretch).offset(start))
            if not part:
                break
            left = set(part)
            for one in self.sets:
                left = one.among(sorted(left))
            found += [number for number in part if number in left]
            start, stretch = start + stretch, min(2 * stretch, MOST_LOOKED_AT)
        return found[:most]


def newest_articles(
    connection: Connection, where: SearchFilter | None, further: Sequence[ArticleSet] = ()
) -> NewestArticles:
    """The articles that pass a filter and are in further sets; BadQuery where a date or standing cannot be
    understood."""
    sets = [*article_sets(connection, where), *further]
    dated = date_conditions(where)
    return NewestArticles(connection, sets, dated, dated_articles(connection, where) if sets else ())


def last_article(connection: Connection) -> int:
    """The number of the article stored last, which is how many there are: no article is ever taken out."""
    return int(connection.execute(select(func.coalesce(func.max(articles.c.number), 0))).scalar_one())
