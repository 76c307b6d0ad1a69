"""Reports that were compared on demand, taken into the archive as if they had been ingested."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock

from twosource.errors import StoreBusy
from twosource.model.annotation import AnnotatedArticle
from twosource.service.archive import utc_now
from twosource.service.placing import ArticlePlacer
from twosource.service.progress import unobserved
from twosource.service.storing import DocumentStorer
from twosource.service.updating import AccountUpdater
from twosource.store.interface import Store

_one_at_a_time = Lock()
"""Placing and comparing take seconds: a second request would only wait for the first."""


@dataclass(frozen=True, slots=True)
class KeptReports:
    """What became of reports that were kept: their ids, how many of them the archive did not have, and the stories
    they are placed in, those with most of them first."""

    articles: tuple[str, ...]
    added: int
    stories: tuple[str, ...]


def keep_reports(store: Store, reports: Sequence[AnnotatedArticle], *, now: Callable[[], str] = utc_now) -> KeptReports:
    """Stores the reports with the layers they have, places them in stories and brings the stories' accounts up to date,
    with whatever else waits for that. Reports that are stored already stay as they are. StoreBusy where other reports
    are being kept, or another process writes for long."""
    if not _one_at_a_time.acquire(blocking=False):
        raise StoreBusy("Other reports are being taken into the archive. Try again in a while.")
    try:
        counts = DocumentStorer(store, now, unobserved, 1).store_annotated(reports)
        ArticlePlacer(store, now, unobserved).place()
        AccountUpdater(store, now, unobserved, 1).update()
    finally:
        _one_at_a_time.release()
    ids = tuple(dict.fromkeys(one.article.id for one in reports))
    placed = [record.story for id_ in ids if (record := store.placement(id_)) is not None]
    stories = sorted(dict.fromkeys(placed), key=lambda story: (-placed.count(story), placed.index(story)))
    return KeptReports(ids, counts.added + counts.revised, tuple(stories))
