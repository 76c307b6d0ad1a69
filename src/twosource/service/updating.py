"""Accounts of stories brought up to date: stories whose articles changed are compared anew, and what that changed is
told as events."""

import logging
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from twosource.errors import TwosourceError
from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import AccountPage, RevisionDifference, StoryEvent, fingerprint
from twosource.model.comparison import Comparison, Notice
from twosource.service.account_pages import account_pages
from twosource.service.accounts import compare
from twosource.service.processes import worker_processes
from twosource.service.progress import Observer, Step
from twosource.service.turns import turn
from twosource.store.interface import Store

if TYPE_CHECKING:
    from concurrent.futures import Future

MOST_REPORTS = 50
"""Reports of one story that are compared, the newest: a story of more is compared by its latest."""
WORTH_PROCESSES = 24
"""Waiting stories from which processes are started: each takes a second or two to begin, what ten stories take."""
COMPARED_A_TURN = 32
"""Stories after which another process may write."""


@dataclass(slots=True)
class UpdatedCounts:
    """How many accounts were made, and how many events they gave."""

    accounts: int = 0
    events: int = 0


@dataclass(frozen=True, slots=True)
class _Update:
    """A story to compare, with what its new account is held against."""

    story: str
    reports: tuple[AnnotatedArticle, ...]
    before: Comparison | None
    edits: tuple[RevisionDifference, ...]


class AccountUpdater:
    """Compares the stories that wait for it and keeps their accounts, one a transaction, the longest waiting first.
    With several `workers` as many processes compare, this one reads and writes; the accounts are the same."""

    def __init__(self, store: Store, now: Callable[[], str], observer: Observer, workers: int = 1) -> None:
        self._store = store
        self._now = now
        self._observer = observer
        self._workers = workers
        self.counts = UpdatedCounts()

    def update(self) -> UpdatedCounts:
        """Brings every waiting story up to date; the counts of this and earlier calls."""
        number = self._store.waiting_count()
        total = self.counts.accounts + number
        workers = self._workers if number >= WORTH_PROCESSES else 1
        waits = True
        while waits:
            with turn(self._store):
                waiting = self._store.waiting_stories(COMPARED_A_TURN)
                for made in _accounts(map(self._read, waiting), workers):
                    self._keep(made)
                    self._observer(Step("comparing", self.counts.accounts, max(total, self.counts.accounts)))
            waits = len(waiting) == COMPARED_A_TURN
        return self.counts

    def _read(self, story: str) -> _Update:
        reports = self._store.story_articles(story)[-MOST_REPORTS:]
        before = self._store.comparison(story)
        return _Update(story, reports, before, tuple(self._edits(before, reports)))

    def _keep(self, made: "_Account") -> None:
        time = self._now()
        timed = [replace(event, time=time) for event in made.events]
        recorded = self._store.record_comparison(made.story, made.account, timed, time, made.pages)
        self.counts.accounts += 1
        self.counts.events += len(recorded)

    def _edits(self, before: Comparison | None, reports: Sequence[AnnotatedArticle]) -> list[RevisionDifference]:
        """The edits of the reports since the account `before`."""
        if before is None:
            return []
        known = {annotated.article.id: fingerprint(annotated.article) for annotated in before.articles}
        edits: list[RevisionDifference] = []
        for annotated in reports:
            seen = known.get(annotated.article.id)
            if seen is not None and seen != fingerprint(annotated.article):
                edits += self._edits_since(annotated.article.id, seen)
        return edits

    def _edits_since(self, article: str, seen: str) -> list[RevisionDifference]:
        """The differences of the article's revisions after the one with the fingerprint `seen`, oldest first."""
        newer = takewhile(lambda revision: revision.fingerprint != seen, reversed(self._store.revisions(article)))
        differences = [revision.difference for revision in newer]
        return [difference for difference in reversed(differences) if difference is not None]


@dataclass(frozen=True, slots=True)
class _Account:
    """What comparing a story anew gave: its account, what happened, and the pages to keep."""

    story: str
    account: Comparison
    events: tuple[StoryEvent, ...] = ()
    pages: tuple[AccountPage, ...] = ()


def _accounts(updates: Iterator[_Update], workers: int) -> Iterator[_Account]:
    """Story, new account and what happened, in the order given."""
    if workers <= 1:
        yield from map(_account, updates)
        return
    executor = worker_processes(workers)
    running: deque[tuple[_Update, Future[_Account]]] = deque()
    for update in updates:
        running.append((update, executor.submit(_account_alone, update)))
        if len(running) > 2 * workers:
            yield _whole(*running.popleft())
    while running:
        yield _whole(*running.popleft())


def _account(update: _Update) -> _Account:
    """The new account. Reports that cannot be compared give an account without claims that says so: one story must not
    stop the others, nor be tried again until its reports change."""
    from twosource.compare.story_changes import story_changes
    from twosource.report.outlet_names import outlet_titles, with_outlet_titles

    try:
        after = compare(update.reports) if update.reports else Comparison(())
        events = story_changes(update.story, update.before, after, revisions=update.edits)
        titles = outlet_titles(annotated.article for annotated in after.articles)
        named = (replace(one, message=with_outlet_titles(one.message, titles)) for one in events)
        return _Account(update.story, after, tuple(named), _pages(update.story, after))
    except TwosourceError:
        raise
    except Exception as error:
        logging.getLogger(__name__).exception("the reports of story %s could not be compared", update.story)
        detail = f"these reports could not be compared: {type(error).__name__}"
        return _Account(update.story, Comparison(update.reports, notices=(Notice("comparison_failed", detail),)))


def _pages(story: str, account: Comparison) -> tuple[AccountPage, ...]:
    """The pages to keep; none where they cannot be rendered, which must not cost the story its account."""
    try:
        return account_pages(account)
    except Exception:
        logging.getLogger(__name__).exception("the account of story %s could not be rendered", story)
        return ()


def _account_alone(update: _Update) -> _Account:
    """The account without its articles: who asked has them, and they are nine tenths of it."""
    made = _account(update)
    in_order = tuple(AnnotatedArticle(annotated.article) for annotated in made.account.articles)
    return replace(made, account=replace(made.account, articles=in_order))


def _whole(update: _Update, future: "Future[_Account]") -> _Account:
    made = future.result()
    reports = {annotated.article.id: annotated for annotated in update.reports}
    whole = tuple(reports[one.article.id] for one in made.account.articles)
    return replace(made, account=replace(made.account, articles=whole))
