"""How much of the input files has been read: what a progress bar's time left is reckoned from."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


class Meter:
    """Counts what is read of the files a run was given."""

    def __init__(self) -> None:
        self._total = 0
        self._done = 0
        self._stream: BinaryIO | None = None
        self.passed_over: Counter[str] = Counter()
        """Records of web archives that are no pages, by why (see `read_warc`)."""

    def expect(self, files: list[Path]) -> None:
        """Adds the files to what will be read; one that cannot be looked at adds nothing."""
        for file in files:
            try:
                self._total += file.stat().st_size
            except OSError:
                continue

    @property
    def share(self) -> float | None:
        """Share of the bytes that has been read, 0 to 1; None where no file is expected."""
        if not self._total:
            return None
        running = self._stream.tell() if self._stream is not None and not self._stream.closed else 0
        return min(1.0, (self._done + running) / self._total)

    @contextmanager
    def opened(self, file: Path) -> Iterator[BinaryIO]:
        """The file, opened and followed."""
        with file.open("rb") as stream:
            self._stream = stream
            try:
                yield stream
            finally:
                self._done += stream.tell()
                self._stream = None
