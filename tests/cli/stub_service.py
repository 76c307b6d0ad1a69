"""A service that reads and compares nothing real: what the command line does with its answers is tested, not they."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.report.invented import lock_gate
from twosource.errors import ModelMissing
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article, Rejection
from twosource.model.comparison import Comparison, Notice


def read_sources(
    names: Sequence[str], *, stdin: bytes | None = None, allow_private: bool = False
) -> Iterator[Article | Rejection]:
    """Files named bad* are rejected; - is one article of the bytes given."""
    known = [annotated.article for annotated in lock_gate().articles]
    for number, name in enumerate(names):
        if name == "-":
            yield Article.from_text((stdin or b"").decode("utf-8"), outlet="standard input")
        elif Path(name).name.startswith("bad"):
            yield Rejection(name, "no_article", "the page holds no \x1b[31marticle")
        else:
            yield replace(
                known[number % 3], id=f"{known[number % 3].id}-{number}" if number > 2 else known[number % 3].id
            )


def annotate_many(articles: Sequence[Article], workers: int = 1) -> Iterator[AnnotatedArticle]:
    known = {annotated.article.id: annotated for annotated in lock_gate().articles}
    for article in articles:
        yield known.get(article.id, AnnotatedArticle(article))


def compare(articles: Sequence[AnnotatedArticle], *, workers: int = 1) -> Comparison:
    if any(annotated.article.text == "no model" for annotated in articles):
        raise ModelMissing("no English model is installed: pip install the-model")
    if any(annotated.article.text == "unrelated" for annotated in articles):
        return Comparison(tuple(articles), notices=(Notice("unrelated", "the reports are of different events"),))
    ids = {annotated.article.id for annotated in articles}
    whole = lock_gate()
    return whole if len(ids) > 1 else Comparison(tuple(articles))


def bundled_examples() -> dict[str, list[Article]]:
    return {"lock-gate": [annotated.article for annotated in lock_gate().articles], "other": []}


def default_workers() -> int:
    return 2


def install(monkeypatch: Any) -> None:
    """Puts these functions in the service's place."""
    from twosource import service

    for function in (read_sources, annotate_many, compare, bundled_examples, default_workers):
        monkeypatch.setattr(service, function.__name__, function)
