"""`twosource demo`: the main job on the invented stories that come with the program."""

from typing import Annotated

import typer

from twosource.cli.compare import write_comparison
from twosource.cli.exits import FINE, USAGE
from twosource.cli.options import AllOption, Format, FormatOption, HtmlOption, OutputOption
from twosource.cli.reading import annotate_documents
from twosource.cli.streams import check_writable, say

_SHOWN_FIRST = "lindhaven-meeting"


def demo(
    story: Annotated[
        str | None,
        typer.Argument(metavar="STORY", help="Which of the stories to show; without it, the first is shown."),
    ] = None,
    format: FormatOption = Format.TERMINAL,
    output: OutputOption = None,
    html: HtmlOption = None,
    show_all: AllOption = False,
) -> None:
    """Compare the reports of an invented story that comes with the program."""
    from twosource import service

    check_writable(output, html)
    stories = service.bundled_examples()
    name = story or (_SHOWN_FIRST if _SHOWN_FIRST in stories else min(stories))
    if name not in stories:
        say(f"twosource: there is no story {name}. The stories are: {', '.join(sorted(stories))}.")
        raise typer.Exit(USAGE)
    comparison = service.compare(annotate_documents(tuple(stories[name]), None))
    write_comparison(comparison, format, output, show_all=show_all)
    if html is not None:
        write_comparison(comparison, Format.HTML, html)
        say(f"twosource: the page is in {html}")
    others = ", ".join(sorted(other for other in stories if other != name))
    say(f"twosource: this was the invented story {name}; others: {others} (twosource demo STORY)")
    raise typer.Exit(FINE)
