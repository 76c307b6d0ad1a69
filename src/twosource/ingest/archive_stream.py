"""A web archive's bytes as they stream by, with a way on behind a damaged place."""

import zlib
from typing import BinaryIO

_STEP = 65_536
_GZIP = b"\x1f\x8b\x08"
_SIGNATURES = (_GZIP, b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18", b"WARC/1.", b"WARC/0.")
"""How a record begins: in gzip, zstd and LZ4, as it is."""


class ArchiveStream:
    """A binary stream for fastwarc, which must meet no exception there; it need not be seekable. The last two pieces
    read are kept, so that the search for the next record can begin before what was read ahead."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept = b""
        self._kept_start = 0
        self._position = 0
        self.problem: str | None = None
        self._ended = False
        self._fill()
        self.signature = next((mark for mark in _SIGNATURES if self._kept.startswith(mark)), None)

    @property
    def is_empty(self) -> bool:
        return not self._kept

    def read(self, size: int = -1) -> bytes:
        """Up to `size` bytes, none at the end or where the stream fails; `problem` says so then."""
        if self._position >= self._kept_start + len(self._kept) and not self._fill():
            return b""
        start = self._position - self._kept_start
        part = self._kept[start : start + size] if size >= 0 else self._kept[start:]
        self._position += len(part)
        return part

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        """The position; only where the stream stands can be sought."""
        return self._position

    def close(self) -> None:
        """The stream belongs to the caller."""

    def go_to_record(self, after: int) -> bool:
        """Whether a record may begin at `after` or later; the stream stands there then. Bytes no longer kept are not
        searched."""
        if self.signature is None:
            return False
        self._position = max(after, self._kept_start)
        while True:
            found = self._kept.find(self.signature, self._position - self._kept_start)
            if found >= 0:
                self._position = self._kept_start + found
                return True
            self._position = max(self._position, self._kept_start + len(self._kept) - len(self.signature) + 1)
            if not self._fill():
                return False

    def breaks_off(self, position: int) -> bool:
        """Whether what was read does not end as an archive does: without gzip with two line ends, in gzip with the end
        of a member; the last one is taken to begin at `position` or behind it. False where that cannot be told."""
        if not self._ended or position < self._kept_start:
            return False
        rest = self._kept[position - self._kept_start :]
        if self.signature and self.signature.startswith(b"WARC/"):
            return not rest.endswith((b"\r\n\r\n", b"\n\n"))
        if self.signature != _GZIP:
            return False
        while rest.startswith(_GZIP[: len(rest)]) and rest:
            member = zlib.decompressobj(wbits=31)
            try:
                while not member.eof and rest:
                    member.decompress(rest, _STEP)
                    rest = member.unconsumed_tail
                if not member.eof:
                    return True
            except zlib.error:
                return True
            rest = member.unused_data
        return False

    def _fill(self) -> bool:
        """Whether there was one more piece to read."""
        if self._ended:
            return False
        try:
            piece = self._stream.read(_STEP)
        except (OSError, ValueError, EOFError) as error:
            self.problem = str(error)[:200] or type(error).__name__
            piece = b""
        if not isinstance(piece, bytes) or not piece:
            self._ended = True
            return False
        dropped = max(0, len(self._kept) - _STEP)
        self._kept = self._kept[dropped:] + piece
        self._kept_start += dropped
        return True
