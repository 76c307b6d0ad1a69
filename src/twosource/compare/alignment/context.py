"""How alike two statements are in what they mean where they stand: cosines of mean context vectors.

The vectors come with the annotated articles, a by-product of tagging attributions. An article read back from JSON has
none; what rests on them is ABSENT then, for which the scorer was trained too.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from twosource.compare.alignment.words import BoolArray, FloatArray, IntArray, StoryWords, sum_ranges

CONTEXT_FEATURES: Final = tuple(
    f"in context: {part}{weighting}"
    for weighting in ("", ", weighted")
    for part in ("statements", "sentences", "statement with sentence")
)
ABSENT: Final = -1.0


@dataclass(frozen=True)
class ContextMeans:
    """Mean context vectors at length one, of statements and of sentences: of all words alike, and under their
    weights. A statement without vectors has the zero vector."""

    statements: tuple[FloatArray, FloatArray]
    sentences: tuple[FloatArray, FloatArray]


def mean_contexts(words: StoryWords) -> ContextMeans:
    """The mean context vectors of all statements and sentences of the story."""
    weightings = (np.ones(len(words.senses), np.float32), words.weights[: len(words.senses)] + 0.05)
    weighted = [words.senses * weights[:, None] for weights in weightings]
    statements = [_unit(sum_ranges(rows, words.starts, words.ends)) for rows in weighted]
    sentences = [_unit(sum_ranges(rows, words.unit_starts, words.unit_ends)) for rows in weighted]
    return ContextMeans((statements[0], statements[1]), (sentences[0], sentences[1]))


def context_features(words: StoryWords, means: ContextMeans, s: IntArray, t: IntArray) -> dict[str, FloatArray]:
    """The features of CONTEXT_FEATURES of the pairs of statements `s` and `t`."""
    columns: list[FloatArray] = []
    a, b = words.units[s], words.units[t]
    for statements, sentences in zip(means.statements, means.sentences, strict=True):
        crossed = np.maximum(_cosines(statements, sentences, s, b), _cosines(statements, sentences, t, a))
        columns += [_cosines(statements, statements, s, t), _cosines(sentences, sentences, a, b), crossed]
    return dict(zip(CONTEXT_FEATURES, columns, strict=True))


def lacks_context(means: ContextMeans, s: IntArray, t: IntArray) -> BoolArray:
    """Which of the pairs have a statement without context vectors."""
    known: BoolArray = np.asarray(means.statements[0].any(axis=1), dtype=bool)
    return np.asarray(~(known[s] & known[t]), dtype=bool)


def _unit(vectors: FloatArray) -> FloatArray:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(np.where(lengths > 1e-6, vectors / np.maximum(lengths, 1e-6), 0), dtype=np.float32)


def _cosines(left: FloatArray, right: FloatArray, s: IntArray, t: IntArray) -> FloatArray:
    return np.asarray(np.einsum("nd,nd->n", left[s], right[t]), dtype=np.float32)
