"""Comparisons on demand: taken on, made one after another, kept for a while, cancelled."""

import os
import signal
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import pytest

from tests.api.archive import stub_queue
from twosource.api.comparison_steps import StepsInProcess
from twosource.api.queue import ComparisonQueue, Progress, QueueFull
from twosource.api.submission import MOST_REPORTS, Upload
from twosource.errors import TwosourceError
from twosource.model.annotation import AnnotatedArticle, ContextVectors, Token
from twosource.model.article import Article
from twosource.model.comparison import Comparison

REPORT = Upload("tide.txt", b"The ferry struck the pier at noon and nobody was hurt, the harbour master said.")
PATIENCE = 20.0


def when_over(queue: ComparisonQueue, id: str, patience: float = PATIENCE) -> Progress:
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        progress = queue.progress(id)
        assert progress is not None
        if progress.is_over:
            return progress
        time.sleep(0.005)
    raise AssertionError("the comparison did not end")


class Held:
    """An annotator that waits after each article until it is let go."""

    def __init__(self) -> None:
        self.reached = threading.Semaphore(0)
        self.go = threading.Semaphore(0)

    def __call__(self, articles: Sequence[Article]) -> Iterator[AnnotatedArticle]:
        for article in articles:
            self.reached.release()
            assert self.go.acquire(timeout=PATIENCE)
            yield AnnotatedArticle(article)


@pytest.fixture
def held() -> Iterator[Held]:
    held = Held()
    yield held
    held.go.release(100)


def test_compares_what_is_handed_in() -> None:
    queue = stub_queue()
    progress = when_over(queue, queue.submit([REPORT, Upload("post.txt", REPORT.data)]))
    queue.close()
    assert progress.state == "done"
    assert progress.result is not None
    assert [one.article.outlet for one in progress.result.articles] == ["tide", "post"]


def test_tells_how_far_it_is(held: Held) -> None:
    queue = stub_queue(annotator=held)
    first, second = queue.submit([REPORT, REPORT]), queue.submit([REPORT])
    assert held.reached.acquire(timeout=PATIENCE)
    assert _state(queue, first) == ("reading", 0, 2, 0)
    assert _state(queue, second) == ("queued", 0, None, 1)
    held.go.release()
    assert held.reached.acquire(timeout=PATIENCE)
    assert _state(queue, first) == ("reading", 1, 2, 0)
    held.go.release(2)
    assert when_over(queue, first).state == "done"
    assert when_over(queue, second).state == "done"
    queue.close()


def _state(queue: ComparisonQueue, id: str) -> tuple[str, int, int | None, int]:
    found = queue.progress(id)
    assert found is not None
    return found.state, found.done, found.total, found.ahead


def test_takes_no_more_than_it_can_keep_waiting(held: Held) -> None:
    queue = stub_queue(annotator=held, most_waiting=2)
    queue.submit([REPORT])
    assert held.reached.acquire(timeout=PATIENCE)
    waiting = [queue.submit([REPORT]) for _ in range(2)]
    with pytest.raises(QueueFull):
        queue.submit([REPORT])
    assert queue.cancel(waiting[0])
    assert queue.submit([REPORT])
    held.go.release(10)
    queue.close()


def test_a_cancelled_comparison_ends_and_is_forgotten(held: Held) -> None:
    queue = stub_queue(annotator=held)
    first, second = queue.submit([REPORT, REPORT]), queue.submit([REPORT])
    assert held.reached.acquire(timeout=PATIENCE)
    assert queue.cancel(first)
    assert queue.progress(first) is None
    assert not queue.cancel(first)
    held.go.release(2)
    assert when_over(queue, second).state == "done", "the worker went on"
    queue.close()


def test_results_are_kept_for_a_while_and_not_without_number() -> None:
    now = [0.0]
    queue = stub_queue(most_kept=2, seconds_kept=10.0, clock=lambda: now[0])
    ids = []
    for _ in range(3):
        ids.append(queue.submit([REPORT]))
        when_over(queue, ids[-1])
        now[0] += 1.0
    assert [queue.progress(made) is not None for made in ids] == [False, True, True]
    now[0] += 10.0
    assert [queue.progress(made) for made in ids] == [None, None, None]
    queue.close()


def test_what_cannot_be_read_is_said_and_the_rest_compared() -> None:
    queue = stub_queue()
    sources = [Upload("empty.txt", b""), REPORT, "ftp://tide.example/", "http://127.0.0.1:9/report"]
    progress = when_over(queue, queue.submit(sources))
    assert progress.state == "done"
    reasons = {rejection.document: rejection.reason for rejection in progress.rejections}
    assert reasons == {
        "empty.txt": "empty",
        "ftp://tide.example/": "bad_url",
        "http://127.0.0.1:9/report": "refused_address",
    }
    failed = when_over(queue, queue.submit([Upload("empty.txt", b"")]))
    queue.close()
    assert (failed.state, failed.failure) == ("failed", "None of the reports could be read.")


def test_no_more_reports_than_one_comparison_takes() -> None:
    lines = b"\n".join(
        b'{"id": "%d", "outlet": "Tide", "text": "The ferry struck pier %d at noon, the harbour master said."}' % (n, n)
        for n in range(MOST_REPORTS + 2)
    )
    queue = stub_queue()
    progress = when_over(queue, queue.submit([Upload("many.jsonl", lines)]))
    queue.close()
    assert progress.result is not None
    assert len(progress.result.articles) == MOST_REPORTS
    assert [rejection.reason for rejection in progress.rejections] == ["too_many", "too_many"]


def test_a_failure_is_said_without_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    def fails(articles: Sequence[AnnotatedArticle]) -> Comparison:
        raise RuntimeError("secret detail")

    def refuses(articles: Sequence[AnnotatedArticle]) -> Comparison:
        raise TwosourceError("the publisher table cannot be used")

    broken, refusing = stub_queue(comparer=fails), stub_queue(comparer=refuses)
    unforeseen = when_over(broken, broken.submit([REPORT]))
    assert when_over(broken, broken.submit([REPORT])).state == "failed", "the worker lives on"
    foreseen = when_over(refusing, refusing.submit([REPORT]))
    broken.close()
    refusing.close()
    assert unforeseen.failure is not None
    assert "secret" not in unforeseen.failure
    assert "secret detail" in caplog.text
    assert foreseen.failure == "the publisher table cannot be used"


def test_results_are_kept_without_what_only_comparing_needs() -> None:
    def heavy(articles: Sequence[Article]) -> Iterator[AnnotatedArticle]:
        token = Token(0, 3, "the", "DET", "DT", "det", 0, True)
        return (AnnotatedArticle(one, tokens=(token,), context=ContextVectors((0,), (3,), 1, b"x")) for one in articles)

    queue = stub_queue(annotator=heavy)
    result = when_over(queue, queue.submit([REPORT])).result
    queue.close()
    assert result is not None
    assert (result.articles[0].tokens, result.articles[0].context) == ((), None)


def test_a_closed_queue_takes_nothing_on(held: Held) -> None:
    queue = stub_queue(annotator=held)
    queue.submit([REPORT])
    assert held.reached.acquire(timeout=PATIENCE)
    held.go.release(2)
    queue.close()
    with pytest.raises(QueueFull):
        queue.submit([REPORT])


def test_gives_what_an_archive_keeps() -> None:
    def heavy(articles: Iterable[Article]) -> Iterator[AnnotatedArticle]:
        token = Token(0, 3, "the", "DET", "DT", "det", 0, True)
        return (AnnotatedArticle(one, tokens=(token,), context=ContextVectors((0,), (3,), 1, b"x")) for one in articles)

    queue = stub_queue(annotator=heavy)
    made = queue.submit([REPORT])
    assert queue.compared("none") is None
    when_over(queue, made)
    compared = queue.compared(made)
    queue.close()
    assert compared is not None
    assert len(compared.articles()[0].tokens) == 1
    assert compared.whole() == replace(compared.account, articles=compared.articles())
    assert compared.account.articles[0].tokens == ()


def test_layers_are_kept_as_long_as_there_is_room() -> None:
    queue = stub_queue(bytes_kept=1)
    made = queue.submit([REPORT])
    progress = when_over(queue, made)
    assert queue.compared(made) is None
    assert progress.result is not None
    queue.close()


class Watched:
    """A queue whose process can be looked at."""

    def __init__(self) -> None:
        self.steps = StepsInProcess()
        self.queue = ComparisonQueue(steps=lambda: self.steps)

    @property
    def process(self) -> int:
        (process,) = self.steps._executor._processes
        return int(process)

    def reading(self, made: str) -> int:
        """The process, once it reads the comparison's reports."""
        ends = time.monotonic() + LONG
        while time.monotonic() < ends:
            progress = self.queue.progress(made)
            assert progress is not None
            if progress.state == "reading":
                return self.process
            time.sleep(0.01)
        raise AssertionError("it was not read")


LONG = 120.0
MANY = [Upload(f"tide {n}.txt", REPORT.data * 20 + b" %d" % n) for n in range(30)]


@pytest.fixture
def watched() -> Iterator[Watched]:
    watched = Watched()
    yield watched
    watched.queue.close()


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.slow
def test_what_is_cancelled_ends_at_once(watched: Watched) -> None:
    first, second = watched.queue.submit(MANY), watched.queue.submit([REPORT])
    process = watched.reading(first)
    begun = time.monotonic()
    assert watched.queue.cancel(first)
    assert time.monotonic() - begun < 2.0
    assert not is_running(process)
    assert when_over(watched.queue, second, LONG).state == "done", "a new process goes on"
    again = watched.process
    assert when_over(watched.queue, watched.queue.submit([REPORT]), LONG).state == "done"
    assert watched.process == again, "the models are kept"


@pytest.mark.slow
def test_a_process_that_is_killed_is_a_failed_comparison(watched: Watched) -> None:
    made = watched.queue.submit(MANY)
    os.kill(watched.reading(made), signal.SIGKILL)
    failed = when_over(watched.queue, made)
    assert failed.state == "failed"
    assert failed.failure is not None
    assert "not have been enough memory" in failed.failure
    over = when_over(watched.queue, watched.queue.submit([REPORT, Upload("empty.txt", b"")]), LONG)
    assert (over.state, [one.document for one in over.rejections]) == ("done", ["empty.txt"])


@pytest.mark.slow
def test_the_process_ends_with_the_queue(watched: Watched) -> None:
    process = watched.reading(watched.queue.submit(MANY))
    begun = time.monotonic()
    watched.queue.close()
    assert time.monotonic() - begun < 3.0
    assert not is_running(process)


@pytest.mark.slow
def test_compares_with_the_real_models() -> None:
    queue = ComparisonQueue()
    other = b"The ferry struck the pier at noon on Tuesday. Nobody was hurt, harbour master Ana Brek said."
    made = queue.submit([REPORT, Upload("post.txt", other)])
    ends = time.monotonic() + 120
    while (progress := queue.progress(made)) is not None and not progress.is_over and time.monotonic() < ends:
        time.sleep(0.1)
    queue.close()
    assert progress is not None
    assert progress.state == "done", progress.failure
    assert progress.result is not None
    assert any(len(claim.mentions) == 2 for claim in progress.result.claims)
