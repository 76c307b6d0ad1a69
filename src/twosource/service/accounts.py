"""Annotating, grouping and comparing articles: the work that needs neither files nor the network."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from twosource.errors import NothingToCompare, TwosourceError
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.comparison import Comparison, Notice
from twosource.model.story import Story
from twosource.service.processes import worker_processes

if TYPE_CHECKING:
    from concurrent.futures import Future

    from twosource.compare.publishers import PublisherTable

_CHUNK_ARTICLES = 8
"""Articles handed to a worker process at a time."""


def annotate(article: Article) -> AnnotatedArticle:
    """The article with its layers: sentences, clauses, entities, attributions, times, quantities."""
    from twosource.annotate.pipeline import annotate_article

    return annotate_article(article)


def annotate_many(articles: Iterable[Article], workers: int = 1) -> Iterator[AnnotatedArticle]:
    """The annotated articles in input order. With several `workers` as many processes share the work; the input is
    consumed as results are taken, so that it may be longer than memory."""
    from twosource.annotate.pipeline import annotate_articles

    if workers <= 1:
        yield from annotate_articles(articles)
        return
    executor = worker_processes(workers)
    stream, running = iter(articles), deque["Future[list[AnnotatedArticle]]"]()
    while True:
        while len(running) < workers * 2 and (chunk := list(islice(stream, _CHUNK_ARTICLES))):
            running.append(executor.submit(_annotate_chunk, chunk))
        if not running:
            return
        yield from running.popleft().result()


def _annotate_chunk(articles: list[Article]) -> list[AnnotatedArticle]:
    from twosource.annotate.pipeline import annotate_articles

    return list(annotate_articles(articles))


def find_stories(articles: Iterable[Article]) -> list[Story]:
    """The articles grouped into stories, each placed once as it arrives, in published order."""
    from twosource.stories import find_stories as find

    return find(list(articles))


def compare(articles: Sequence[Article | AnnotatedArticle], *, workers: int = 1) -> Comparison:
    """One account of the articles. The same report given twice counts once, a report in a language without a model is
    left out; the comparison's notices say so. NothingToCompare where no article is given."""
    from twosource.compare.account import compare_articles

    if not articles:
        raise NothingToCompare("there is no report to compare")
    distinct, repeated = _distinct(articles)
    readable, foreign = _readable(distinct)
    waiting = [article for article in readable if isinstance(article, Article)]
    done = annotate_many(waiting, workers)
    annotated = [next(done) if isinstance(article, Article) else article for article in readable]
    table = publisher_table()
    comparison = compare_articles(annotated, table)
    publishers = {one.article.id: table.publisher_of(one.article) for one in annotated}
    provenance = {"twosource": version("twosource"), "publishers": publishers, **comparison.provenance}
    return replace(comparison, notices=(*repeated, *foreign, *comparison.notices), provenance=provenance)


def _article(item: Article | AnnotatedArticle) -> Article:
    return item if isinstance(item, Article) else item.article


def _distinct(
    articles: Sequence[Article | AnnotatedArticle],
) -> tuple[list[Article | AnnotatedArticle], tuple[Notice, ...]]:
    """The articles without exact repeats, and with ids that differ."""
    kept: list[Article | AnnotatedArticle] = []
    texts: dict[tuple[str | None, str], str] = {}
    ids: set[str] = set()
    notices = []
    for item in sorted(articles, key=lambda item: _order(_article(item))):
        article = _article(item)
        key = article.outlet, article.text
        if key in texts:
            notices.append(
                Notice(
                    "same_report_twice", f"the report of {article.name} was given twice and counts once", (texts[key],)
                )
            )
            continue
        if article.id in ids:
            article = replace(article, id=_free_id(article.id, ids))
            item = article if isinstance(item, Article) else replace(item, article=article)
        texts[key] = article.id
        ids.add(article.id)
        kept.append(item)
    return kept, tuple(notices)


def _order(article: Article) -> tuple[str, str, str, str]:
    """What fixes the place of an article in a comparison, whatever order the input came in."""
    return article.published or "", article.outlet or "", article.id, article.text


def _free_id(taken: str, ids: set[str]) -> str:
    number = 2
    while f"{taken}-{number}" in ids:
        number += 1
    return f"{taken}-{number}"


def _readable(
    articles: Sequence[Article | AnnotatedArticle],
) -> tuple[list[Article | AnnotatedArticle], tuple[Notice, ...]]:
    """The articles in a language there is a model for (English), and a notice for each other one."""
    from twosource.text.language import detect_language

    kept, notices = [], []
    for item in articles:
        article = _article(item)
        language = article.language or detect_language(article.text)
        if language is None or language.lower().startswith("en"):
            kept.append(item)
        else:
            message = f"the report of {article.name} is in language {language!r}, for which there is no model: left out"
            notices.append(Notice("unsupported_language", message, (article.id,)))
    return kept, tuple(notices)


def user_publishers_file() -> Path:
    """Where the user's own publisher table is looked for: what TWOSOURCE_PUBLISHERS names, else
    `twosource/publishers.toml` in the user's configuration folder (XDG_CONFIG_HOME, ~/.config)."""
    if named := os.environ.get("TWOSOURCE_PUBLISHERS"):
        return Path(named)
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "twosource" / "publishers.toml"


def publisher_table() -> "PublisherTable":
    """The publisher families and partners that count as one voice: the bundled table with the user's own over it.
    TwosourceError where the user's file cannot be read or is not of the documented form."""
    from twosource.compare.publishers import PublisherTableError, load_publishers

    own = user_publishers_file()
    try:
        return load_publishers(*([own] if own.is_file() else []))
    except (OSError, PublisherTableError) as error:
        raise TwosourceError(f"the publisher table {own} cannot be used: {error}") from error


def default_workers() -> int:
    """As many processes as this process may use cores."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
