"""The right to write to an archive, which one thread of one process has at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from filelock import FileLock, Timeout

from twosource.errors import StoreBusy, StoreError


class WriteLock:
    """A lock of the operating system on a file beside the archive: it is free at once when its process dies. The file
    stays; it is empty and may be deleted while no process writes."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._threads = threading.RLock()
        self._processes = FileLock(path, thread_local=False, poll_interval=0.02)
        self._depth = 0

    @contextmanager
    def held(self, patience: float) -> Iterator[None]:
        """Holds the lock; StoreBusy where another keeps it longer than `patience` seconds. May be entered twice."""
        until = monotonic() + patience
        if not self._threads.acquire(timeout=max(0.0, patience)):
            raise self._busy()
        try:
            if self._depth == 0:
                self._acquire(max(0.0, until - monotonic()))
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._processes.release()
        finally:
            self._threads.release()

    def _acquire(self, patience: float) -> None:
        try:
            self._processes.acquire(timeout=patience)
        except Timeout:
            raise self._busy() from None
        except (OSError, NotImplementedError) as error:
            raise StoreError(f"The archive cannot be written: {self._path} cannot be locked ({error}).") from error

    def _busy(self) -> StoreBusy:
        return StoreBusy(
            f"Another process is writing to the archive ({self._path} is locked) and did not finish in time."
        )
