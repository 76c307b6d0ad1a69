"""The page in a real browser, where one is installed: its policy lets its own script run, and nothing is loaded."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from twosource.model.comparison import Comparison
from twosource.report.html import render_html

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="no Chromium is installed")
def test_the_script_runs_under_its_policy_and_lights_every_piece_of_a_mark(hostile: Comparison, tmp_path: Path) -> None:
    page = tmp_path / "account.html"
    page.write_text(render_html(hostile), encoding="utf-8")
    pieces = re.findall(r'data-of="([^"]+)"', page.read_text(encoding="utf-8"))
    anchor = pieces[0]
    done = subprocess.run(
        [
            str(BROWSER),
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--no-first-run",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--virtual-time-budget=5000",
            "--enable-logging=stderr",
            "--dump-dom",
            f"{page.as_uri()}#{anchor}",
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    lit = re.findall(r'<mark class="[^"]*\baimed\b[^"]*" data-of="([^"]+)"', done.stdout)
    assert lit == [anchor] * pieces.count(anchor)
    assert "CONSOLE" not in done.stderr
