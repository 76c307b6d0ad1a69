"""What is SQLite's own: how it is opened, what its errors mean, full-text search, look-ups of many keys at once.

Another database behind the same interface brings a module with the same functions and class.
"""

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Select, create_engine, event, func, select
from sqlalchemy.engine import URL

from twosource.errors import StoreBusy, StoreError

APPLICATION = 0x54775372
"""The `application_id` in the header of every archive ("TwSr")."""
BUSY_SECONDS = 10
"""How long a statement waits for another connection; writers queue at the lock beside the file before that."""
CACHE_KIBIBYTES = 32_000

DriverError = sqlite3.Error
"""What the driver raises where SQLAlchemy does not stand in between."""

WRITE = {"twosource_write": True}
"""Execution options of a connection whose transactions write: they take the right to write at their beginning."""


def connect(path: Path) -> Engine:
    """An engine for the file: WAL, foreign keys, one snapshot for each transaction that reads."""
    url = URL.create("sqlite", database=str(path))
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("twosource_write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def use_wal(engine: Engine) -> None:
    """Turns on the write-ahead log, which the file then keeps. Only the holder of the lock may do it."""
    raw = engine.raw_connection()
    try:
        raw.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        raw.close()


def read_numbers(connection: Connection, query: Select[Any]) -> list[int]:
    """The numbers in the only column of the query, in its order. All come as one value: row by row takes three times as
    long."""
    rows = query.subquery()
    found: list[int] = json.loads(connection.execute(select(func.json_group_array(rows.c[0]))).scalar_one())
    return found


def listed(numbers: Sequence[int]) -> Select[Any]:
    """The numbers as a query, to be compared with: a parameter each would have the statement made anew each time."""
    return select(func.json_each(json.dumps(numbers)).table_valued("value").c.value)


def application_of(connection: Connection) -> int:
    """The mark of the program that made the file; 0 where it left none."""
    return int(connection.exec_driver_sql("PRAGMA application_id").scalar_one())


def mark_as_archive(connection: Connection) -> None:
    """Marks the file as an archive."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def is_empty(connection: Connection) -> bool:
    """Whether the file has no table at all."""
    return not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()


_BUSY = {"SQLITE_BUSY", "SQLITE_LOCKED"}
_WORDS = {
    "SQLITE_FULL": "the disk is full; nothing of the last step was stored",
    "SQLITE_IOERR": "the disk could not be read or written; nothing of the last step was stored",
    "SQLITE_READONLY": "the file or its folder may not be written",
    "SQLITE_PERM": "the file or its folder may not be written",
    "SQLITE_CANTOPEN": "the file cannot be opened: its folder is missing, or may not be read or written",
    "SQLITE_CORRUPT": "the file is damaged; restore it from a backup",
    "SQLITE_NOTADB": "the file is not an archive",
    "SQLITE_TOOBIG": "a text is too long to be stored",
    "SQLITE_NOMEM": "there is not enough memory",
}


def plain_error(error: BaseException, location: str) -> StoreError:
    """The error of the database in plain words."""
    name = str(getattr(error, "sqlite_errorname", "") or "")
    code = "_".join(name.split("_")[:2])
    if code in _BUSY:
        return StoreBusy(f"Another process is writing to the archive {location} and did not finish in time.")
    if code in _WORDS:
        return StoreError(f"The archive {location} cannot be used: {_WORDS[code]}.")
    return StoreError(f"The archive {location} cannot be used: {error}.")
