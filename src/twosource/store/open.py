"""Opens an archive by its path or URL."""

from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from twosource.errors import StoreError
from twosource.store import sqlite
from twosource.store.interface import Store
from twosource.store.lock import WriteLock
from twosource.store.schema import prepare
from twosource.store.sql_store import SqlStore


def open_store(location: str | Path, *, create: bool = True) -> Store:
    """The archive at a path or under an SQLAlchemy URL (`sqlite:///folder/archive.db`), made where there is none and
    brought to the tables of this version. StoreError where that cannot be: no such folder, no archive and `create` is
    False, a file of another program or a newer version, a kind of database that is not there yet."""
    path = _path_of(location)
    if not path.parent.is_dir():
        raise StoreError(f"The archive cannot be opened: there is no folder {path.parent}.")
    if path.is_dir():
        raise StoreError(f"The archive cannot be opened: {path} is a folder.")
    if not create and not path.exists():
        raise StoreError(f"There is no archive at {path}.")
    lock = WriteLock(path.with_name(path.name + ".lock"))
    engine = sqlite.connect(path)
    try:
        prepare(engine, lock, str(path))
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine, lock, str(path))


def _path_of(location: str | Path) -> Path:
    if isinstance(location, Path) or "://" not in location:
        return Path(location)
    try:
        url = make_url(location)
    except ArgumentError as error:
        raise StoreError(f"{location} is no path and no database URL.") from error
    kind = url.get_backend_name()
    if kind == "postgresql":
        raise StoreError("PostgreSQL archives are not there yet; give the path of an SQLite file.")
    if kind != "sqlite":
        raise StoreError(f"An archive cannot be kept in {kind}; give the path of an SQLite file.")
    if not url.database or url.database == ":memory:":
        raise StoreError("An archive needs a file: sqlite:///folder/archive.db.")
    return Path(url.database)
