"""`twosource events`: what happened to stories."""

from enum import StrEnum
from typing import Annotated, cast, get_args

import typer

from twosource.cli.archive import DbOption, JsonOption, LimitOption, open_for_reading, write_records
from twosource.cli.exits import FINE
from twosource.cli.named import named_story
from twosource.cli.streams import print_terminal
from twosource.model.archive import EventKind

EventName = StrEnum("EventName", {kind.upper(): kind for kind in get_args(EventKind)})  # type: ignore[misc]


def events(
    db: DbOption = None,
    story: Annotated[
        str | None, typer.Option("--story", metavar="ID", help="Only of this story (its id or the beginning of it).")
    ] = None,
    kind: Annotated[
        list[EventName] | None, typer.Option("--kind", help="Only of this kind; may be given again.")
    ] = None,
    after: Annotated[
        int | None, typer.Option("--after", min=0, help="Only events after the one of this number.")
    ] = None,
    limit: LimitOption = 50,
    json: JsonOption = False,
) -> None:
    """Show what happened to stories: a second origin, a dispute, a correction. The newest first; with --after, in the
    order they happened.
    """
    from twosource.report.archive_terminal import render_events

    kinds = [cast(EventKind, name.value) for name in kind] if kind else None
    store = open_for_reading(db)
    try:
        known = named_story(store, story) if story else None
        found = store.events(
            after=after or 0,
            story=known.story.id if known else None,
            kinds=kinds,
            limit=limit,
            newest_first=after is None,
        )
        titles = store.story_titles([event.story for event in found])
    finally:
        store.close()
    if json:
        write_records(found)
    else:
        print_terminal(lambda console: render_events(found, console, titles=titles))
    raise typer.Exit(FINE)
