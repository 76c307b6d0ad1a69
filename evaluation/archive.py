"""What keeping an archive costs. Ingest of real reports end to end beside annotating them alone, in one run; then, as
an archive of made reports grows to 100,000: milliseconds to place an article that arrives and to answer each kind of
question (`evaluation.searching`), seconds to take up the story finder's state, and the memory of the process."""

import argparse
import gc
import json
import re
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

from loky import get_reusable_executor

import twosource
from evaluation.corpora import DATA, as_article, read_lines
from evaluation.made_archive import ArchiveFiller
from evaluation.searching import measure
from evaluation.tasks import Figures
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.service import bundled_examples
from twosource.service.archive import ingest, open_archive, utc_now
from twosource.service.placing import ArticlePlacer
from twosource.service.progress import Step, unobserved
from twosource.store.interface import Store

ARTICLES = 1_000
SIZES = (1_000, 10_000, 100_000)
MEASURED = 100
"""Articles placed one by one at each size."""
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")
_VOWELS = str.maketrans("aeiou", "eioua")


def evaluate_ingest(number: int = ARTICLES, workers: int = 1) -> Figures:
    """Seconds on the wall and of the processor (all processes) that `annotate_many` and `ingest` take over the same
    articles, and the first as a share of the second."""
    articles = list(islice(real_articles(), number))
    list(twosource.annotate_many(articles[:16], workers=workers))
    alone = _Spent()
    for _ in twosource.annotate_many(articles, workers=workers):
        pass
    alone.stop()
    stages: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        store = open_archive(Path(folder) / "archive.db")
        whole = _Spent()

        def observe(step: Step) -> None:
            stages[step.stage] = time.perf_counter()

        ingest(store, articles, workers=workers, observer=observe)
        whole.stop()
        megabytes = sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6
        store.close()
    figures = {
        "articles": float(number),
        "annotate_seconds": round(alone.wall, 1),
        "ingest_seconds": round(whole.wall, 1),
        "placing_seconds": round(stages["placing"] - stages["reading"], 1),
        "comparing_seconds": round(stages["comparing"] - stages["placing"], 1),
        "ratio": round(alone.wall / whole.wall, 3),
        "annotate_processor": round(alone.processor, 1),
        "ingest_processor": round(whole.processor, 1),
        "processor_ratio": round(alone.processor / whole.processor, 3),
        "megabytes": round(megabytes, 1),
    }
    return {f"ingest, {workers} worker{'s' if workers > 1 else ''}": figures}


class _Spent:
    """Seconds since it was made until `stop`, those of worker processes included: they are ended by it."""

    def __init__(self) -> None:
        get_reusable_executor().shutdown(wait=True)
        self._wall, self._processor = time.perf_counter(), self._now()

    def stop(self) -> None:
        """Takes the time."""
        self.wall = time.perf_counter() - self._wall
        get_reusable_executor().shutdown(wait=True)
        self.processor = self._now() - self._processor

    def _now(self) -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + children.ru_utime + children.ru_stime


def real_articles() -> Iterator[Article]:
    """Reports of the corpus, else the bundled ones, again and again with other names and years: in each round the names
    differ, so that its stories are other stories."""
    if DATA.is_dir():
        articles = [as_article(record) for record in read_lines("stories/dev.jsonl")]
    else:
        articles = [article for story in bundled_examples().values() for article in story]
    for turn in count():
        for article in articles:
            title = _renamed(article.title or "", turn)
            published = _later(article.published, turn)
            again = replace(article, id=f"{article.id}-{turn}", text=_renamed(article.text, turn), title=title)
            yield replace(again, published=published, url=None)


def _renamed(text: str, turn: int) -> str:
    def name(match: re.Match[str]) -> str:
        word = match[0]
        for _ in range(turn % 5):
            word = word.translate(_VOWELS)
        return word + "nrmst"[turn // 5 % 5] if turn >= 5 else word

    return _NAME.sub(name, text)


def _later(published: str | None, turn: int) -> str | None:
    return str(int(published[:4]) + 12 * turn) + published[4:] if published else None


def evaluate_growth(sizes: Sequence[int] = SIZES) -> Figures:
    """The figures at each size, those of searching by kind of question, and the last over the first. Milliseconds are
    of the processor, seconds of the clock where it is not said otherwise."""
    figures: Figures = {}
    kinds: Figures = {}
    with tempfile.TemporaryDirectory() as folder:
        store = open_archive(Path(folder) / "archive.db")
        filler, stored = ArchiveFiller(store, sizes[-1] + MEASURED * len(sizes), placing=True), 0
        for size in sizes:
            wall, processor = time.perf_counter(), time.process_time()
            filler.fill(size - stored)
            row = _placing(store, filler.next(MEASURED)) | _searching(store, size, kinds)
            gc.collect()
            stored = size + MEASURED
            row |= {"resident_mib": _resident(), "megabytes": round((Path(folder) / "archive.db").stat().st_size / 1e6)}
            row["seconds"] = round(time.perf_counter() - wall)
            row["processor_seconds"] = round(time.process_time() - processor)
            figures[f"{size:,} stored"] = row
            print(f"{size:,} stored: {json.dumps(row)}", file=sys.stderr, flush=True)
        store.close()
    first, last = figures[f"{sizes[0]:,} stored"], figures[f"{sizes[-1]:,} stored"]
    growth = round(last["resident_mib"] - first["resident_mib"])
    ratio = round(last["placing_ms"] / first["placing_ms"], 2)
    return figures | {"twosource": {"placing_ratio": ratio, "resident_growth_mib": growth}} | kinds


def _placing(store: Store, articles: Iterator[AnnotatedArticle]) -> dict[str, float]:
    """Articles that arrive one at a time, by a placer that runs."""
    begun = time.process_time()
    placer = ArticlePlacer(store, utc_now, unobserved)
    restored = time.process_time() - begun
    spent: list[float] = []
    for article in articles:
        store.add_articles([article], utc_now())
        begun = time.process_time()
        placer.place_waiting()
        spent.append((time.process_time() - begun) * 1000)
    placer.place()
    return {
        "placing_ms": round(sum(spent) / len(spent), 2),
        "slowest_placing_ms": round(max(spent), 2),
        "taking_up_seconds": round(restored, 2),
    }


def _searching(store: Store, size: int, kinds: Figures) -> dict[str, float]:
    """The slowest kind of question, by its median and its 95th percentile; each kind goes into `kinds`."""
    found = measure(store)
    for kind, row in found.items():
        kinds.setdefault(kind, {}).update({f"{part}_{size}": spent for part, spent in row.items()})
    return {f"slowest_{part}_ms": max(row[part] for row in found.values()) for part in ("p50", "p95")}


def _resident() -> float:
    """MiB this process holds now; its peak where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmRSS"))
        return round(int(line.split()[1]) / 2**10)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (2**20 if sys.platform == "darwin" else 2**10))


def main() -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=ARTICLES, help="to ingest end to end; 0 for none")
    parser.add_argument("--stored", type=int, default=SIZES[-1], help="articles the archive grows to; 0 for none")
    asked = parser.parse_args()
    figures: Figures = {}
    if asked.articles:
        for workers in (1, 2):
            figures |= evaluate_ingest(asked.articles, workers)
    if asked.stored:
        figures |= evaluate_growth((*(size for size in SIZES if size < asked.stored), asked.stored))
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
