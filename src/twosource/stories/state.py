"""The state of a story finder as bytes, so that a stream goes on where it was left.

Columns of numbers, split into planes of equal significance, in MessagePack, compressed with zlib: a term is stored by
its rank among the terms of all vectors. Before them stands a line that names the version, the tables and the setting
the state hangs on."""

import zlib
from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from importlib.resources import files

import msgspec
import numpy as np
import numpy.typing as npt

from twosource.errors import FinderStateError
from twosource.stories.days import StreamDays
from twosource.stories.frequencies import StoryFrequencies
from twosource.stories.open_stories import OpenStories, OpenStory
from twosource.stories.settings import StorySettings
from twosource.stories.vectors import PackedVector

VERSION = "2"
"""To be raised with every change of what is stored, or of what a placement hangs on."""
LARGEST_STATE = 2**31
"""Bytes a state may unpack to: what 20,000 stories take is a tenth of it."""
COMPRESSION = 1
"""zlib's fastest: the higher levels save a tenth and take several times as long."""

Numbers = npt.NDArray[np.uint32]


@dataclass(slots=True)
class FinderMemory:
    """All that placing further articles hangs on."""

    stories: OpenStories
    frequencies: StoryFrequencies
    days: StreamDays


class _Vectors(msgspec.Struct, array_like=True):
    """Vectors one after the other: `ranks` point into `terms`."""

    lengths: bytes
    steps: bytes
    terms: bytes
    ranks: bytes
    weights: bytes


class _Columns(msgspec.Struct, array_like=True):
    """A value a story, stories in the order they were last heard of; texts in UTF-8 that lets lone surrogates pass."""

    numbers: bytes
    ids: list[str]
    counts: bytes
    members: bytes
    ended: bytes
    days: bytes
    titles: list[bytes]
    headlines: list[bytes]


class _State(msgspec.Struct, array_like=True):
    opened: int
    days: list[float]
    stories_counted: float
    words: bytes
    word_counts: bytes
    stories: _Columns
    vectors: _Vectors
    index_terms: bytes
    index_lengths: bytes
    index_stories: bytes


def write_state(memory: FinderMemory) -> bytes:
    """The state; the same bytes for the same memory."""
    stories = memory.stories
    counted, words = memory.frequencies.counted()
    lists = list(stories.index.lists())
    kept = list(stories.stories.values())
    state = _State(
        opened=stories.opened,
        days=list(memory.days.recent),
        stories_counted=counted,
        words=_planes(word for word, _ in words),
        word_counts=_planes(count for _, count in words),
        stories=_columns(stories.stories.keys(), kept),
        vectors=_write_vectors([vector for story in kept for vector in _vectors_of(story)]),
        index_terms=_planes(term for term, _ in lists),
        index_lengths=_planes(len(listed) for _, listed in lists),
        index_stories=_planes(number for _, listed in lists for number in listed),
    )
    return _heading(stories.settings) + zlib.compress(msgspec.msgpack.encode(state), COMPRESSION)


def read_state(state: bytes, settings: StorySettings) -> FinderMemory:
    """The memory that `write_state` was given. FinderStateError where the bytes are damaged, were not written by this
    version, or with other tables or settings."""
    heading, line, packed = state.partition(b"\n")
    if heading + line != _heading(settings):
        raise FinderStateError("the state was made by another version or setting: place the articles anew")
    unpacking = zlib.decompressobj()
    try:
        plain = unpacking.decompress(packed, LARGEST_STATE)
        if not unpacking.eof:
            raise FinderStateError("the state is cut short or too large: place the articles anew")
        return _read(msgspec.msgpack.decode(plain, type=_State), settings)
    except (zlib.error, msgspec.MsgspecError, ValueError, LookupError, TypeError, OverflowError, RuntimeError) as error:
        raise FinderStateError(f"the state is damaged ({error}): place the articles anew") from error


def _heading(settings: StorySettings) -> bytes:
    setting = zlib.crc32(repr(astuple(settings)).encode())
    return f"twosource stories {VERSION} {_tables():08x} {setting:08x}\n".encode()


@lru_cache(maxsize=1)
def _tables() -> int:
    data = files("twosource.stories") / "data"
    return zlib.crc32((data / "function_words.txt").read_bytes(), zlib.crc32((data / "news_words.tsv").read_bytes()))


def _vectors_of(story: OpenStory) -> list[PackedVector]:
    """The sum and the members; the sum of a single article is that article and not stored twice."""
    return [*story.members] if story.count == 1 else [story.sum, *story.members]


def _columns(numbers: Iterable[int], kept: Sequence[OpenStory]) -> _Columns:
    return _Columns(
        numbers=_planes(numbers),
        ids=[story.id for story in kept],
        counts=_planes(story.count for story in kept),
        members=_planes(len(story.members) for story in kept),
        ended=bytes(story.ended for story in kept),
        days=np.array([(s.first, s.last, s.heard) for s in kept], "<f8").tobytes(),
        titles=[_encode(story.title) for story in kept],
        headlines=[_encode(headline) for story in kept for headline in story.headlines],
    )


def _write_vectors(vectors: Sequence[PackedVector]) -> _Vectors:
    keys = np.frombuffer(b"".join(vector.keys.tobytes() for vector in vectors), np.uint32)
    weights = np.frombuffer(b"".join(vector.weights.tobytes() for vector in vectors), np.uint16)
    terms, found, counts = np.unique(keys, return_inverse=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    ranks = np.empty(len(terms), np.uint32)
    ranks[order] = np.arange(len(terms), dtype=np.uint32)
    return _Vectors(
        lengths=_planes(len(vector.keys) for vector in vectors),
        steps=np.array([vector.step for vector in vectors], "<f8").tobytes(),
        terms=_split(terms[order]),
        ranks=_split(ranks[found]),
        weights=_split(np.diff(weights, prepend=np.uint16(0)).astype("<u2")),
    )


def _read(state: _State, settings: StorySettings) -> FinderMemory:
    frequencies = StoryFrequencies()
    words, counts = _joined(state.words).tolist(), _joined(state.word_counts).tolist()
    frequencies.restore(state.stories_counted, zip(words, counts, strict=True))
    kept = dict(zip(_joined(state.stories.numbers).tolist(), _read_stories(state, settings), strict=True))
    stories = OpenStories(settings)
    stories.restore(kept, state.opened)
    listed = _cut(_joined(state.index_stories), _joined(state.index_lengths))
    lists = [(term, part.tolist()) for term, part in zip(_joined(state.index_terms).tolist(), listed, strict=True)]
    stories.index.restore(lists)
    for term, numbers in lists:
        for number in numbers:
            kept[number].listed.append(term)
    return FinderMemory(stories, frequencies, StreamDays(tuple(state.days)))


def _read_stories(state: _State, settings: StorySettings) -> Iterator[OpenStory]:
    columns, vectors, headlines = state.stories, _read_vectors(state.vectors), iter(state.stories.headlines)
    days = np.frombuffer(columns.days, "<f8").reshape(-1, 3).tolist()
    counts, sizes = _joined(columns.counts).tolist(), _joined(columns.members).tolist()
    for story, count, size, ended, (first, last, heard), title in zip(
        columns.ids, counts, sizes, columns.ended, days, columns.titles, strict=True
    ):
        total = None if count == 1 else next(vectors)
        members = deque([next(vectors) for _ in range(size)], settings.members_kept)
        told = deque([_decode(next(headlines)) for _ in range(size)], settings.members_kept)
        yield OpenStory(
            story, total or members[0], count, members, told, first, last, heard, _decode(title), bool(ended)
        )


def _read_vectors(stored: _Vectors) -> Iterator[PackedVector]:
    lengths = _joined(stored.lengths)
    keys = _joined(stored.terms)[_joined(stored.ranks)]
    weights = np.cumsum(_joined(stored.weights, 2), dtype=np.uint16)
    steps = np.frombuffer(stored.steps, "<f8").tolist()
    for part, weight, step in zip(_cut(keys, lengths), _cut(weights, lengths), steps, strict=True):
        yield PackedVector(array("I", part.tobytes()), array("H", weight.tobytes()), step)


def _planes(numbers: Iterable[int]) -> bytes:
    return _split(np.fromiter(numbers, np.uint32))


def _split(numbers: npt.NDArray[np.unsignedinteger]) -> bytes:
    """The bytes of the numbers, all the lowest ones first: equal high bytes compress to nothing."""
    little = numbers.astype(numbers.dtype.newbyteorder("<"), copy=False)
    return little.view(np.uint8).reshape(-1, numbers.dtype.itemsize).T.tobytes()


def _joined(planes: bytes, size: int = 4) -> npt.NDArray[np.unsignedinteger]:
    split = np.frombuffer(planes, np.uint8).reshape(size, -1)
    return np.ascontiguousarray(split.T).view(f"<u{size}").reshape(-1).astype(f"=u{size}", copy=False)


def _cut(
    numbers: npt.NDArray[np.unsignedinteger], lengths: npt.NDArray[np.unsignedinteger]
) -> list[npt.NDArray[np.unsignedinteger]]:
    """The numbers in parts of those lengths; ValueError where they do not add up."""
    ends = np.cumsum(lengths, dtype=np.int64)
    if (int(ends[-1]) if len(ends) else 0) != len(numbers):
        raise ValueError("lengths do not add up")
    return [numbers[end - length : end] for end, length in zip(ends.tolist(), lengths.tolist(), strict=True)]


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decode(text: bytes) -> str:
    return text.decode("utf-8", "surrogatepass")
