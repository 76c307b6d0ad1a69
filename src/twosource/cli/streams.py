"""Where a command writes: standard output, a file, and messages beside them on standard error."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from twosource.cli.exits import PIPE_CLOSED, USAGE
from twosource.report.escape import visible

if TYPE_CHECKING:
    from rich.console import Console

_WIDTH_IN_FILES = 100


def say(message: str) -> None:
    """Writes a line of plain text to standard error; control characters in it are shown, not sent."""
    encoding = getattr(sys.stderr, "encoding", None) or "ascii"
    line = visible(message).encode(encoding, "backslashreplace").decode(encoding)
    print(line, file=sys.stderr, flush=True)


def write_text(text: str, output: Path | None) -> None:
    """The text to the file as UTF-8, or to standard output in its own encoding where no file is named."""
    if output is None:
        _print(text)
        return
    try:
        output.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        say(f"twosource: cannot write {output}: {error.strerror or error}")
        raise typer.Exit(USAGE) from error


def _print(text: str) -> None:
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
        sys.stdout.flush()
    except BrokenPipeError as error:
        # What is left in the buffer would raise once more when the interpreter closes it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(PIPE_CLOSED) from error


def check_writable(*outputs: Path | None) -> None:
    """Ends the command before any work is done when the folder of an output file does not exist or the file is a
    folder."""
    for output in outputs:
        if output is None:
            continue
        if output.is_dir():
            say(f"twosource: cannot write {output}: it is a folder; name a file inside it")
            raise typer.Exit(USAGE)
        if not output.parent.is_dir():
            say(f"twosource: cannot write {output}: there is no folder {output.parent}; make it first")
            raise typer.Exit(USAGE)


def print_terminal(draw: Callable[["Console"], None], output: Path | None = None) -> None:
    """Draws on a console and writes what was drawn: to standard output with the colours and width of its terminal (80
    columns and no colour in a pipe), or without colour to the file."""
    from rich.console import Console

    if output is None:
        console = Console(markup=False, highlight=False, emoji=False)
    else:
        console = Console(file=io.StringIO(), width=_WIDTH_IN_FILES, no_color=True, markup=False, highlight=False)
    with console.capture() as capture:
        draw(console)
    write_text(capture.get(), output)


def read_standard_input(sources: list[str]) -> bytes | None:
    """All bytes of standard input when `-` is among the sources, else None."""
    return sys.stdin.buffer.read() if "-" in sources else None
