"""Several processes on one archive, and processes that are killed."""

import random
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.store.build import MORNING, written
from tests.store.writer import ARTICLES
from twosource.errors import StoreBusy
from twosource.store import open_store

ROOT = Path(__file__).parents[2]
KILLS = 10
pytestmark = pytest.mark.slow


def start(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.writer", *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finish(process: "subprocess.Popen[str]") -> str:
    out, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return out


def dump(path: Path) -> list[str]:
    """Everything in the archive, but for how the search index happens to be cut into blocks."""
    connection = sqlite3.connect(path)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO article_search(article_search, rank) VALUES ('integrity-check', 1)")
        return [line for line in connection.iterdump() if "article_search" not in line]
    finally:
        connection.close()


def wait_until_writing(process: "subprocess.Popen[str]") -> None:
    """Until it holds the right to write: what comes before (Python, imports) is not what is to be disturbed."""
    assert process.stdout is not None
    assert process.stdout.readline() == "writing\n"


def seconds_of_writing(archive: Path) -> float:
    process = start("go-on", str(archive))
    wait_until_writing(process)
    began = time.monotonic()
    finish(process)
    return time.monotonic() - began


def test_killed_at_any_moment_nothing_is_lost_and_nothing_is_twice(tmp_path: Path) -> None:
    undisturbed = tmp_path / "undisturbed.db"
    longest = seconds_of_writing(undisturbed)
    archive = tmp_path / "killed.db"
    chance = random.Random(6)
    killed = 0
    for _ in range(4 * KILLS):
        process = start("go-on", str(archive))
        wait_until_writing(process)
        time.sleep(longest * chance.uniform(0, 0.5))
        process.kill()
        process.communicate(timeout=60)
        if process.returncode == 0:  # quicker than the run that was measured: begin again, and do not wait so long
            longest /= 2
            archive.unlink()
            continue
        killed += 1
        store = open_store(archive)
        store.article_count()
        store.close()
        if killed == KILLS:
            break
    assert killed == KILLS
    finish(start("go-on", str(archive)))
    assert dump(archive) == dump(undisturbed)
    store = open_store(archive)
    assert (store.article_count(), store.search("ferry").total, len(store.events())) == (ARTICLES, ARTICLES, 12)
    store.close()


def test_two_processes_open_a_new_archive_and_write_at_once(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    writers = [start("count", str(archive), name, "25") for name in ("one", "two", "three")]
    for writer in writers:
        finish(writer)
    store = open_store(archive)
    assert store.mark("count") == 75
    assert store.article_count() == 75
    store.close()
    dump(archive)


def test_the_right_to_write_is_waited_for_and_dies_with_its_process(tmp_path: Path) -> None:
    archive = tmp_path / "archive.db"
    store = open_store(archive)
    holder = start("hold", str(archive))
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(StoreBusy, match="Another process is writing"), store.writing(0.1):
        pass
    assert "Another process is writing" in finish(start("wait", str(archive), "0.1"))
    assert store.article_count() == 0
    holder.kill()
    holder.communicate(timeout=60)
    with store.writing(5):
        store.add_articles([written("a")], MORNING)
    store.close()


def test_threads_take_turns(tmp_path: Path) -> None:
    store = open_store(tmp_path / "archive.db")

    def count() -> None:
        for _ in range(10):
            with store.batch():
                store.set_mark("count", (store.mark("count") or 0) + 1)

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert store.mark("count") == 40
    with store.writing():
        refused: list[BaseException] = []

        def try_it() -> None:
            try:
                with store.writing(0.05):
                    pass
            except StoreBusy as error:
                refused.append(error)

        other = threading.Thread(target=try_it)
        other.start()
        other.join(60)
        assert len(refused) == 1
    store.close()
