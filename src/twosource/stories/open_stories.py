"""The stories an article can still join: those that are open, and those that ended not long ago."""

from array import array
from collections import OrderedDict, deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import log1p

from twosource.stories.index import StoryIndex
from twosource.stories.settings import StorySettings
from twosource.stories.story_lines import StoryLines
from twosource.stories.vectors import PackedVector, TermKey, merge

LONGEST_TITLE = 300
"""Characters of a headline that are kept."""


@dataclass(slots=True)
class OpenStory:
    """One story: the sum of its articles' vectors, the most recent of them one by one with their headlines, the days of
    its first and last article, and the day the stream had reached when it was last heard of."""

    id: str
    sum: PackedVector
    count: int
    members: deque[PackedVector]
    headlines: deque[str]
    first: float
    last: float
    heard: float
    title: str = ""
    ended: bool = False
    listed: "array[int]" = field(default_factory=lambda: array("I"))

    def likeness(self, vector: Mapping[TermKey, float], best_member: float) -> float:
        """Cosines of a unit vector with the story's articles: the highest by `best_member`, the rest their mean."""
        nearest = max(member.dot(vector) for member in self.members)
        return best_member * nearest + (1 - best_member) * self.sum.dot(vector) / self.count

    def cosine(self, vector: Mapping[TermKey, float]) -> float:
        """The cosine between the story's sum and a unit vector."""
        return self.sum.dot(vector) / (self.sum.length() or 1.0)

    def quiet(self, day: float) -> float:
        """Days between an article of that day and the story's own days; 0 within them."""
        return max(0.0, day - self.last, self.first - day)

    def add(self, vector: Mapping[TermKey, float], headline: str, day: float, heard: float, most_terms: int) -> None:
        """Takes an article in."""
        total = merge((self.sum.unpack(), vector), most_terms)
        self.sum = PackedVector.pack(total)
        self.count += 1
        self.members.append(PackedVector.pack(vector))
        self.headlines.append(headline)
        self.first, self.last = min(self.first, day), max(self.last, day)
        self.heard, self.ended = heard, False
        self.title = self._central_headline(total)

    def absorb(self, other: "OpenStory", most_terms: int) -> None:
        """Takes another story in; its articles count as the more recent ones."""
        total = merge((self.sum.unpack(), other.sum.unpack()), most_terms)
        self.sum = PackedVector.pack(total)
        self.count += other.count
        self.members.extend(other.members)
        self.headlines.extend(other.headlines)
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)
        self.heard = max(self.heard, other.heard)
        self.title = self._central_headline(total)

    def _central_headline(self, total: Mapping[TermKey, float]) -> str:
        """The headline of the article most like the story as a whole, of equals the earliest: of the recent articles,
        as the earlier ones are kept in the sum alone."""
        titled = [(headline, member) for headline, member in zip(self.headlines, self.members, strict=True) if headline]
        if not titled:
            return self.title
        return max(titled, key=lambda one: round(one[1].dot(total) / self.sum.length(), 3))[0]


class OpenStories:
    """Stories by number, in the order they were last heard of, and the index through which they are found."""

    def __init__(self, settings: StorySettings) -> None:
        self.settings = settings
        self.index = StoryIndex()
        self.stories: OrderedDict[int, OpenStory] = OrderedDict()
        self.lines = StoryLines(settings.most_lines)
        self.opened = 0
        self._current: OrderedDict[int, None] = OrderedDict()

    def __getitem__(self, number: int) -> OpenStory:
        return self.stories[number]

    def likeness(self, number: int, vector: Mapping[TermKey, float], day: float) -> float:
        """How alike an article is to a story; what was lost to quiet days is taken off."""
        story = self.stories[number]
        return story.likeness(vector, self.settings.best_member) - self.settings.fading * log1p(story.quiet(day))

    def near(self, vector: Mapping[TermKey, float], day: float | None) -> Iterator[tuple[int, float]]:
        """The stories that may be near an article of that day with their likeness, in the order they opened; without a
        day, those of any time."""
        for number in sorted(self.index.nearest(vector, self.settings.candidates)):
            if day is None:
                yield number, self.stories[number].likeness(vector, self.settings.best_member)
            elif self.stories[number].quiet(day) <= self.settings.kept_days:
                yield number, self.likeness(number, vector, day)

    def merge(self, number: int, into: int) -> None:
        """Puts the articles of a story in another one, which takes its place wherever it can be found."""
        merged, story = self.stories.pop(number), self.stories[into]
        self._current.pop(number, None)
        self.index.replace(number, into, merged.listed)
        story.absorb(merged, 3 * self.settings.terms_kept)
        known = set(story.listed)
        story.listed.extend(key for key in merged.listed if key not in known)

    def open(self, id: str, vector: Mapping[TermKey, float], headline: str, day: float, heard: float) -> OpenStory:
        """Opens a story with its first article."""
        packed, kept = PackedVector.pack(vector), self.settings.members_kept
        story = OpenStory(id, packed, 1, deque([packed], kept), deque([headline], kept), day, day, heard, headline)
        self.stories[self.opened] = story
        self._hear(self.opened, story, vector)
        self.opened += 1
        return story

    def join(self, number: int, vector: Mapping[TermKey, float], headline: str, day: float, heard: float) -> OpenStory:
        """Takes an article into a story."""
        story = self.stories[number]
        story.add(vector, headline, day, heard, 3 * self.settings.terms_kept)
        self._hear(number, story, vector)
        return story

    def _hear(self, number: int, story: OpenStory, vector: Mapping[TermKey, float]) -> None:
        known = set(story.listed)
        story.listed.extend(key for key in self.index.add(number, vector) if key not in known)
        self.stories.move_to_end(number)
        self._current[number] = None
        self._current.move_to_end(number)

    def end_quiet(self, day: float) -> tuple[str, ...]:
        """Ends the stories that have been quiet too long on that day of the stream, and lets go of the longest quiet
        where there are too many: an article without a date may still take up any other. The ids of those that ended,
        the longest quiet first."""
        ended = []
        while self._current:
            number = next(iter(self._current))
            story = self.stories[number]
            if day - story.heard <= self.settings.quiet_days:
                break
            del self._current[number]
            story.ended = True
            ended.append(story.id)
        while len(self.stories) >= self.settings.most_open:
            number, story = next(iter(self.stories.items()))
            ended += [] if story.ended else [story.id]
            self._let_go(number)
        return tuple(ended)

    def _let_go(self, number: int) -> None:
        story = self.stories.pop(number)
        self._current.pop(number, None)
        self.index.remove(number, story.listed)
        self.lines.keep(number, story.id, story.sum, story.last)

    def restore(self, stories: Mapping[int, OpenStory], opened: int) -> None:
        """Puts stories, in the order they were last heard of, in place of what is there; the index comes apart."""
        self.stories, self.opened = OrderedDict(stories), opened
        self._current = OrderedDict.fromkeys(number for number, story in stories.items() if not story.ended)
