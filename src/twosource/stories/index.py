"""Which open stories may be near an article, found without looking at all of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import nlargest

from twosource.stories.vectors import TermKey, heaviest

TERMS_KEPT = 40
"""Heaviest terms of an article under which its story can be found."""
TERMS_ASKED = 60
"""Heaviest terms of an article that are looked up."""
STORIES_A_TERM = 120
"""Most recent stories remembered under one term: what bounds the cost of a look-up however many stories are stored."""


class StoryIndex:
    """From terms to the stories that carry them, most recent last."""

    def __init__(self) -> None:
        # A dict keeps its keys in order: it serves as a list from which any story is taken out at once.
        self._stories: defaultdict[TermKey, dict[int, None]] = defaultdict(dict)

    def add(self, story: int, terms: Mapping[TermKey, float]) -> list[TermKey]:
        """Lists the story under the heaviest of `terms`, as the most recent one to carry them; those terms."""
        listed_under = heaviest(terms, TERMS_KEPT)
        for term in listed_under:
            listed = self._stories[term]
            listed.pop(story, None)
            listed[story] = None
            if len(listed) > STORIES_A_TERM:
                del listed[next(iter(listed))]
        return listed_under

    def remove(self, story: int, terms: Iterable[TermKey]) -> None:
        """Takes a story that has ended off the lists of `terms`."""
        for term in terms:
            listed = self._stories.get(term)
            if listed is None:
                continue
            listed.pop(story, None)
            if not listed:
                del self._stories[term]

    def nearest(self, terms: Mapping[TermKey, float], most: int) -> list[int]:
        """Up to `most` stories that share the heaviest terms, by the sum of the squared weights they share."""
        shared: defaultdict[int, float] = defaultdict(float)
        for term in heaviest(terms, TERMS_ASKED):
            for story in self._stories.get(term, ()):
                shared[story] += terms[term] ** 2
        return nlargest(most, shared, key=lambda story: (shared[story], story))
