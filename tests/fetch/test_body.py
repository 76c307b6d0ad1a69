"""Unpacking within a limit."""

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.fetch.body import read_body, unpack_file
from twosource.fetch.refusals import RefusedError

LIMIT = 100_000


def bare_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


PACKINGS = [
    ("gzip", gzip.compress),
    ("X-Gzip ", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", bare_deflate),
    ("identity", bytes),
    (None, bytes),
    ("", bytes),
]


@given(st.binary(max_size=5000), st.integers(min_value=1, max_value=700), st.sampled_from(PACKINGS))
def test_whatever_was_packed_comes_back_in_any_pieces(content: bytes, step: int, packing: tuple[str, object]) -> None:
    name, pack = packing
    packed = pack(content)  # type: ignore[operator]
    assert read_body([packed[at : at + step] for at in range(0, len(packed), step)], name, LIMIT) == content


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate"]))
def test_what_is_not_packed_is_refused_or_ends(content: bytes, packing: str) -> None:
    try:
        assert len(read_body([content], packing, LIMIT)) <= LIMIT
    except (RefusedError, zlib.error):
        return


def test_several_members_and_padding() -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 1000
    assert read_body([packed], "gzip", LIMIT) == b"one two"
    assert read_body([bytes([byte]) for byte in packed], "gzip", LIMIT) == b"one two"


def test_members_without_end() -> None:
    with pytest.raises(RefusedError, match="too many pieces"):
        read_body([gzip.compress(b"") * 2000], "gzip", LIMIT)


@pytest.mark.parametrize(("packing", "pack"), PACKINGS)
def test_exactly_the_limit_passes_one_more_does_not(packing: str, pack: object) -> None:
    assert len(read_body([pack(b"x" * LIMIT)], packing, LIMIT)) == LIMIT  # type: ignore[operator]
    with pytest.raises(RefusedError) as caught:
        read_body([pack(b"x" * (LIMIT + 1))], packing, LIMIT)  # type: ignore[operator]
    assert caught.value.reason == "too_large"


def test_a_start_is_cut_at_the_limit() -> None:
    assert read_body([gzip.compress(b"ab" * LIMIT)], "gzip", 5, cut=True) == b"ababa"
    assert read_body((b"abc" for _ in iter(int, 1)), None, 5, cut=True) == b"abcab"


def test_a_bomb_takes_no_more_memory_than_allowed() -> None:
    bomb = gzip.compress(b"\0" * 40_000_000)
    tracemalloc.start()
    with pytest.raises(RefusedError):
        read_body([bomb], "gzip", LIMIT)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * LIMIT + len(bomb)


@pytest.mark.parametrize("cut", [True, False])
def test_pieces_without_end_and_without_content(cut: bool) -> None:
    with pytest.raises(RefusedError, match="pieces"):
        read_body((b"" for _ in iter(int, 1)), None, LIMIT, cut=cut)


@pytest.mark.parametrize("packing", ["br", "zstd", "compress", "gzip, gzip", "x" * 500])
def test_packings_that_were_not_asked_for(packing: str) -> None:
    with pytest.raises(RefusedError) as caught:
        read_body([b"x"], packing, LIMIT)
    assert caught.value.reason == "broken_response"


def test_a_body_that_breaks_off() -> None:
    packed = gzip.compress(b"The board met." * 100)
    with pytest.raises(RefusedError, match="breaks off"):
        read_body([packed[:-9]], "gzip", LIMIT)


def test_packed_files() -> None:
    assert unpack_file(gzip.compress(b"<urlset/>"), LIMIT) == b"<urlset/>"
    assert unpack_file(b"<urlset/>", LIMIT) == b"<urlset/>"
    with pytest.raises(RefusedError):
        unpack_file(gzip.compress(b" " * LIMIT * 2), LIMIT)
