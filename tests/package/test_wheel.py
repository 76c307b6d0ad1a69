"""What is published works alone: the wheel, in an environment with nothing but its dependencies."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
pytestmark = [pytest.mark.slow, pytest.mark.timeout(1200)]


def _run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=clean | {"NO_COLOR": "1"})
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    [wheel] = folder.glob("*.whl")
    return wheel


def test_wheel_carries_models_templates_examples_and_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "model.onnx",
        "tokenizer.json",
        "MODEL_CARD.md",
        ".html.j2",
        "varnholm-courier.txt",
        "py.typed",
        "LICENSE",
    ):
        assert any(name.endswith(wanted) for name in names), wanted
    assert not [name for name in names if name.startswith(("tests", "evaluation", "training"))]


def test_wheel_alone_runs_the_demo(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    python = environment / "bin" / "python"
    quiet = ["-q", "--disable-pip-version-check"]
    _run(python, "-m", "pip", "install", *quiet, "-r", ROOT / "requirements.lock", cwd=tmp_path)
    _run(python, "-m", "pip", "install", *quiet, "--no-deps", wheel, cwd=tmp_path)
    done = _run(environment / "bin" / "twosource", "demo", "--html", "demo.html", cwd=tmp_path)
    assert "origin" in done.stdout
    assert (tmp_path / "demo.html").read_text(encoding="utf-8").lstrip().lower().startswith("<!doctype html>")
