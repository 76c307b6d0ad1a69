"""The use cases: read sources, annotate, find stories, compare. Files, processes and the network are touched here and
in the entry points; the stages below are functions from values to values."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version
from importlib.resources import as_file, files
from itertools import islice
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from twosource.errors import NothingToCompare, TwosourceError
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article, Rejection
from twosource.model.comparison import Comparison, Notice
from twosource.model.story import Story

if TYPE_CHECKING:
    from concurrent.futures import Future

    from twosource.compare.publishers import PublisherTable

READABLE_SUFFIXES = frozenset(
    {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".jsonld"}
)
"""What is read from a folder; a file named outright is read whatever its name."""

LARGEST_FILE = 512 * 1024 * 1024
"""Bytes. Larger files are refused before they are read into memory; single reports have a lower limit of their own."""

_CHUNK_ARTICLES = 8
"""Articles handed to a worker process at a time."""


def read_sources(
    names: Sequence[str], *, stdin: bytes | None = None, allow_private: bool = False
) -> Iterator[Article | Rejection]:
    """The articles of files, folders, `.jsonl` files, `-` (the bytes of `stdin`) and http(s) URLs, in the order named
    and within a folder by path; what cannot be read comes as a Rejection in its place. Nothing is raised."""
    for name in names:
        if name == "-":
            yield from _read(stdin or b"", "standard input")
        elif name.startswith(("http://", "https://")):
            yield from _read_url(name, allow_private=allow_private)
        else:
            yield from _read_path(Path(name))


def _read(
    data: bytes, name: str, media_type: str | None = None, url: str | None = None
) -> Iterator[Article | Rejection]:
    """The documents of `data`; a lone file that names no outlet is called after itself."""
    from twosource.ingest import read_document

    one_report = not url and not name.lower().endswith((".jsonl", ".ndjson"))
    for document in read_document(data, name=name, media_type=media_type, url=url):
        if one_report and isinstance(document, Article) and document.outlet is None:
            document = replace(document, outlet=PurePath(name).stem)
        yield document


def _read_url(url: str, *, allow_private: bool) -> Iterator[Article | Rejection]:
    from twosource.fetch.http import fetch_page

    page = fetch_page(url, allow_private=allow_private)
    if isinstance(page, Rejection):
        yield page
    else:
        yield from _read(page.content, page.url, page.media_type, page.url)


def _read_path(path: Path) -> Iterator[Article | Rejection]:
    try:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix.lower() in READABLE_SUFFIXES and p.is_file())
            if not inside:
                yield Rejection(str(path), "empty_folder", "the folder holds no .txt, .md, .html, .json or .jsonl file")
            for file in inside:
                yield from _read_path(file)
        elif not path.exists():
            yield Rejection(str(path), "missing_file", "there is no file or folder of this name")
        elif not path.is_file():
            yield Rejection(str(path), "not_a_file", "this is neither a file nor a folder")
        elif path.stat().st_size > LARGEST_FILE:
            yield Rejection(str(path), "too_large", f"the file is larger than {LARGEST_FILE // 2**20} MB: split it")
        else:
            yield from _read(path.read_bytes(), str(path))
    except (OSError, ValueError) as error:
        yield Rejection(str(path), "unreadable_file", f"the system would not read it: {error}")


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
    from loky import get_reusable_executor

    executor = get_reusable_executor(max_workers=workers, timeout=60, env={"OMP_NUM_THREADS": "1"})
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


def bundled_examples() -> dict[str, list[Article]]:
    """The invented stories that come with the package, by name: the reports of each in the order of their files."""
    stories = {}
    with as_file(files("twosource") / "examples") as folder:
        for story in sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith("_")):
            sources = [str(p) for p in sorted(story.iterdir()) if p.name != "expected.json"]
            read = list(read_sources(sources))
            stories[story.name] = [document for document in read if isinstance(document, Article)]
    return stories


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


__all__ = [
    "annotate",
    "annotate_many",
    "bundled_examples",
    "compare",
    "default_workers",
    "find_stories",
    "publisher_table",
    "read_sources",
    "user_publishers_file",
]
