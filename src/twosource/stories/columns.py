"""Numbers and vectors in columns, as bytes that compress well: split into planes of equal significance, a
term by its rank among the terms of all vectors."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from twosource.stories.index import StoryIndex
from twosource.stories.vectors import PackedVector

Numbers = npt.NDArray[np.unsignedinteger]


class VectorColumns(msgspec.Struct, array_like=True):
    """Vectors one after the other: `ranks` point into `terms`."""

    lengths: bytes
    steps: bytes
    terms: bytes
    ranks: bytes
    weights: bytes


class IndexColumns(msgspec.Struct, array_like=True):
    """An index of stories: every term with the numbers of the stories listed under it."""

    terms: bytes
    lengths: bytes
    stories: bytes


def write_index(index: StoryIndex) -> IndexColumns:
    """The index in columns."""
    lists = list(index.lists())
    return IndexColumns(
        terms=write_numbers(term for term, _ in lists),
        lengths=write_numbers(len(listed) for _, listed in lists),
        stories=write_numbers(number for _, listed in lists for number in listed),
    )


def read_index(stored: IndexColumns, index: StoryIndex, listed: Mapping[int, "array[int]"]) -> None:
    """Puts the stored lists into `index`, and into `listed`, by story, the terms it is listed under."""
    parts = cut(read_numbers(stored.stories), read_numbers(stored.lengths))
    terms = read_numbers(stored.terms).tolist()
    index.restore(zip(terms, (part.tolist() for part in parts), strict=True))
    for term, part in zip(terms, parts, strict=True):
        for number in part.tolist():
            listed[number].append(term)


def write_vectors(vectors: Sequence[PackedVector]) -> VectorColumns:
    """The vectors in columns."""
    keys = np.frombuffer(b"".join(vector.keys.tobytes() for vector in vectors), np.uint32)
    weights = np.frombuffer(b"".join(vector.weights.tobytes() for vector in vectors), np.uint16)
    terms, found, counts = np.unique(keys, return_inverse=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    ranks = np.empty(len(terms), np.uint32)
    ranks[order] = np.arange(len(terms), dtype=np.uint32)
    return VectorColumns(
        lengths=write_numbers(len(vector.keys) for vector in vectors),
        steps=np.array([vector.step for vector in vectors], "<f8").tobytes(),
        terms=_split(terms[order]),
        ranks=_split(ranks[found]),
        weights=_split(np.diff(weights, prepend=np.uint16(0)).astype("<u2")),
    )


def read_vectors(stored: VectorColumns) -> Iterator[PackedVector]:
    """The vectors of the columns, in order; ValueError or IndexError where the columns do not fit each other."""
    lengths = read_numbers(stored.lengths)
    keys = read_numbers(stored.terms)[read_numbers(stored.ranks)]
    weights = np.cumsum(read_numbers(stored.weights, 2), dtype=np.uint16)
    steps = np.frombuffer(stored.steps, "<f8").tolist()
    for part, weight, step in zip(cut(keys, lengths), cut(weights, lengths), steps, strict=True):
        yield PackedVector(array("I", part.tobytes()), array("H", weight.tobytes()), step)


def write_numbers(numbers: Iterable[int]) -> bytes:
    """Unsigned numbers of up to 32 bits."""
    return _split(np.fromiter(numbers, np.uint32))


def read_numbers(planes: bytes, size: int = 4) -> Numbers:
    """The numbers, of so many bytes each; ValueError where the bytes do not come out even."""
    split = np.frombuffer(planes, np.uint8).reshape(size, -1)
    return np.ascontiguousarray(split.T).view(f"<u{size}").reshape(-1).astype(f"=u{size}", copy=False)


def cut(numbers: Numbers, lengths: Numbers) -> list[Numbers]:
    """The numbers in parts of those lengths; ValueError where they do not add up."""
    ends = np.cumsum(lengths, dtype=np.int64)
    if (int(ends[-1]) if len(ends) else 0) != len(numbers):
        raise ValueError("lengths do not add up")
    return [numbers[end - length : end] for end, length in zip(ends.tolist(), lengths.tolist(), strict=True)]


def _split(numbers: Numbers) -> bytes:
    """The bytes of the numbers, all the lowest ones first: equal high bytes compress to nothing."""
    little = numbers.astype(numbers.dtype.newbyteorder("<"), copy=False)
    return little.view(np.uint8).reshape(-1, numbers.dtype.itemsize).T.tobytes()
