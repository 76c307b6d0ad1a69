"""Which earlier story a new one carries on: a story line over weeks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from twosource.stories.open_stories import OpenStories
from twosource.stories.vectors import PackedVector, TermKey, heaviest

TERMS_THAT_COUNT = 12
"""Heaviest terms of the article and of the earlier story, in which the two must meet."""


@dataclass(frozen=True, slots=True)
class Parent:
    """An earlier story with the sum of its articles' vectors, and the cosine between that and the new article."""

    id: str
    sum: Mapping[TermKey, float]
    cosine: float


def find_parent(stories: OpenStories, vector: Mapping[TermKey, float], day: float) -> Parent | None:
    """The earlier story whose line a story that opens with this article carries on: the most alike of those that
    have been quiet for a while, ended or not; None where none is alike enough and about the same names."""
    own = set(heaviest(vector, TERMS_THAT_COUNT))
    best: Parent | None = None
    for story, total, cosine in _earlier(stories, vector, day):
        if cosine < stories.settings.parent_cosine or (best and cosine <= best.cosine):
            continue
        terms = total.unpack()
        if len(own.intersection(heaviest(terms, TERMS_THAT_COUNT))) >= stories.settings.parent_names:
            best = Parent(story, terms, cosine)
    return best


def _earlier(
    stories: OpenStories, vector: Mapping[TermKey, float], day: float
) -> Iterator[tuple[str, PackedVector, float]]:
    quiet_days, most = stories.settings.parent_quiet_days, stories.settings.candidates
    for number in sorted(stories.index.nearest(vector, most)):
        story = stories[number]
        if day - story.last >= quiet_days:
            yield story.id, story.sum, story.cosine(vector)
    for line, cosine in stories.lines.near(vector, most):
        if day - line.last >= quiet_days:
            yield line.id, line.centre, cosine
