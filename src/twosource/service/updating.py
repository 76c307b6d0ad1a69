"""Accounts of stories brought up to date: stories whose articles changed are compared anew, and what that changed is
told as events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import RevisionDifference, StoryEvent, fingerprint
from twosource.model.comparison import Comparison
from twosource.service.accounts import compare
from twosource.service.progress import Observer, Step
from twosource.store.interface import Store

MOST_REPORTS = 50
"""Reports of one story that are compared, the newest: a story of more is compared by its latest."""
_ASKED_AT_ONCE = 100


@dataclass(slots=True)
class UpdatedCounts:
    """How many accounts were made, and how many events they gave."""

    accounts: int = 0
    events: int = 0


class AccountUpdater:
    """Compares the stories that wait for it, one a transaction, the longest waiting first."""

    def __init__(self, store: Store, now: Callable[[], str], observer: Observer) -> None:
        self._store = store
        self._now = now
        self._observer = observer
        self.counts = UpdatedCounts()

    def update(self) -> UpdatedCounts:
        """Brings every waiting story up to date; the counts of this and earlier calls."""
        while waiting := self._store.waiting_stories(_ASKED_AT_ONCE):
            for story in waiting:
                self._update_story(story)
                self._observer(Step("comparing", self.counts.accounts))
        return self.counts

    def _update_story(self, story: str) -> None:
        from twosource.compare.story_changes import story_changes

        reports = self._store.story_articles(story)[-MOST_REPORTS:]
        before = self._store.comparison(story)
        after = compare(reports) if reports else Comparison(())
        events = story_changes(story, before, after, revisions=self._edits(before, reports))
        time = self._now()
        recorded = self._store.record_comparison(story, after, _timed(events, time), time)
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


def _timed(events: Sequence[StoryEvent], time: str) -> list[StoryEvent]:
    return [replace(event, time=time) for event in events]
