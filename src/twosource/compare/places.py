"""Numbered passages by where they lie, for asking which of them a stretch of text touches."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate

from twosource.model.comparison import ClaimMention, Passage


class NumberedPassages:
    """Passages with a number each. Built once; a lookup costs the logarithm of their number and what it finds."""

    def __init__(self, passages: Iterable[tuple[Passage, int]]) -> None:
        by_article: dict[str, list[tuple[int, int, int]]] = {}
        for passage, number in passages:
            by_article.setdefault(passage.article, []).append((passage.start, passage.end, number))
        self._places = {article: sorted(places) for article, places in by_article.items()}
        self._starts = {article: [start for start, _, _ in places] for article, places in self._places.items()}
        self._ends = {
            article: list(accumulate((end for _, end, _ in places), max)) for article, places in self._places.items()
        }

    def touching(self, stretch: Passage | ClaimMention) -> Iterator[int]:
        """The numbers of the passages that share a character with the stretch, by place; one may come repeatedly."""
        if stretch.article in self._places:
            low = bisect_right(self._ends[stretch.article], stretch.start)
            high = bisect_left(self._starts[stretch.article], stretch.end)
            for _, end, number in self._places[stretch.article][low:high]:
                if end > stretch.start:
                    yield number
