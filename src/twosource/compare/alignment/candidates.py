"""Which pairs of sentences are worth a closer look: those that share rare words, found through an inverted index."""

from typing import Final

import numpy as np
import numpy.typing as npt

from twosource.compare.alignment.words import FloatArray, IntArray, StoryWords, sum_ranges

PARTNERS_IN_ARTICLE: Final = 4
"""Best partners of a sentence in one other report. On the 28 annotated stories (November 2026) three to eight make the
same F1, and eight nearly twice the sentence pairs of four."""
PARTNERS: Final = 8
"""Best partners of a sentence over all other reports."""
LEAST_ALIKE: Final = 0.2
"""Likeness below which two sentences are no partners: a sixth of the pairs, one of 953 that hold a hand-made claim (28
annotated stories, November 2026)."""
_AT_ONCE: Final = 8_192
"""Pairs whose vectors are multiplied at once: what fits into a processor's cache."""
FEWEST_PARTNERS: Final = 2
"""Among more reports than five each sentence gets fewer partners, down to this many: what many reports say is found
over a chain of them, and the cost stays in proportion to the number of sentences."""
POSTINGS: Final = 64
FEWEST_POSTINGS: Final = 16
"""Sentences looked at for one word, those next in order, and among more reports than ten fewer, down to this many: a
word that all of many reports have says little, and looking at all of them would cost the square of their number. Groups
close over reports that were not looked at together."""


def pair_units(words: StoryWords) -> tuple[IntArray, FloatArray]:
    """Pairs of sentences of different reports (P × 2, each pair once, the first before the second), and how alike each
    is: TF-IDF cosine plus half the cosine of the mean word vectors. In order of the pairs."""
    pairs, cosine = _sharing_words(words)
    means = unit_vectors(words)
    parts = [pairs[i : i + _AT_ONCE] for i in range(0, len(pairs), _AT_ONCE)]
    near = [np.einsum("pd,pd->p", means[part[:, 0]], means[part[:, 1]]) for part in parts]
    alike = np.asarray(cosine + 0.5 * np.concatenate([np.zeros(0, np.float32), *near]), dtype=np.float32)
    kept = _best_partners(pairs, alike, words.unit_articles) & (alike >= LEAST_ALIKE)
    return pairs[kept], alike[kept]


def unit_vectors(words: StoryWords) -> FloatArray:
    """The mean vector of each sentence's words under their weights, at length one."""
    means = sum_ranges(weighted_vectors(words), words.unit_starts, words.unit_ends)
    return np.asarray(means / (np.linalg.norm(means, axis=1, keepdims=True) + 1e-9), dtype=np.float32)


def weighted_vectors(words: StoryWords) -> FloatArray:
    """The word vectors at the length of the words' weights; words without weight count a little."""
    return words.vectors * (words.weights + 0.05)[:, None]


def _sharing_words(words: StoryWords) -> tuple[IntArray, FloatArray]:
    """Pairs of sentences of different reports that share a word of weight, and their TF-IDF cosine."""
    keys, units, shares = _postings(words)
    total = len(words.unit_starts)
    codes, products = [np.zeros(0, np.int64)], [np.zeros(0, np.float32)]
    reports = int(words.unit_articles.max(initial=0)) + 1
    postings = max(FEWEST_POSTINGS, min(POSTINGS, 10 * POSTINGS // reports))
    for step in range(1, min(postings + 1, len(keys))):
        met = np.flatnonzero(keys[step:] == keys[:-step])
        if not len(met):
            break
        left, right = units[met], units[met + step]
        apart = words.unit_articles[left] != words.unit_articles[right]
        codes.append((left * total + right)[apart])
        products.append((shares[met] * shares[met + step])[apart])
    found, place = np.unique(np.concatenate(codes), return_inverse=True)
    cosine = np.bincount(place, np.concatenate(products), minlength=len(found)).astype(np.float32)
    return np.stack([found // max(1, total), found % max(1, total)], axis=1), cosine


def _postings(words: StoryWords) -> tuple[IntArray, IntArray, FloatArray]:
    """Word, sentence and the word's share of the sentence's TF-IDF vector at length one, by word, then sentence."""
    unit = np.repeat(np.arange(len(words.unit_starts)), words.unit_ends - words.unit_starts)
    at = np.flatnonzero(words.weights[: len(unit)] > 0)
    code = words.keys[at] * max(1, len(words.unit_starts)) + unit[at]
    distinct, place = np.unique(code, return_inverse=True)
    weight = np.bincount(place, words.weights[at], minlength=len(distinct))
    owner = distinct % max(1, len(words.unit_starts))
    norm = np.sqrt(np.bincount(owner, weight**2, minlength=len(words.unit_starts)))
    share = weight / norm[owner]
    return distinct // max(1, len(words.unit_starts)), owner, share.astype(np.float32)


def _best_partners(pairs: IntArray, alike: FloatArray, articles: IntArray) -> npt.NDArray[np.bool_]:
    kept = np.zeros(len(pairs), dtype=bool)
    others = max(1, int(articles.max(initial=0)))
    partners = max(FEWEST_PARTNERS, min(PARTNERS, 4 * PARTNERS // others))
    for side in (0, 1):
        own, other = pairs[:, side], articles[pairs[:, 1 - side]]
        in_article = ranks(own * (others + 1) + other, alike)
        overall = ranks(own, alike)
        kept |= (in_article < PARTNERS_IN_ARTICLE) & (overall < partners)
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
