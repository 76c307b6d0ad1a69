"""`twosource outlets` and `twosource rejections`: what the archive was made of, and what it could not take."""

import typer

from twosource.cli.archive import DbOption, JsonOption, LimitOption, open_for_reading, write_records
from twosource.cli.exits import FINE
from twosource.cli.streams import print_terminal, write_text
from twosource.report.escape import visible


def outlets(db: DbOption = None, json: JsonOption = False) -> None:
    """List the outlets: their articles, stories, copies and days."""
    from twosource.report.archive_terminal import render_outlets

    store = open_for_reading(db)
    try:
        found = store.outlets()
    finally:
        store.close()
    if json:
        write_records(found)
    else:
        print_terminal(lambda console: render_outlets(found, console))
    raise typer.Exit(FINE)


def rejections(db: DbOption = None, limit: LimitOption = 100, json: JsonOption = False) -> None:
    """List the documents that could not be read, the newest first, each with its reason."""
    store = open_for_reading(db)
    try:
        found = store.rejections(limit)
    finally:
        store.close()
    if json:
        write_records(found)
    else:
        lines = [visible(f"{one.document}: {one.detail} [{one.reason}]") + "\n" for one in found]
        write_text("".join(lines) or "No rejections.\n", None)
    raise typer.Exit(FINE)
