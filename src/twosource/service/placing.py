"""Stored articles into stories: each once, in published order, with its reason and the text it is a copy of."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace

from twosource.errors import FinderStateError
from twosource.model.archive import CopyRecord, PlacementRecord, StoryEvent, StoryMerge
from twosource.model.article import Article
from twosource.service.progress import Observer, Step
from twosource.service.turns import turn
from twosource.store.interface import Store
from twosource.stories import DuplicateFinder, Placed, StoryFinder, copy_reason, credited_agencies

PLACED_AT_ONCE = 100
"""Articles a transaction."""
STATE_KEPT_EVERY = 2_000
"""Placements after which the finder's state is stored: what a run that was killed has to place again in memory, some
ten seconds' work."""


@dataclass(slots=True)
class PlacedCounts:
    """What became of the articles placed."""

    placed: int = 0
    opened: int = 0
    copies: int = 0
    merged: int = 0


class ArticlePlacer:
    """Places what is not placed yet. The finder goes on from the state the archive keeps, so that a run that was
    killed and started again ends with the placements of one that was not. Where placing fails and the archive undoes
    it, the finder in memory is thrown away as well, and the next call begins with what the archive has."""

    def __init__(self, store: Store, now: Callable[[], str], observer: Observer) -> None:
        self._store = store
        self._now = now
        self._observer = observer
        self._finder, self._seen = restore_finder(store)
        self._in_step = True
        self._since_state = 0
        self._total = 0
        self._copies = DuplicateFinder(store, self._agencies_of)
        self.counts = PlacedCounts()

    def place(self) -> PlacedCounts:
        """Places every unplaced article and keeps the finder's state; the counts of this and earlier calls."""
        self._total = self.counts.placed + self._store.unplaced_count()
        waits = True
        while waits:
            with turn(self._store):
                self._catch_up()
                while waits and self._since_state < STATE_KEPT_EVERY:
                    waits = self._place_batch(self._store.unplaced(PLACED_AT_ONCE))
                if self._since_state:
                    self._store.record_finder_state(self._finder.state())
                    self._since_state = 0
        return self.counts

    def place_waiting(self) -> int:
        """Places the next unplaced articles, PLACED_AT_ONCE at most, in one transaction, and leaves the finder's state
        for later; how many they were."""
        with turn(self._store):
            self._catch_up()
            waiting = self._store.unplaced(PLACED_AT_ONCE)
            self._place_batch(waiting)
            return len(waiting)

    def _catch_up(self) -> None:
        """Takes up what was placed since this placer last placed: by another process, or by a run that was killed."""
        if not self._in_step:
            self._finder, self._seen = restore_finder(self._store)
            self._since_state, self._in_step = 0, True
        with self._kept_in_step():
            for article, _ in self._store.placed_since(self._seen):
                self._finder.place(article)
                self._seen += 1
                self._since_state += 1

    @contextmanager
    def _kept_in_step(self) -> Iterator[None]:
        """The finder is not to be used any more where what it placed did not come into the archive."""
        before = replace(self.counts)
        try:
            yield
        except BaseException:
            self._in_step, self.counts = False, before
            raise

    def _place_batch(self, articles: Sequence[Article]) -> bool:
        """Places the articles in one transaction; whether there were any."""
        if not articles:
            return False
        with self._kept_in_step():
            self._place_together(articles)
            self._seen += len(articles)
            self._since_state += len(articles)
        self._observer(Step("placing", self.counts.placed, max(self._total, self.counts.placed)))
        return True

    def _place_together(self, articles: Sequence[Article]) -> None:
        time = self._now()
        with self._store.batch():
            records: list[PlacementRecord] = []
            merges: list[StoryMerge] = []
            events: list[StoryEvent] = []
            for article in articles:
                copy = self._copies.place(article)
                placed = self._finder.place(article, copy_reason(copy, self._name(copy.of)) if copy else None)
                records.append(_record(placed, copy))
                merges.extend(placed.merges)
                events.extend(_events(placed.merges, placed.ended, time))
                self._count(placed.opened, copy, placed.merges)
            self._store.record_placements(records, merges, time)
            self._store.add_events(events)

    def _name(self, article: str) -> str:
        stored = self._store.article(article)
        return stored.article.name if stored else article

    def _agencies_of(self, article: str) -> Sequence[str]:
        stored = self._store.article(article)
        return credited_agencies(stored.article) if stored else ()

    def _count(self, opened: bool, copy: CopyRecord | None, merges: Sequence[StoryMerge]) -> None:
        self.counts.placed += 1
        self.counts.opened += opened
        self.counts.copies += copy is not None
        self.counts.merged += len(merges)


def restore_finder(store: Store) -> tuple[StoryFinder, int]:
    """The story finder as the archive keeps it, and how many placements it has seen. Without a state of this version it
    has seen none."""
    kept = store.finder_state()
    if kept is not None:
        with suppress(FinderStateError):
            return StoryFinder.from_state(kept[0]), kept[1]
    return StoryFinder(remember=False), 0


def _record(placed: Placed, copy: CopyRecord | None) -> PlacementRecord:
    return PlacementRecord(placed.story, placed.placement, placed.opened, copy, placed.parent, placed.title)


def _events(merges: Sequence[StoryMerge], ended: Sequence[str], time: str) -> list[StoryEvent]:
    told = [
        StoryEvent(merge.into, "stories_merged", f"Another story turned out to be this one: {merge.reason}", time)
        for merge in merges
    ]
    # A late report may take a story up again, which then ends a second time in the same batch.
    return told + [
        StoryEvent(story, "story_ended", "No report for a long time: the story has ended", time)
        for story in dict.fromkeys(ended)
    ]
