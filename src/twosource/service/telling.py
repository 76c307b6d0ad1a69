"""Telling others what happened to stories: a webhook, and an Atom feed of stories in a file."""

import json
import os
import secrets
from collections.abc import Hashable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from twosource.errors import TwosourceError
from twosource.model.article import Rejection

if TYPE_CHECKING:
    from twosource.model.archive import StoryEvent, StorySummary
    from twosource.report.story_feed import FeedEntry
    from twosource.store.interface import Store

EVENTS_A_POST = 100
STORIES_IN_FEED = 100
"""The last changed."""
EVENTS_A_STORY = 10
_ARCHIVE_ID = "archive"
_BEFORE_ANY_EVENT = "1970-01-01T00:00:00+00:00"


class Teller:
    """Tells what is new since it was last told.

    A webhook gets each event at least once and in order: the archive remembers the last one it took, so that nothing is
    lost while its server is down or this program is not running. It begins with the events that come after it was
    first named."""

    def __init__(
        self, store: "Store", *, webhook: str | None, story_feed: Path | None, allow_private: bool = False
    ) -> None:
        self._store = store
        self._webhook = webhook
        self._story_feed = story_feed
        self._allow_private = allow_private
        if webhook and store.mark(_mark(webhook)) is None:
            last = store.events(limit=1, newest_first=True)
            store.set_mark(_mark(webhook), last[0].id if last else 0)

    def tell(self) -> Iterator[Rejection]:
        """Posts the new events and writes the story feed anew; what could not be told, and why."""
        if self._webhook:
            yield from self._post(self._webhook)
        if self._story_feed:
            write_story_feed(self._store, self._story_feed)

    def _post(self, webhook: str) -> Iterator[Rejection]:
        from twosource.fetch.webhook import post_json

        told = self._store.mark(_mark(webhook)) or 0
        while events := self._store.events(after=told, limit=EVENTS_A_POST):
            failure = post_json(webhook, _document(events), allow_private=self._allow_private)
            if failure is not None:
                yield failure
                return
            told = events[-1].id
            self._store.set_mark(_mark(webhook), told)


def _mark(webhook: str) -> str:
    return f"webhook:{sha256(webhook.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


def _document(events: "tuple[StoryEvent, ...]") -> bytes:
    return json.dumps({"events": msgspec.to_builtins(events)}).encode("ascii")


class StoryFeed:
    """The Atom feed of the stories changed last, of which a change renders one entry anew. Safe to use from several
    threads."""

    def __init__(self, store: "Store", *, base_url: str | None = None, feed_url: str | None = None) -> None:
        from twosource.report.story_feed import FeedAddress

        self._store = store
        self._address = FeedAddress(archive_id(store), base_url, feed_url)
        self._lock = Lock()
        self._entries: dict[Hashable, FeedEntry] = {}

    def render(self) -> str:
        """The feed as it is now."""
        from twosource.report.story_feed import render_story_feed

        summaries = self._store.stories(least_articles=2, limit=STORIES_IN_FEED)
        events = self._store.last_events([one.story.id for one in summaries], EVENTS_A_STORY)
        last = self._store.events(limit=1, newest_first=True)
        updated = last[0].time if last else _BEFORE_ANY_EVENT
        with self._lock:
            entries = self._entries_of(summaries, events, updated)
        return render_story_feed(entries, self._address, updated=updated)

    def _entries_of(
        self, summaries: "Sequence[StorySummary]", events: "Mapping[str, Sequence[StoryEvent]]", updated: str
    ) -> "list[FeedEntry]":
        """The entries of the stories; those that are not as they were before are rendered anew, all others given up."""
        from twosource.report.story_feed import FeedStory, render_feed_entry

        keys: dict[str, Hashable] = {}
        for one in summaries:
            dated = one.updated or one.story.changed
            keys[one.story.id] = repr(one), tuple(event.id for event in events[one.story.id]), dated or updated
        accounts = self._store.outlines([story for story, key in keys.items() if key not in self._entries])
        entries = {}
        for one in summaries:
            key, told = keys[one.story.id], tuple(events[one.story.id])
            entries[key] = self._entries.get(key) or render_feed_entry(
                FeedStory(one, accounts.get(one.story.id), told), self._address, updated=updated
            )
        self._entries = entries
        return list(entries.values())


def archive_id(store: "Store") -> str:
    """The lasting id of the archive, drawn at random the first time it is asked for."""
    number = store.mark(_ARCHIVE_ID)
    if number is None:
        number = secrets.randbits(62)
        store.set_mark(_ARCHIVE_ID, number)
    return f"{number:016x}"


def write_story_feed(store: "Store", file: Path, *, base_url: str | None = None) -> None:
    """Writes the Atom feed of the stories changed last, replacing the file in one move so that no reader sees half of
    it; TwosourceError where it cannot be written."""
    text = StoryFeed(store, base_url=base_url).render()
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise TwosourceError(f"the story feed {file} cannot be written: {error.strerror or error}") from error
