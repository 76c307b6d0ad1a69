"""The bytes of an answer, unpacked within a limit, however well they were packed."""

import zlib
from collections.abc import Iterable, Iterator

from twosource.fetch.refusals import RefusedError

ACCEPTED_PACKINGS = "gzip, deflate"
_MOST_MEMBERS = 1000
"""Gzip streams one after another in one body; archives are made of a few."""
_MOST_PARTS = 50_000
"""Parts in which a body may come (chunks, mostly); each costs some 30 microseconds, November 2026."""


def read_body(chunks: Iterable[bytes], packing: str | None, most_bytes: int, *, cut: bool = False) -> bytes:
    """The unpacked body, its packing being a Content-Encoding header; RefusedError (too_large) where it has more than
    `most_bytes` bytes, or, with `cut`, its first `most_bytes`. Never holds much more than that, however much comes.
    Raises RefusedError or zlib.error (broken_response) where the packing is unknown or broken."""
    content = bytearray()
    for number, part in enumerate(_unpacked(chunks, packing, most_bytes)):
        if number >= _MOST_PARTS:
            raise RefusedError("broken_response", f"the page comes in more than {_MOST_PARTS:,} pieces")
        content += part
        if len(content) > most_bytes:
            if cut:
                break
            raise too_large(most_bytes)
    return bytes(content[:most_bytes])


def unpack_file(content: bytes, most_bytes: int) -> bytes:
    """The content of a gzip file, such as a packed sitemap; bytes that are no gzip file come back as they are. Raises
    as `read_body` does."""
    return read_body([content], "gzip", most_bytes) if content.startswith(b"\x1f\x8b") else content


def too_large(most_bytes: int) -> RefusedError:
    """The error that says that a body is larger than allowed."""
    return RefusedError("too_large", f"the page has more than {most_bytes / 2**20:.3g} MB")


def _unpacked(chunks: Iterable[bytes], packing: str | None, most_bytes: int) -> Iterator[bytes]:
    """The parts of the body, each at most one byte longer than `most_bytes`."""
    name = (packing or "identity").strip().casefold()
    if name in ("identity", ""):
        yield from chunks
    elif name in ("gzip", "x-gzip", "deflate"):
        yield from _inflated(chunks, most_bytes, bare=name == "deflate")
    else:
        raise RefusedError("broken_response", f"the page is packed in a way that was not asked for: {name[:40]}")


def _inflated(chunks: Iterable[bytes], most_bytes: int, *, bare: bool) -> Iterator[bytes]:
    """Members of gzip or zlib, one after another (RFC 1952, 2.2); what follows the last is padding. With `bare`, also
    deflate without its frame, which some servers send."""
    member = None
    members = 0
    for chunk in chunks:
        left = chunk
        while left:
            if member is None or member.eof:
                if member is not None and not left.startswith(b"\x1f"):
                    return
                member = zlib.decompressobj(_window(left, bare=bare))
                members += 1
                if members > _MOST_MEMBERS:
                    raise RefusedError("broken_response", "the page is packed in too many pieces")
            yield member.decompress(left, most_bytes + 1)
            left = member.unused_data
    if member is not None:
        yield member.flush()
        if not member.eof:
            raise RefusedError("broken_response", "the page breaks off")


def _window(start: bytes, *, bare: bool) -> int:
    framed = start[0] == 0x1F or start[0] & 0x0F == 8
    return -zlib.MAX_WBITS if bare and not framed else zlib.MAX_WBITS | 32
