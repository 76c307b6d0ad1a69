"""Where the annotated corpora lie, and how they are read. They are not part of the project: without them the tasks that
need them are skipped."""

import json
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import twosource
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def read_lines(name: str) -> list[dict[str, Any]]:
    """The records of a .jsonl file below the data folder."""
    with (DATA / name).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def as_article(record: dict[str, Any]) -> Article:
    """The article of a corpus record."""
    known = {key: record.get(key) for key in ("title", "outlet", "url", "published") if record.get(key)}
    return Article.from_text(record["text"], id=record["id"], **known)


@lru_cache(maxsize=1)
def comparison_stories() -> list[dict[str, Any]]:
    """The annotated stories in file order, without the second reading."""
    paths = sorted(p for p in (DATA / "comparison").glob("*.json") if "second" not in p.name)
    return [json.loads(p.read_text(encoding="utf-8")) | {"name": p.stem} for p in paths]


def annotate_records(records: Iterable[dict[str, Any]], workers: int = 2) -> list[AnnotatedArticle]:
    """The records' articles, annotated, in order."""
    return list(twosource.annotate_many([as_article(record) for record in records], workers=workers))
