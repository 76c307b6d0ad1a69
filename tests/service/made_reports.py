"""Made-up reports by the hundred, and a run of `ingest` over them that needs no models: quick enough to be killed and
started again many times."""

import json
import random
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from unittest.mock import patch

from twosource.model.annotation import AnnotatedArticle, Token
from twosource.model.article import Article
from twosource.model.span import Span
from twosource.service.archive import ingest, open_archive
from twosource.service.reading import read_sources

NOW = "2040-01-01T00:00:00.000000+00:00"
_SYLLABLES = ["bar", "den", "fol", "gri", "hul", "kes", "lor", "mun", "nar", "ost", "pel", "rin", "sko", "tav", "vel"]


def write_reports(file: Path, number: int, *, seed: int = 1) -> None:
    """Writes so many reports as JSON Lines, some four of each event, in no order of time; every tenth comes a second
    time in a changed edition, every twentieth is a copy under another name, and some lines are broken."""
    draw = random.Random(seed)
    common = [_word(draw) for _ in range(300)]
    lines = []
    for event in range(max(1, number // 4)):
        own = [_word(draw) for _ in range(25)]
        for report in range(4):
            words = [draw.choice(own if draw.random() < 0.5 else common) for _ in range(120)]
            record = {
                "id": f"{event}-{report}",
                "title": " ".join(draw.sample(own, 5)).capitalize(),
                "text": _prose(words),
                "outlet": f"Outlet {report}",
                "published": f"2031-{1 + event % 12:02d}-{1 + (event + report) % 28:02d}",
            }
            lines.append(json.dumps(record))
            if (event + report) % 10 == 0:
                lines.append(json.dumps(record | {"text": record["text"] + "\n\nCorrection: it was " + _word(draw)}))
            if (event + report) % 20 == 1:
                lines.append(json.dumps(record | {"id": f"{event}-copy", "outlet": "Reprint"}))
    lines[::37] = ['{"broken": '] * len(lines[::37])
    draw.shuffle(lines)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _word(draw: random.Random) -> str:
    return "".join(draw.choices(_SYLLABLES, k=draw.randint(2, 3)))


def _prose(words: list[str]) -> str:
    sentences = [" ".join(words[start : start + 12]).capitalize() + "." for start in range(0, len(words), 12)]
    return "The report is this. " + " ".join(sentences)


def annotate_lightly(articles: Iterable[Article], workers: int = 1) -> Iterator[AnnotatedArticle]:
    """Sentences and tokens, nothing else."""
    for article in articles:
        tokens, sentences, start = [], [], 0
        for sentence in article.text.split(". "):
            end = min(len(article.text), start + len(sentence) + 1)
            sentences.append(Span(start, end))
            place = start
            for word in sentence.split():
                tokens.append(Token(place, min(end, place + len(word)), word.lower(), "NOUN", "NN", "dep", 0, False))
                place += len(word) + 1
            start = end + 1
        yield AnnotatedArticle(article, tuple(sentences), tokens=tuple(tokens))


def run_ingest(database: Path, *files: Path, compare_apart: bool = False) -> None:
    """Ingests the files with one fixed time, so that two archives of the same files are the same to the byte; with
    `compare_apart`, stories are compared in processes of their own however few they are."""
    store = open_archive(database)
    try:
        with (
            patch("twosource.service.storing.annotate_many", annotate_lightly),
            patch("twosource.service.updating.WORTH_PROCESSES", 1 if compare_apart else sys.maxsize),
        ):
            ingest(store, read_sources([str(file) for file in files]), now=lambda: NOW, workers=2)
    finally:
        store.close()
