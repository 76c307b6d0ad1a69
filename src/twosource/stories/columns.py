"""Numbers and vectors in columns, as bytes that compress well: split into planes of equal significance, a
term by its rank among the terms of all vectors. Vectors are written and read a block at a time, so that a state takes
little more memory than its bytes."""

import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from twosource.stories.index import StoryIndex
from twosource.stories.vectors import PackedVector

Numbers = npt.NDArray[np.unsignedinteger]


BLOCK = 1_000
"""Vectors a block."""
LARGEST_BLOCK = 2**26
"""Bytes a block may unpack to; a thousand vectors take some two million."""
COMPRESSION = 1
"""zlib's fastest: the higher levels save a tenth and take several times as long."""


class VectorColumns(msgspec.Struct, array_like=True):
    """Vectors one after the other; what makes up most of them stands in blocks beside this: compressed, for BLOCK
    vectors each, the ranks of their terms among `terms`, then their weights."""

    lengths: bytes
    steps: bytes
    terms: bytes


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


def write_vectors(vectors: Sequence[PackedVector]) -> tuple[VectorColumns, list[bytes]]:
    """The vectors in columns, and their blocks."""
    parts = [vectors[start : start + BLOCK] for start in range(0, len(vectors), BLOCK)]
    terms, ranks = _ranked_terms(parts)
    columns = VectorColumns(
        lengths=write_numbers(len(vector.keys) for vector in vectors),
        steps=np.array([vector.step for vector in vectors], "<f8").tobytes(),
        terms=_split(terms[np.argsort(ranks)]),
    )
    return columns, [_write_block(part, terms, ranks) for part in parts]


def _keys(vectors: Sequence[PackedVector]) -> Numbers:
    return np.frombuffer(b"".join(vector.keys.tobytes() for vector in vectors), np.uint32)


def _ranked_terms(parts: Sequence[Sequence[PackedVector]]) -> tuple[Numbers, Numbers]:
    """The terms of the vectors in rising order, and for each its rank: the most frequent first, equal ones in order."""
    counted = [np.unique(_keys(part), return_counts=True) for part in parts]
    found = np.concatenate([np.empty(0, np.uint32), *(terms for terms, _ in counted)])
    terms, places = np.unique(found, return_inverse=True)
    counts = np.zeros(len(terms), np.int64)
    np.add.at(counts, places, np.concatenate([np.empty(0, np.int64), *(count for _, count in counted)]))
    ranks = np.empty(len(terms), np.uint32)
    ranks[np.argsort(-counts, kind="stable")] = np.arange(len(terms), dtype=np.uint32)
    return terms, ranks


def _write_block(vectors: Sequence[PackedVector], terms: Numbers, ranks: Numbers) -> bytes:
    weights = np.frombuffer(b"".join(vector.weights.tobytes() for vector in vectors), np.uint16)
    steps = np.diff(weights, prepend=np.uint16(0)).astype("<u2")
    return zlib.compress(_split(ranks[np.searchsorted(terms, _keys(vectors))]) + _split(steps), COMPRESSION)


def read_vectors(stored: VectorColumns, blocks: Sequence[bytes]) -> Iterator[PackedVector]:
    """The vectors of the columns and blocks, in order; ValueError, LookupError or zlib.error where these do not fit
    each other."""
    lengths, terms = read_numbers(stored.lengths), read_numbers(stored.terms)
    steps = np.frombuffer(stored.steps, "<f8").tolist()
    for start, block in zip(range(0, len(lengths), BLOCK), blocks, strict=True):
        part = lengths[start : start + BLOCK]
        count = int(part.sum(dtype=np.int64))
        planes = unpack(block, LARGEST_BLOCK)
        keys = terms[read_numbers(planes[: 4 * count])]
        weights = np.cumsum(read_numbers(planes[4 * count :], 2), dtype=np.uint16)
        for own, weight, step in zip(cut(keys, part), cut(weights, part), steps[start : start + BLOCK], strict=True):
            yield PackedVector(array("I", own.tobytes()), array("H", weight.tobytes()), step)


def unpack(packed: bytes, most: int) -> bytes:
    """What was compressed; ValueError where it is cut short or longer than `most` bytes."""
    unpacking = zlib.decompressobj()
    # The byte more lets it read the check sum at the end, and shows what is too long.
    plain = unpacking.decompress(packed, most + 1)
    if not unpacking.eof or len(plain) > most:
        raise ValueError("cut short or too large")
    return plain


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
