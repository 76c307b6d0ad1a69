"""Stories as they stand: their articles, outlets, counts, and what they came from."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import SearchFilter, StoryMerge, StorySummary
from twosource.model.story import Placement, Story
from twosource.store.article_sets import BEYOND, ArticleSet
from twosource.store.articles import annotated_of, annotated_query
from twosource.store.database import AnyRow, Database, chunks
from twosource.store.filters import sets_of_stories, story_conditions
from twosource.store.sqlite import listed, read_numbers
from twosource.store.story_names import story_number
from twosource.store.tables import articles, merges, outlets, placements, stories

FEW_ARTICLES = 2_000
"""Articles of an outlet or a speaker whose stories are looked up; of more, the stories are gone through in order."""
FIRST_LOOKED_AT, MOST_LOOKED_AT = 200, 5_000
"""Stories looked at for a page of those that pass such a filter: few at first, then more."""


class StoryStore(Database):
    """The part of the store that answers about stories."""

    def story(self, id: str) -> StorySummary | None:
        """A story by id or unambiguous beginning of one (BadQuery where several begin so); a merged one answers as the
        story it went into."""
        with self._reading() as connection:
            number = story_number(connection, id)
            return None if number is None else _summaries(connection, [number])[0]

    def story_articles(self, id: str) -> tuple[AnnotatedArticle, ...]:
        """The story's articles in their newest revision, in the order they were placed."""
        with self._reading() as connection:
            number = story_number(connection, id)
            if number is None:
                return ()
            query = annotated_query().join(placements, placements.c.article == articles.c.number)
            query = query.where(articles.c.story == number).order_by(placements.c.number)
            return tuple(annotated_of(row) for row in connection.execute(query))

    def stories(
        self,
        where: SearchFilter | None = None,
        *,
        least_articles: int = 1,
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[StorySummary, ...]:
        """Stories, the last changed first."""
        limit, offset = max(0, limit), max(0, offset)
        query = select(stories.c.number).where(stories.c.merged_into.is_(None), *story_conditions(where))
        if least_articles > 1:
            query = query.where(_article_count() >= least_articles)
        query = query.order_by(stories.c.last_moment.desc().nulls_last(), stories.c.number.desc())
        with self._reading() as connection:
            sets: list[ArticleSet] = []
            for one in sets_of_stories(connection, where):
                few = one.newest(BEYOND, FEW_ARTICLES + 1)
                if len(few) > FEW_ARTICLES:
                    sets.append(one)
                else:
                    having = select(articles.c.story).where(articles.c.number.in_(listed(few)))
                    query = query.where(stories.c.number.in_(having))
            if sets:
                return _summaries(connection, _having(connection, query, sets, offset + limit)[offset:])
            return _summaries(connection, read_numbers(connection, query.limit(limit).offset(offset)))

    def story_titles(self, ids: Sequence[str]) -> dict[str, str | None]:
        """The titles of the stories that are stored, by the ids given; of a merged one that of the story it went
        into."""
        current = stories.alias()
        query = select(stories.c.id, current.c.title).join(
            current, current.c.number == func.coalesce(stories.c.merged_into, stories.c.number)
        )
        found: dict[str, str | None] = {}
        with self._reading() as connection:
            for part in chunks(list(dict.fromkeys(ids))):
                rows = connection.execute(query.where(stories.c.id.in_(part)))
                found.update((story, title) for story, title in rows)
        return found

    def story_count(self) -> int:
        """How many stories there are, merged ones not counted."""
        with self._reading() as connection:
            return _count(connection, stories.c.merged_into.is_(None))

    def waiting_count(self) -> int:
        """How many stories wait for a comparison."""
        with self._reading() as connection:
            return _count(connection, stories.c.waiting.is_not(None))

    def waiting_stories(self, limit: int) -> tuple[str, ...]:
        """Ids of stories whose articles changed since their last comparison, the longest waiting first."""
        query = select(stories.c.id).where(stories.c.waiting.is_not(None)).order_by(stories.c.waiting)
        with self._reading() as connection:
            return tuple(connection.execute(query.limit(max(0, limit))).scalars())

    def merges(self, story: str) -> tuple[StoryMerge, ...]:
        """The stories that went into this one, directly or by way of another, in order."""
        source, target = stories.alias(), stories.alias()
        query = (
            select(source.c.id, target.c.id, merges.c.article, merges.c.reason)
            .select_from(merges)
            .join(source, source.c.number == merges.c.story)
            .join(target, target.c.number == merges.c.into)
        )
        with self._reading() as connection:
            number = story_number(connection, story)
            if number is None:
                return ()
            rows = connection.execute(query.where(source.c.merged_into == number).order_by(merges.c.number))
            return tuple(StoryMerge(*row) for row in rows)

    def children(self, story: str) -> tuple[Story, ...]:
        """The stories that carry on this story's line, in the order they opened."""
        with self._reading() as connection:
            number = story_number(connection, story)
            if number is None:
                return ()
            line = select(stories.c.number).where((stories.c.number == number) | (stories.c.merged_into == number))
            query = select(stories.c.number).where(stories.c.parent.in_(line), stories.c.merged_into.is_(None))
            numbers = list(connection.execute(query.order_by(stories.c.number)).scalars())
            found = [one.story for one in _summaries(connection, [one for one in numbers if one != number])]
        return tuple(found)


def _having(connection: Connection, query: Select[Any], sets: Sequence[ArticleSet], most: int) -> list[int]:
    """Up to `most` of the stories of a query, in its order, that have an article in each of the sets."""
    found: list[int] = []
    start, stretch = 0, FIRST_LOOKED_AT
    while len(found) < most:
        part = read_numbers(connection, query.limit(stretch).offset(start))
        if not part:
            break
        members = select(articles.c.number, articles.c.story).where(articles.c.story.in_(listed(part)))
        story_of = {number: story for number, story in connection.execute(members)}  # noqa: C416
        left = set(part)
        for one in sets:
            left &= {story_of[number] for number in one.among(sorted(story_of))}
        found += [number for number in part if number in left]
        start, stretch = start + stretch, min(2 * stretch, MOST_LOOKED_AT)
    return found[:most]


def _article_count() -> Any:
    return select(func.count()).where(articles.c.story == stories.c.number).scalar_subquery()


def _count(connection: Connection, condition: ColumnElement[bool]) -> int:
    return int(connection.execute(select(func.count()).select_from(stories).where(condition)).scalar_one())


def _summaries(connection: Connection, numbers: Sequence[int]) -> tuple[StorySummary, ...]:
    """The stories of those numbers, in their order."""
    placed: defaultdict[int, list[AnyRow]] = defaultdict(list)
    members = (
        select(
            articles.c.story,
            articles.c.id,
            outlets.c.name.label("outlet"),
            placements.c.reason,
            placements.c.similarity,
        )
        .join(placements, placements.c.article == articles.c.number)
        .outerjoin(outlets, outlets.c.number == articles.c.outlet)
        .order_by(placements.c.number)
    )
    parents = stories.alias()
    current = func.coalesce(parents.c.merged_into, parents.c.number).label("line")
    rows: dict[int, AnyRow] = {}
    for part in chunks(numbers):
        for row in connection.execute(members.where(articles.c.story.in_(part))):
            placed[row.story].append(row)
        query = select(stories, current).outerjoin(parents, parents.c.number == stories.c.parent)
        rows.update((row.number, row) for row in connection.execute(query.where(stories.c.number.in_(part))))
    lines = [row.line for row in rows.values() if row.line is not None]
    named: dict[int, str] = {}
    for part in chunks(lines):
        found = connection.execute(select(stories.c.number, stories.c.id).where(stories.c.number.in_(part)))
        named.update((number, story) for number, story in found)
    return tuple(_summary(rows[number], placed[number], named.get(rows[number].line or 0)) for number in numbers)


def _summary(row: AnyRow, members: Sequence[AnyRow], parent: str | None) -> StorySummary:
    story = Story(
        row.id,
        tuple(member.id for member in members),
        tuple(Placement(member.id, member.reason, member.similarity) for member in members),
        row.title,
        row.started,
        row.changed,
    )
    seen = dict.fromkeys(member.outlet for member in members if member.outlet is not None)
    return StorySummary(
        story, tuple(seen), row.origins, json.loads(row.standings), parent if parent != row.id else None, row.updated
    )
