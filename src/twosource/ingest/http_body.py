"""The body of a stored HTTP response as it was meant to be read: its encodings undone, within bounds."""

import io
import zlib
from typing import Any

from fastwarc.stream_io import BrotliReader, ZstdReader

_STEP = 65_536
_MOST_ENCODINGS = 4
_LONGEST_CHUNK_HEADER = 4_096
_HEXADECIMAL = b"0123456789abcdefABCDEF"
_NOT_ENCODED = frozenset({"", "identity", "none", "utf-8"})


class UnreadableBodyError(Exception):
    """A body that does not unpack; `reason` is a rejection's code."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def decoded_body(body: bytes, *, transfer: str | None, content: str | None, most: int) -> bytes:
    """The body behind the encodings that its Transfer-Encoding and Content-Encoding headers name (RFC 9110, 9112):
    chunked, gzip, deflate (with zlib's header or without), br, zstd. A body that is stored unpacked although its
    headers say otherwise, as archives have, comes back as it is. Raises UnreadableBodyError where it breaks off, is
    larger than `most` bytes, or the encoding is not known."""
    if "chunked" in _names(transfer) and _looks_chunked(body):
        body = _joined_chunks(body)
    for name in reversed(_names(content)):
        body = _unpacked(body, name, most)
    return body


def _names(header: str | None) -> list[str]:
    names = [part.strip().casefold() for part in (header or "")[:200].split(",")]
    return [name for name in names if name not in _NOT_ENCODED][:_MOST_ENCODINGS]


def _looks_chunked(body: bytes) -> bool:
    length = body[:20].split(b"\r\n", 1)[0].split(b";")[0].strip()
    return bool(length) and not length.strip(_HEXADECIMAL)


def _joined_chunks(body: bytes) -> bytes:
    """The content of a chunked body; extensions and trailers are left out (fastwarc's reader refuses extensions)."""
    parts: list[bytes] = []
    position = 0
    while True:
        end = body.find(b"\r\n", position, position + _LONGEST_CHUNK_HEADER)
        length = body[position:end].split(b";")[0].strip() if end >= 0 else b""
        if not length or length.strip(_HEXADECIMAL) or len(length) > 12:
            raise UnreadableBodyError("broken_record", "the body's chunks break off or are broken")
        if (size := int(length, 16)) == 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + size])
        position = end + 2 + size + 2


def _unpacked(body: bytes, name: str, most: int) -> bytes:
    stream = io.BytesIO(body)
    if name in ("gzip", "x-gzip", "deflate"):
        return _plain(body, name) if _looks_like_a_page(body) else _inflated(body, name, most)
    if name == "zstd":
        return _read(ZstdReader(stream), most) if body.startswith(b"\x28\xb5\x2f\xfd") else _plain(body, name)
    if name == "br":
        return _plain(body, name) if _looks_like_a_page(body) else _read(BrotliReader(stream), most)
    raise UnreadableBodyError("unsupported_encoding", f"the content encoding “{name[:40]}” is not read")


def _looks_like_a_page(body: bytes) -> bool:
    return body[:1024].lstrip(b" \t\r\n\xef\xbb\xbf").startswith(b"<")


def _plain(body: bytes, name: str) -> bytes:
    if _looks_like_a_page(body):
        return body
    raise UnreadableBodyError("broken_record", f"the body is no readable {name} data")


def _inflated(body: bytes, name: str, most: int) -> bytes:
    """Deflate data come with the header of gzip or zlib, or, against the standard, with none."""
    for window in (zlib.MAX_WBITS | 32, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(window)
        try:
            data = unpacker.decompress(body, most + 1)
        except zlib.error:
            continue
        if len(data) > most:
            raise _too_large(most)
        if not unpacker.eof:
            raise UnreadableBodyError("broken_record", f"the body's {name} data break off")
        return data
    raise UnreadableBodyError("broken_record", f"the body is no readable {name} data")


def _read(reader: Any, most: int) -> bytes:
    parts: list[bytes] = []
    size = 0
    try:
        while part := reader.read(_STEP):
            parts.append(part)
            size += len(part)
            if size > most:
                raise _too_large(most)
    except (OSError, ValueError, EOFError) as error:
        raise UnreadableBodyError("broken_record", f"the body does not unpack: {str(error)[:200]}") from error
    return b"".join(parts)


def _too_large(most: int) -> UnreadableBodyError:
    return UnreadableBodyError("too_large", f"the page is larger than {most // 2**20} MB")
