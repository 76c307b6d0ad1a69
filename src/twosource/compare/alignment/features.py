"""What is measured of a pair of statements before it is scored: how much of each the other has, word by word, and how
their sentences and reports stand to each other.

All pairs of statements of a pair of sentences share one matrix of word similarities; what a statement covers of another
is a sum over the best entries in its rows. Sentence pairs are worked through in padded blocks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Final

import numpy as np

from twosource.compare.alignment.candidates import ranks, unit_vectors, weighted_vectors
from twosource.compare.alignment.context import (
    ABSENT,
    CONTEXT_FEATURES,
    ContextMeans,
    context_features,
    lacks_context,
    mean_contexts,
)
from twosource.compare.alignment.words import (
    NAME,
    NUMBER,
    OTHER,
    VERB,
    BoolArray,
    FloatArray,
    IntArray,
    StoryWords,
    sum_ranges,
)

BLOCK: Final = 96
STATEMENTS_IN_UNIT: Final = 20
"""Statements of one sentence that are looked at, the longest first; 98 % of sentences have fewer."""
LEAST_COMMON_WEIGHT: Final = 1.0
LEAST_COVERAGE: Final = 0.25
"""Pairs below either are not scored. On the 28 annotated stories (November 2026) 0.35 makes the same F1 as 0.3, 0.4 and
0.12 less by 0.02 and 0.01; at 0.12 there are seven times as many pairs to score."""
NEAR: Final = 0.25
"""Cosine below which two words' vectors say nothing about each other."""

_KINDS: Final = {"name": NAME, "verb": VERB, "number": NUMBER, "other word": OTHER}
CHANNELS: Final = ("same word", "near word", "near rare word", "name", "verb", "number", "other word", "in context")
FEATURES: Final = (
    *(f"{channel}: {part}" for channel in CHANNELS for part in ("less covered", "more covered", "weight")),
    "same word: balance", "near word: balance", "near word: less uncovered", "near word: more uncovered",
    "near rare word: less uncovered", "near rare word: more uncovered", "number: uncovered", "in context: balance",
    "share of the sentences' weight", "rarest same word", "root with root", "root in the other", "mean vectors",
    "fewer words", "more words", "length ratio", "less of sentence", "more of sentence", "sentences: balance",
    "sentences: weight", "sentences: alike", "sentences: better rank", "sentences: worse rank", "sentences: gap left",
    "sentences: gap right", "neighbours alike", "earlier place", "later place", "place difference", "verbal roots",
    "lower relation", "higher relation", "less quoted", "more quoted", "attributed", "same speaker", "other polarity",
    "other certainty", *CONTEXT_FEATURES,
)  # fmt: skip
IN_CONTEXT: Final = np.array([name.startswith("in context") for name in FEATURES])
"""Which of FEATURES rest on context vectors."""


@dataclass(frozen=True)
class PairTable:
    """Pairs of statements of different reports: `left` and `right` are indexes of statements, `units` the index of the
    sentence pair they stand in, `features` a row each (columns as in FEATURES)."""

    left: IntArray
    right: IntArray
    units: IntArray
    features: FloatArray


@dataclass(frozen=True)
class _Side:
    """One side of a block of sentence pairs: words (P × L), statements (P × K), the words they hold (P × K × L), the
    first of them counted from the start of the sentence, and how many (P × K each)."""

    words: IntArray
    real: BoolArray
    statements: IntArray
    held: FloatArray
    first: IntArray
    lengths: IntArray

    def at(self, pairs: IntArray) -> "_Side":
        """This side of some of the sentence pairs."""
        return _Side(*(getattr(self, column.name)[pairs] for column in fields(self)))


def tabulate_pairs(words: StoryWords, pairs: IntArray, alike: FloatArray) -> PairTable:
    """Every pair of statements in the given pairs of sentences that shares enough to be scored, in a fixed order."""
    by_unit, means = _statements_by_unit(words), (_mean_vectors(words), mean_contexts(words))
    around = _sentence_context(words, pairs, alike)
    size = np.maximum(*(words.unit_ends[pairs[:, s]] - words.unit_starts[pairs[:, s]] for s in (0, 1)))
    order = np.lexsort((np.arange(len(pairs)), size))
    parts = [_block(words, pairs, by_unit, means, around, order[i : i + BLOCK]) for i in range(0, len(order), BLOCK)]
    if not parts:
        none = np.zeros(0, np.int64)
        return PairTable(none, none, none, np.zeros((0, len(FEATURES)), np.float32))
    left, right, units, features = (np.concatenate(column) for column in zip(*parts, strict=True))
    features[lacks_context(means[1], left, right)[:, None] & IN_CONTEXT] = ABSENT
    rows = np.lexsort((right, left))
    return PairTable(left[rows], right[rows], units[rows], features[rows])


def _statements_by_unit(words: StoryWords) -> IntArray:
    """Statement indexes of each unit (U × K), -1 where it has fewer."""
    out = np.full((len(words.unit_starts), STATEMENTS_IN_UNIT), -1, dtype=np.int64)
    place = ranks(words.units, (words.ends - words.starts).astype(np.float32))
    fits = place < STATEMENTS_IN_UNIT
    out[words.units[fits], place[fits]] = np.flatnonzero(fits)
    return out


def _sentence_context(words: StoryWords, pairs: IntArray, alike: FloatArray) -> FloatArray:
    """Per sentence pair: alike, ranks from both sides, gaps to the best from both sides, the likeness of neighbours."""
    columns: list[FloatArray] = [alike]
    count = int(words.unit_articles.max(initial=0)) + 1
    places, gaps = [], []
    for side in (0, 1):
        group = pairs[:, side] * count + words.unit_articles[pairs[:, 1 - side]]
        places.append(ranks(group, alike).astype(np.float32))
        best = np.full(int(group.max(initial=0)) + 1, -1.0, dtype=np.float32)
        np.maximum.at(best, group, alike)
        gaps.append(best[group] - alike)
    columns += [np.minimum(*places), np.maximum(*places), gaps[0], gaps[1], _neighbours(words, pairs, alike)]
    return np.stack(columns, axis=1)


def _neighbours(words: StoryWords, pairs: IntArray, alike: FloatArray) -> FloatArray:
    total = len(words.unit_starts)
    code = pairs[:, 0] * total + pairs[:, 1]
    order = np.argsort(code)
    ordered = code[order]
    best = np.zeros(len(pairs), dtype=np.float32)
    for a, b in ((-1, -1), (1, 1), (-1, 0), (1, 0), (0, -1), (0, 1)):
        wanted = (pairs[:, 0] + a) * total + pairs[:, 1] + b
        at = np.minimum(np.searchsorted(ordered, wanted), max(0, len(ordered) - 1))
        found = ordered[at] == wanted if len(ordered) else np.zeros(0, bool)
        best = np.maximum(best, np.where(found, alike[order[at]], 0.0)).astype(np.float32)
    return best


def _side(words: StoryWords, units: IntArray, by_unit: IntArray) -> _Side:
    starts, ends = words.unit_starts[units], words.unit_ends[units]
    offsets = np.arange(int((ends - starts).max()))
    at = starts[:, None] + offsets[None, :]
    real = at < ends[:, None]
    at = np.where(real, at, starts[:, None])
    statements = by_unit[units]
    statements = statements[:, : max(1, int((statements >= 0).sum(1).max()))]
    first = np.where(statements >= 0, words.starts[statements], -1)
    last = np.where(statements >= 0, words.ends[statements], -1)
    held = (at[:, None, :] >= first[..., None]) & (at[:, None, :] < last[..., None]) & real[:, None, :]
    return _Side(at, real, statements, held.astype(np.float32), np.maximum(0, first - starts[:, None]), last - first)


def _block(
    words: StoryWords,
    pairs: IntArray,
    by_unit: IntArray,
    means: tuple[FloatArray, ContextMeans],
    around: FloatArray,
    rows: IntArray,
) -> tuple[IntArray, IntArray, IntArray, FloatArray]:
    left, right = (_side(words, pairs[rows, s], by_unit) for s in (0, 1))
    near = _word_matrix(words, left, right)
    near_in = _best_in(near, right), _best_in(near.transpose(0, 2, 1), left)
    common = dict(_channel(words, "near word", left, right, near_in))
    kept = (left.statements >= 0)[:, :, None] & (right.statements >= 0)[:, None, :]
    kept &= (common["near word: weight"] >= LEAST_COMMON_WEIGHT) & (common["near word: balance"] >= LEAST_COVERAGE)
    alive = np.flatnonzero(kept.any((1, 2)))
    left, right, near, kept, rows = left.at(alive), right.at(alive), near[alive], kept[alive], rows[alive]
    near_in = near_in[0][alive], near_in[1][alive]
    p, a, b = np.nonzero(kept)
    picked = {name: value[alive][p, a, b] for name, value in common.items()}
    for name, value in _coverage(words, left, right, near_in):
        picked[name] = np.broadcast_to(value, kept.shape)[p, a, b]
    s, t = left.statements[p, a], right.statements[p, b]
    picked |= _sentence_features(words, left, right, near, around[rows], p)
    picked["share of the sentences' weight"] = picked["near word: weight"] / (picked["sentences: weight"] + 1e-6)
    picked |= _statement_features(words, means[0], s, t)
    picked |= context_features(words, means[1], s, t)
    roots = words.roots[s] - words.unit_starts[words.units[s]], words.roots[t] - words.unit_starts[words.units[t]]
    picked["root with root"] = near[p, roots[0], roots[1]]
    in_right = (near[p, roots[0], :] * right.held[p, b]).max(1, initial=0)
    in_left = (near[p, :, roots[1]] * left.held[p, a]).max(1, initial=0)
    picked["root in the other"] = in_right + in_left
    table = np.stack([picked[name] for name in FEATURES], axis=1).astype(np.float32)
    return s, t, rows[p], table


def _same_words(words: StoryWords, left: _Side, right: _Side) -> BoolArray:
    """Which words are the same (P × L × R)."""
    real = left.real[:, :, None] & right.real[:, None, :]
    return np.asarray((words.keys[left.words][:, :, None] == words.keys[right.words][:, None, :]) & real, dtype=bool)


def _word_matrix(words: StoryWords, left: _Side, right: _Side) -> FloatArray:
    """How alike the words are (P × L × R): 1 for the same word, less for near words, 0 for others."""
    near = np.matmul(words.vectors[left.words], words.vectors[right.words].transpose(0, 2, 1))
    near = np.clip((near - NEAR) / (1 - NEAR), 0, 1)
    near[near < 0.15] = 0
    numbers = (words.kinds[left.words] == NUMBER)[:, :, None] | (words.kinds[right.words] == NUMBER)[:, None, :]
    near[numbers | ~(left.real[:, :, None] & right.real[:, None, :])] = 0
    near[_same_words(words, left, right)] = 1
    return np.asarray(near, dtype=np.float32)


def _senses_alike(words: StoryWords, left: _Side, right: _Side) -> FloatArray:
    """How alike the words are in what they mean where they stand (P × L × R): the same word in another sense is not,
    and words that no table calls near can be."""
    senses = np.matmul(words.senses[left.words], words.senses[right.words].transpose(0, 2, 1))
    senses[~(left.real[:, :, None] & right.real[:, None, :])] = 0
    return np.asarray(np.maximum(senses, 0), dtype=np.float32)


def _best_in(matrix: FloatArray, other: _Side) -> FloatArray:
    """For every statement of the other side (P × K × words of this side) the best likeness each word finds in it.
    Statements are runs of words, so two entries of a table of maxima over 1, 2, 4 … words give each (sparse table)."""
    pairs, words, longest = matrix.shape
    table = np.empty((longest.bit_length(), pairs, longest, words), np.float32)
    table[0] = matrix.transpose(0, 2, 1)
    for doubled, (narrower, wider) in enumerate(pairwise(table)):
        width = 1 << doubled
        np.maximum(narrower[:, :-width], narrower[:, width:], out=wider[:, :-width])
        wider[:, -width:] = narrower[:, -width:]
    level = np.floor(np.log2(np.maximum(1, other.lengths))).astype(np.int64)
    pair = np.arange(pairs)[:, None]
    last = np.maximum(other.first, other.first + other.lengths - (1 << level))
    return np.asarray(np.maximum(table[level, pair, other.first], table[level, pair, last]), dtype=np.float32)


def _coverage(
    words: StoryWords, left: _Side, right: _Side, near_in: tuple[FloatArray, FloatArray]
) -> Iterator[tuple[str, FloatArray]]:
    """The features of CHANNELS but for those of "near word", each P × left statements × right statements."""
    same = _same_words(words, left, right).astype(np.float32)
    same_in = _best_in(same, right), _best_in(same.transpose(0, 2, 1), left)
    alike = _senses_alike(words, left, right)
    alike_in = _best_in(alike, right), _best_in(alike.transpose(0, 2, 1), left)
    found = {"same word": same_in, "in context": alike_in}
    for channel in CHANNELS:
        if channel != "near word":
            yield from _channel(words, channel, left, right, found.get(channel, near_in))
    held = left.held * words.weights[left.words][:, None, :]
    rows = [(h[:, None, :] * same_in[0]).max(2, initial=0) for h in held.transpose(1, 0, 2)]
    yield "rarest same word", np.stack(rows, axis=1).astype(np.float32)


def _channel(
    words: StoryWords, channel: str, left: _Side, right: _Side, best: tuple[FloatArray, FloatArray]
) -> Iterator[tuple[str, FloatArray]]:
    """The features of one channel, given the best likeness each word finds in each statement of the other side."""
    base: FloatArray = words.rarities if channel == "near rare word" else words.weights
    if channel in _KINDS:
        base = np.where(words.kinds == _KINDS[channel], base, np.float32(0))
    held = left.held * base[left.words][:, None, :], right.held * base[right.words][:, None, :]
    found_left = np.matmul(held[0], best[0].transpose(0, 2, 1))
    found_right = np.matmul(best[1], held[1].transpose(0, 2, 1))
    yield from _shares(channel, found_left, found_right, held[0].sum(2)[:, :, None], held[1].sum(2)[:, None, :])


def _shares(
    channel: str, found_left: FloatArray, found_right: FloatArray, all_left: FloatArray, all_right: FloatArray
) -> Iterator[tuple[str, FloatArray]]:
    left: FloatArray = np.where(all_left > 0, found_left / np.maximum(all_left, 1e-6), -1).astype(np.float32)
    right: FloatArray = np.where(all_right > 0, found_right / np.maximum(all_right, 1e-6), -1).astype(np.float32)
    found = found_left + found_right
    yield f"{channel}: less covered", np.minimum(left, right)
    yield f"{channel}: more covered", np.maximum(left, right)
    yield f"{channel}: weight", np.asarray(found / 2, dtype=np.float32)
    if channel in ("same word", "near word", "in context"):
        yield f"{channel}: balance", found / (all_left + all_right + 1e-6)
    if channel in ("near word", "near rare word"):
        yield f"{channel}: less uncovered", np.minimum(all_left - found_left, all_right - found_right)
        yield f"{channel}: more uncovered", np.maximum(all_left - found_left, all_right - found_right)
    if channel == "number":
        yield "number: uncovered", all_left + all_right - found


def _sentence_features(
    words: StoryWords, left: _Side, right: _Side, near: FloatArray, around: FloatArray, p: IntArray
) -> dict[str, FloatArray]:
    """What is the same for all pairs of statements of a sentence pair; `p` is the sentence pair of each."""
    weights = words.weights[left.words] * left.real, words.weights[right.words] * right.real
    found = (near.max(2) * weights[0]).sum(1) + (near.max(1) * weights[1]).sum(1)
    names = ("alike", "better rank", "worse rank", "gap left", "gap right")
    out = {f"sentences: {name}": around[p, i] for i, name in enumerate(names)}
    out["neighbours alike"] = around[p, 5]
    out["sentences: weight"] = (found / 2)[p]
    out["sentences: balance"] = (found / (weights[0].sum(1) + weights[1].sum(1) + 1e-6))[p]
    return out


def _statement_features(words: StoryWords, means: FloatArray, s: IntArray, t: IntArray) -> dict[str, FloatArray]:
    """What two statements are, apart from the words they share."""
    length = tuple((words.ends[x] - words.starts[x]).astype(np.float32) for x in (s, t))
    part = tuple(
        n / (words.unit_ends[words.units[x]] - words.unit_starts[words.units[x]])
        for n, x in zip(length, (s, t), strict=True)
    )
    place = words.unit_places[words.units[s]], words.unit_places[words.units[t]]
    relation = words.relations[words.roots[s]], words.relations[words.roots[t]]
    verbal = (words.kinds[words.roots[s]] == VERB).astype(int) + (words.kinds[words.roots[t]] == VERB)
    quoted = _held_mean(words.quoted, words, s), _held_mean(words.quoted, words, t)
    a, b = words.traits[s], words.traits[t]
    speaker = np.where((a[:, 1] < 0) | (b[:, 1] < 0), -1.0, (a[:, 1] == b[:, 1]) * 1.0)
    return {
        "mean vectors": np.einsum("nd,nd->n", means[s], means[t]),
        "fewer words": np.minimum(*length), "more words": np.maximum(*length),
        "length ratio": np.minimum(*length) / np.maximum(*length),
        "less of sentence": np.minimum(*part), "more of sentence": np.maximum(*part),
        "earlier place": np.minimum(*place), "later place": np.maximum(*place),
        "place difference": np.abs(place[0] - place[1]), "verbal roots": verbal,
        "lower relation": np.minimum(*relation), "higher relation": np.maximum(*relation),
        "less quoted": np.minimum(*quoted), "more quoted": np.maximum(*quoted),
        "attributed": a[:, 0] + b[:, 0], "same speaker": speaker,
        "other polarity": np.abs(a[:, 2] - b[:, 2]), "other certainty": np.abs(a[:, 3] - b[:, 3]),
    }  # fmt: skip


def _held_mean(values: FloatArray, words: StoryWords, statements: IntArray) -> FloatArray:
    sums = np.concatenate([[0.0], np.cumsum(values)])
    start, end = words.starts[statements], words.ends[statements]
    return np.asarray((sums[end] - sums[start]) / np.maximum(1, end - start), dtype=np.float32)


def _mean_vectors(words: StoryWords) -> FloatArray:
    means = sum_ranges(weighted_vectors(words), words.starts, words.ends)
    return np.asarray(means / (np.linalg.norm(means, axis=1, keepdims=True) + 1e-9), dtype=np.float32)


__all__ = ["FEATURES", "PairTable", "tabulate_pairs", "unit_vectors"]
