"""Putting articles in stories, and what the finders of stories and copies keep."""

from collections.abc import Iterator, Sequence

from sqlalchemy import delete, func, insert, select

from twosource.model.archive import CopyRecord, PlacementRecord, StoryMerge
from twosource.model.article import Article
from twosource.model.story import Placement
from twosource.store.articles import article_of, article_query
from twosource.store.database import AnyRow, Database, chunks
from twosource.store.merging import merge_stories
from twosource.store.placement import place_articles
from twosource.store.tables import articles, copies, finder, placements, stories

_UNPLACED = articles.c.story.is_(None)
_COPY = (copies.c.of, copies.c.kind, copies.c.containment, copies.c.agency)
_PAGE = 200
"""Placed articles read at a time."""


class PlacingStore(Database):
    """The part of the store that puts articles in stories."""

    def unplaced(self, limit: int) -> list[Article]:
        """Articles that are in no story yet, in published order, those without a date last, equal ones by id."""
        # The numbers first: whatever SQLite may sort, it is not whole texts.
        first = select(articles.c.number).where(_UNPLACED).order_by(articles.c.moment.nulls_last(), articles.c.id)
        with self._reading() as connection:
            found: dict[int, Article] = {}
            numbers = list(connection.execute(first.limit(max(0, limit))).scalars())
            for part in chunks(numbers):
                query = article_query(articles.c.number).where(articles.c.number.in_(part))
                found.update((row.number, article_of(row)) for row in connection.execute(query))
            return [found[number] for number in numbers]

    def unplaced_count(self) -> int:
        """How many articles are in no story yet."""
        with self._reading() as connection:
            return int(connection.execute(select(func.count()).select_from(articles).where(_UNPLACED)).scalar_one())

    def record_placements(
        self, placements: Sequence[PlacementRecord], merges: Sequence[StoryMerge] = (), time: str = ""
    ) -> None:
        """Puts articles in stories, in the order given, then merges stories. An article that has its place keeps it;
        StoreError where one is not stored."""
        with self._changing() as connection:
            place_articles(connection, placements, time)
            merge_stories(connection, merges, time)

    def placement(self, article: str) -> PlacementRecord | None:
        """Where an article stands and why, under its story of today."""
        query = (
            select(placements, stories.c.id.label("story_id"), *_COPY)
            .join(articles, articles.c.number == placements.c.article)
            .join(stories, stories.c.number == articles.c.story)
            .outerjoin(copies, copies.c.article == articles.c.number)
            .where(articles.c.id == article)
        )
        with self._reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        placement = Placement(article, row.reason, row.similarity)
        return PlacementRecord(row.story_id, placement, row.opened, _copy(article, row), row.parent, row.title)

    def finder_state(self) -> tuple[bytes, int] | None:
        """The last stored state of the story finder and how many placements it had seen."""
        with self._reading() as connection:
            row = connection.execute(select(finder.c.state, finder.c.placements)).one_or_none()
            return None if row is None else (bytes(row.state), int(row.placements))

    def record_finder_state(self, state: bytes) -> None:
        """Keeps the state of the story finder as of the placements recorded so far, in place of earlier ones."""
        with self._changing() as connection:
            seen = connection.execute(select(func.coalesce(func.max(placements.c.number), 0))).scalar_one()
            connection.execute(delete(finder))
            connection.execute(insert(finder).values(number=1, placements=seen, state=state))

    def placed_since(self, placements: int) -> Iterator[tuple[Article, PlacementRecord]]:
        """The articles placed after so many placements, in the order they were placed; a story is the one the article
        was first placed in, whatever it was merged into later."""
        page = self._placed_page(placements)
        while page:
            yield from (placed for _, placed in page)
            page = self._placed_page(page[-1][0])

    def _placed_page(self, after: int) -> list[tuple[int, tuple[Article, PlacementRecord]]]:
        extra = (
            placements.c.number.label("place"),
            placements.c.reason,
            placements.c.similarity,
            placements.c.opened,
            placements.c.parent,
            placements.c.title.label("story_title"),
            stories.c.id.label("story_id"),
            *_COPY,
        )
        query = (
            article_query(*extra)
            .join(placements, placements.c.article == articles.c.number)
            .join(stories, stories.c.number == placements.c.story)
            .outerjoin(copies, copies.c.article == articles.c.number)
            .where(placements.c.number > after)
            .order_by(placements.c.number)
            .limit(_PAGE)
        )
        found = []
        with self._reading() as connection:
            for row in connection.execute(query):
                placement = Placement(row.id, row.reason, row.similarity)
                record = PlacementRecord(
                    row.story_id, placement, row.opened, _copy(row.id, row), row.parent, row.story_title
                )
                found.append((row.place, (article_of(row), record)))
        return found

    def copies(self, ids: Sequence[str] | None = None) -> tuple[CopyRecord, ...]:
        """The stored copies among `ids` (all by default), by article."""
        query = select(articles.c.id, copies.c.of, copies.c.kind, copies.c.containment, copies.c.agency)
        query = query.join(articles, articles.c.number == copies.c.article)
        with self._reading() as connection:
            if ids is None:
                rows = connection.execute(query).all()
            else:
                parts = chunks(list(dict.fromkeys(ids)))
                rows = [row for part in parts for row in connection.execute(query.where(articles.c.id.in_(part)))]
        return tuple(sorted((CopyRecord(*row) for row in rows), key=lambda copy: copy.article))


def _copy(article: str, row: AnyRow) -> CopyRecord | None:
    return None if row.of is None else CopyRecord(article, row.of, row.kind, row.containment, row.agency)
