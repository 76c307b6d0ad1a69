"""Words of a text, and the words that character spans cover: the unit in which spans are compared."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

WORD = re.compile(r"\w+(?:[’'\-.]\w+)*")

Offsets = tuple[int, int]


def word_spans(text: str) -> list[Offsets]:
    """Half-open character offsets of the words of `text`, in order. Punctuation is not a word."""
    return [match.span() for match in WORD.finditer(text)]


def covered(spans: Iterable[Sequence[int]], words: Sequence[Offsets]) -> frozenset[int]:
    """Indexes of the words that share a character with any of the half-open `spans`."""
    starts, ends = [w[0] for w in words], [w[1] for w in words]
    found: set[int] = set()
    for start, end in spans:
        found.update(range(bisect_right(ends, start), bisect_left(starts, end)))
    return frozenset(found)


def runs(indexes: Iterable[int]) -> list[Offsets]:
    """Contiguous runs of word indexes as (first, last), in order."""
    out: list[Offsets] = []
    for i in sorted(indexes):
        if out and out[-1][1] == i - 1:
            out[-1] = (out[-1][0], i)
        else:
            out.append((i, i))
    return out


def f1(hits: int, gold: int, predicted: int) -> float:
    """Harmonic mean of precision and recall; 0 where there is nothing to find and nothing was found."""
    return 2 * hits / (gold + predicted) if gold + predicted else 0.0
