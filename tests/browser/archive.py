"""The archive the pages are walked over: the bundled stories as the program reads them, a story of hostile reports, and
some thousand short reports."""

from collections.abc import Iterator, Sequence

from tests.report.invented import HOSTILE, crowded, lock_gate
from tests.store.build import MORNING, NOON, account, placed, written
from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import StoryEvent
from twosource.model.comparison import Comparison
from twosource.model.feed import Feed
from twosource.store import Store

STORIES_OF_FOUR = 250
"""Short reports stored beside the longer ones: a thousand."""
HOSTILE_STORY = "a" * 32
HAND_MADE_STORY = "b" * 32


def fill(store: Store, examples: dict[str, Comparison]) -> dict[str, str]:
    """Stores everything; the story ids by name."""
    store.add_feeds([Feed("https://tideway.example/feed", "The Tideway"), Feed("https://post.example/rss", HOSTILE[0])])
    for number in range(STORIES_OF_FOUR):
        _add(store, f"{number:032x}", account(*_short_reports(number)), f"Ferry {number} hits pier")
    stories = {"hostile": HOSTILE_STORY, "lock-gate": HAND_MADE_STORY}
    _add(store, HAND_MADE_STORY, lock_gate(), "Lock gate gives way in Ostrel")
    _add(store, HOSTILE_STORY, crowded(), HOSTILE[0])
    for number, (name, comparison) in enumerate(examples.items()):
        stories[name] = f"{number:x}" * 3 + "c" * 29
        _add(store, stories[name], comparison, comparison.articles[0].article.title or name)
    return stories


def _short_reports(number: int) -> Iterator[AnnotatedArticle]:
    for report in range(4):
        yield written(
            f"short-{number}-{report}",
            f"The ferry {number} struck the pier at noon. The harbour master said it stays shut for {report} days.",
            title=f"Ferry {number} hits pier",
            outlet=f"Skerry Post {report}",
            published=f"2030-{1 + number % 12:02d}-{1 + report:02d}",
        )


def _add(store: Store, story: str, comparison: Comparison, title: str) -> None:
    articles: Sequence[AnnotatedArticle] = comparison.articles
    store.add_articles(articles, MORNING)
    opened = True
    records = []
    for annotated in articles:
        records.append(placed(annotated.article.id, story, opened=opened, title=title if opened else None))
        opened = False
    store.record_placements(records, time=NOON)
    event = StoryEvent(story, "story_opened", f"A new story: {title}", NOON, 0, (articles[0].article.id,), None)
    store.record_comparison(story, comparison, [event], NOON)
