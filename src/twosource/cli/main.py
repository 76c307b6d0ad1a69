"""The program: its commands, and what happens when one is interrupted or its reader goes away."""

import sys
from typing import Annotated

import typer

from twosource.cli.compare import compare
from twosource.cli.demo import demo
from twosource.cli.events import events
from twosource.cli.exits import INTERRUPTED, NOTHING
from twosource.cli.export import export
from twosource.cli.feeds import feeds
from twosource.cli.ingest import ingest
from twosource.cli.outlets import outlets, rejections
from twosource.cli.publishers import publishers
from twosource.cli.read import read
from twosource.cli.revisions import revisions
from twosource.cli.search import search
from twosource.cli.serve import serve
from twosource.cli.stories import stories, story
from twosource.cli.streams import say
from twosource.cli.watch import watch
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
app.command("ingest", short_help="Put reports into the archive: files, web archives, feeds.")(ingest)
app.command("watch", short_help="Follow feeds until stopped.")(watch)
app.command("stories", short_help="List the archive's stories.")(stories)
app.command("story", short_help="Show a story's account.")(story)
app.command("search", short_help="Search the archive's articles.")(search)
app.command("revisions", short_help="Show what was changed after publication.")(revisions)
app.command("events", short_help="Show what happened to stories.")(events)
app.command("outlets", short_help="List the archive's outlets.")(outlets)
app.command("export", short_help="Write the archive as tables.")(export)
app.command("serve", short_help="Show the archive in the browser.")(serve)
app.add_typer(feeds, name="feeds", short_help="The feeds that `watch` follows.")
app.command("rejections", short_help="List what could not be read.")(rejections)


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
