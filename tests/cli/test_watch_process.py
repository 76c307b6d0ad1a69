"""`twosource watch` and `twosource ingest` as processes: how they stop when told to."""

import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.fetch.local_server import Server, answer, send
from twosource.service.archive import open_archive

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="signals are other things there")]
FEED = b"<?xml version='1.0'?><rss version='2.0'><channel><title>Varden Gazette</title></channel></rss>"
PATIENCE = 120.0


class Held:
    """An answer that is held back until `over` is set; `asked` is set when it is asked for."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.over = threading.Event()

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.set()
        self.over.wait(PATIENCE)
        send(handler, FEED)


def _start(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "twosource", *arguments, "--allow-private-addresses"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_heed_interrupts,
    )


def _heed_interrupts() -> None:
    """What a shell starts in the background ignores interrupts, and so does all that is started from it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _watch(server: Server, database: Path, *more: str) -> "subprocess.Popen[str]":
    return _start("watch", f"{server.base}/feed", "--db", str(database), *more)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_between_rounds_ends_the_watch_well(server: Server, tmp_path: Path, number: int) -> None:
    server.answers = {"/feed": answer(FEED)}
    process = _watch(server, tmp_path / "archive.db")
    assert process.stderr is not None
    first = process.stderr.readline()
    assert first.startswith("twosource: round 1: 0 new articles"), first
    process.send_signal(number)
    said, complaint = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert "Traceback" not in complaint
    assert said == ""


def test_signal_in_a_round_lets_it_end(server: Server, tmp_path: Path) -> None:
    held = Held()
    server.answers = {"/feed": held}
    process = _watch(server, tmp_path / "archive.db")
    assert held.asked.wait(PATIENCE)
    process.send_signal(signal.SIGTERM)
    assert process.stderr is not None
    assert process.stderr.readline().startswith("twosource: stopping after this round")
    held.over.set()
    _, complaint = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0
    assert complaint.startswith("twosource: round 1:")
    store = open_archive(tmp_path / "archive.db")
    try:
        assert [record.feed.kind for record in store.feeds()] == ["rss"], "what the round learned is kept"
    finally:
        store.close()


@pytest.mark.parametrize("second", [signal.SIGINT, signal.SIGTERM])
def test_second_signal_ends_it_at_once(server: Server, tmp_path: Path, second: int) -> None:
    held = Held()
    server.answers = {"/feed": held}
    process = _watch(server, tmp_path / "archive.db")
    assert held.asked.wait(PATIENCE)
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    process.stderr.readline()
    asked = time.monotonic()
    process.send_signal(second)
    _, complaint = process.communicate(timeout=PATIENCE)
    held.over.set()
    assert process.returncode == 130, complaint
    assert "Traceback" not in complaint
    assert time.monotonic() - asked < 12.0, "seconds; the feed would hang for fifteen"


def test_interrupted_ingest_says_how_to_go_on(server: Server, tmp_path: Path) -> None:
    held = Held()
    server.answers = {"/feed": held}
    process = _start("ingest", f"{server.base}/feed", "--db", str(tmp_path / "archive.db"))
    assert held.asked.wait(PATIENCE)
    process.send_signal(signal.SIGINT)
    _, complaint = process.communicate(timeout=PATIENCE)
    held.over.set()
    assert process.returncode == 130, complaint
    assert complaint.startswith("twosource: stopped.")
    assert "Traceback" not in complaint
