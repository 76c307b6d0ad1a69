"""Arguments and options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a result is written."""

    TERMINAL = "terminal"
    HTML = "html"
    MARKDOWN = "markdown"
    JSON = "json"


Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE",
        help="Files (.txt, .md, .html, .json), folders, .jsonl files with an article a line, http(s) addresses, "
        "or - for standard input.",
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to write the result.")]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write the result to this file instead of printing it."),
]
WorkersOption = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, max=256, help="Processes to read with. Default: what pays, up to the cores there are."
    ),
]
PrivateOption = Annotated[
    bool,
    typer.Option(
        "--allow-private-addresses",
        help="Also fetch addresses inside this machine's own network, which are refused otherwise.",
    ),
]
AllOption = Annotated[bool, typer.Option("--all", "-a", help="In the terminal, cut no list short.")]
ExcerptsOption = Annotated[
    bool,
    typer.Option("--excerpts", help="For publishing: only the words of the reports that are needed, with links."),
]
ExcerptWordsOption = Annotated[
    int | None,
    typer.Option(
        "--excerpts-words",
        min=0,
        metavar="WORDS",
        help="With --excerpts: words of one report at most, in all; never more than a quarter of it. Default: 200.",
    ),
]
HtmlOption = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Also write the account to this file as one HTML page.")
]
