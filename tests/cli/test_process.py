"""The program as a process: how fast it starts, and how it ends when its reader goes away."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = [sys.executable, "-m", "twosource"]


def environment(**values: str) -> dict[str, str]:
    return {**os.environ, "PYTHONWARNINGS": "default", **values}


def test_help_loads_no_heavy_package() -> None:
    code = (
        "import sys; from twosource.cli.main import app; "
        "heavy = ('spacy', 'numpy', 'rich', 'jinja2', 'httpx', 'lxml', 'onnxruntime'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(os.name == "nt", reason="there is no getrusage there")
def test_help_is_quick() -> None:
    import resource

    taken = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*PROGRAM, "--help"], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(taken) < 0.4, "seconds of processor time"


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_a_closed_pipe_ends_quietly() -> None:
    read_end, write_end = os.pipe()
    os.close(read_end)
    done = subprocess.run([*PROGRAM, "publishers"], stdout=write_end, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write_end)
    assert done.returncode == 141
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_a_terminal_that_knows_ascii_only_is_served(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[family]]\nname = "Ostvik-Ørsted"\noutlets = ["Ærlig Avis"]\n', encoding="utf-8")
    done = subprocess.run(
        [*PROGRAM, "publishers", "avis"],
        capture_output=True,
        check=True,
        env=environment(PYTHONIOENCODING="ascii", PYTHONUTF8="0", TWOSOURCE_PUBLISHERS=str(own)),
    )
    assert done.stdout.decode("ascii") == "Ostvik-\\xd8rsted\n  \\xc6rlig Avis\n"


def test_no_colour_in_a_pipe() -> None:
    done = subprocess.run([*PROGRAM, "publishers"], capture_output=True, check=True)
    assert b"\x1b" not in done.stdout
