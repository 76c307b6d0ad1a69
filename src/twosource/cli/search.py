"""`twosource search`: articles of the archive by their words."""

from typing import Annotated

import typer

from twosource.cli.archive import (
    DbOption,
    JsonOption,
    LimitOption,
    OffsetOption,
    OutletOption,
    SinceOption,
    SpeakerOption,
    StandingOption,
    UntilOption,
    open_for_reading,
    search_filter,
    write_records,
)
from twosource.cli.exits import FINE, NOTHING
from twosource.cli.named import in_named_story
from twosource.cli.streams import print_terminal


def search(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS",
            help='Words, "phrases", -without, begin* of words. None: everything the options let through.',
        ),
    ] = None,
    db: DbOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    speaker: SpeakerOption = None,
    story: Annotated[
        str | None, typer.Option("--story", metavar="ID", help="Only of this story (its id or the beginning of it).")
    ] = None,
    standing: StandingOption = None,
    limit: LimitOption = 20,
    offset: OffsetOption = 0,
    json: JsonOption = False,
) -> None:
    """Search the articles' titles and texts, the best matches first."""
    from twosource.report.archive_terminal import render_search

    where = search_filter(outlet=outlet, since=since, until=until, speaker=speaker, story=story, standing=standing)
    store = open_for_reading(db)
    try:
        where = in_named_story(store, where)
        page = store.search(" ".join(words or []), where, limit=limit, offset=offset)
        titles = store.story_titles([hit.story for hit in page.hits if hit.story])
    finally:
        store.close()
    if json:
        write_records(page.hits)
    else:
        print_terminal(lambda console: render_search(page, console, offset=offset, titles=titles))
    raise typer.Exit(FINE if page.hits else NOTHING)
