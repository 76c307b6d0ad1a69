"""Comparisons on demand: a short queue, one worker, results kept for a while. Nothing is stored in the archive."""

import logging
import queue
import secrets
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from twosource.api.comparison_steps import Compared, Pack, Steps, StepsInProcess
from twosource.api.submission import Source
from twosource.errors import NothingToCompare, TwosourceError
from twosource.model.article import Rejection
from twosource.model.comparison import Comparison

State = Literal["queued", "fetching", "reading", "comparing", "done", "failed"]
MOST_WAITING = 8
MOST_KEPT = 32
SECONDS_KEPT = 3600.0
BYTES_KEPT = 64 * 2**20
"""Of the articles with all their layers, packed; beyond it the oldest results keep their account alone."""
RETRY_SECONDS = 20
_logger = logging.getLogger("twosource.api")


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
    compared: Compared | None = None
    steps: Steps | None = None
    """Where it is worked on, while it is."""


class ComparisonQueue:
    """Compares what is handed in, `workers` at a time, each in a process of its own that begins with the first
    comparison (the models load then). Safe to use from several threads; a comparison that is cancelled ends at once."""

    def __init__(
        self,
        *,
        contact: str | None = None,
        allow_private: bool = False,
        workers: int = 1,
        most_waiting: int = MOST_WAITING,
        most_kept: int = MOST_KEPT,
        seconds_kept: float = SECONDS_KEPT,
        bytes_kept: int = BYTES_KEPT,
        steps: Callable[[], Steps] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._steps = steps or (lambda: StepsInProcess(contact=contact, allow_private=allow_private))
        self._workers = workers
        self._most_waiting = most_waiting
        self._most_kept = most_kept
        self._seconds_kept = seconds_kept
        self._bytes_kept = bytes_kept
        self._clock = clock
        self._lock = threading.Lock()
        self._jobs: dict[str, _Job] = {}
        self._waiting: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
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

    def compared(self, id: str) -> Compared | None:
        """What the comparison gave, with every layer of its articles, to be stored; None where it is not done, or only
        its account is kept."""
        with self._lock:
            self._forget()
            job = self._jobs.get(id)
            return job.compared if job else None

    def cancel(self, id: str) -> bool:
        """Ends the comparison and forgets it; False where there is none."""
        with self._lock:
            job = self._jobs.pop(id, None)
            end = self._abandoned(job)
        end()
        return job is not None

    def close(self, patience: float = 5.0) -> None:
        """Ends all work; waits up to `patience` seconds for what is under way."""
        with self._lock:
            self._closed = True
            ends = [self._abandoned(job) for job in self._jobs.values()]
            threads = list(self._threads)
        for end in ends:
            end()
        for _ in threads:
            self._waiting.put(None)
        for thread in threads:
            thread.join(patience)

    def _abandoned(self, job: _Job | None) -> Callable[[], None]:
        """Marks the comparison as no longer wanted; what comes back ends the work on it."""
        if job is None:
            return lambda: None
        job.cancelled.set()
        return job.steps.abandon() if job.steps else lambda: None

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
        room = self._bytes_kept
        for job in reversed(over):
            room -= job.compared.size if job.compared else 0
            if room < 0:
                job.compared = None

    def _start_worker(self) -> None:
        if len(self._threads) < self._workers:
            thread = threading.Thread(target=self._work, name="comparison", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _work(self) -> None:
        steps = self._steps()
        while (job := self._waiting.get()) is not None:
            try:
                self._compare(job, steps)
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
        steps.abandon()()

    def _compare(self, job: _Job, steps: Steps) -> None:
        pile, total = Pack(0, ()), len(job.sources)
        self._tell(job, state="fetching", done=0, total=total)
        with self._lock:
            job.steps = steps
        steps.begin()
        for number, source in enumerate(job.sources):
            self._tell(job, done=number)
            pile = steps.read(source)
        job.sources = ()
        self._tell(job, rejections=pile.rejections, state="reading", done=0, total=pile.reports)
        for done in range(1, pile.reports + 1):
            if not steps.annotate():
                break
            self._tell(job, done=done)
        self._tell(job, state="comparing")
        self._finish(job, compared=steps.compare())

    def _tell(self, job: _Job, **changes: object) -> None:
        if job.cancelled.is_set():
            raise _Cancelled
        with self._lock:
            job.progress = replace(job.progress, **changes)  # type: ignore[arg-type]

    def _finish(self, job: _Job, *, compared: Compared | None = None, failure: str | None = None) -> None:
        with self._lock:
            state: State = "done" if failure is None else "failed"
            account = compared.account if compared else None
            job.sources, job.steps, job.compared = (), None, compared
            job.progress = replace(job.progress, state=state, result=account, failure=failure)
            job.over_at = self._clock()
