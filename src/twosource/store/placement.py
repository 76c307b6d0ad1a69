"""Articles put in stories, row by row."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, insert, select, update

from twosource.errors import StoreError
from twosource.model.archive import PlacementRecord
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
    placing.write()


@dataclass(slots=True)
class _Story:
    """A story while articles are put in it."""

    number: int
    title: str | None
    started: str | None
    changed: str | None
    last_moment: int | None

    def join(self, published: str | None, moment: int | None) -> None:
        """Widens the story's days by those of an article; one without a date changes nothing."""
        day = day_of(published)
        if day is None or moment is None:
            return
        self.started = day if self.started is None else min(self.started, day)
        self.changed = day if self.changed is None else max(self.changed, day)
        self.last_moment = moment if self.last_moment is None else max(self.last_moment, moment)


class _Placing:
    """Collects what the placements change, then writes each table once."""

    def __init__(self, connection: Connection, records: Sequence[PlacementRecord], time: str) -> None:
        self._connection = connection
        self._time = time
        self._rows = _articles(connection, [one.placement.article for one in records])
        self._placed = {article for article, row in self._rows.items() if row.story is not None}
        self._numbers = story_numbers(connection, (name for one in records for name in (one.story, one.parent) if name))
        self._stories = _stories(connection, [number.current for number in self._numbers.values()])
        self._last_story = _last(connection, stories.c.number)
        self._last_place = _last(connection, placements.c.number)
        self._changed: dict[int, None] = {}
        self._new_stories: list[dict[str, Any]] = []
        self._placements: list[dict[str, Any]] = []
        self._members: list[dict[str, Any]] = []
        self._copies: list[dict[str, Any]] = []

    def place(self, record: PlacementRecord) -> None:
        """Takes the placement, unless the article has its place."""
        article = record.placement.article
        if article not in self._rows:
            raise StoreError(f"Article {article} is not in the archive and cannot be placed.")
        if article in self._placed:
            return
        self._placed.add(article)
        row = self._rows[article]
        if record.story not in self._numbers:
            self._open(record, row)
        numbers = self._numbers[record.story]
        story = self._stories[numbers.current]
        story.title = story.title if record.title is None else record.title
        story.join(row.published, row.moment)
        self._changed[numbers.current] = None
        self._members.append({"member": row.number, "joined": numbers.current})
        self._take_placement(record, row.number, numbers.own)
        if record.copy is not None:
            self._copies.append(asdict(record.copy) | {"article": row.number})

    def _open(self, record: PlacementRecord, row: AnyRow) -> None:
        parent = self._numbers.get(record.parent or "")
        self._last_story += 1
        number = self._last_story
        self._numbers[record.story] = StoryNumbers(number, number)
        self._stories[number] = _Story(number, row.title, None, None, None)
        self._new_stories.append({"number": number, "id": record.story, "parent": parent.own if parent else None})

    def _take_placement(self, record: PlacementRecord, article: int, story: int) -> None:
        self._last_place += 1
        self._placements.append(
            {
                "number": self._last_place,
                "article": article,
                "story": story,
                "reason": record.placement.reason,
                "similarity": record.placement.similarity,
                "opened": record.opened,
                "parent": record.parent,
                "title": record.title,
                "time": self._time,
            }
        )

    def write(self) -> None:
        """Writes what was taken."""
        changed = [asdict(self._stories[number]) for number in self._changed]
        renamed = [{f"new_{name}": value for name, value in story.items()} for story in changed]
        for statement, rows in (
            (insert(stories), self._new_stories),
            (insert(placements), self._placements),
            (_JOIN, self._members),
            (insert(copies), self._copies),
            (_CHANGE, renamed),
        ):
            if rows:
                self._connection.execute(statement, rows)
        make_wait(self._connection, self._changed)


_JOIN = update(articles).where(articles.c.number == bindparam("member")).values(story=bindparam("joined"))
_CHANGED = ("title", "started", "changed", "last_moment")
_CHANGE = (
    update(stories)
    .where(stories.c.number == bindparam("new_number"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGED})
)


def _last(connection: Connection, number: ColumnElement[int]) -> int:
    return int(connection.execute(select(func.coalesce(func.max(number), 0))).scalar_one())


def _stories(connection: Connection, numbers: Sequence[int]) -> dict[int, _Story]:
    columns = (stories.c.number, stories.c.title, stories.c.started, stories.c.changed, stories.c.last_moment)
    found: dict[int, _Story] = {}
    for part in chunks(list(dict.fromkeys(numbers))):
        rows = connection.execute(select(*columns).where(stories.c.number.in_(part)))
        found.update((row.number, _Story(*row)) for row in rows)
    return found


def _articles(connection: Connection, ids: Iterable[str]) -> dict[str, AnyRow]:
    columns = (articles.c.id, articles.c.number, articles.c.story, articles.c.published, articles.c.moment)
    newest = and_(revisions.c.article == articles.c.number, revisions.c.number == articles.c.revision)
    query = select(*columns, revisions.c.title).join(revisions, newest)
    found: dict[str, AnyRow] = {}
    for part in chunks(list(dict.fromkeys(ids))):
        found.update((row.id, row) for row in connection.execute(query.where(articles.c.id.in_(part))))
    return found
