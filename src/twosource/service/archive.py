"""Keeping an archive: documents are stored, placed in stories, and the stories' accounts brought up to date."""

import os
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from twosource.model.article import Article, Rejection
from twosource.service.accounts import default_workers
from twosource.service.placing import ArticlePlacer, PlacedCounts
from twosource.service.progress import Observer, unobserved
from twosource.service.storing import DocumentStorer, StoredCounts
from twosource.service.updating import AccountUpdater, UpdatedCounts

if TYPE_CHECKING:
    from twosource.store.interface import Store


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What one ingest did; `left` pages of feeds are left for the next one, `revisited` were asked again for edits;
    `passed_over` are the records of web archives that are no pages, by why."""

    stored: StoredCounts
    placed: PlacedCounts
    updated: UpdatedCounts
    left: int = 0
    revisited: int = 0
    passed_over: Counter[str] = field(default_factory=Counter)


def default_archive() -> Path:
    """Where the archive is kept unless the user says otherwise: what TWOSOURCE_DB names, else `archive.db` in the
    user's data folder."""
    from platformdirs import user_data_path

    named = os.environ.get("TWOSOURCE_DB")
    return Path(named) if named else user_data_path("twosource", appauthor=False) / "archive.db"


def open_archive(location: str | Path | None = None, *, create: bool = True) -> "Store":
    """The archive at a path or database address, by default the user's own. With `create` it is made where there is
    none; StoreError where it cannot be opened."""
    from twosource.store import open_store

    if location is None and create:
        default_archive().parent.mkdir(parents=True, exist_ok=True)
    return open_store(location or default_archive(), create=create)


def utc_now() -> str:
    """The time, ISO 8601 in UTC with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def ingest(
    store: "Store",
    documents: Iterable[Article | Rejection],
    *,
    live: Iterable[Article | Rejection] = (),
    workers: int = 1,
    now: Callable[[], str] = utc_now,
    observer: Observer = unobserved,
    stored: Callable[[], object] | None = None,
) -> IngestReport:
    """Stores the documents and those that were just fetched (`live`, see `DocumentStorer.store`), then places the new
    articles in published order, then compares the stories that changed.

    Each step is done in small transactions and begins with what an earlier, interrupted run has left undone, so that
    it may be stopped at any moment and run again over the same documents: nothing is lost, nothing is there twice.
    `workers` processes annotate, with two threads each, and twice as many compare. `stored` is called when every
    document is safely in the archive. Another process may ingest at the same time: they
    take turns, StoreBusy where one waits for ten minutes."""
    storer = DocumentStorer(store, now, observer, workers)
    storer.store(documents)
    storer.store(live, live=True)
    if stored is not None:
        stored()
    placer = ArticlePlacer(store, now, observer)
    placer.place()
    updater = AccountUpdater(store, now, observer, min(default_workers(), 2 * workers))
    updater.update()
    return IngestReport(storer.counts, placer.counts, updater.counts)
