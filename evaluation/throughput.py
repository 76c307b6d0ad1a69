"""Words a second of `annotate_many` with 1 and 2 workers against bare spaCy with the same model on the same texts in
the same run, and wall time and memory of `twosource compare` on two reports of 600 words from a cold start."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import twosource
from evaluation.corpora import DATA, read_lines
from evaluation.tasks import Figures
from twosource.annotate.syntax import load_model
from twosource.model.article import Article
from twosource.service import bundled_examples

WORDS = 60_000
"""Words timed: long enough that start-up costs (which are left out by a warm-up) and noise stay small."""

_COLD_RUN = """
import pathlib, runpy, sys
sys.argv = ["twosource", *sys.argv[1:]]
try:
    runpy.run_module("twosource", run_name="__main__")
except SystemExit:
    pass
status = pathlib.Path("/proc/self/status")
lines = status.read_text().splitlines() if status.exists() else []
print(*[line.split()[1] for line in lines if line.startswith("VmHWM")] or ["0"], file=sys.stderr)
"""
"""Runs the command and says its peak memory in KiB (0 where the system does not tell). The peak that the usual resource
accounting gives counts the parent's memory before the start too."""


def _texts() -> list[str]:
    if DATA.is_dir():
        texts = [record["text"] for record in read_lines("stories/dev.jsonl")]
    else:
        texts = [article.text for story in bundled_examples().values() for article in story] * 20
    chosen, words = [], 0
    for text in texts:
        if words < WORDS:
            chosen.append(text)
            words += len(text.split())
    return chosen


def _seconds(run: Callable[[], Iterable[object]]) -> float:
    begun = time.perf_counter()
    for _ in run():
        pass
    return time.perf_counter() - begun


def _cold_start() -> dict[str, float]:
    """Wall seconds and peak MiB of comparing two reports of about 600 words in a new process."""
    texts = [" ".join(text.split(" ")[:600]) for text in _texts()[:2]]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports.jsonl"
        records = [{"id": str(n), "outlet": f"outlet {n}", "text": text} for n, text in enumerate(texts)]
        source.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
        command = [sys.executable, "-c", _COLD_RUN, "compare", str(source), "--format", "json"]
        begun = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
        seconds = time.perf_counter() - begun
    return {"seconds": round(seconds, 2), "peak_mib": round(int(done.stderr.split()[-1]) / 2**10)}


def evaluate() -> Figures:
    """Words a second and the ratio to bare spaCy of the same run; seconds and MiB of a cold comparison."""
    texts = _texts()
    words = sum(len(text.split()) for text in texts)
    articles = [Article.from_text(text) for text in texts]
    nlp = load_model()
    list(nlp.pipe(texts[:5]))
    for workers in (1, 2):
        list(twosource.annotate_many(articles[:32], workers=workers))
    bare = _seconds(lambda: nlp.pipe(texts))
    one = _seconds(lambda: twosource.annotate_many(articles, workers=1))
    two = _seconds(lambda: twosource.annotate_many(articles, workers=2))
    return {
        "spaCy alone": {"words_per_second": round(words / bare), "ratio": 1.0},
        "twosource, 1 worker": {"words_per_second": round(words / one), "ratio": round(bare / one, 3)},
        "twosource, 2 workers": {"words_per_second": round(words / two), "ratio": round(bare / two, 3)},
        "twosource compare, cold start": _cold_start(),
    }


if __name__ == "__main__":
    print(json.dumps(evaluate(), indent=2))
