"""What happened to stories, in order, and how far its readers have come."""

import json
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, func, insert, select, update

from twosource.model.archive import EventKind, StoryEvent
from twosource.store.database import AnyRow, Database, chunks
from twosource.store.story_names import story_number
from twosource.store.tables import events, marks, stories


class EventStore(Database):
    """The part of the store that keeps events and marks."""

    def events(
        self,
        *,
        after: int = 0,
        story: str | None = None,
        kinds: Sequence[EventKind] | None = None,
        limit: int = 100,
        newest_first: bool = False,
        before: int | None = None,
    ) -> tuple[StoryEvent, ...]:
        """Events with an id above `after` and below `before`; those of a story include those of the stories that went
        into it."""
        query = select(events).where(events.c.number > after).limit(max(0, limit))
        query = query.order_by(events.c.number.desc() if newest_first else events.c.number)
        if before is not None:
            query = query.where(events.c.number < before)
        if kinds is not None:
            query = query.where(events.c.kind.in_(list(kinds)))
        with self._reading() as connection:
            if story is not None:
                number = story_number(connection, story)
                if number is None:
                    return ()
                one = (stories.c.number == number) | (stories.c.merged_into == number)
                query = query.where(events.c.story.in_(select(stories.c.id).where(one)))
            rows = connection.execute(query).all()
        return tuple(map(_event, rows))

    def last_events(self, stories: Sequence[str], limit: int) -> dict[str, tuple[StoryEvent, ...]]:
        """The last events of each of the stories, the newest first, those of the stories that went into it included; by
        the ids given, which are those of stories of today."""
        with self._reading() as connection:
            rows = [row for part in chunks(list(dict.fromkeys(stories))) for row in _last(connection, part, limit)]
        found: dict[str, list[StoryEvent]] = {story: [] for story in stories}
        for row in rows:
            found[row.current].append(_event(row))
        return {story: tuple(happened) for story, happened in found.items()}

    def add_events(self, events: Sequence[StoryEvent]) -> tuple[StoryEvent, ...]:
        """Stores events; they come back with their ids."""
        with self._changing() as connection:
            return insert_events(connection, events)

    def mark(self, name: str) -> int | None:
        """A stored position, such as the last event a webhook was told of."""
        with self._reading() as connection:
            return connection.execute(select(marks.c.value).where(marks.c.name == name)).scalar_one_or_none()

    def set_mark(self, name: str, value: int) -> None:
        """Stores a position."""
        with self._changing() as connection:
            changed = connection.execute(update(marks).where(marks.c.name == name).values(value=value))
            if not changed.rowcount:
                connection.execute(insert(marks).values(name=name, value=value))


def _event(row: AnyRow) -> StoryEvent:
    return StoryEvent(
        row.story,
        row.kind,
        row.message,
        row.time,
        row.number,
        tuple(json.loads(row.articles)),
        row.claim,
        row.standing_before,
        row.standing_after,
    )


def _last(connection: Connection, wanted: Sequence[str], limit: int) -> Sequence[AnyRow]:
    """Up to `limit` of the last events of each of the stories, with the story of today as `current`."""
    today = stories.alias()
    line = select(stories.c.id.label("story"), today.c.id.label("current")).join(
        today, today.c.number == func.coalesce(stories.c.merged_into, stories.c.number)
    )
    of = line.where(today.c.id.in_(wanted)).subquery()
    place = func.row_number().over(partition_by=of.c.current, order_by=events.c.number.desc()).label("place")
    ranked = select(events, of.c.current, place).join(of, of.c.story == events.c.story).subquery()
    query = select(ranked).where(ranked.c.place <= max(0, limit)).order_by(ranked.c.number.desc())
    return connection.execute(query).all()


def insert_events(connection: Connection, added: Sequence[StoryEvent]) -> tuple[StoryEvent, ...]:
    """Stores events; they come back with their ids."""
    if not added:
        return ()
    last = connection.execute(select(func.coalesce(func.max(events.c.number), 0))).scalar_one()
    numbered = tuple(replace(one, id=number) for number, one in enumerate(added, last + 1))
    rows = [
        {
            "number": one.id,
            "story": one.story,
            "kind": one.kind,
            "message": one.message,
            "time": one.time,
            "articles": json.dumps(one.articles),
            "claim": one.claim,
            "standing_before": one.before,
            "standing_after": one.after,
        }
        for one in numbered
    ]
    connection.execute(insert(events), rows)
    return numbered
