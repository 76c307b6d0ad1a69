"""`twosource compare`: several reports of one event in, one account out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twosource.cli.exits import FINE, NOTHING, PARTLY, USAGE
from twosource.cli.options import (
    AllOption,
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

_LEFT_OUT = frozenset({"other_event", "unsupported_language"})
"""Notices that say a report was read but not compared."""


def compare(
    sources: Sources,
    format: FormatOption = Format.TERMINAL,
    output: OutputOption = None,
    html: HtmlOption = None,
    excerpts: Annotated[
        bool,
        typer.Option("--excerpts", help="For publishing: only the words of the reports that are needed, with links."),
    ] = False,
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
    write_comparison(comparison, format, output, excerpts=excerpts, show_all=show_all)
    if html is not None:
        write_comparison(comparison, Format.HTML, html, excerpts=excerpts)
        say(f"twosource: the page is in {html}")
    if export is not None:
        write_exports(comparison, export)
    raise typer.Exit(_outcome(comparison, rejected=len(documents.rejections)))


def write_comparison(
    comparison: "Comparison", format: Format, output: Path | None, *, excerpts: bool = False, show_all: bool = False
) -> None:
    """The account in the format asked for, to the file or standard output."""
    if format is Format.TERMINAL:
        from twosource.report.terminal import render_terminal

        print_terminal(
            lambda console: render_terminal(comparison, console, show_all=show_all, excerpts=excerpts), output
        )
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


def _rendered(comparison: "Comparison", format: Format, excerpts: bool) -> str:
    if format is Format.HTML:
        from twosource.report.html import render_html

        return render_html(comparison, excerpts=excerpts)
    if format is Format.MARKDOWN:
        from twosource.report.markdown import render_markdown

        return render_markdown(comparison, excerpts=excerpts)
    from twosource.report.json import render_json

    return render_json(comparison, excerpts=excerpts) + "\n"


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
