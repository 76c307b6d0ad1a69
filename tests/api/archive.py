"""A small archive of hand-made reports, and the API over it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from tests.report.invented import lock_gate
from tests.store.build import EVENING, MORNING, NOON, account, placed, rich, written
from twosource.api.app import create_api
from twosource.api.backend import Backend
from twosource.api.comparison_steps import Annotator, Comparer, StepsHere
from twosource.api.queue import ComparisonQueue
from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import StoryEvent
from twosource.model.article import Article
from twosource.model.comparison import Claim, ClaimMention, Comparison
from twosource.model.feed import Feed
from twosource.model.span import Span
from twosource.service.network import make_fetcher
from twosource.store import open_store
from twosource.store.interface import Store

SURROGATE = "half\ud800way/edition 2"


def fill(store: Store) -> None:
    """Two stories, one waiting for its account, an article on its own, one in two editions, events and a feed."""
    gate = lock_gate()
    harbour = [written("post"), written("tide", outlet="Tide"), rich("full")]
    harbour = [replace(one, article=replace(one.article, id=f"{one.article.id}/1")) for one in harbour]
    store.add_articles([*gate.articles, *harbour, plain(SURROGATE, "A quiet\ud800day on the quay.")], MORNING)
    again = replace(harbour[0], article=replace(harbour[0].article, text="The pier opened."), sentences=(Span(0, 16),))
    store.add_articles([again], NOON)
    gates = [one.article.id for one in gate.articles]
    store.record_placements([placed(one, "gate", opened=one == gates[0]) for one in gates], time=NOON)
    harbours = [one.article.id for one in harbour]
    store.record_placements([placed(one, "harbour", opened=one == harbours[0]) for one in harbours], time=NOON)
    store.record_comparison("gate", gate, [event("gate", "story_opened"), event("gate", "disputed")], EVENING)
    store.record_comparison("harbour", account(*harbour[1:]), [event("harbour", "second_origin")], EVENING)
    store.add_feeds([Feed("https://tide.example/feed", "Tide", "Tide")])


def plain(id: str, text: str) -> AnnotatedArticle:
    return AnnotatedArticle(Article(id, text, title="A\ud800B", outlet="Out\ud800let"))


def event(story: str, kind: Any, message: str = "it happened") -> StoryEvent:
    return StoryEvent(story, kind, message, EVENING)


def stub_annotator(articles: Iterable[Article]) -> Iterator[AnnotatedArticle]:
    """No layers, no models."""
    return map(AnnotatedArticle, articles)


def stub_comparer(articles: Sequence[AnnotatedArticle]) -> Comparison:
    """One claim that all make by the first letter of their text."""
    mentions = tuple(ClaimMention(one.article.id, 0, 1) for one in articles)
    return Comparison(tuple(articles), (Claim("c1", "words", "unclear", "not compared", mentions, ()),))


def stub_queue(
    annotator: Annotator = stub_annotator, comparer: Comparer = stub_comparer, **settings: Any
) -> ComparisonQueue:
    """A queue that compares at once, in this process, and says little."""
    return ComparisonQueue(steps=lambda: StepsHere(annotator, comparer, make_fetcher), **settings)


@contextmanager
def served(folder: Path, queue: ComparisonQueue | None = None, **settings: Any) -> Iterator[tuple[FastAPI, Store]]:
    """The API over a filled archive, and the archive."""
    store = open_store(folder / "archive.db")
    queue = queue or stub_queue()
    fill(store)
    try:
        yield create_api(Backend(store, queue, **{"stream_seconds": 0.0} | settings)), store
    finally:
        queue.close()
        store.close()
