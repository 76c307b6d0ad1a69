"""What every store offers. SQLite is the first behind it; the contract test in tests/store holds for each.

One process writes at a time (`writing`), any number read. Every method that writes is one transaction: killed at any
moment, it has happened wholly or not at all. Times are ISO 8601 in UTC and come from the caller: a store reads no
clock. An article id has one current revision; earlier ones stay.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol

from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import (
    AccountPage,
    AttributionKey,
    CopyRecord,
    EventKind,
    OutletSummary,
    OutletTies,
    PlacementRecord,
    Revision,
    RevisionDifference,
    RevisionKey,
    SearchFilter,
    SearchPage,
    SpeakerSummary,
    StoredQuote,
    StoredSharedQuote,
    StoryEvent,
    StoryMerge,
    StorySummary,
)
from twosource.model.article import Article, Rejection
from twosource.model.comparison import Comparison
from twosource.model.feed import Feed, FeedRecord, FetchState, FollowedPage
from twosource.model.speaker_names import SpeakerNaming
from twosource.model.story import Story


class Store(Protocol):
    """Articles with their revisions, stories, comparisons, events, feeds."""

    def close(self) -> None:
        """Gives back the connections; the store cannot be used afterwards."""

    def writing(self, patience: float = 30.0) -> AbstractContextManager[None]:
        """Holds the right to write, which one process has at a time; StoreBusy where another keeps it longer than
        `patience` seconds. The right of a process that was killed is free at once. Entering it twice is allowed."""

    # Articles

    def revision_keys(self, ids: Sequence[str]) -> dict[str, RevisionKey]:
        """The newest revision of each of the articles that are stored."""

    def add_articles(
        self,
        articles: Sequence[AnnotatedArticle],
        fetched: str,
        differences: Sequence[RevisionDifference] = (),
        rejections: Sequence[Rejection] = (),
    ) -> int:
        """Stores articles with their annotations, and counts those that were not there: a new id is revision 1, a known
        id with another title or text the next one (its story then waits for a new comparison), a known one unchanged
        is passed over. `differences` belong to the revisions by article id. Rejections are kept by document."""

    def article(self, id: str, revision: int | None = None) -> AnnotatedArticle | None:
        """An article with every layer, tokens included, newest revision by default."""

    def revisions(self, id: str) -> tuple[Revision, ...]:
        """The stored editions of an article, oldest first."""

    def revised_articles(self, limit: int = 50, offset: int = 0) -> tuple[tuple[str, int], ...]:
        """Ids of articles with more than one revision and how many, the last changed first."""

    def article_count(self) -> int:
        """How many articles are stored."""

    def rejections(self, limit: int = 100, offset: int = 0) -> tuple[Rejection, ...]:
        """What could not be read, the newest first."""

    # Placing

    def unplaced(self, limit: int) -> list[Article]:
        """Up to `limit` articles that are in no story yet, in published order, those without a date last, equal ones
        by id; first revisions' texts do not matter here: the newest is given."""

    def unplaced_count(self) -> int:
        """How many articles are in no story yet."""

    def record_placements(
        self, placements: Sequence[PlacementRecord], merges: Sequence[StoryMerge] = (), time: str = ""
    ) -> None:
        """Puts articles in stories, in the order given, with copies, parents and merges. The stories then wait for a
        comparison. Merged stories keep their record and point to the story they went into."""

    def placement(self, article: str) -> PlacementRecord | None:
        """Where an article stands and why: the record under its story of today (after merges); None where it has no
        place yet."""

    def finder_state(self) -> tuple[bytes, int] | None:
        """The last stored state of the story finder and how many placements it had seen."""

    def record_finder_state(self, state: bytes) -> None:
        """Keeps the state of the story finder as of the placements recorded so far, in place of earlier ones."""

    def placed_since(self, placements: int) -> Iterator[tuple[Article, PlacementRecord]]:
        """The articles placed after so many placements, in the order they were placed."""

    def copies(self, ids: Sequence[str] | None = None) -> tuple[CopyRecord, ...]:
        """The stored copies among `ids` (all by default), by article."""

    def fingerprint_holders(self, prints: Sequence[int], most: int) -> dict[int, list[str]]:
        """For each fingerprint up to `most` of the articles last stored with it, oldest first."""

    def fingerprint_counts(self, ids: Sequence[str]) -> dict[str, int]:
        """How many fingerprints each of the articles has."""

    def add_fingerprints(self, article: str, prints: Sequence[int]) -> None:
        """Stores an article's fingerprints (unsigned 32-bit), in place of earlier ones. Joins a running
        transaction of `record_placements` when called inside `batch`."""

    def batch(self) -> AbstractContextManager[None]:
        """One transaction over several calls; an exception undoes all of it."""

    # Stories

    def story(self, id: str) -> StorySummary | None:
        """A story by id or unambiguous beginning of one; a merged one answers as the story it went into."""

    def story_articles(self, id: str) -> tuple[AnnotatedArticle, ...]:
        """The story's articles in their newest revision, in the order they were placed."""

    def stories(
        self,
        where: SearchFilter | None = None,
        *,
        least_articles: int = 1,
        limit: int = 50,
        offset: int = 0,
    ) -> tuple[StorySummary, ...]:
        """Stories, the last changed first. Of the filter, outlet, dates, speaker and standing count."""

    def story_titles(self, ids: Sequence[str]) -> dict[str, str | None]:
        """The titles of the stories that are stored, by the ids given; of a merged one that of the story it went
        into."""

    def story_count(self) -> int:
        """How many stories there are, merged ones not counted."""

    def merges(self, story: str) -> tuple[StoryMerge, ...]:
        """The stories that went into this one, in order."""

    def children(self, story: str) -> tuple[Story, ...]:
        """The stories that carry on this story's line, in the order they opened."""

    def waiting_stories(self, limit: int) -> tuple[str, ...]:
        """Ids of stories whose articles changed since their last comparison, the longest waiting first."""

    def waiting_count(self) -> int:
        """How many stories wait for a comparison."""

    def record_comparison(
        self,
        story: str,
        comparison: Comparison,
        events: Sequence[StoryEvent],
        time: str,
        pages: Sequence[AccountPage] = (),
    ) -> tuple[StoryEvent, ...]:
        """Keeps the account of a story as the current one (earlier ones stay), with what happened and its rendered
        `pages` (those of earlier ones go); the story no longer waits. The events come back with their ids."""

    def account_page(self, story: str, number: int | None = None, *, excerpts: bool = False) -> AccountPage | None:
        """The page kept of the story's current account; None where none is, or the account of that number is
        another."""

    def comparison(self, story: str, number: int | None = None, *, shown: bool = False) -> Comparison | None:
        """The current account of a story, or the one of that number (from 1). Where it is only `shown`, its articles
        come without tokens and context, which only comparing needs."""

    def outlines(self, stories: Sequence[str]) -> dict[str, Comparison]:
        """The current accounts of those of the stories that have one, by the ids given (of stories of today); their
        articles come without layers."""

    def comparison_times(self, story: str) -> tuple[str, ...]:
        """When each account of a story was made, in order."""

    # Events

    def events(
        self,
        *,
        after: int = 0,
        story: str | None = None,
        kinds: Sequence[EventKind] | None = None,
        limit: int = 100,
        newest_first: bool = False,
        before: int | None = None,
    ) -> tuple[StoryEvent, ...]:
        """Events with an id above `after` and below `before`."""

    def last_events(self, stories: Sequence[str], limit: int) -> dict[str, tuple[StoryEvent, ...]]:
        """The last events of each of the stories (of today), at most `limit`, the newest first, by the ids given; those
        of the stories that went into it included."""

    def add_events(self, events: Sequence[StoryEvent]) -> tuple[StoryEvent, ...]:
        """Stores events; they come back with their ids."""

    def mark(self, name: str) -> int | None:
        """A stored position, such as the last event a webhook was told of."""

    def set_mark(self, name: str, value: int) -> None:
        """Stores a position."""

    # Feeds

    def feeds(self) -> tuple[FeedRecord, ...]:
        """The feeds followed, by URL."""

    def add_feeds(self, feeds: Sequence[Feed]) -> int:
        """Follows feeds; those known already keep their state. How many are new."""

    def remove_feed(self, url: str, moved_to: str | None = None) -> bool:
        """Stops following a feed; False where it was not followed. Its articles stay; its pages are followed as those
        of the feed at `moved_to`, or no longer."""

    def record_fetch(self, url: str, state: FetchState) -> None:
        """Keeps what is remembered of the last request for an address (a feed's or an article's)."""

    def fetch_state(self, url: str) -> FetchState | None:
        """What is remembered of the last request for an address."""

    def follow_pages(self, pages: Sequence[FollowedPage]) -> None:
        """Follows pages of feeds by address; those followed already keep their `since` and take the rest. A page's
        state is that of `record_fetch`, here it does not count."""

    def unfollow_pages(self, urls: Sequence[str]) -> None:
        """Stops following pages."""

    def forget_pages(self, before: str) -> int:
        """Stops following the pages followed since a time before this one (ISO 8601 in UTC); how many they were."""

    def due_pages(self, now: str, limit: int = 1_000, offset: int = 0) -> tuple[FollowedPage, ...]:
        """The followed pages that may be asked at `now` (ISO 8601 in UTC, to the second), the longest due first."""

    # Reading much

    def search(self, query: str, where: SearchFilter | None = None, *, limit: int = 20, offset: int = 0) -> SearchPage:
        """Articles with the words of the query in title or text (words, "phrases", -without, prefix*), best first; with
        an empty query all that pass the filter, newest first. No query is an error. Of very many matches the last ones
        stored are ranked, and `more` says that they were not counted to the end."""

    def articles_named(self, name: str, limit: int = 20) -> tuple[Article, ...]:
        """The articles that `name` can mean, in their newest revision, by id: the one with that id, else those of which
        a revision has that address, else those whose id begins with it (four characters or more)."""

    def stories_named(self, beginning: str, limit: int = 20) -> tuple[str, ...]:
        """The ids of the stories that begin so, merged ones too, in order."""

    def outlets(self) -> tuple[OutletSummary, ...]:
        """The outlets of the archive, those with most articles first."""

    def outlet_ties(self, outlet: str, latest: int = 500) -> OutletTies | None:
        """What an outlet (by its stored or shown name, without case and accents) shares and rests on, over its `latest`
        articles; None for one the archive does not have."""

    def speakers(self, name: str | None = None, *, limit: int = 50, offset: int = 0) -> tuple[SpeakerSummary, ...]:
        """The speakers whose name has `name` in it (without case and accents; all by default), the most quoted first,
        equal ones in the order they were stored."""

    def most_quoted(self, name: str | None = None, limit: int = 1_000) -> dict[str, int]:
        """How often each of the `limit` speakers that `speakers` would begin with is quoted, in its order."""

    def speakers_named(self, names: Sequence[str]) -> tuple[SpeakerSummary, ...]:
        """The speakers of exactly these names, in their order, without those that no stored article quotes."""

    def speaker(self, name: str) -> SpeakerSummary | None:
        """The speaker of exactly that name; None where no stored article quotes one."""

    def nested_namings(self) -> tuple[SpeakerNaming, ...]:
        """Which articles quote a person under a name that ends another speaker's, or that ends with another's, and how
        often; by name and article."""

    def attributions_of(self, speaker: str, *, limit: int = 50, offset: int = 0) -> tuple[StoredQuote, ...]:
        """What articles give to the speaker of exactly that name, the newest article first, in text order."""

    def attributions(
        self,
        where: SearchFilter | None = None,
        *,
        limit: int = 50,
        offset: int = 0,
        after: AttributionKey | None = None,
    ) -> tuple[dict[str, Any], ...]:
        """Rows of the table `attributions`, the newest article first, in text order. Of the filter, `speaker` narrows
        to what is given to a speaker whose name has it in it. With `after` those that come after the one it names,
        whatever was stored meanwhile, and no `offset`: the whole table can be walked so; BadQuery where its article is
        not stored."""

    def shared_quotes(self, stories: Sequence[str]) -> tuple[StoredSharedQuote, ...]:
        """The shared quotes of the current accounts of these stories, in the order of the stories and accounts."""

    def rows(self, table: str, where: SearchFilter | None = None) -> Iterator[dict[str, Any]]:
        """The rows of a table to export, streamed in a fixed order: `articles`, `attributions`, `claims` or `origins`.
        A row's columns are the same for all rows of a table."""
