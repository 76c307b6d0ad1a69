"""The feeds that are followed, and what is remembered of requests."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, insert, select, update

from twosource.model.feed import Feed, FeedRecord, FetchState
from twosource.store.database import Database
from twosource.store.tables import feeds, fetches

_STATE = [column for column in fetches.c if column.name != "url"]


class FeedStore(Database):
    """The part of the store that keeps feeds."""

    def feeds(self) -> tuple[FeedRecord, ...]:
        """The feeds followed, by URL."""
        query = select(*feeds.c, *_STATE).outerjoin(fetches, fetches.c.url == feeds.c.url)
        with self._reading() as connection:
            rows = connection.execute(query).mappings().all()
        records = [FeedRecord(Feed(**{column.name: row[column] for column in feeds.c}), _state(row)) for row in rows]
        return tuple(sorted(records, key=lambda record: record.feed.url))

    def add_feeds(self, feeds: Sequence[Feed]) -> int:
        """Follows feeds; those known already keep their state and get what is newly said of them. How many are new."""
        return self._add(feeds)

    def _add(self, added: Sequence[Feed]) -> int:
        new = 0
        with self._changing() as connection:
            known = set(connection.execute(select(feeds.c.url)).scalars())
            for feed in added:
                said = {name: value for name, value in asdict(feed).items() if value is not None}
                if feed.url in known:
                    connection.execute(update(feeds).where(feeds.c.url == feed.url).values(said))
                else:
                    connection.execute(insert(feeds).values(said))
                    known.add(feed.url)
                    new += 1
        return new

    def remove_feed(self, url: str) -> bool:
        """Stops following a feed; False where it was not followed. Its articles stay."""
        with self._changing() as connection:
            gone = connection.execute(delete(feeds).where(feeds.c.url == url)).rowcount
            connection.execute(delete(fetches).where(fetches.c.url == url))
        return bool(gone)

    def record_fetch(self, url: str, state: FetchState) -> None:
        """Keeps what is remembered of the last request for an address (a feed's or an article's)."""
        with self._changing() as connection:
            changed = connection.execute(update(fetches).where(fetches.c.url == url).values(asdict(state)))
            if not changed.rowcount:
                connection.execute(insert(fetches).values(url=url, **asdict(state)))

    def fetch_state(self, url: str) -> FetchState | None:
        """What is remembered of the last request for an address."""
        with self._reading() as connection:
            row = connection.execute(select(*_STATE).where(fetches.c.url == url)).mappings().one_or_none()
        return None if row is None else FetchState(**row)


def _state(row: Mapping[Any, Any]) -> FetchState:
    if row[fetches.c.failures] is None:
        return FetchState()
    return FetchState(**{column.name: row[column] for column in _STATE})
