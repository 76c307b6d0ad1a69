"""The program: its commands, and what happens when one is interrupted or its reader goes away."""

import sys
from typing import Annotated

import typer

from twosource.cli.compare import compare
from twosource.cli.demo import demo
from twosource.cli.exits import INTERRUPTED, NOTHING
from twosource.cli.publishers import publishers
from twosource.cli.read import read
from twosource.cli.streams import say
from twosource.errors import TwosourceError

app = typer.Typer(
    name="twosource",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
app.command("compare", short_help="Several reports of one event in, one account out.")(compare)
app.command("read", short_help="Show reports annotated, each by itself.")(read)
app.command("demo", short_help="Compare the reports of an invented story.")(demo)
app.command("publishers", short_help="Show which outlets count as one publisher.")(publishers)


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"twosource {version('twosource')}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Read several outlets' reports of one event and get one account of it.

    Every statement carries who said it, where it stands in each report, and how many independent origins stand behind
    it. Nothing is ruled true or false.
    """


def run() -> None:
    """Runs the program with the arguments of the process and ends it with one of the documented exit codes."""
    try:
        app()
    except TwosourceError as error:
        say(f"twosource: {error}")
        sys.exit(NOTHING)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
