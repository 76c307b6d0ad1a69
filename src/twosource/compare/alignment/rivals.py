"""How a scored pair stands beside its rivals: the second look. What a first score cannot see is that the other report
has a better match for the same words, that a third report says it too, or that the neighbouring sentences match."""

from collections import defaultdict
from typing import Final

import numpy as np

from twosource.compare.alignment.candidates import ranks
from twosource.compare.alignment.features import PairTable
from twosource.compare.alignment.words import FloatArray, IntArray, StoryWords

WORTH_A_SECOND_LOOK: Final = 0.04
"""First score below which a pair is dropped. Tuned on the 28 annotated stories, November 2026."""
RIVAL_FEATURES: Final = (
    "first score", "sentences: best score", "share of best score", "rank in sentences", "left: best elsewhere",
    "right: best elsewhere", "left: best with others", "right: best with others", "sentence left: best elsewhere",
    "sentence right: best elsewhere", "sentence left: rank", "sentence right: rank", "third report",
    "neighbours' score",    "left: mean here", "right: mean here", "left: widest", "right: widest",
)  # fmt: skip
_SUPPORT: Final = 0.1


def measure_rivals(words: StoryWords, table: PairTable, scores: FloatArray) -> FloatArray:
    """The features of RIVAL_FEATURES for each row of the table, given the first scores of all its rows."""
    if not len(scores):
        return np.zeros((0, len(RIVAL_FEATURES)), np.float32)
    pair, first = _grouped(table.units)
    best = _greatest(pair, scores)
    left, right = table.left, table.right
    unit = words.units[left[first]], words.units[right[first]]
    article = words.unit_articles
    count = int(article.max()) + 1
    toward = unit[0] * count + article[unit[1]], unit[1] * count + article[unit[0]]
    elsewhere = _best_of_others(toward[0], best), _best_of_others(toward[1], best)
    columns = [
        scores,
        best[pair],
        scores / (best[pair] + 1e-6),
        ranks(pair, scores),
        _best_in_other_sentence(left * count + article[words.units[right]], pair, scores),
        _best_in_other_sentence(right * count + article[words.units[left]], pair, scores),
        _best_of_others(_codes(left), scores),
        _best_of_others(_codes(right), scores),
        elsewhere[0][pair],
        elsewhere[1][pair],
        ranks(toward[0], best)[pair],
        ranks(toward[1], best)[pair],
        _third_report(unit, best, article)[pair],
        _neighbours(unit, best, len(article))[pair],
        _mean(_codes(pair * (len(words.starts) + 1) + left), scores),
        _mean(_codes(pair * (len(words.starts) + 1) + right), scores),
        _widest(words, left, pair, scores),
        _widest(words, right, pair, scores),
    ]
    return np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)


def _grouped(values: IntArray) -> tuple[IntArray, IntArray]:
    """The number of each value among the distinct ones, and where each distinct one first stands."""
    _, first, inverse = np.unique(values, return_index=True, return_inverse=True)
    return np.asarray(inverse, dtype=np.int64), np.asarray(first, dtype=np.int64)


def _codes(values: IntArray) -> IntArray:
    return _grouped(values)[0]


def _greatest(groups: IntArray, values: FloatArray) -> FloatArray:
    out = np.zeros(int(groups.max(initial=-1)) + 1, dtype=np.float32)
    np.maximum.at(out, groups, values)
    return out


def _best_of_others(groups: IntArray, values: FloatArray) -> FloatArray:
    """For each value the greatest of the others of its group, 0 where it is alone."""
    code = _codes(groups)
    order = np.lexsort((np.arange(len(values)), -values, code))
    place = ranks(code, values)
    top = _greatest(code, values)
    second = np.zeros_like(top)
    runner_up = order[place[order] == 1]
    second[code[runner_up]] = values[runner_up]
    return np.where(place == 0, second[code], top[code])


def _best_in_other_sentence(groups: IntArray, pair: IntArray, scores: FloatArray) -> FloatArray:
    """For each row the best score of its statement with another sentence of the same report."""
    both, first = _grouped(_codes(groups) * (int(pair.max()) + 1) + pair)
    best = _greatest(both, scores)
    return _best_of_others(groups[first], best)[both]


def _mean(groups: IntArray, values: FloatArray) -> FloatArray:
    return np.asarray((np.bincount(groups, values) / np.bincount(groups))[groups], dtype=np.float32)


def _widest(words: StoryWords, statements: IntArray, pair: IntArray, scores: FloatArray) -> FloatArray:
    """The length of the statement over that of the best scored one of its side in the sentence pair."""
    length = (words.ends - words.starts)[statements].astype(np.float32)
    top = np.flatnonzero(ranks(pair, scores) == 0)
    best = np.zeros(int(pair.max()) + 1, dtype=np.float32)
    best[pair[top]] = length[top]
    return np.asarray(length / best[pair], dtype=np.float32)


def _third_report(unit: tuple[IntArray, IntArray], best: FloatArray, article: IntArray) -> FloatArray:
    """For each sentence pair the weaker of its ties to a sentence of a third report, the strongest such."""
    ties: dict[int, dict[int, float]] = defaultdict(dict)
    for a, b, score in zip(unit[0].tolist(), unit[1].tolist(), best.tolist(), strict=True):
        if score >= _SUPPORT:
            ties[a][b] = ties[b][a] = score
    out = np.zeros(len(best), dtype=np.float32)
    for i, (a, b) in enumerate(zip(unit[0].tolist(), unit[1].tolist(), strict=True)):
        mine, theirs = ties.get(a, {}), ties.get(b, {})
        out[i] = max((min(score, theirs[c]) for c, score in mine.items() if c in theirs), default=0.0)
    return out


def _neighbours(unit: tuple[IntArray, IntArray], best: FloatArray, total: int) -> FloatArray:
    """For each sentence pair the best score of the pairs beside it."""
    known = dict(zip((unit[0] * total + unit[1]).tolist(), best.tolist(), strict=True))
    steps = ((-1, -1), (1, 1), (-1, 0), (1, 0), (0, -1), (0, 1))
    return np.array(
        [
            max(known.get((a + x) * total + b + y, 0.0) for x, y in steps)
            for a, b in zip(*(u.tolist() for u in unit), strict=True)
        ],
        dtype=np.float32,
    )
