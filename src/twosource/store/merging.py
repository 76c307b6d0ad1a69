"""Stories that turned out to be one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from twosource.errors import StoreError
from twosource.model.archive import StoryMerge
from twosource.store.database import chunks
from twosource.store.tables import (
    account_pages,
    articles,
    claim_mentions,
    claim_origins,
    claims,
    merges,
    statements,
    stories,
)
from twosource.store.waiting import make_wait


@dataclass(frozen=True, slots=True)
class StoryNumbers:
    """A story's own number and that of the story it went into, its own where it was not merged."""

    own: int
    current: int


def story_numbers(connection: Connection, ids: Iterable[str]) -> dict[str, StoryNumbers]:
    """The numbers of the stories that are stored."""
    query = select(stories.c.id, stories.c.number, func.coalesce(stories.c.merged_into, stories.c.number))
    found: dict[str, StoryNumbers] = {}
    for part in chunks(list(dict.fromkeys(ids))):
        rows = connection.execute(query.where(stories.c.id.in_(part)))
        found.update((story, StoryNumbers(own, current)) for story, own, current in rows)
    return found


def merge_stories(connection: Connection, merged: Sequence[StoryMerge], time: str) -> None:
    """Moves the articles of each story into the other and keeps the record. A story that went elsewhere before is not
    merged again; StoreError where one is not stored."""
    for merge in merged:
        known = story_numbers(connection, (merge.story, merge.into))
        missing = next((one for one in (merge.story, merge.into) if one not in known), None)
        if missing is not None:
            raise StoreError(f"Story {missing} is not in the archive and cannot be merged.")
        story, into = known[merge.story], known[merge.into]
        if story.own != story.current or story.own == into.current:
            continue
        values = {"story": story.own, "into": into.own, "article": merge.article, "reason": merge.reason, "time": time}
        connection.execute(insert(merges).values(values))
        _move(connection, story.own, into.current)


def _move(connection: Connection, story: int, target: int) -> None:
    connection.execute(update(articles).where(articles.c.story == story).values(story=target))
    gone = stories.c.number == story
    # One step always leads to the story of today, however many merges there were.
    connection.execute(
        update(stories).where(gone | (stories.c.merged_into == story)).values(merged_into=target, waiting=None)
    )
    drop_claims(connection, story)
    spans = select(func.min(stories.c.started), func.max(stories.c.changed), func.max(stories.c.last_moment)).where(
        stories.c.number.in_((story, target))
    )
    started, changed, last = connection.execute(spans).one()
    values = {"started": started, "changed": changed, "last_moment": last}
    connection.execute(update(stories).where(stories.c.number == target).values(values))
    make_wait(connection, [target])


def drop_claims(connection: Connection, story: int) -> None:
    """Takes out the rows of a story's account, whole accounts stay."""
    for table in (claims, claim_mentions, claim_origins, statements, account_pages):
        connection.execute(delete(table).where(table.c.story == story))
