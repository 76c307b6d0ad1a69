"""Comparisons on demand: a short queue, one worker, results kept for a while. Nothing is stored in the archive."""

import logging
import queue
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from twosource.api.submission import Pile, Source, read_source
from twosource.errors import NothingToCompare, TwosourceError
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article, Rejection
from twosource.model.comparison import Comparison
from twosource.service import annotate_many, compare
from twosource.service.network import make_fetcher

if TYPE_CHECKING:
    from twosource.fetch.fetcher import Fetcher

State = Literal["queued", "fetching", "reading", "comparing", "done", "failed"]
MOST_WAITING = 8
MOST_KEPT = 32
SECONDS_KEPT = 3600.0
RETRY_SECONDS = 20
_logger = logging.getLogger("twosource.api")

Annotator = Callable[[Iterable[Article]], Iterator[AnnotatedArticle]]
Comparer = Callable[[Sequence[AnnotatedArticle]], Comparison]


class QueueFull(TwosourceError):
    """So many comparisons wait that no other is taken on for now."""


class _Cancelled(Exception):
    """The comparison is no longer wanted."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a comparison has come. `fetching` counts sources, `reading` reports, `done` of `total`; `ahead` are the
    comparisons before it while it is queued. `failure` says in plain words why it failed."""

    state: State = "queued"
    done: int = 0
    total: int | None = None
    ahead: int = 0
    rejections: tuple[Rejection, ...] = ()
    result: Comparison | None = None
    failure: str | None = None

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed")


@dataclass(slots=True)
class _Job:
    id: str
    sources: tuple[Source, ...]
    progress: Progress
    cancelled: threading.Event
    over_at: float | None = None


class ComparisonQueue:
    """Compares what is handed in, `workers` at a time, in threads of their own that begin with the first comparison
    (the models load then). Safe to use from several threads; a comparison that is cancelled ends at its next step."""

    def __init__(
        self,
        *,
        contact: str | None = None,
        allow_private: bool = False,
        workers: int = 1,
        most_waiting: int = MOST_WAITING,
        most_kept: int = MOST_KEPT,
        seconds_kept: float = SECONDS_KEPT,
        annotator: Annotator = annotate_many,
        comparer: Comparer = compare,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._contact = contact
        self._allow_private = allow_private
        self._workers = workers
        self._most_waiting = most_waiting
        self._most_kept = most_kept
        self._seconds_kept = seconds_kept
        self._annotator = annotator
        self._comparer = comparer
        self._clock = clock
        self._lock = threading.Lock()
        self._jobs: dict[str, _Job] = {}
        self._waiting: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._fetcher: Fetcher | None = None
        self._closed = False

    def submit(self, sources: Sequence[Source]) -> str:
        """Takes a comparison on and gives its id, which nobody guesses; QueueFull where too many wait."""
        with self._lock:
            self._forget()
            if self._closed or self._queued_count() >= self._most_waiting:
                raise QueueFull("Too many comparisons are waiting. Try again in a while.")
            job = _Job(secrets.token_urlsafe(16), tuple(sources), Progress(), threading.Event())
            self._jobs[job.id] = job
            self._waiting.put(job)
            self._start_worker()
        return job.id

    def progress(self, id: str) -> Progress | None:
        """How far the comparison has come; None where there is none, it was cancelled or is kept no longer."""
        with self._lock:
            self._forget()
            job = self._jobs.get(id)
            if job is None:
                return None
            if job.progress.state != "queued":
                return job.progress
            ahead = list(self._jobs).index(id) - sum(other.progress.is_over for other in self._before(id))
            return replace(job.progress, ahead=ahead)

    def cancel(self, id: str) -> bool:
        """Ends the comparison and forgets it; False where there is none."""
        with self._lock:
            job = self._jobs.pop(id, None)
        if job is None:
            return False
        job.cancelled.set()
        return True

    def close(self, patience: float = 5.0) -> None:
        """Ends all work; waits up to `patience` seconds for what is under way."""
        with self._lock:
            self._closed = True
            jobs, threads = list(self._jobs.values()), list(self._threads)
        for job in jobs:
            job.cancelled.set()
        for _ in threads:
            self._waiting.put(None)
        for thread in threads:
            thread.join(patience)

    def _before(self, id: str) -> Iterator[_Job]:
        for job in self._jobs.values():
            if job.id == id:
                return
            yield job

    def _queued_count(self) -> int:
        return sum(job.progress.state == "queued" for job in self._jobs.values())

    def _forget(self) -> None:
        """Drops results that are old, and the oldest of too many."""
        over = [job for job in self._jobs.values() if job.over_at is not None]
        over.sort(key=lambda job: job.over_at or 0.0)
        for place, job in enumerate(over):
            old = self._clock() - (job.over_at or 0.0) > self._seconds_kept
            if old or place < len(over) - self._most_kept:
                del self._jobs[job.id]

    def _start_worker(self) -> None:
        if len(self._threads) < self._workers:
            thread = threading.Thread(target=self._work, name="comparison", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        while (job := self._waiting.get()) is not None:
            try:
                self._compare(job)
            except _Cancelled:
                pass
            except NothingToCompare:
                self._finish(job, failure="None of the reports could be read.")
            except TwosourceError as error:
                self._finish(job, failure=str(error))
            except Exception:
                _logger.exception("a comparison failed")
                self._finish(job, failure="Something went wrong that should not; the log of the program says what.")
            del job

    def _compare(self, job: _Job) -> None:
        pile, total = Pile(), len(job.sources)
        for number, source in enumerate(job.sources):
            self._tell(job, state="fetching", done=number, total=total)
            for document in read_source(source, self._shared_fetcher):
                pile.add(document)
        job.sources = ()
        self._tell(job, rejections=tuple(pile.rejections), state="reading", done=0, total=len(pile.articles))
        if not pile.articles:
            raise NothingToCompare
        annotated = []
        for one in self._annotator(pile.articles):
            annotated.append(one)
            self._tell(job, done=len(annotated))
        self._tell(job, state="comparing")
        self._finish(job, result=_slim(self._comparer(annotated)))

    def _shared_fetcher(self) -> "Fetcher":
        """One fetcher for all comparisons: it takes turns at hosts and remembers their robots.txt."""
        with self._lock:
            self._fetcher = self._fetcher or make_fetcher(self._contact, allow_private=self._allow_private)
            return self._fetcher

    def _tell(self, job: _Job, **changes: object) -> None:
        if job.cancelled.is_set():
            raise _Cancelled
        with self._lock:
            job.progress = replace(job.progress, **changes)  # type: ignore[arg-type]

    def _finish(self, job: _Job, *, result: Comparison | None = None, failure: str | None = None) -> None:
        with self._lock:
            state: State = "done" if failure is None else "failed"
            job.sources = ()
            job.progress = replace(job.progress, state=state, result=result, failure=failure)
            job.over_at = self._clock()


def _slim(comparison: Comparison) -> Comparison:
    """The comparison without what only comparing needs."""
    articles = tuple(replace(one, tokens=(), context=None) for one in comparison.articles)
    return replace(comparison, articles=articles)
