"""A made archive for measuring what searching costs: the made stream with speakers quoted, the stories it was made of,
accounts with standings, events, revisions and refusals. Nothing is annotated or placed by the program: the stream says
which event each report is of."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from evaluation.made_stream import ONSETS, VOWELS, make_stream
from twosource.model.annotation import AnnotatedArticle, Attribution, Speaker
from twosource.model.archive import PlacementRecord, StoryEvent
from twosource.model.article import Article, Rejection, content_id
from twosource.model.comparison import Claim, ClaimMention, Comparison, Origin, Standing
from twosource.model.span import Span
from twosource.model.story import Placement
from twosource.service.placing import restore_finder
from twosource.store.interface import Store
from twosource.stories import StoryFinder
from twosource.stories.fingerprints import read_fingerprints

KNOWN_SPEAKERS = 3_000
"""Speakers that any report may quote, the first the most often (Zipf); the others are of one event."""
OWN_SPEAKERS = 4
REVISED = 0.02
REFUSED = 0.05
STANDINGS: tuple[Standing, ...] = ("corroborated", "shared_origin", "disputed", "single_source", "unclear")
SHARES = (15, 20, 3, 55, 7)
"""Of a hundred claims so many have each standing; all of a story with one report have a single source."""
MOST_CLAIMS = 12
FINDER_SEES = 20_000
_AT_ONCE = 500
_TIME = "2031-06-01T00:00:00Z"


class ArchiveFiller:
    """Fills an archive with made articles and everything that placing, searching and listing look at. With `placing`
    fingerprints are stored too, and the story finder sees the last `FINDER_SEES` articles of each filling:
    with the stories of as many it is as full as it ever is."""

    def __init__(self, store: Store, most: int, *, placing: bool = False, seed: int = 1) -> None:
        self._store = store
        self._made = _MadeArchive(random.Random(seed))
        self._stream = make_stream(most, seed)
        self._placing = placing

    def fill(self, count: int) -> None:
        """Stores the next `count` articles."""
        stored, made = self._store, self._made
        # Held while filling alone: whoever places then takes up the state that is stored.
        finder = restore_finder(stored)[0] if self._placing else None
        for left in range(count, 0, -_AT_ONCE):
            annotated = [made.annotated(article) for article in islice(self._stream, min(left, _AT_ONCE))]
            with stored.batch():
                stored.add_articles(annotated, _TIME, rejections=made.refused(annotated[0].article.id))
                stored.record_placements([made.placed(one) for one in annotated], time=_TIME)
                stored.add_articles([made.revised(one) for one in annotated[: int(_AT_ONCE * REVISED)]], _TIME)
                if finder:
                    self._place(finder, annotated, looked_at=left <= FINDER_SEES)
        self._compare()
        if finder:
            stored.record_finder_state(finder.state())

    def next(self, count: int) -> Iterator[AnnotatedArticle]:
        """The next articles, which are not stored."""
        return (self._made.annotated(article) for article in islice(self._stream, count))

    def _place(self, finder: StoryFinder, annotated: Sequence[AnnotatedArticle], *, looked_at: bool) -> None:
        for one in annotated:
            self._store.add_fingerprints(one.article.id, read_fingerprints(one.article).stored)
            if looked_at:
                finder.place(one.article)

    def _compare(self) -> None:
        while waiting := self._store.waiting_stories(_AT_ONCE):
            with self._store.batch():
                for story in waiting:
                    account = self._made.account(self._store.story_articles(story))
                    opened = StoryEvent(story, "story_opened", "A story opened", _TIME)
                    changed = StoryEvent(story, "second_origin", "A claim reached a second origin", _TIME)
                    told = [opened, changed][: len(account.articles)]
                    self._store.record_comparison(story, account, told, _TIME)


class _MadeArchive:
    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._known = [_name(draw) for _ in range(KNOWN_SPEAKERS)]
        self._rates = [1 / (rank + 1) for rank in range(KNOWN_SPEAKERS)]
        self._opened: set[str] = set()

    def annotated(self, article: Article) -> AnnotatedArticle:
        """The article with three to fifteen attributions."""
        names = random.Random(int(article.extra["event"]))
        own = [_name(names) for _ in range(OWN_SPEAKERS)]
        known = self._draw.choices(self._known, self._rates, k=4)
        said = []
        for number in range(self._draw.randint(3, 15)):
            speaker = Speaker(None, self._draw.choice(own + known), "named")
            at = number * 100
            spans = ((Span(at, at + 12),), (Span(at + 13, at + 17),), (Span(at + 18, at + 90),))
            said.append(Attribution(f"q{number}", "direct", *spans, speaker))
        return AnnotatedArticle(article, attributions=tuple(said), components={"made": "1"})

    def placed(self, one: AnnotatedArticle) -> PlacementRecord:
        """The article's place in the story of its event."""
        story = content_id(f"event {one.article.extra['event']}")
        opened = story not in self._opened
        self._opened.add(story)
        placement = Placement(one.article.id, "shares a name", 1.0 if opened else 0.4)
        return PlacementRecord(story, placement, opened, title=one.article.title)

    def revised(self, one: AnnotatedArticle) -> AnnotatedArticle:
        """The article with a sentence more."""
        return replace(one, article=replace(one.article, text=one.article.text + "\n\nA correction was made."))

    def refused(self, name: str) -> list[Rejection]:
        """Documents that could not be read."""
        return [Rejection(f"{name}-{number}.html", "no_text", "no text") for number in range(int(_AT_ONCE * REFUSED))]

    def account(self, articles: tuple[AnnotatedArticle, ...]) -> Comparison:
        """An account with up to a dozen claims, each made by one article or by several."""
        return Comparison(articles, tuple(self._claims(articles)))

    def _claims(self, articles: tuple[AnnotatedArticle, ...]) -> Iterator[Claim]:
        for number in range(self._draw.randint(3, MOST_CLAIMS)):
            alone = len(articles) == 1
            standing = "single_source" if alone else self._draw.choices(STANDINGS, SHARES)[0]
            making = articles[:1] if standing == "single_source" else articles[:4]
            mentions = tuple(ClaimMention(one.article.id, 0, 40, None) for one in making)
            origins = (Origin(making[0].article.name, "outlet", tuple(range(len(mentions)))),)
            yield Claim(f"c{number}", making[0].article.text[:40], standing, "made", mentions, origins)


def _name(draw: random.Random) -> str:
    return " ".join(_word(draw) for _ in range(draw.choice((2, 2, 2, 3))))


def _word(draw: random.Random) -> str:
    return "".join(draw.choice(ONSETS) + draw.choice(VOWELS) for _ in range(draw.randint(2, 3))).capitalize()
