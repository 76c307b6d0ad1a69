"""Places articles in stories as they arrive: single-pass clustering of a stream (Allan, Papka, Lavrenko, 1998), with
term vectors, the mean and the best likeness to a story's articles, and a likeness that fades while a story is quiet.
Nothing that arrives later ever changes a placement."""

from array import array
from collections import OrderedDict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import log, log1p, sqrt

from twosource.model.article import Article, content_id
from twosource.model.story import Placement, Story
from twosource.stories.frequencies import StoryFrequencies
from twosource.stories.index import StoryIndex
from twosource.stories.terms import Terms, read_terms
from twosource.stories.vectors import PackedVector, TermKey, heaviest, merge, term_key

VERSION = "1"


@dataclass(frozen=True, slots=True)
class StorySettings:
    """One setting for every stream. Tuned on the development stories (363 articles, 92 events, 2010-2019) in real order
    and squeezed into two months, November 2026; docs/methods/stories.md shows how little the figures hang on each."""

    least_likeness: float = 0.12
    """An article whose likeness to every open story is below this opens a story of its own."""
    fading: float = 0.03
    """Likeness lost per unit of ln(1 + days of quiet)."""
    best_member: float = 0.5
    """Weight of the likeness to the nearest article of the story; the rest goes to the mean over all of them."""
    quiet_days: float = 400.0
    """A story that has had no article for so many days has ended."""
    candidates: int = 16
    """Stories looked at closely for each article."""
    members_kept: int = 24
    """Most recent articles of a story that a new one is compared with one by one."""
    terms_kept: int = 300
    """Heaviest terms of an article that are kept; of a story's sum, three times as many."""
    most_open: int = 30_000
    """Stories open at a time. Beyond it the one that has been quiet longest ends: memory stays bounded."""


DEFAULT_SETTINGS = StorySettings()

REASON_TERMS = 5
"""Terms named in a reason."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an article was placed. `opened` is whether it opened the story."""

    story: str
    placement: Placement
    opened: bool


@dataclass(slots=True)
class _OpenStory:
    id: str
    sum: PackedVector
    count: int
    members: deque[PackedVector]
    first: float
    last: float
    listed: "array[int]"


@dataclass(slots=True)
class _Record:
    articles: list[str]
    placements: list[Placement]
    title: str | None
    dates: list[str] = field(default_factory=list)


class StoryFinder:
    """Places each article once, as it arrives. With `remember` False it keeps only what placing needs, so that its
    memory does not grow with the stream; `stories` is then empty."""

    def __init__(self, settings: StorySettings = DEFAULT_SETTINGS, *, remember: bool = True) -> None:
        self._settings = settings
        self._remember = remember
        self._frequencies = StoryFrequencies()
        self._index = StoryIndex()
        self._open: OrderedDict[int, _OpenStory] = OrderedDict()
        self._opened = 0
        self._day: float | None = None
        self._placed: dict[str, Placed] = {}
        self._records: dict[str, _Record] = {}

    @property
    def stories(self) -> tuple[Story, ...]:
        """The stories so far, in the order they opened."""
        return tuple(
            Story(
                id=key,
                articles=tuple(record.articles),
                placements=tuple(record.placements),
                title=record.title,
                started=min(record.dates, default=None),
                changed=max(record.dates, default=None),
                components={"stories": VERSION},
            )
            for key, record in self._records.items()
        )

    def place(self, article: Article) -> Placed:
        """The story the article belongs to, with the reason. An article (by id) that was placed before keeps its place
        while `remember` is on. One without a date counts as published with the one before it."""
        if article.id in self._placed:
            return self._placed[article.id]
        day = _day(article.published)
        day = day if day is not None else self._day if self._day is not None else 0.0
        self._day = day if self._day is None else max(day, self._day)
        self._end_quiet_stories()
        terms = read_terms(article)
        vector = self._weigh(terms)
        number, likeness = self._nearest(vector, day)
        if number is None or likeness < self._settings.least_likeness:
            placed = self._open_story(article, terms, vector, day, likeness)
        else:
            placed = self._join_story(number, article, terms, vector, day, likeness)
        self._record(article, placed)
        return placed

    def _weigh(self, terms: Terms) -> dict[TermKey, float]:
        """The terms as a unit vector: logarithmic counts times inverse document frequency."""
        counts = terms.counts.items()
        weights = {term_key(term): (1 + log(count)) * self._frequencies.weigh(term) for term, count in counts}
        kept = {key: weights[key] for key in heaviest(weights, self._settings.terms_kept) if weights[key] > 0}
        length = sqrt(sum(weight * weight for weight in kept.values()))
        return {key: weight / length for key, weight in kept.items()}

    def _nearest(self, vector: Mapping[TermKey, float], day: float) -> tuple[int | None, float]:
        """The most alike open story and how alike it is; of equals, the one that opened first."""
        best: tuple[int | None, float] = None, 0.0
        for number in sorted(self._index.nearest(vector, self._settings.candidates)):
            likeness = self._likeness(vector, day, self._open[number])
            if likeness > best[1]:
                best = number, likeness
        return best

    def _likeness(self, vector: Mapping[TermKey, float], day: float, story: _OpenStory) -> float:
        mean = story.sum.dot(vector) / story.count
        nearest = max(member.dot(vector) for member in story.members)
        share = self._settings.best_member
        quiet = max(0.0, day - story.last, story.first - day)
        return share * nearest + (1 - share) * mean - self._settings.fading * log1p(quiet)

    def _open_story(
        self, article: Article, terms: Terms, vector: dict[TermKey, float], day: float, likeness: float
    ) -> Placed:
        packed = PackedVector.pack(vector)
        members = deque([packed], maxlen=self._settings.members_kept)
        key = content_id(f"story\x00{article.id}")
        story = _OpenStory(key, packed, 1, members, day, day, array("I"))
        number = self._opened
        self._opened += 1
        self._open[number] = story
        self._list(number, story, vector)
        self._frequencies.count_story(terms.counts)
        if not vector:
            reason = "opens a story: has no words to compare"
        elif likeness > 0:
            reason = f"opens a story: the nearest open one is {likeness:.2f} alike"
        else:
            reason = "opens a story: no open one shares its terms"
        return Placed(key, Placement(article.id, reason, 1.0), True)

    def _join_story(
        self, number: int, article: Article, terms: Terms, vector: dict[TermKey, float], day: float, likeness: float
    ) -> Placed:
        story = self._open[number]
        total = story.sum.unpack()
        reason = "shares " + ", ".join(_shared_names(terms, vector, total))
        story.sum = PackedVector.pack(merge((total, vector), 3 * self._settings.terms_kept))
        story.count += 1
        story.members.append(PackedVector.pack(vector))
        story.first, story.last = min(story.first, day), max(story.last, day)
        self._list(number, story, vector)
        return Placed(story.id, Placement(article.id, reason, round(min(1.0, likeness), 3)), False)

    def _list(self, number: int, story: _OpenStory, vector: Mapping[TermKey, float]) -> None:
        listed = set(story.listed)
        story.listed.extend(key for key in self._index.add(number, vector) if key not in listed)
        self._open.move_to_end(number)

    def _end_quiet_stories(self) -> None:
        """Forgets stories that have ended. `_open` is in the order of the last article, so the first ones are tried."""
        day = self._day or 0.0
        while self._open:
            number, story = next(iter(self._open.items()))
            if day - story.last <= self._settings.quiet_days and len(self._open) < self._settings.most_open:
                return
            self._index.remove(number, story.listed)
            del self._open[number]

    def _record(self, article: Article, placed: Placed) -> None:
        if not self._remember:
            return
        self._placed[article.id] = placed
        record = self._records.setdefault(placed.story, _Record([], [], article.title))
        record.articles.append(article.id)
        record.placements.append(placed.placement)
        record.dates += [article.published[:10]] if _day(article.published) is not None and article.published else []


def find_stories(articles: Iterable[Article], settings: StorySettings = DEFAULT_SETTINGS) -> list[Story]:
    """The articles grouped into stories, each placed once as it arrives; stories in the order they opened. Articles are
    taken in published order, those without a date last, equal ones in the order given."""
    finder = StoryFinder(settings)
    days = [(article, _day(article.published)) for article in articles]
    for article, _ in sorted(days, key=lambda item: (item[1] is None, item[1] or 0.0)):
        finder.place(article)
    return list(finder.stories)


def _day(published: str | None) -> float | None:
    """Days since the epoch; a time without a zone is taken as UTC. None where there is no date to read."""
    try:
        moment = datetime.fromisoformat((published or "").strip())
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / 86400


def _shared_names(terms: Terms, vector: Mapping[TermKey, float], story: Mapping[TermKey, float]) -> list[str]:
    """The terms that count most for the placement, as the article writes them; neighbouring names are joined."""
    keys = {term_key(term): term for term in terms.counts}
    shared = {key: weight * story[key] for key, weight in vector.items() if key in story}
    top = [keys[key] for key in heaviest(shared, 2 * REASON_TERMS)]
    named: list[str] = []
    told: set[str] = set()
    for term in top:
        pair = next((p for p in terms.pairs if term in p and p[0] in top and p[1] in top and not told & set(p)), None)
        if term not in told and len(named) < REASON_TERMS:
            named.append(terms.pairs[pair] if pair else terms.written[term])
            told.update(pair or (term,))
    return named
