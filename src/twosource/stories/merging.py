"""Two open stories that turn out to be one are merged when an article arrives that lies near both. Strict: a round-up
of two events lies near both as well, so the stories themselves must have grown alike."""

from collections.abc import Mapping, Sequence

from twosource.model.archive import StoryMerge
from twosource.stories.open_stories import OpenStories, OpenStory
from twosource.stories.terms import Terms
from twosource.stories.vectors import TermKey


def merge_near(
    stories: OpenStories, near: Sequence[tuple[int, float]], article: str, terms: Terms, vector: Mapping[TermKey, float]
) -> tuple[int, tuple[StoryMerge, ...]]:
    """Merges the story most alike to an article with others that it shows to be the same: the number of the story that
    stays, the oldest of them, and the merges in order. `near` is in the order of falling likeness, and not empty."""
    settings, merges = stories.settings, list[StoryMerge]()
    best = near[0][0]
    for other, likeness in near[1:]:
        if min(likeness, near[0][1]) < settings.merge_likeness:
            break
        if not _are_one(stories[best], stories[other], settings.merge_cosine, settings.merge_days):
            continue
        best, merged = sorted((best, other))
        names = terms.shared_names(vector, _shared(stories[best], stories[merged]))
        reason = "an article lies near both, which share " + ", ".join(names)
        merges.append(StoryMerge(stories[merged].id, stories[best].id, article, reason))
        stories.merge(merged, best)
    return best, tuple(merges)


def _are_one(one: OpenStory, other: OpenStory, least_cosine: float, most_days: float) -> bool:
    if max(one.first, other.first) - min(one.last, other.last) > most_days:
        return False
    lengths = one.sum.length() * other.sum.length()
    return lengths > 0 and one.sum.dot(other.sum.unpack()) >= least_cosine * lengths


def _shared(one: OpenStory, other: OpenStory) -> dict[TermKey, float]:
    own, others = one.sum.unpack(), other.sum.unpack()
    return {key: weight * others[key] for key, weight in own.items() if key in others}
