"""How telling a word is: its inverse document frequency in news at large and in the stream at hand."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from math import log

from twosource.stories.vectors import TermKey, term_key

MOST_WORDS = 200_000
"""Words counted in the stream before old counts fade: keeps the memory of an endless stream bounded."""

STORY_SHARE = 0.25
"""What a story of the stream counts for beside an article of the background: the stream outweighs the background after
some 4,000 stories. Counted in full, 92 development stories already cost 0.012 of BCubed F1 (November 2026)."""


@lru_cache(maxsize=1)
def _background() -> tuple[int, Mapping[str, int]]:
    """Articles counted and, for each word in three or more of them, in how many it stands; function words of other
    languages count as standing in all. docs/methods/stories.md says where the figures come from."""
    data = files("twosource.stories") / "data"
    table = (data / "news_words.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    counts = {word: int(count) for word, count in lines}
    articles = counts.pop("")
    foreign = (data / "function_words.txt").read_text(encoding="utf-8").split()
    return articles, dict.fromkeys(foreign, articles) | counts


class StoryFrequencies:
    """In how many articles of the background and stories of the stream a word stands. Stories are counted, not
    articles: a much reported event must not make its own words commonplace."""

    def __init__(self) -> None:
        self._articles, self._known = _background()
        self._stories = 0.0
        self._seen: Counter[TermKey] = Counter()

    def count_story(self, terms: Iterable[str]) -> None:
        """Counts the terms of a story that has just opened."""
        self._stories += 1
        self._seen.update(map(term_key, terms))
        if len(self._seen) > MOST_WORDS:
            self._stories /= 2
            self._seen = Counter({word: half for word, count in self._seen.items() if (half := count // 2)})

    def weigh(self, term: str, key: TermKey) -> float:
        """The term's inverse document frequency (Spärck Jones 1972), smoothed: near 0 for words of every article. The
        first story to use a term does not count: it must not make its own words less telling."""
        seen = self._known.get(term, 0) + STORY_SHARE * max(0, self._seen.get(key, 0) - 1)
        return max(0.0, log((self._articles + STORY_SHARE * self._stories + 1) / (seen + 0.5)))

    def counted(self) -> tuple[float, list[tuple[TermKey, int]]]:
        """How many stories were counted, and in how many each word stood; by word."""
        return self._stories, sorted(self._seen.items())

    def restore(self, stories: float, seen: Iterable[tuple[TermKey, int]]) -> None:
        """Puts the counts in place of what is there: what `counted` gave."""
        self._stories, self._seen = stories, Counter(dict(seen))
