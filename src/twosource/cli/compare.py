"""`twosource compare`: several reports of one event in, one account out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypedDict

import typer

from twosource.cli.exits import FINE, NOTHING, PARTLY, USAGE
from twosource.cli.options import (
    AllOption,
    ExcerptsOption,
    ExcerptWordsOption,
    Format,
    FormatOption,
    HtmlOption,
    OutputOption,
    PrivateOption,
    Sources,
    WorkersOption,
)
from twosource.cli.reading import annotate_documents, read_documents
from twosource.cli.streams import check_writable, print_terminal, say, write_text

if TYPE_CHECKING:
    from twosource.model.comparison import Comparison


class Excerpts(TypedDict, total=False):
    """Whether an account is written for publishing, and with how many words of a report at most."""

    excerpts: bool
    most_words: int


_LEFT_OUT = frozenset({"other_event", "unsupported_language"})
"""Notices that say a report was read but not compared."""


def compare(
    sources: Sources,
    format: FormatOption = Format.TERMINAL,
    output: OutputOption = None,
    html: HtmlOption = None,
    excerpts: ExcerptsOption = False,
    excerpts_words: ExcerptWordsOption = None,
    export: Annotated[
        Path | None,
        typer.Option(
            "--export",
            metavar="FOLDER",
            help="Also write what other programs read: W3C annotations, schema.org, TimelineJS, GraphML, CSV, Parquet.",
        ),
    ] = None,
    show_all: AllOption = False,
    workers: WorkersOption = None,
    allow_private_addresses: PrivateOption = False,
) -> None:
    """Compare reports of one event: what is confirmed twice, what rests on one origin, what does not match.

    Every line of the account names the outlets that have it, the paragraph where it stands and why it counts as it
    does. Nothing is sent anywhere; only addresses you name are fetched.
    """
    from twosource import service

    check_writable(output, html)
    documents = read_documents(sources, allow_private=allow_private_addresses)
    if not documents.articles:
        say("twosource: there is no report to compare. Name two or more files, folders or addresses.")
        raise typer.Exit(NOTHING)
    comparison = service.compare(annotate_documents(documents.articles, workers))
    most_words = words_of_excerpts(excerpts, excerpts_words)
    write_comparison(comparison, format, output, most_words=most_words, show_all=show_all)
    if html is not None:
        write_comparison(comparison, Format.HTML, html, most_words=most_words)
        say(f"twosource: the page is in {html}")
    if export is not None:
        write_exports(comparison, export)
    raise typer.Exit(_outcome(comparison, rejected=len(documents.rejections)))


def words_of_excerpts(excerpts: bool, words: int | None) -> int | None:
    """The most words of one report that may be shown, None where nothing is left out; naming a number asks for
    excerpts."""
    from twosource.report.excerpt_budget import MOST_WORDS

    return (MOST_WORDS if words is None else words) if excerpts or words is not None else None


def write_comparison(
    comparison: "Comparison",
    format: Format,
    output: Path | None,
    *,
    most_words: int | None = None,
    show_all: bool = False,
) -> None:
    """The account in the format asked for, to the file or standard output; in excerpts where `most_words` is given."""
    excerpts: Excerpts = {} if most_words is None else {"excerpts": True, "most_words": most_words}
    if format is Format.TERMINAL:
        from twosource.report.terminal import render_terminal

        print_terminal(lambda console: render_terminal(comparison, console, show_all=show_all, **excerpts), output)
    else:
        write_text(_rendered(comparison, format, excerpts), output)


def write_exports(comparison: "Comparison", folder: Path) -> None:
    """Every export of the comparison as a file of the folder, which is made where there is none."""
    from twosource.report.exports.files import EXPORT_FILES

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file in EXPORT_FILES.values():
            (folder / file.name).write_bytes(file.render(comparison))
    except OSError as error:
        say(f"twosource: cannot write to {folder}: {error.strerror or error}")
        raise typer.Exit(USAGE) from error
    say(f"twosource: {len(EXPORT_FILES)} files are in {folder}")


def _rendered(comparison: "Comparison", format: Format, excerpts: "Excerpts") -> str:
    if format is Format.HTML:
        from twosource.report.html import render_html

        return render_html(comparison, **excerpts)
    if format is Format.MARKDOWN:
        from twosource.report.markdown import render_markdown

        return render_markdown(comparison, **excerpts)
    from twosource.report.json import render_json

    return render_json(comparison, **excerpts) + "\n"


def _outcome(comparison: "Comparison", *, rejected: int) -> int:
    """The exit code, after saying why where it is not 0."""
    if len(comparison.articles) < 2:
        number = "only one report" if comparison.articles else "no report"
        say(f"twosource: there is {number} to go by, so nothing was compared. Name at least two.")
        return NOTHING
    if not (any(claim.standing != "single_source" for claim in comparison.claims) or comparison.shared_quotes):
        say("twosource: these reports share no statement, so nothing was compared. Do they report the same event?")
        return NOTHING
    left_out = any(notice.code in _LEFT_OUT for notice in comparison.notices)
    return PARTLY if rejected or left_out else FINE
