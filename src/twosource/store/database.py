"""Connections and transactions: what every part of the store stands on."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias, TypeVar

from sqlalchemy import Connection, Engine, Row
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from twosource.errors import StoreError
from twosource.store.lock import WriteLock
from twosource.store.sqlite import WRITE, DriverError, plain_error

PATIENCE = 30.0
"""Seconds a call that writes waits for another process."""
CHUNK = 500
"""Keys asked for in one statement."""

Item = TypeVar("Item")
AnyRow: TypeAlias = "Row[*tuple[Any, ...]]"
"""A row whose columns the query names."""


class Database:
    """An open database. A thread that is inside `batch` reads and writes in that one transaction; all others read
    what was committed."""

    def __init__(self, engine: Engine, lock: WriteLock, location: str) -> None:
        self._engine = engine
        self._lock = lock
        self._location = location
        self._running = threading.local()
        self._closed = False

    def close(self) -> None:
        """Gives back the connections; the store cannot be used afterwards."""
        self._closed = True
        self._engine.dispose()

    @contextmanager
    def writing(self, patience: float = PATIENCE) -> Iterator[None]:
        """Holds the right to write, which one process has at a time."""
        with self._lock.held(patience):
            yield

    @contextmanager
    def batch(self) -> Iterator[None]:
        """One transaction over several calls; an exception undoes all of it."""
        with self._changing():
            yield

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the database until the end of the block."""
        running: Connection | None = getattr(self._running, "connection", None)
        with self._plain_errors():
            if running is not None:
                yield running
            else:
                with self._engine.connect() as connection:
                    yield connection

    @contextmanager
    def _changing(self) -> Iterator[Connection]:
        """A connection whose changes are committed at the end of the block, all of them or none; inside another such
        block they become part of that one."""
        running: Connection | None = getattr(self._running, "connection", None)
        if running is not None:
            with self._plain_errors(), running.begin_nested():
                yield running
            return
        with self.writing(), self._plain_errors(), self._engine.connect() as connection:
            connection = connection.execution_options(**WRITE)
            with connection.begin():
                self._running.connection = connection
                try:
                    yield connection
                finally:
                    self._running.connection = None

    @contextmanager
    def _plain_errors(self) -> Iterator[None]:
        if self._closed:
            raise StoreError(f"The archive {self._location} was closed.")
        try:
            yield
        except DBAPIError as error:
            raise plain_error(error.orig or error, self._location) from error
        except DriverError as error:
            raise plain_error(error, self._location) from error
        except SQLAlchemyError as error:
            raise StoreError(f"The archive {self._location} cannot be used: {error}.") from error


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items in runs short enough for one statement."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
