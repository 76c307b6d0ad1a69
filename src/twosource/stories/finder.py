"""Places articles in stories as they arrive: single-pass clustering of a stream (Allan, Papka, Lavrenko, 1998), with
term vectors, the mean and the best likeness to a story's articles, and a likeness that fades while a story is quiet.
Nothing that arrives later ever changes a placement."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import log, sqrt

from twosource.model.article import Article, content_id
from twosource.model.story import Placement, Story
from twosource.stories.days import StreamDays, read_day
from twosource.stories.duplicates import DuplicateFinder, copy_reason
from twosource.stories.frequencies import StoryFrequencies
from twosource.stories.merging import merge_near
from twosource.stories.open_stories import LONGEST_TITLE, OpenStories
from twosource.stories.parents import Parent, find_parent
from twosource.stories.placed import Placed
from twosource.stories.records import StoryRecords
from twosource.stories.settings import DEFAULT_SETTINGS, StorySettings
from twosource.stories.state import FinderMemory, read_state, write_state
from twosource.stories.terms import Terms, read_terms
from twosource.stories.vectors import TermKey, heaviest, term_key

VERSION = "3"


class StoryFinder:
    """Places each article once, as it arrives. With `remember` False it keeps only what placing needs, so that its
    memory does not grow with the stream; `stories` is then empty."""

    def __init__(self, settings: StorySettings = DEFAULT_SETTINGS, *, remember: bool = True) -> None:
        self._settings = settings
        self._memory = FinderMemory(OpenStories(settings), StoryFrequencies(), StreamDays())
        self._records = StoryRecords() if remember else None

    @classmethod
    def from_state(cls, state: bytes, settings: StorySettings = DEFAULT_SETTINGS) -> "StoryFinder":
        """The finder that gave `state`: it places every further article as that one would. What was remembered beyond
        that (`stories`) is not part of it. FinderStateError where the state is damaged or was made by another version
        or setting: place the articles anew instead."""
        finder = cls(settings, remember=False)
        finder._memory = read_state(state, settings)
        return finder

    def state(self) -> bytes:
        """All that placing further articles hangs on, compressed; the same bytes for the same articles."""
        return write_state(self._memory)

    @property
    def stories(self) -> tuple[Story, ...]:
        """The stories so far, in the order they opened; merged ones as one."""
        return self._records.stories({"stories": VERSION}) if self._records else ()

    def place(self, article: Article, copied: str | None = None) -> Placed:
        """The story the article belongs to, with the reason, before which stands what it is a copy of where `copied`
        says so (`copy_reason`). An article (by id) that was placed before keeps its place while `remember` is on. One
        without a date joins a story of any time; where it opens one, it counts as published with those before it."""
        if self._records and (placed := self._records.placed(article.id)):
            return placed
        placed = self._place(article)
        if copied:
            told = replace(placed.placement, reason=f"{copied}; {placed.placement.reason}")
            placed = replace(placed, placement=told)
        if self._records:
            self._records.add(article, placed)
        return placed

    def _place(self, article: Article) -> Placed:
        stories = self._memory.stories
        day, reached = self._memory.days.add(article.published)
        ended = stories.end_quiet(reached)
        terms = read_terms(article)
        vector = self._weigh(terms)
        headline = " ".join((article.title or "").split())[:LONGEST_TITLE]
        dated = read_day(article.published) is not None
        near = sorted(stories.near(vector, day if dated else None), key=lambda one: -one[1])
        if near and near[0][1] >= self._settings.least_likeness:
            number, merges = merge_near(stories, near, article.id, terms, vector)
            reason = "shares " + ", ".join(terms.shared_names(vector, stories[number].sum.unpack()))
            placement = Placement(article.id, reason, round(min(1.0, near[0][1]), 3))
            resumed = stories[number].ended
            story = stories.join(number, vector, headline, day if dated else stories[number].last, reached)
            return Placed(story.id, placement, False, merges, None, ended, resumed, story.title or None)
        parent = find_parent(stories, vector, day)
        reason = _opening_reason(terms, vector, near[0][1] if near else 0.0, parent)
        story = stories.open(content_id(f"story\x00{article.id}"), vector, headline, day, reached)
        self._memory.frequencies.count_story(terms.counts)
        placement = Placement(article.id, reason, 1.0)
        return Placed(story.id, placement, True, (), parent.id if parent else None, ended, False, story.title or None)

    def _weigh(self, terms: Terms) -> dict[TermKey, float]:
        """The terms as a unit vector: logarithmic counts times inverse document frequency."""
        weigh = self._memory.frequencies.weigh
        keyed = ((term, term_key(term), count) for term, count in terms.counts.items())
        weights = {key: (1 + log(count)) * weigh(term, key) for term, key, count in keyed}
        kept = {key: weights[key] for key in heaviest(weights, self._settings.terms_kept) if weights[key] > 0}
        length = sqrt(sum(weight * weight for weight in kept.values()))
        return {key: weight / length for key, weight in kept.items()}


def find_stories(articles: Iterable[Article], settings: StorySettings = DEFAULT_SETTINGS) -> list[Story]:
    """The articles grouped into stories, each placed once as it arrives; stories in the order they opened. Articles are
    taken in published order, those without a date last, equal ones in the order given."""
    finder, copies = StoryFinder(settings), DuplicateFinder()
    days = [(article, read_day(article.published)) for article in articles]
    names: dict[str, str] = {}
    for article, _ in sorted(days, key=lambda item: (item[1] is None, item[1] or 0.0)):
        copy = copies.place(article)
        finder.place(article, copy_reason(copy, names[copy.of]) if copy else None)
        names.setdefault(article.id, article.name)
    return list(finder.stories)


def _opening_reason(terms: Terms, vector: Mapping[TermKey, float], likeness: float, parent: Parent | None) -> str:
    if parent:
        return "opens a story that carries on an earlier one: shares " + ", ".join(
            terms.shared_names(vector, parent.sum)
        )
    if not vector:
        return "opens a story: has no words to compare"
    if likeness > 0:
        return f"opens a story: the nearest open one is {likeness:.2f} alike"
    return "opens a story: no open one shares its terms"
