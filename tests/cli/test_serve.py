"""`twosource serve` as a program: it answers, and ends when it is interrupted, whoever is listening."""

import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from tests.store.build import written
from twosource.store import open_store


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="interrupts are sent otherwise there")
def test_it_answers_and_ends_well_while_someone_follows_the_events(tmp_path: Path) -> None:
    store = open_store(tmp_path / "archive.db")
    store.add_articles([written("post")], "2031-03-18T06:00:00Z")
    store.close()
    port = free_port()
    command = [sys.executable, "-m", "twosource", "serve", "--db", str(tmp_path / "archive.db"), "--port", str(port)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        address, ends = f"http://127.0.0.1:{port}/api/v1", time.monotonic() + 60
        while True:
            try:
                answer = urllib.request.urlopen(f"{address}/articles/post", timeout=10)
                break
            except OSError:
                assert process.poll() is None
                assert time.monotonic() < ends
                time.sleep(0.1)
        assert b"ferry" in answer.read()
        stream = urllib.request.urlopen(f"{address}/events/stream", timeout=10)
        assert stream.readline() == b"retry: 5000\n"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
    assert process.returncode == 0
    assert b"Traceback" not in said
    assert f"open http://127.0.0.1:{port}/".encode() in said
