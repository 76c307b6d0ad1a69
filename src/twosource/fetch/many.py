"""Many pages: different hosts side by side, one host's pages in turn, each outcome as soon as it is there."""

import heapq
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable

from twosource.fetch.fetcher import Fetcher
from twosource.fetch.page import FetchedPage, FetchOutcome, PageRequest
from twosource.fetch.visit import Visit

WORKERS = 8
_MOST_WAITING = 4096
"""Requests read ahead, so that there are many hosts to choose from."""
_MOST_UNREAD_BYTES = 64 * 2**20
"""Of pages that nobody has taken yet; with more, no new request is begun."""
_SLOW_SECONDS = 2.0
"""A worker that waits longer for one answer gets a stand-in: hosts that hang must not take all workers."""
_STAND_INS = 3
"""Per worker, at most."""
_LOOK_SECONDS = 0.5
_CLOSING_SECONDS = 1.0


def fetch_all(
    requests: Iterable[PageRequest | None], *, fetcher: Fetcher | None = None, workers: int = WORKERS
) -> Generator[FetchOutcome, None, None]:
    """The outcome of each request, in the order in which they are there: at most `workers` hosts are asked at once
    (more for as long as some of them hang), each host one request at a time and paced, its pages in the order given.
    Closing the iterator stops all work within about a second.

    `requests` is read as the work goes on, and may depend on the outcomes: None says that there is no further request
    before the next outcome. So one pass can ask for feeds and for the pages they lead to, and a feed that hangs holds
    up no other's pages. It ends when `requests` does, or says None while nothing is under way."""
    work = _Work(fetcher or Fetcher(), max(workers, 1))
    source = iter(requests)
    try:
        while not work.done:
            reading = work.wants_more
            if reading:
                try:
                    request = next(source)
                except StopIteration:
                    work.no_more()
                    continue
                if request is not None:
                    work.add(request)
                elif work.idle:
                    return
                reading = request is not None
            outcome = work.outcome(wait=not reading)
            if outcome is not None:
                yield outcome
    finally:
        work.close()


class _Work:
    """Visits that wait, by host, and the workers that advance them. One condition guards all of it."""

    def __init__(self, fetcher: Fetcher, workers: int) -> None:
        self._fetcher = fetcher
        self._workers = workers
        self._stop = threading.Event()
        self._condition = threading.Condition()
        self._waiting: dict[str, deque[Visit]] = {}
        """By host; an empty one while the host's only visit is in a worker's hands."""
        self._order: list[tuple[float, int, str]] = []
        """A heap of when a host may next be asked; each host with waiting visits that nobody has in hand, once."""
        self._entries = 0
        self._open = 0
        self._complete = False
        self._outcomes: deque[FetchOutcome] = deque()
        self._unread_bytes = 0
        self._threads: set[threading.Thread] = set()
        self._began: dict[threading.Thread, float] = {}
        self._failure: BaseException | None = None

    @property
    def wants_more(self) -> bool:
        """Whether another request can be added."""
        return not self._complete and self._open < _MOST_WAITING

    @property
    def done(self) -> bool:
        """Whether every request has come and every outcome is taken."""
        return self._complete and not self._open

    @property
    def idle(self) -> bool:
        """Whether every outcome is taken so far."""
        return not self._open

    def add(self, request: PageRequest) -> None:
        """Puts a request where its host's turn is waited for."""
        visit = self._fetcher.begin(request, self._stop)
        with self._condition:
            self._open += 1
            self._put(visit)
            self._enlist()

    def no_more(self) -> None:
        """All requests are there."""
        self._complete = True

    def outcome(self, *, wait: bool) -> FetchOutcome | None:
        """The next outcome; with `wait`, as soon as there is one, None when there will be none."""
        with self._condition:
            while True:
                if self._failure is not None:
                    raise self._failure
                if self._outcomes:
                    outcome = self._outcomes.popleft()
                    self._open -= 1
                    self._unread_bytes -= _size(outcome)
                    self._condition.notify_all()
                    return outcome
                if not wait or not self._open:
                    return None
                self._enlist()
                self._condition.wait(_LOOK_SECONDS)

    def close(self) -> None:
        """Ends all workers; those that wait for a connection end by themselves when it is there or fails."""
        self._stop.set()
        with self._condition:
            self._condition.notify_all()
            threads = list(self._threads)
        ends = time.monotonic() + _CLOSING_SECONDS
        for thread in threads:
            thread.join(max(ends - time.monotonic(), 0.0))

    def _enlist(self) -> None:
        """Starts a worker for each host that waits without one, within bounds."""
        slow = self._slow()
        most = self._workers + min(slow, self._workers * _STAND_INS)
        for _ in range(min(most - len(self._threads), len(self._order) - self._idle())):
            thread = threading.Thread(target=self._advance_visits, name="fetch", daemon=True)
            self._threads.add(thread)
            thread.start()

    def _idle(self) -> int:
        return len(self._threads) - len(self._began)

    def _slow(self) -> int:
        now = time.monotonic()
        return sum(now - began > _SLOW_SECONDS for began in self._began.values())

    def _advance_visits(self) -> None:
        """One worker's life."""
        thread = threading.current_thread()
        try:
            while (taken := self._take(thread)) is not None:
                host, visit = taken
                try:
                    visit.advance()
                finally:
                    self._fetcher.turns.give_back(host)
                with self._condition:
                    self._return(thread, host, visit)
        except BaseException as failure:
            self._failure = failure
        finally:
            with self._condition:
                self._threads.discard(thread)
                self._began.pop(thread, None)
                self._condition.notify_all()

    def _take(self, thread: threading.Thread) -> tuple[str, Visit] | None:
        """The next visit whose host's turn is ours now; None when this worker is not needed any more."""
        clock = self._fetcher.clock
        with self._condition:
            while not self._stop.is_set() and len(self._threads) - self._slow() <= self._workers:
                if not self._order or self._unread_bytes > _MOST_UNREAD_BYTES:
                    self._condition.wait()
                    continue
                delay = self._order[0][0] - clock.monotonic()
                if delay > 0:
                    clock.wait(self._condition, delay)
                    continue
                host = heapq.heappop(self._order)[2]
                delay = self._fetcher.turns.try_take(host)
                if delay > 0:
                    self._queue(host, delay)
                    continue
                self._began[thread] = time.monotonic()
                return host, self._waiting[host].popleft()
        return None

    def _return(self, thread: threading.Thread, host: str, visit: Visit) -> None:
        del self._began[thread]
        if self._waiting[host]:
            self._queue(host, 0.0)
        else:
            del self._waiting[host]
        self._put(visit, first=True)
        self._condition.notify_all()

    def _put(self, visit: Visit, *, first: bool = False) -> None:
        """Keeps a visit for its next host's turn, before those that have not begun; or its outcome."""
        if visit.host is None:
            assert visit.outcome is not None
            self._outcomes.append(visit.outcome)
            self._unread_bytes += _size(visit.outcome)
            return
        known = visit.host in self._waiting
        visits = self._waiting.setdefault(visit.host, deque())
        visits.insert(0 if first else len(visits), visit)
        if not known:
            self._queue(visit.host, 0.0)

    def _queue(self, host: str, delay: float) -> None:
        self._entries += 1
        heapq.heappush(self._order, (self._fetcher.clock.monotonic() + delay, self._entries, host))
        self._condition.notify_all()


def _size(outcome: FetchOutcome) -> int:
    return len(outcome.result.content) if isinstance(outcome.result, FetchedPage) else 0
