"""A full disk, a folder that may not be written, a damaged or locked file: plain words, and nothing lost."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.build import MORNING, NOON, written
from twosource.errors import StoreBusy, StoreError
from twosource.store import Store, open_store, sqlite

LONG = "The ferry struck the pier at noon. " * 300


def fill(store: Store) -> int:
    """Adds articles until there is no room; how many were stored."""
    for count in range(10_000):
        refusal = None
        try:
            store.add_articles([written(f"a{count}", LONG + os.urandom(8000).hex())], MORNING)
        except StoreError as error:
            refusal = str(error)
        if refusal is not None:
            assert "the disk is full" in refusal or "could not be read or written" in refusal
            return count
    raise AssertionError("there was room for everything")


def check_whole(path: Path, count: int) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    store = open_store(path)
    assert store.article_count() == count
    assert store.search("ferry").total == count
    assert store.article(f"a{count - 1}") is not None
    assert store.article(f"a{count}") is None
    assert store.add_articles([written(f"a{count}")], NOON) == 1
    store.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(tmp_path)], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.slow
def test_a_full_disk(small_disk: Path) -> None:
    path = small_disk / "archive.db"
    room = small_disk / "room"
    room.write_bytes(bytes(1_400_000))
    store = open_store(path)
    count = fill(store)
    assert count > 0
    assert store.article_count() == count
    room.unlink()
    store.close()
    check_whole(path, count)


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    store = open_store(path)
    with store.writing():
        engine = store._engine  # type: ignore[attr-defined]
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 60}")
        count = fill(store)
    assert count > 0
    store.close()
    check_whole(path, count)


LIMITED = """
import resource, sys
from tests.store.test_faults import fill
from twosource.store import open_store
store = open_store(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, resource.RLIM_INFINITY))
print(fill(store))
store.close()
"""


@pytest.mark.slow
def test_a_limit_of_the_operating_system(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(path)], cwd=root, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    check_whole(path, int(done.stdout))


def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the administrator may write everywhere")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(StoreError, match="cannot be"):
            open_store(tmp_path / "archive.db")
    finally:
        tmp_path.chmod(0o700)


def test_a_read_only_file(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    open_store(path).close()
    engine = sqlite.connect(path)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        error = None
        try:
            connection.exec_driver_sql("INSERT INTO marks VALUES ('m', 1)")
        except Exception as raised:
            error = sqlite.plain_error(raised.orig, "x")  # type: ignore[attr-defined]
    assert "may not be written" in str(error)


def test_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    store = open_store(path)
    store.add_articles([written(f"a{number}", LONG) for number in range(40)], MORNING)
    store.close()
    data = bytearray(path.read_bytes())
    data[4096 * 2 :] = os.urandom(len(data) - 4096 * 2)
    path.write_bytes(data)

    def read_all() -> None:
        damaged = open_store(path)
        for number in range(40):
            damaged.article(f"a{number}")
        damaged.search("ferry")

    with pytest.raises(StoreError, match="damaged"):
        read_all()


def test_a_damaged_record(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    store = open_store(path)
    store.add_articles([written("a", LONG)], MORNING)
    connection = sqlite3.connect(path)
    for damaged in (b"", b"\x01", b"\x01abc", b"\x00\xc1", b"\x00\x81\xa6tokens\x05"):
        connection.execute("UPDATE revisions SET layers = ?", (damaged,))
        connection.commit()
        with pytest.raises(StoreError, match="damaged"):
            store.article("a")
    connection.close()
    store.close()


def test_a_file_that_another_program_keeps_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.1)
    path = tmp_path / "archive.db"
    store = open_store(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert store.article_count() == 0
    with pytest.raises(StoreBusy, match="Another process"):
        store.add_articles([written("a")], MORNING)
    other.execute("ROLLBACK")
    other.close()
    assert store.add_articles([written("a")], MORNING) == 1
    store.close()


def test_a_lock_that_cannot_be_made(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    (tmp_path / "archive.db.lock").mkdir()
    with pytest.raises(StoreError, match="cannot be locked"):
        open_store(path)
