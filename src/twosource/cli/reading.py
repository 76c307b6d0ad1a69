"""Reading what the command line names, and saying what could not be read."""

from dataclasses import dataclass

from twosource.cli.progress import progress
from twosource.cli.streams import read_standard_input, say
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article, Rejection

_SHOWN_REJECTIONS = 50
_ARTICLES_A_WORKER = 8
"""Below this a second process costs more time than it saves: loading the model takes longer than the reports."""


@dataclass(frozen=True, slots=True)
class Documents:
    """What was read, and what could not be."""

    articles: tuple[Article, ...]
    rejections: tuple[Rejection, ...]


def read_documents(sources: list[str], *, allow_private: bool) -> Documents:
    """The articles and rejections of everything named, in order; the rejections are listed on standard error."""
    from twosource import service

    stdin = read_standard_input(sources)
    articles: list[Article] = []
    rejections: list[Rejection] = []
    for document in service.read_sources(sources, stdin=stdin, allow_private=allow_private):
        if isinstance(document, Rejection):
            rejections.append(document)
        else:
            articles.append(document)
    _say_rejections(rejections)
    return Documents(tuple(articles), tuple(rejections))


def annotate_documents(articles: tuple[Article, ...], workers: int | None) -> list[AnnotatedArticle]:
    """The annotated articles in order, with a progress bar."""
    from twosource import service

    return list(
        progress(service.annotate_many(articles, choose_workers(len(articles), workers)), len(articles), "Reading")
    )


def choose_workers(articles: int, asked: int | None) -> int:
    """How many processes annotate: as many as asked for, else as many as pay, up to the cores there are."""
    from twosource import service

    return asked or max(1, min(service.default_workers(), articles // _ARTICLES_A_WORKER))


def _say_rejections(rejections: list[Rejection]) -> None:
    if not rejections:
        return
    say(f"twosource: {len(rejections)} document{'s' if len(rejections) > 1 else ''} could not be read:")
    for rejection in rejections[:_SHOWN_REJECTIONS]:
        say(f"  {rejection.document}: {rejection.detail} [{rejection.reason}]")
    if len(rejections) > _SHOWN_REJECTIONS:
        say(f"  … and {len(rejections) - _SHOWN_REJECTIONS} more")
