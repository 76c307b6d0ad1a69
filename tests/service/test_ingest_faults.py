"""Ingest against the worst: killed at any moment, two at a time, over the same documents again. Real processes."""

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.service.made_reports import run_ingest, write_reports
from twosource.service.archive import open_archive

ROOT = Path(__file__).parents[2]
REPORTS = 160
KILLS = 20


def _start(database: Path, *files: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.service.made_reports", str(database), *map(str, files)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def _finish(process: "subprocess.Popen[bytes]") -> None:
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said.decode()


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
def undisturbed(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = tmp_path_factory.mktemp("undisturbed") / "archive.db"
    run_ingest(database, reports)
    return database


@pytest.mark.slow
def test_killed_at_twenty_points_and_resumed_ends_as_if_undisturbed(
    reports: Path, undisturbed: Path, tmp_path: Path
) -> None:
    started = time.monotonic()
    run_ingest(tmp_path / "whole.db", reports)
    whole = time.monotonic() - started
    draw, database, killed = random.Random(20), tmp_path / "archive.db", 0
    for _ in range(4 * KILLS):
        process = _start(database, reports)
        _wait_for_first_write(process, database)
        time.sleep(draw.random() * whole / 4)
        killed += process.poll() is None
        process.kill()
        process.communicate()
        if killed == KILLS:
            break
        if _is_done(database, undisturbed):
            database.unlink()
    assert killed == KILLS
    _finish(_start(database, reports))
    assert _contents(database) == _contents(undisturbed)


def _wait_for_first_write(process: "subprocess.Popen[bytes]", database: Path) -> None:
    """Until the process has begun with the archive: before that there is nothing to disturb."""
    while process.poll() is None and not database.exists():
        time.sleep(0.005)


def _is_done(database: Path, undisturbed: Path) -> bool:
    try:
        return _contents(database) == _contents(undisturbed)
    except sqlite3.Error:
        return False


def test_same_documents_again_change_nothing(reports: Path, undisturbed: Path, tmp_path: Path) -> None:
    database = tmp_path / "archive.db"
    run_ingest(database, reports)
    run_ingest(database, reports)
    assert _contents(database) == _contents(undisturbed)


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
