"""`twosource feeds`: which feeds `twosource watch` follows."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from twosource.cli.archive import DbOption, JsonOption, open_for_reading, open_for_writing, write_records
from twosource.cli.exits import FINE, NOTHING, PARTLY
from twosource.cli.options import OutputOption
from twosource.cli.streams import check_writable, say, write_text
from twosource.report.escape import visible
from twosource.report.vocabulary import counted

if TYPE_CHECKING:
    from twosource.model.feed import FetchState


def how_it_went(state: "FetchState") -> str:
    """How the last requests for a feed went, in plain words."""
    if not state.failures:
        return "well"
    times = "failed" if state.failures == 1 else f"failed {state.failures:,} times"
    code, parted, detail = (state.refusal or "").partition(": ")
    return f"{times}: {detail if parted else code}"


feeds = typer.Typer(no_args_is_help=True, help="List, add, remove and export the feeds that `watch` follows.")


@feeds.command("list", short_help="Show the feeds and how their last request went.")
def list_feeds(db: DbOption = None, json: JsonOption = False) -> None:
    """Show the feeds and how their last request went."""
    store = open_for_reading(db)
    try:
        found = store.feeds()
    finally:
        store.close()
    if json:
        write_records(found)
    else:
        lines = []
        for record in found:
            state = record.state
            asked = (
                f"asked {state.asked[:16].replace('T', ' ')} UTC, {how_it_went(state)}"
                if state.asked
                else "not asked yet"
            )
            name = f"{record.feed.title} " if record.feed.title else ""
            lines.append(visible(f"{name}{record.feed.url}  ({asked})") + "\n")
        write_text("".join(lines) or "No feeds.\n", None)
    raise typer.Exit(FINE)


@feeds.command("add", short_help="Follow feeds.")
def add_feeds(
    names: Annotated[
        list[str], typer.Argument(metavar="FEED", help="Addresses of feeds or news sitemaps, and feed lists (.opml).")
    ],
    outlet: Annotated[
        str | None, typer.Option("--outlet", help="The outlet's name, for feeds that do not say it well.")
    ] = None,
    db: DbOption = None,
    json: JsonOption = False,
) -> None:
    """Follow feeds; those followed already keep what is known of them and take the outlet that is named."""
    from twosource.service.ingesting import read_named_feeds

    named, rejections = read_named_feeds(names, outlet=outlet)
    for rejection in rejections:
        say(f"twosource: {rejection.document}: {rejection.detail} [{rejection.reason}]")
    store = open_for_writing(db)
    try:
        added = store.add_feeds(named)
    finally:
        store.close()
    if json:
        write_records([{"added": added, "named": len(named), "rejections": rejections}])
    else:
        say(f"twosource: {counted(added, 'new feed')} of {len(named):,} named")
    raise typer.Exit(PARTLY if rejections and named else NOTHING if rejections else FINE)


@feeds.command("remove", short_help="Stop following feeds; their articles stay.")
def remove_feeds(
    urls: Annotated[list[str], typer.Argument(metavar="URL", help="Addresses of feeds.")],
    db: DbOption = None,
    json: JsonOption = False,
) -> None:
    """Stop following feeds; their articles stay."""
    store = open_for_reading(db)
    try:
        missing = [url for url in urls if not store.remove_feed(url)]
    finally:
        store.close()
    if json:
        write_records([{"removed": [url for url in urls if url not in missing], "not_followed": missing}])
    else:
        for url in missing:
            say(f"twosource: {url} was not followed")
    raise typer.Exit(NOTHING if missing else FINE)


@feeds.command("export", short_help="Write the feeds as a feed list (OPML).")
def export_feeds(db: DbOption = None, output: OutputOption = None) -> None:
    """Write the feeds as a feed list (OPML), as other feed readers take it."""
    from twosource.ingest.opml import write_opml

    check_writable(output)
    store = open_for_reading(db)
    try:
        found = store.feeds()
    finally:
        store.close()
    write_text(write_opml([record.feed for record in found], "Feeds followed by Twosource"), output and Path(output))
    raise typer.Exit(FINE)
