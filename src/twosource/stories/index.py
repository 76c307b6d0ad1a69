"""Which open stories may be near an article, found without looking at all of them."""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import nlargest

from twosource.stories.vectors import TermKey, heaviest

TERMS_KEPT = 40
"""Heaviest terms of an article under which its story can be found."""
TERMS_ASKED = 60
"""Heaviest terms of an article that are looked up."""
STORIES_A_TERM = 120
"""Most recent stories remembered under one term: what bounds the cost of a look-up however many stories are stored."""


class StoryIndex:
    """From terms to the numbers of the stories that carry them, most recent last."""

    def __init__(self) -> None:
        self._stories: dict[TermKey, array[int]] = {}

    def add(self, story: int, terms: Mapping[TermKey, float]) -> list[TermKey]:
        """Lists the story under the heaviest of `terms`, as the most recent one to carry them; those terms."""
        listed_under = heaviest(terms, TERMS_KEPT)
        for term in listed_under:
            self._append(story, term)
        return listed_under

    def _append(self, story: int, term: TermKey) -> None:
        listed = self._stories.get(term)
        if listed is None:
            self._stories[term] = array("I", (story,))
            return
        if story in listed:
            listed.remove(story)
        elif len(listed) == STORIES_A_TERM:
            del listed[0]
        listed.append(story)

    def remove(self, story: int, terms: Iterable[TermKey]) -> None:
        """Takes a story that has ended off the lists of `terms`."""
        for term in terms:
            listed = self._stories.get(term)
            if listed is None or story not in listed:
                continue
            listed.remove(story)
            if not listed:
                del self._stories[term]

    def replace(self, story: int, by: int, terms: Iterable[TermKey]) -> None:
        """Lists `by` wherever `story` stands, in its place; where it stands already, the later place counts."""
        for term in terms:
            listed = self._stories.get(term)
            if listed is None or story not in listed:
                continue
            kept = [by if number == story else number for number in listed]
            if by in listed:
                kept.remove(by)
            self._stories[term] = array("I", kept)

    def nearest(self, terms: Mapping[TermKey, float], most: int) -> list[int]:
        """Up to `most` stories that share the heaviest terms, by the sum of the squared weights they share."""
        shared: defaultdict[int, float] = defaultdict(float)
        for term in heaviest(terms, TERMS_ASKED):
            for story in self._stories.get(term, ()):
                shared[story] += terms[term] ** 2
        return nlargest(most, shared, key=lambda story: (shared[story], story))

    def lists(self) -> Iterator[tuple[TermKey, "array[int]"]]:
        """Every term with the stories listed under it, most recent last; by term."""
        for term in sorted(self._stories):
            yield term, self._stories[term]

    def restore(self, lists: Iterable[tuple[TermKey, Iterable[int]]]) -> None:
        """Puts the lists in place of what is there: what `lists` gave."""
        self._stories = {term: array("I", stories) for term, stories in lists}
