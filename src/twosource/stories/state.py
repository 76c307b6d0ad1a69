"""The state of a story finder as bytes, so that a stream goes on where it was left.

Columns and blocks of vectors (`columns.py`) in MessagePack, compressed with zlib. Before them stands a line that names
the version, the tables and the setting that the state hangs on."""

import zlib
from array import array
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache
from importlib.resources import files

import msgspec
import numpy as np

from twosource.errors import FinderStateError
from twosource.stories.columns import (
    COMPRESSION,
    IndexColumns,
    VectorColumns,
    read_index,
    read_numbers,
    read_vectors,
    unpack,
    write_index,
    write_numbers,
    write_vectors,
)
from twosource.stories.days import StreamDays
from twosource.stories.frequencies import StoryFrequencies
from twosource.stories.open_stories import OpenStories, OpenStory
from twosource.stories.settings import StorySettings
from twosource.stories.story_lines import StoryLine, StoryLines
from twosource.stories.vectors import PackedVector

VERSION = "3"
"""To be raised with every change of what is stored, or of what a placement hangs on."""
LARGEST_STATE = 2**31
"""Bytes that what stands beside the blocks of a state may unpack to: that of 20,000 stories is a hundredth of it."""


@dataclass(slots=True)
class FinderMemory:
    """All that placing further articles hangs on."""

    stories: OpenStories
    frequencies: StoryFrequencies
    days: StreamDays


class _StoryColumns(msgspec.Struct, array_like=True):
    """A value a story, stories in the order they were last heard of; texts in UTF-8 that lets lone surrogates pass."""

    numbers: bytes
    ids: list[str]
    counts: bytes
    members: bytes
    ended: bytes
    days: bytes
    titles: list[bytes]
    headlines: list[bytes]


class _LineColumns(msgspec.Struct, array_like=True):
    """A value a story line, in the order they were kept."""

    numbers: bytes
    ids: list[str]
    days: list[float]
    vectors: VectorColumns
    index: IndexColumns


class _State(msgspec.Struct, array_like=True):
    opened: int
    days: list[float]
    stories_counted: float
    words: bytes
    word_counts: bytes
    stories: _StoryColumns
    vectors: VectorColumns
    index: IndexColumns
    lines: _LineColumns


class _Packed(msgspec.Struct, array_like=True):
    """The state, compressed, and the blocks of its vectors and of its lines' vectors."""

    state: bytes
    vectors: list[bytes]
    lines: list[bytes]


def write_state(memory: FinderMemory) -> bytes:
    """The state; the same bytes for the same memory."""
    stories = memory.stories
    counted, words = memory.frequencies.counted()
    kept, lines = list(stories.stories.values()), stories.lines.lines
    vectors, blocks = write_vectors([vector for story in kept for vector in _vectors_of(story)])
    centres, line_blocks = write_vectors([line.centre for line in lines.values()])
    state = _State(
        opened=stories.opened,
        days=list(memory.days.recent),
        stories_counted=counted,
        words=write_numbers(word for word, _ in words),
        word_counts=write_numbers(count for _, count in words),
        stories=_columns(stories.stories.keys(), kept),
        vectors=vectors,
        index=write_index(stories.index),
        lines=_LineColumns(
            numbers=write_numbers(lines),
            ids=[line.id for line in lines.values()],
            days=[line.last for line in lines.values()],
            vectors=centres,
            index=write_index(stories.lines.index),
        ),
    )
    packed = _Packed(zlib.compress(msgspec.msgpack.encode(state), COMPRESSION), blocks, line_blocks)
    return _heading(stories.settings) + msgspec.msgpack.encode(packed)


def read_state(state: bytes, settings: StorySettings) -> FinderMemory:
    """The memory that `write_state` was given. FinderStateError where the bytes are damaged, were not written by this
    version, or with other tables or settings."""
    heading, line, rest = state.partition(b"\n")
    if heading + line != _heading(settings):
        raise FinderStateError("the state was made by another version or setting: place the articles anew")
    try:
        packed = msgspec.msgpack.decode(rest, type=_Packed)
        return _read(msgspec.msgpack.decode(unpack(packed.state, LARGEST_STATE), type=_State), packed, settings)
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


def _columns(numbers: Iterable[int], kept: Sequence[OpenStory]) -> _StoryColumns:
    return _StoryColumns(
        numbers=write_numbers(numbers),
        ids=[story.id for story in kept],
        counts=write_numbers(story.count for story in kept),
        members=write_numbers(len(story.members) for story in kept),
        ended=bytes(story.ended for story in kept),
        days=np.array([(s.first, s.last, s.heard) for s in kept], "<f8").tobytes(),
        titles=[_encode(story.title) for story in kept],
        headlines=[_encode(headline) for story in kept for headline in story.headlines],
    )


def _read(state: _State, packed: _Packed, settings: StorySettings) -> FinderMemory:
    frequencies = StoryFrequencies()
    words, counts = read_numbers(state.words).tolist(), read_numbers(state.word_counts).tolist()
    frequencies.restore(state.stories_counted, zip(words, counts, strict=True))
    kept = dict(
        zip(read_numbers(state.stories.numbers).tolist(), _read_stories(state, packed.vectors, settings), strict=True)
    )
    stories = OpenStories(settings)
    stories.restore(kept, state.opened)
    read_index(state.index, stories.index, {number: story.listed for number, story in kept.items()})
    _read_lines(state.lines, packed.lines, stories.lines)
    return FinderMemory(stories, frequencies, StreamDays(tuple(state.days)))


def _read_stories(state: _State, blocks: Sequence[bytes], settings: StorySettings) -> Iterator[OpenStory]:
    columns, vectors, headlines = state.stories, read_vectors(state.vectors, blocks), iter(state.stories.headlines)
    days = np.frombuffer(columns.days, "<f8").reshape(-1, 3).tolist()
    counts, sizes = read_numbers(columns.counts).tolist(), read_numbers(columns.members).tolist()
    for story, count, size, ended, (first, last, heard), title in zip(
        columns.ids, counts, sizes, columns.ended, days, columns.titles, strict=True
    ):
        total = None if count == 1 else next(vectors)
        members = deque([next(vectors) for _ in range(size)], settings.members_kept)
        told = deque([_decode(next(headlines)) for _ in range(size)], settings.members_kept)
        yield OpenStory(
            story, total or members[0], count, members, told, first, last, heard, _decode(title), bool(ended)
        )


def _read_lines(stored: _LineColumns, blocks: Sequence[bytes], lines: StoryLines) -> None:
    numbers, vectors = read_numbers(stored.numbers).tolist(), read_vectors(stored.vectors, blocks)
    kept = {
        number: StoryLine(story, centre, last, array("I"))
        for number, story, centre, last in zip(numbers, stored.ids, vectors, stored.days, strict=True)
    }
    lines.restore(kept)
    read_index(stored.index, lines.index, {number: line.listed for number, line in kept.items()})


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _decode(text: bytes) -> str:
    return text.decode("utf-8", "surrogatepass")
