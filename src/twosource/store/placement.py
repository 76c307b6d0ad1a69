"""Articles put in stories, row by row."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, and_, case, func, insert, select, update

from twosource.errors import StoreError
from twosource.model.archive import CopyRecord, PlacementRecord
from twosource.store.database import AnyRow, chunks
from twosource.store.merging import StoryNumbers, story_numbers
from twosource.store.moments import day_of
from twosource.store.tables import articles, copies, placements, revisions, stories
from twosource.store.waiting import make_wait


def place_articles(connection: Connection, records: Sequence[PlacementRecord], time: str) -> None:
    """Puts the articles that have no place yet in their stories, in the order given; their stories then wait for a
    comparison. StoreError where an article is not stored."""
    placing = _Placing(connection, records, time)
    for record in records:
        placing.place(record)
    make_wait(connection, placing.changed)


class _Placing:
    def __init__(self, connection: Connection, records: Sequence[PlacementRecord], time: str) -> None:
        self._connection = connection
        self._time = time
        self._rows = _articles(connection, [one.placement.article for one in records])
        self._placed = {article for article, row in self._rows.items() if row.story is not None}
        self._stories = story_numbers(connection, (name for one in records for name in (one.story, one.parent) if name))
        self._place = connection.execute(select(func.coalesce(func.max(placements.c.number), 0))).scalar_one()
        self.changed: dict[int, None] = {}
        """The stories that got an article, in order."""

    def place(self, record: PlacementRecord) -> None:
        """Records the placement, unless the article has its place."""
        article = record.placement.article
        if article not in self._rows:
            raise StoreError(f"Article {article} is not in the archive and cannot be placed.")
        if article in self._placed:
            return
        self._placed.add(article)
        row = self._rows[article]
        if record.story not in self._stories:
            self._stories[record.story] = self._open(record, row)
        story = self._stories[record.story]
        self._add_placement(record, row.number, story.own)
        self._join(story.current, row)
        if record.title is not None:
            named = update(stories).where(stories.c.number == story.current).values(title=record.title)
            self._connection.execute(named)
        if record.copy is not None:
            self._add_copy(row.number, record.copy)
        self.changed[story.current] = None

    def _open(self, record: PlacementRecord, row: AnyRow) -> StoryNumbers:
        parent = self._stories.get(record.parent or "")
        number = self._connection.execute(select(func.coalesce(func.max(stories.c.number), 0))).scalar_one() + 1
        values = {"number": number, "id": record.story, "title": row.title, "parent": parent.own if parent else None}
        self._connection.execute(insert(stories).values(values))
        return StoryNumbers(number, number)

    def _add_placement(self, record: PlacementRecord, article: int, story: int) -> None:
        self._place += 1
        values = {
            "number": self._place,
            "article": article,
            "story": story,
            "reason": record.placement.reason,
            "similarity": record.placement.similarity,
            "opened": record.opened,
            "parent": record.parent,
            "title": record.title,
            "time": self._time,
        }
        self._connection.execute(insert(placements).values(values))

    def _join(self, story: int, row: AnyRow) -> None:
        self._connection.execute(update(articles).where(articles.c.number == row.number).values(story=story))
        stretch_story(self._connection, story, day_of(row.published), row.moment)

    def _add_copy(self, number: int, copy: CopyRecord) -> None:
        values = {
            "article": number,
            "of": copy.of,
            "kind": copy.kind,
            "containment": copy.containment,
            "agency": copy.agency,
        }
        self._connection.execute(insert(copies).values(values))


def stretch_story(connection: Connection, story: int, day: str | None, moment: int | None) -> None:
    """Widens the days of a story by those of an article; one without a date changes nothing."""
    if day is None:
        return
    columns = stories.c
    values = {
        "started": case((columns.started <= day, columns.started), else_=day),
        "changed": case((columns.changed >= day, columns.changed), else_=day),
        "last_moment": case((columns.last_moment >= moment, columns.last_moment), else_=moment),
    }
    connection.execute(update(stories).where(stories.c.number == story).values(values))


def _articles(connection: Connection, ids: Iterable[str]) -> dict[str, AnyRow]:
    columns = (articles.c.id, articles.c.number, articles.c.story, articles.c.published, articles.c.moment)
    newest = and_(revisions.c.article == articles.c.number, revisions.c.number == articles.c.revision)
    query = select(*columns, revisions.c.title).join(revisions, newest)
    found: dict[str, AnyRow] = {}
    for part in chunks(list(dict.fromkeys(ids))):
        found.update((row.id, row) for row in connection.execute(query.where(articles.c.id.in_(part))))
    return found
