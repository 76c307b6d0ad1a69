"""Following feeds: round after round of collecting, storing, placing and comparing, until told to stop."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from twosource.fetch.fetcher import Fetcher
from twosource.model.archive import StoryEvent
from twosource.model.feed import FeedRecord
from twosource.service.archive import IngestReport, ingest, utc_now
from twosource.service.collecting import Collector
from twosource.service.progress import Observer, unobserved
from twosource.service.revisiting import FOLLOWED_FOR
from twosource.store.interface import Store

SHORTEST_ROUND = timedelta(seconds=60)
"""Between two looks at the same feed, whatever the user or the feed asks for."""


@dataclass(frozen=True, slots=True)
class WatchRound:
    """What one round did: the feeds asked, what became of their documents, and the events it gave, oldest first.
    `next_round` is when the next one begins (ISO 8601, UTC); `titles` are those of the events' stories by id."""

    number: int
    feeds: tuple[FeedRecord, ...]
    report: IngestReport
    events: tuple[StoryEvent, ...]
    next_round: str
    titles: Mapping[str, str | None] = field(default_factory=dict)


class Watcher:
    """Follows the feeds of an archive. Feeds may be added and removed while it runs: they are read anew each round.
    `followed_for` is how long after publication their pages are asked again for edits, listed or not."""

    def __init__(
        self,
        store: Store,
        fetcher: Fetcher,
        *,
        every: timedelta = timedelta(minutes=15),
        followed_for: timedelta = FOLLOWED_FOR,
        workers: int = 1,
        now: Callable[[], str] = utc_now,
        observer: Observer = unobserved,
    ) -> None:
        self._store = store
        self._fetcher = fetcher
        self._every = max(every, SHORTEST_ROUND)
        self._followed_for = followed_for
        self._workers = workers
        self._now = now
        self._observer = observer
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Ends `rounds` after the round that is running; may be called from a signal handler or another thread."""
        self._stopped.set()

    def rounds(self, most: int | None = None) -> Iterator[WatchRound]:
        """One round after the other, each as soon as a feed is due, at most so many."""
        number = 0
        while not self._stopped.is_set():
            number += 1
            done = self._round(number)
            yield done
            if most is not None and number >= most:
                return
            pause = datetime.fromisoformat(done.next_round) - datetime.fromisoformat(self._now())
            self._stopped.wait(max(pause.total_seconds(), 0.0))

    def _round(self, number: int) -> WatchRound:
        last = self._store.events(limit=1, newest_first=True)
        followed_for = self._followed_for
        collector = Collector(self._store, self._fetcher, self._now, self._observer, followed_for=followed_for)
        report = ingest(
            self._store,
            (),
            live=collector.collect([record.feed for record in self._store.feeds()], revisit=True),
            workers=self._workers,
            now=self._now,
            observer=self._observer,
            stored=lambda: collector.settle(self._every),
        )
        events = tuple(_all_events(self._store, last[0].id if last else 0))
        report = replace(report, left=collector.left, revisited=collector.revisited)
        titles = self._store.story_titles([event.story for event in events])
        return WatchRound(number, self._store.feeds(), report, events, self._next_round(), titles)

    def _next_round(self) -> str:
        """When the first feed is due, after the usual time at the latest: feeds may be added meanwhile."""
        now = datetime.fromisoformat(self._now())
        due = [record.state.due for record in self._store.feeds() if record.state.due]
        first = min((*map(datetime.fromisoformat, due), now + self._every))
        return max(first, now + timedelta(seconds=1)).isoformat(timespec="seconds")


def _all_events(store: Store, after: int) -> Iterator[StoryEvent]:
    while events := store.events(after=after, limit=500):
        yield from events
        after = events[-1].id
