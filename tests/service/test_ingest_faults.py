"""Ingest against the worst: killed at any moment, two at a time, a full disk, over the same documents again. Real
processes."""

import multiprocessing
import os
import random
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from tests.service.made_reports import run_ingest, write_reports
from twosource.errors import StoreError
from twosource.service.archive import open_archive

REPORTS = 160
KILLS = 20
PATIENCE = 300.0
_PROCESSES: Any = multiprocessing.get_context("forkserver" if os.name == "posix" else "spawn")
if os.name == "posix":
    # Processes begin with everything imported: they are killed in their work, not while Python starts.
    _PROCESSES.set_forkserver_preload(["tests.service.made_reports", "twosource.compare.account", "twosource.stories"])


def _start(database: Path, *files: Path) -> BaseProcess:
    process: BaseProcess = _PROCESSES.Process(target=run_ingest, args=(database, *files))
    process.start()
    return process


def _finish(process: BaseProcess) -> None:
    process.join(PATIENCE)
    assert process.exitcode == 0


def _contents(database: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the search index, whose inner form depends on how it was cut into transactions."""
    connection = sqlite3.connect(database)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = sorted(name for name in names if not name.startswith(("article_search", "sqlite_")))
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in kept}
    finally:
        connection.close()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("made") / "reports.jsonl"
    write_reports(file, REPORTS)
    return file


@pytest.fixture(scope="module")
def undisturbed(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """The archive of a run that nothing disturbed, and the seconds it took."""
    database = tmp_path_factory.mktemp("undisturbed") / "archive.db"
    started = time.monotonic()
    run_ingest(database, reports)
    return database, time.monotonic() - started


@pytest.mark.slow
def test_killed_at_twenty_points_and_resumed_ends_as_if_undisturbed(
    reports: Path, undisturbed: tuple[Path, float], tmp_path: Path
) -> None:
    whole, seconds = undisturbed
    draw, database, killed = random.Random(20), tmp_path / "archive.db", 0
    for _ in range(4 * KILLS):
        process = _start(database, reports)
        _wait_for_first_write(process, database)
        time.sleep(draw.random() * seconds / 4)
        if process.is_alive():
            killed += 1
        else:  # quicker than the run that was measured
            seconds /= 2
        process.kill()
        process.join()
        if killed == KILLS:
            break
        if _is_done(database, whole):
            database.unlink()
    assert killed == KILLS
    _finish(_start(database, reports))
    assert _contents(database) == _contents(whole)


def _wait_for_first_write(process: BaseProcess, database: Path) -> None:
    """Until the process has begun with the archive: before that there is nothing to disturb."""
    while process.is_alive() and not database.exists():
        time.sleep(0.002)


def _is_done(database: Path, undisturbed: Path) -> bool:
    """Whether there is nothing left to disturb: looked at closely only where as many articles have accounts."""
    try:
        return _accounts(database) == _accounts(undisturbed) and _contents(database) == _contents(undisturbed)
    except sqlite3.Error:
        return False


def _accounts(database: Path) -> int:
    with closing(sqlite3.connect(database)) as connection:
        return int(connection.execute("SELECT count(*) FROM comparisons").fetchone()[0])


@pytest.mark.slow
def test_accounts_are_the_same_whatever_processes_make_them(
    reports: Path, undisturbed: tuple[Path, float], tmp_path: Path
) -> None:
    run_ingest(tmp_path / "archive.db", reports, compare_apart=True)
    assert _contents(tmp_path / "archive.db") == _contents(undisturbed[0])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=900k", "none", str(tmp_path)], capture_output=True)
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.slow
def test_full_disk_ends_ingest_in_plain_words_and_it_goes_on_with_more_room(
    reports: Path, undisturbed: tuple[Path, float], small_disk: Path
) -> None:
    database = small_disk / "archive.db"
    with pytest.raises(StoreError, match=r"disk is full|could not be read or written"):
        run_ingest(database, reports)
    subprocess.run(["mount", "-o", "remount,size=100m", str(small_disk)], check=True)
    run_ingest(database, reports)
    assert _contents(database) == _contents(undisturbed[0])


def test_same_documents_again_change_nothing(reports: Path, undisturbed: tuple[Path, float], tmp_path: Path) -> None:
    database = tmp_path / "archive.db"
    shutil.copy(undisturbed[0], database)
    run_ingest(database, reports)
    assert _contents(database) == _contents(undisturbed[0])


@pytest.mark.slow
def test_two_processes_at_once_lose_nothing_and_store_nothing_twice(tmp_path: Path) -> None:
    files = [tmp_path / "first.jsonl", tmp_path / "second.jsonl"]
    for seed, file in enumerate(files, 5):
        write_reports(file, 80, seed=seed)
        file.write_text(file.read_text().replace('{"id": "', f'{{"id": "{file.stem}-'))
    database = tmp_path / "archive.db"
    running = [_start(database, file) for file in (*files, files[0])]
    for process in running:
        _finish(process)
    expected = tmp_path / "expected.db"
    run_ingest(expected, *files)
    store, alone = open_archive(database), open_archive(expected)
    try:
        rows = [row["article"] for row in store.rows("articles")]
        assert sorted(rows) == sorted(row["article"] for row in alone.rows("articles"))
        assert dict(store.revised_articles(1000)) == dict(alone.revised_articles(1000))
        assert store.unplaced_count() == store.waiting_count() == 0
        placed = [article for story in store.stories(limit=1000) for article in story.story.articles]
        assert sorted(placed) == sorted(rows)
    finally:
        store.close()
        alone.close()
