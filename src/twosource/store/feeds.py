"""The feeds that are followed, and what is remembered of requests."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from twosource.model.feed import Feed, FeedItem, FeedRecord, FetchState, FollowedPage
from twosource.store.database import Database, chunks
from twosource.store.tables import feeds, fetches, followed_pages

_STATE = [column for column in fetches.c if column.name != "url"]
_ITEM = [column for column in followed_pages.c if column.name not in ("feed", "since")]


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

    def remove_feed(self, url: str, moved_to: str | None = None) -> bool:
        """Stops following a feed; False where it was not followed. Its articles stay."""
        with self._changing() as connection:
            gone = connection.execute(delete(feeds).where(feeds.c.url == url)).rowcount
            connection.execute(delete(fetches).where(fetches.c.url == url))
            if moved_to is None:
                connection.execute(delete(followed_pages).where(followed_pages.c.feed == url))
            else:
                connection.execute(update(followed_pages).where(followed_pages.c.feed == url).values(feed=moved_to))
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

    def follow_pages(self, pages: Sequence[FollowedPage]) -> None:
        """Follows pages of feeds by address; those followed already keep their `since` and take the rest."""
        with self._changing() as connection:
            for page in pages:
                said = {column.name: getattr(page.item, column.name) for column in _ITEM} | {"feed": page.feed}
                known = update(followed_pages).where(followed_pages.c.url == page.item.url).values(said)
                if not connection.execute(known).rowcount:
                    connection.execute(insert(followed_pages).values(said | {"since": page.since}))

    def unfollow_pages(self, urls: Sequence[str]) -> None:
        """Stops following pages."""
        with self._changing() as connection:
            for part in chunks(urls):
                connection.execute(delete(followed_pages).where(followed_pages.c.url.in_(part)))

    def forget_pages(self, before: str) -> int:
        """Stops following the pages followed since a time before this one; how many they were."""
        with self._changing() as connection:
            return connection.execute(delete(followed_pages).where(followed_pages.c.since < before)).rowcount

    def due_pages(self, now: str, limit: int = 1_000, offset: int = 0) -> tuple[FollowedPage, ...]:
        """The followed pages that may be asked at `now`, the longest due first."""
        query = select(*followed_pages.c, *_STATE).outerjoin(fetches, fetches.c.url == followed_pages.c.url)
        query = query.where(or_(fetches.c.due.is_(None), fetches.c.due <= now))
        query = query.order_by(fetches.c.due.nulls_first(), followed_pages.c.url)
        query = query.limit(max(0, limit)).offset(max(0, offset))
        with self._reading() as connection:
            rows = connection.execute(query).mappings().all()
        return tuple(
            FollowedPage(
                FeedItem(**{column.name: row[column] for column in _ITEM}),
                row[followed_pages.c.feed],
                row[followed_pages.c.since],
                _state(row),
            )
            for row in rows
        )


def _state(row: Mapping[Any, Any]) -> FetchState:
    if row[fetches.c.failures] is None:
        return FetchState()
    return FetchState(**{column.name: row[column] for column in _STATE})
