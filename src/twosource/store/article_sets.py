"""Sets of articles that are read from the last stored on, and what they have in common.

Whatever a search is narrowed to, a word, a speaker, an outlet, is a set of article numbers that an index gives in
falling order. Reading the sets side by side, a stretch at a time, finds the last articles that stand in all of them
without reading any set to its end.
"""

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from sqlalchemy import Connection, Select

from twosource.store.sqlite import listed, read_numbers

BEYOND = 2**62
"""Above every article's number."""
FIRST_READ, MOST_READ = 1_000, 16_000
"""Numbers read at a time of a set: few at first, twice as many each time."""
TEXT_LOOK_UP = 300
"""What looking one number up in a full-text index costs, by what reading on to the next number does;"""
SPEAKERS_LOOK_UP = 150
"""looking at the speakers of one article,"""
TABLE_LOOK_UP = 5
"""and looking one number up in a table."""
MOST_LOOKED_UP = 2_000
"""Numbers that are looked up one by one in a statement."""


class ArticleSet(Protocol):
    """Articles by number."""

    def newest(self, below: int, most: int, least: int = 0) -> list[int]:
        """Up to `most` of the numbers below the one and not below the other, the highest first."""

    def among(self, numbers: Sequence[int]) -> set[int]:
        """Which of the numbers are in the set."""


class SelectedArticles:
    """The articles that a query gives, whose only column is a number. `look_up` is what it costs to ask for a single
    one, in `one_by_one` where another query is better at that."""

    def __init__(
        self,
        connection: Connection,
        query: Select[Any],
        look_up: int = TABLE_LOOK_UP,
        one_by_one: Select[Any] | None = None,
    ) -> None:
        self._connection = connection
        self._query = query
        self._number = query.selected_columns[0]
        self._look_up = look_up
        self._one_by_one = query if one_by_one is None else one_by_one

    def newest(self, below: int, most: int, least: int = 0) -> list[int]:
        query = self._query.where(self._number < below, self._number >= least)
        return sorted(read_numbers(self._connection, query.order_by(self._number.desc()).limit(most)), reverse=True)

    def among(self, numbers: Sequence[int]) -> set[int]:
        if not numbers:
            return set()
        first, last = min(numbers), max(numbers)
        if len(numbers) > MOST_LOOKED_UP or last - first < self._look_up * len(numbers):
            return set(self.newest(last + 1, last - first + 1, first)).intersection(numbers)
        number = self._one_by_one.selected_columns[0]
        return set(read_numbers(self._connection, self._one_by_one.where(number.in_(listed(numbers)))))


class ListedArticles:
    """Articles that are known already."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = sorted(numbers, reverse=True)
        self._known = frozenset(numbers)

    def newest(self, below: int, most: int, least: int = 0) -> list[int]:
        found = [number for number in self._numbers if least <= number < below]
        return found[:most]

    def among(self, numbers: Sequence[int]) -> set[int]:
        return set(self._known.intersection(numbers))


class OtherArticles:
    """The articles up to number `last` that another set does not have."""

    def __init__(self, others: ArticleSet, last: int) -> None:
        self._others = others
        self._last = last

    def newest(self, below: int, most: int, least: int = 0) -> list[int]:
        found: list[int] = []
        end, stretch = min(below, self._last + 1), FIRST_READ
        while end > max(1, least) and len(found) < most:
            start = max(1, least, end - stretch)
            left = np.ones(end - start, np.bool_)
            left[np.array(self._others.newest(end, end - start, start), np.int64) - start] = False
            found += (np.flatnonzero(left)[::-1] + start).tolist()
            end, stretch = start, min(2 * stretch, MOST_READ)
        return found[:most]

    def among(self, numbers: Sequence[int]) -> set[int]:
        return {number for number in numbers if 0 < number <= self._last} - self._others.among(numbers)


def newest_common(sets: Sequence[ArticleSet], least: int, most: int, cheap: int) -> tuple[list[int], bool]:
    """The numbers that all the sets have, the highest first, and whether these are all. At least `least` are found
    where there are so many, and on to `most` as long as no more than `cheap` articles are looked at for them."""
    if len(sets) == 1:
        found = sets[0].newest(BEYOND, most)
        return found, len(found) < most
    first, sparsest, others = _sparsest_first(sets)
    found, stretch, read = [], FIRST_READ, 0
    while first:
        left = first
        for one in others:
            inside = one.among(left)
            left = [number for number in left if number in inside]
        found += left
        read += len(first)
        if len(first) < stretch:
            return found, True
        if len(found) >= (least if read >= cheap else most):
            return found, False
        stretch = min(2 * stretch, MOST_READ)
        first = sparsest.newest(first[-1], stretch)
    return found, True


def _sparsest_first(sets: Sequence[ArticleSet]) -> tuple[list[int], ArticleSet, list[ArticleSet]]:
    """The set with the fewest articles, judged by its first numbers, with these; and the others, the sparser first."""
    starts = [one.newest(BEYOND, FIRST_READ) for one in sets]
    depths = [(start[-1], FIRST_READ) if len(start) == FIRST_READ else (0, len(start)) for start in starts]
    order = sorted(range(len(sets)), key=lambda place: depths[place])
    return starts[order[0]], sets[order[0]], [sets[place] for place in order[1:]]
