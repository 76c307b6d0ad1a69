"""`twosource read`: reports annotated, each by itself."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from twosource.cli.exits import FINE, NOTHING, PARTLY, USAGE
from twosource.cli.options import AllOption, Format, FormatOption, OutputOption, PrivateOption, Sources, WorkersOption
from twosource.cli.progress import progress
from twosource.cli.reading import Documents, choose_workers, read_documents
from twosource.cli.streams import check_writable, print_terminal, say, write_text
from twosource.model.annotation import AnnotatedArticle

if TYPE_CHECKING:
    from rich.console import Console

_UNSAFE = re.compile(r"[^a-z0-9]+")


def read(
    sources: Sources,
    format: FormatOption = Format.TERMINAL,
    output: OutputOption = None,
    show_all: AllOption = False,
    workers: WorkersOption = None,
    allow_private_addresses: PrivateOption = False,
) -> None:
    """Show reports annotated: who is quoted saying what, names, dates and figures, each with its place.

    As JSON, one annotated article a line. As HTML, one page a report: with several reports, --output names a folder.
    """
    if format is not Format.HTML:
        check_writable(output)
    documents = read_documents(sources, allow_private=allow_private_addresses)
    if not documents.articles:
        say("twosource: there is no report to read. Name files, folders or addresses.")
        raise typer.Exit(NOTHING)
    if format is Format.HTML:
        _write_pages(documents, workers, output)
    elif format is Format.TERMINAL:
        _print_articles(documents, workers, output, show_all)
    else:
        _write_lines(documents, workers, format, output)
    raise typer.Exit(PARTLY if documents.rejections else FINE)


def _annotated(documents: Documents, workers: int | None) -> Iterator[AnnotatedArticle]:
    from twosource import service

    number = len(documents.articles)
    return progress(service.annotate_many(documents.articles, choose_workers(number, workers)), number, "Reading")


def _print_articles(documents: Documents, workers: int | None, output: Path | None, show_all: bool) -> None:
    from twosource.report.article_terminal import render_article_terminal

    def draw(console: "Console") -> None:
        for annotated in _annotated(documents, workers):
            render_article_terminal(annotated, console, show_all=show_all)

    print_terminal(draw, output)


def _write_lines(documents: Documents, workers: int | None, format: Format, output: Path | None) -> None:
    """JSON or Markdown: printed as each article is done, or all of it to the file at the end."""
    from twosource.report.article_markdown import render_article_markdown
    from twosource.report.json import render_article_json

    render = render_article_json if format is Format.JSON else render_article_markdown
    collected = []
    for annotated in _annotated(documents, workers):
        text = render(annotated).rstrip("\n") + ("\n" if format is Format.JSON else "\n\n")
        if output is None:
            write_text(text, None)
        else:
            collected.append(text)
    if output is not None:
        write_text("".join(collected), output)


def _write_pages(documents: Documents, workers: int | None, output: Path | None) -> None:
    from twosource.report.article_html import render_article_html

    if len(documents.articles) == 1 and not (output and output.is_dir()):
        check_writable(output)
        for annotated in _annotated(documents, workers):
            write_text(render_article_html(annotated), output)
        return
    if output is None or not output.is_dir():
        say("twosource: several reports make several pages: make a folder and name it with --output")
        raise typer.Exit(USAGE)
    for number, annotated in enumerate(_annotated(documents, workers), 1):
        article = annotated.article
        slug = _UNSAFE.sub("-", (article.outlet or article.title or "report").lower()).strip("-")[:40]
        write_text(render_article_html(annotated), output / f"{number:03d}-{slug or 'report'}.html")
