"""Brings a database to the tables of today, or says why it cannot be used."""

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from twosource.errors import StoreError
from twosource.store import sqlite
from twosource.store.lock import WriteLock

NEWEST = "0008"
"""The newest step in migrations/versions; a test holds the two together."""
PATIENCE = 60.0


def prepare(engine: Engine, lock: WriteLock, location: str) -> None:
    """Makes the tables of a new archive, adds what an older one lacks, and refuses any other file. Several processes
    may do it at once: one does the work, in one transaction, the others wait for it."""
    try:
        with engine.connect() as connection:
            if _is_ready(connection, location):
                return
        with lock.held(PATIENCE):
            sqlite.use_wal(engine)
            with engine.connect().execution_options(**sqlite.WRITE) as connection, connection.begin():
                if not _is_ready(connection, location):
                    upgrade(connection)
    except DBAPIError as error:
        raise sqlite.plain_error(error.orig or error, location) from error
    except sqlite.DriverError as error:
        raise sqlite.plain_error(error, location) from error


def _is_ready(connection: Connection, location: str) -> bool:
    """Whether nothing is to be done; StoreError for a file that is none of ours or newer than this program."""
    if sqlite.is_empty(connection):
        return False
    if sqlite.application_of(connection) != sqlite.APPLICATION or not inspect(connection).has_table("alembic_version"):
        raise StoreError(f"{location} is a database of another program, not an archive of Twosource.")
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if version is not None and version > NEWEST:
        raise StoreError(
            f"The archive {location} was written by a newer version of Twosource (tables {version}, this version knows "
            f"{NEWEST}). Please update Twosource."
        )
    return version == NEWEST


def upgrade(connection: Connection, to: str = "head") -> None:
    """Runs the steps that are missing, in the running transaction of the connection."""
    # Alembic takes a quarter of a second to import, which an archive that is up to date need not wait for.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "twosource:store/migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    sqlite.mark_as_archive(connection)
