"""Which pairs of sentences are worth a closer look: those that share rare words, found through an inverted index."""

from collections import defaultdict
from typing import Final

import numpy as np
import numpy.typing as npt

from twosource.compare.alignment.words import FloatArray, IntArray, StoryWords

PARTNERS_IN_ARTICLE: Final = 8
"""Best partners of a sentence in one other report. On the 28 annotated stories (November 2026) 95.5 % of the hand-made
claim pairs lie in such sentence pairs, 97 % with twelve."""
PARTNERS: Final = 16
"""Best partners of a sentence over all other reports: bounds the cost for many reports."""
POSTINGS: Final = 64
"""Sentences looked at for one word, those next in order: a word that all of many reports have says little, and looking
at all of them would cost the square of their number. Groups close over reports that were not looked at together."""


def pair_units(words: StoryWords) -> tuple[IntArray, FloatArray]:
    """Pairs of sentences of different reports (P × 2, each pair once, the first before the second), and how alike each
    is: TF-IDF cosine plus half the cosine of the mean word vectors. In order of the pairs."""
    bags = _bags(words)
    means = unit_vectors(words)
    shared: dict[tuple[int, int], float] = defaultdict(float)
    postings: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for unit, bag in enumerate(bags):
        for key, weight in bag:
            postings[key].append((unit, weight))
    for entries in postings.values():
        for i, (left, a) in enumerate(entries):
            for right, b in entries[i + 1 : i + 1 + POSTINGS]:
                if words.unit_articles[left] != words.unit_articles[right]:
                    shared[left, right] += a * b
    if not shared:
        return np.zeros((0, 2), np.int64), np.zeros(0, np.float32)
    pairs = np.array(sorted(shared), dtype=np.int64)
    cosine = np.array([shared[a, b] for a, b in pairs.tolist()], dtype=np.float32)
    alike = cosine + 0.5 * np.einsum("pd,pd->p", means[pairs[:, 0]], means[pairs[:, 1]])
    kept = _best_partners(pairs, alike, words.unit_articles)
    return pairs[kept], alike[kept]


def unit_vectors(words: StoryWords) -> FloatArray:
    """The mean vector of each sentence's words under their weights, at length one."""
    sums = np.concatenate(
        [np.zeros((1, words.vectors.shape[1])), np.cumsum(words.vectors * (words.weights + 0.05)[:, None], 0)]
    )
    means = sums[words.unit_ends] - sums[words.unit_starts]
    return np.asarray(means / (np.linalg.norm(means, axis=1, keepdims=True) + 1e-9), dtype=np.float32)


def _bags(words: StoryWords) -> list[list[tuple[int, float]]]:
    """Each sentence's words of weight with their share of its TF-IDF vector at length one, in order of the keys."""
    bags = []
    for start, end in zip(words.unit_starts.tolist(), words.unit_ends.tolist(), strict=True):
        weight: dict[int, float] = defaultdict(float)
        for key, w in zip(words.keys[start:end].tolist(), words.weights[start:end].tolist(), strict=True):
            if w > 0:
                weight[key] += w
        norm = sum(w * w for w in weight.values()) ** 0.5
        bags.append([(key, w / norm) for key, w in sorted(weight.items())] if norm else [])
    return bags


def _best_partners(pairs: IntArray, alike: FloatArray, articles: IntArray) -> npt.NDArray[np.bool_]:
    kept = np.zeros(len(pairs), dtype=bool)
    for side in (0, 1):
        own, other = pairs[:, side], articles[pairs[:, 1 - side]]
        in_article = ranks(own * (int(articles.max()) + 1) + other, alike)
        overall = ranks(own, alike)
        kept |= (in_article < PARTNERS_IN_ARTICLE) & (overall < PARTNERS)
    return kept


def ranks(groups: IntArray, values: FloatArray) -> IntArray:
    """The place of each value among those of its group, 0 for the greatest; ties keep their order."""
    order = np.lexsort((np.arange(len(values)), -values, groups))
    sorted_groups = groups[order]
    first = (
        np.flatnonzero(np.r_[True, sorted_groups[1:] != sorted_groups[:-1]]) if len(groups) else np.zeros(0, np.int64)
    )
    place = np.arange(len(values)) - np.repeat(first, np.diff(np.r_[first, len(values)]))
    out = np.empty(len(values), dtype=np.int64)
    out[order] = place
    return out
