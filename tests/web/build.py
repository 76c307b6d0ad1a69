"""Two small archives of hand-made articles: one to read, and one with hostile text in every field."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.report.invented import HOSTILE, crowded, lock_gate
from tests.store.build import placed, written
from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import (
    CopyRecord,
    PlacementRecord,
    RevisionChange,
    RevisionDifference,
    StoryEvent,
    StoryMerge,
    TextEdit,
)
from twosource.model.article import Rejection
from twosource.model.feed import Feed, FetchState
from twosource.model.span import Span
from twosource.store import Store, open_store

MORNING, NOON = "2031-05-13T06:00:00Z", "2031-05-14T12:00:00Z"
TITLE = "Lock gate gives way in Ostrel"
REPRINT = "reprints/1?of=wire#top"
"""An id as a user's own file may have it."""


def archive(folder: Path) -> Store:
    """Three reports of one story, one of them revised; a copy, a story of one report, events, feeds, a rejection."""
    store = open_store(folder / "archive.db")
    account = lock_gate()
    _, post, wire = account.articles
    store.add_articles(account.articles, MORNING, (), [Rejection("old.doc", "unsupported_format", "save it as text")])
    copy = replace(wire, article=replace(wire.article, id=REPRINT, outlet="Fjord Daily", title="Gate fails"))
    alone = written("alone", outlet="Skerry Post", published="2031-05-10")
    store.add_articles([copy, alone], MORNING)
    copied = CopyRecord(REPRINT, "wire", "near", 0.93, "NW")
    store.record_placements(
        [
            placed("tideway", "flood", opened=True, title=TITLE),
            placed("post", "flood"),
            placed("wire", "flood"),
            placed("alone", "ferry", opened=True),
            placed(REPRINT, "again", opened=True, copy=copied),
        ],
        [StoryMerge("again", "flood", REPRINT, "the same flood")],
        MORNING,
    )
    opened = StoryEvent("flood", "story_opened", f"A new story: “{TITLE}”", MORNING)
    store.record_comparison("flood", account, [opened], MORNING)
    store.record_comparison("flood", account, [StoryEvent("flood", "second_origin", "Now two origins", NOON)], NOON)
    store.add_events([StoryEvent("ferry", "story_opened", "A new story: “Ferry hits pier”", NOON)])
    _revise(store, post)
    store.add_feeds([Feed("https://tideway.example/rss", "Tideway", "The Tideway", group="Coast")])
    failed = FetchState(asked=NOON, failures=2, refusal="timed_out: no answer in 20 seconds")
    store.record_fetch("https://tideway.example/rss", failed)
    return store


def _revise(store: Store, post: AnnotatedArticle) -> None:
    """A second edition of the Canal Post's report, with another figure and headline and no word about it."""
    text = post.article.text.replace("At least 40 people", "At least 31 people")
    start = post.article.text.index("40")
    difference = RevisionDifference(
        "post",
        1,
        2,
        False,
        (TextEdit("replaced", Span(start, start + 2), Span(start, start + 2)),),
        (RevisionChange("figure_changed", "the number of people went from 40 to 31", Span(start, start + 2)),),
    )
    changed = replace(post, article=replace(post.article, text=text, title="Old town flooded"))
    store.add_articles([changed], NOON, [difference])


def hostile_archive(folder: Path) -> Store:
    """A story of twelve outlets with hostile text everywhere, and titles of five million characters."""
    store = open_store(folder / "hostile.db")
    account = crowded()
    huge = "<script>alert(1)</script>" * 200_000
    first = account.articles[0]
    long = replace(first, article=replace(first.article, id="long", title=huge, outlet=huge), attributions=())
    rejections = [Rejection(f"{words}{n}", words, words) for n, words in enumerate(HOSTILE)]
    store.add_articles([*account.articles, long], MORNING, (), rejections)
    ids = [one.article.id for one in account.articles]
    copies = [None, *(CopyRecord(one, ids[0], "part", 0.5, HOSTILE[n % 8]) for n, one in enumerate(ids[1:]))]
    store.record_placements(_placements(ids, copies), time=MORNING)
    store.record_placements([placed("long", "huge", opened=True, title=huge)], time=MORNING)
    disputed = [StoryEvent("crowd", "disputed", words, NOON, claim=words) for words in HOSTILE]
    store.record_comparison("crowd", account, disputed, NOON)
    store.add_events([StoryEvent("huge", "story_opened", huge, NOON)])
    text = first.article.text.replace("Paragraph", "<b>Passage</b>", 1)
    difference = RevisionDifference(
        ids[0],
        1,
        2,
        True,
        (TextEdit("replaced", Span(0, 9), Span(0, 14)),),
        tuple(RevisionChange("statement_changed", words) for words in HOSTILE),
    )
    changed = replace(first, article=replace(first.article, text=text, title=HOSTILE[0]))
    store.add_articles([changed], NOON, [difference])
    for n, words in enumerate(HOSTILE):
        url = f"https://feed.example/{n}"
        store.add_feeds([Feed(url, words, words, group=words)])
        store.record_fetch(url, FetchState(asked=NOON, failures=3, refusal=words))
    store.add_feeds([Feed(f"https://feed.example/{HOSTILE[2]}<b>", huge)])
    return store


def _placements(ids: Sequence[str], copies: Sequence[CopyRecord | None]) -> list[PlacementRecord]:
    made = []
    for n, (article, copy) in enumerate(zip(ids, copies, strict=True)):
        record = placed(article, "crowd", opened=n == 0, copy=copy, title=HOSTILE[n % 8])
        made.append(replace(record, placement=replace(record.placement, reason=HOSTILE[n % 8])))
    return made
