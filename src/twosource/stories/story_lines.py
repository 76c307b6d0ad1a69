"""Stories long over, by what they were about: what a new story may carry on."""

from array import array
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from twosource.stories.index import StoryIndex
from twosource.stories.vectors import PackedVector, TermKey, heaviest

TERMS_KEPT = 80
"""Heaviest terms of an ended story that are kept."""


@dataclass(frozen=True, slots=True)
class StoryLine:
    """An ended story: its heaviest terms, scaled so that the inner product with an article's vector is the cosine
    between them (but for the terms left out), and the day of its last article."""

    id: str
    centre: PackedVector
    last: float
    listed: "array[int]"


class StoryLines:
    """The stories let go of most recently, by number."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.lines: OrderedDict[int, StoryLine] = OrderedDict()
        self.index = StoryIndex()

    def keep(self, number: int, id: str, total: PackedVector, last: float) -> None:
        """Keeps a story that ended; the one kept longest goes."""
        terms, length = total.unpack(), total.length() or 1.0
        centre = {key: terms[key] / length for key in heaviest(terms, TERMS_KEPT)}
        self.lines[number] = StoryLine(id, PackedVector.pack(centre), last, array("I", self.index.add(number, centre)))
        if len(self.lines) > self.most:
            oldest, line = self.lines.popitem(last=False)
            self.index.remove(oldest, line.listed)

    def near(self, vector: Mapping[TermKey, float], most: int) -> Iterator[tuple[StoryLine, float]]:
        """Up to `most` ended stories that share the heaviest terms with an article, with the cosine between them; in
        the order they opened."""
        for number in sorted(self.index.nearest(vector, most)):
            yield self.lines[number], self.lines[number].centre.dot(vector)

    def restore(self, lines: Mapping[int, StoryLine]) -> None:
        """Puts ended stories, in the order they were kept, in place of what is there; the index comes apart."""
        self.lines = OrderedDict(lines)
