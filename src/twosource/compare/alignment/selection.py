"""Which of the scored pairs stand: the best of those that overlap, above a threshold, best first."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Final

import numpy as np

from twosource.compare.alignment.features import PairTable
from twosource.compare.alignment.words import NAME, VERB, BoolArray, FloatArray, IntArray, StoryWords

OVERLAP: Final = 0.6
"""Share of the shorter statement's words from which two statements of one sentence count as the same stretch. Tuned
on the 28 annotated stories, November 2026; 0.4 to 0.75 makes a difference of 0.006 in F1."""
NO_PART: Final = 0.35
"""Words of the shorter statement over those of the longer one from which they can stand for each other: a name that two
reports share takes no place of the sentences it stands in. On the 28 annotated stories (November 2026) 0.010 more F1
than without, 0.3 makes 0.013 less than 0.35, 0.4 makes 0.005 less."""

FEWEST_WORDS_OF_PHRASES: Final = 5
"""Words of the shorter of two phrases without a verb. On the 28 annotated stories (November 2026) 0.002 more F1 than
none, and fewer claims that say nothing."""


@dataclass(frozen=True, slots=True)
class SelectedPair:
    """A pair of statements that stands, by index, with its score."""

    left: int
    right: int
    score: float


def select_pairs(
    words: StoryWords, table: PairTable, scores: FloatArray, *, threshold: float, partners: int
) -> tuple[SelectedPair, ...]:
    """Pairs scored `threshold` or more, best first, none overlapping a better one at both ends; a stretch of one report
    is paired with at most `partners` stretches of another report."""
    taken: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    used: dict[tuple[int, int], list[int]] = defaultdict(list)
    chosen = []
    left, right = table.left, table.right
    rows = np.flatnonzero((scores >= threshold) & ~_bare_phrases(words, left, right))
    for row in rows[np.lexsort((right[rows], left[rows], -scores[rows]))].tolist():
        a, b = int(left[row]), int(right[row])
        unit_a, unit_b = int(words.units[a]), int(words.units[b])
        if any(_same_stretch(words, a, x) and _same_stretch(words, b, y) for x, y in taken[unit_a, unit_b]):
            continue
        places = (unit_a, int(words.unit_articles[unit_b])), (unit_b, int(words.unit_articles[unit_a]))
        if any(
            sum(_same_stretch(words, own, x) for x in used[place]) >= partners
            for own, place in zip((a, b), places, strict=True)
        ):
            continue
        taken[unit_a, unit_b].append((a, b))
        used[places[0]].append(a)
        used[places[1]].append(b)
        chosen.append(SelectedPair(a, b, float(scores[row])))
    return tuple(chosen)


def _bare_phrases(words: StoryWords, left: IntArray, right: IntArray) -> BoolArray:
    """Which pairs say nothing: two phrases without a verb, one of them too short ("the National Guard"), or any pair
    one of which is nothing but a name with its title."""
    shorter = np.minimum(words.ends[left] - words.starts[left], words.ends[right] - words.starts[right])
    verbal = (words.kinds[words.roots[left]] == VERB) | (words.kinds[words.roots[right]] == VERB)
    names = _ends_in_own_name(words, left) | _ends_in_own_name(words, right)
    return np.asarray((~verbal & (shorter < FEWEST_WORDS_OF_PHRASES)) | names)


def _ends_in_own_name(words: StoryWords, statements: IntArray) -> BoolArray:
    root = words.roots[statements]
    return np.asarray((words.kinds[root] == NAME) & (root == words.ends[statements] - 1))


def _same_stretch(words: StoryWords, a: int, b: int) -> bool:
    (_, start, end), (_, other_start, other_end) = words.ranges[a], words.ranges[b]
    shorter, longer = sorted((end - start, other_end - other_start))
    return shorter >= NO_PART * longer and overlap(words, a, b) > OVERLAP


def overlap(words: StoryWords, a: int, b: int) -> float:
    """Shared words of two statements over those of the shorter one; 0 in different sentences."""
    unit, start, end = words.ranges[a]
    other_unit, other_start, other_end = words.ranges[b]
    if unit != other_unit:
        return 0.0
    shared = min(end, other_end) - max(start, other_start)
    return max(0, shared) / min(end - start, other_end - other_start)
