"""`twosource stories` and `twosource story`: what the archive knows of events."""

from typing import TYPE_CHECKING, Annotated

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
from twosource.cli.compare import Excerpts, words_of_excerpts, write_comparison
from twosource.cli.exits import FINE, NOTHING
from twosource.cli.named import named_story
from twosource.cli.options import (
    AllOption,
    ExcerptsOption,
    ExcerptWordsOption,
    Format,
    FormatOption,
    OutputOption,
)
from twosource.cli.streams import check_writable, print_terminal, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from twosource.model.archive import StorySummary
    from twosource.model.comparison import Comparison
    from twosource.store.interface import Store


def stories(
    db: DbOption = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    speaker: SpeakerOption = None,
    standing: StandingOption = None,
    least_articles: Annotated[
        int, typer.Option("--least-articles", min=1, help="Only stories with so many reports.")
    ] = 1,
    limit: LimitOption = 20,
    offset: OffsetOption = 0,
    json: JsonOption = False,
) -> None:
    """List the stories, the last changed first: their outlets, independent origins and how their statements stand."""
    from twosource.report.archive_terminal import render_stories

    where = search_filter(outlet=outlet, since=since, until=until, speaker=speaker, standing=standing)
    store = open_for_reading(db)
    try:
        found = store.stories(where, least_articles=least_articles, limit=limit, offset=offset)
        total = store.story_count() if where is None and least_articles == 1 else None
    finally:
        store.close()
    if json:
        write_records(found)
    else:
        print_terminal(lambda console: render_stories(found, console, total=total))
    raise typer.Exit(FINE)


def story(
    id: Annotated[str, typer.Argument(metavar="ID", help="The story's id or the beginning of it.")],
    db: DbOption = None,
    format: FormatOption = Format.TERMINAL,
    output: OutputOption = None,
    account: Annotated[
        int | None, typer.Option("--account", min=1, help="An earlier account of the story, by its number from 1.")
    ] = None,
    excerpts: ExcerptsOption = False,
    excerpts_words: ExcerptWordsOption = None,
    show_all: AllOption = False,
    why: Annotated[
        bool, typer.Option("--why", help="In the terminal, also show why each report was placed in the story.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
) -> None:
    """Show a story's account: what is confirmed twice, what rests on one origin, what does not match."""
    check_writable(output)
    written = Format.JSON if json else format
    most_words = words_of_excerpts(excerpts, excerpts_words)
    store = open_for_reading(db)
    try:
        summary = named_story(store, id)
        comparison = _account(store, summary, account)
        if comparison is None:
            say("twosource: there is no such account")
            raise typer.Exit(NOTHING)
        if written is Format.TERMINAL:
            drawing = _drawing(store, summary, comparison, show_all=show_all, most_words=most_words, why=why)
            print_terminal(drawing, output)
        else:
            write_comparison(comparison, written, output, most_words=most_words)
    finally:
        store.close()
    raise typer.Exit(FINE)


def _account(store: "Store", summary: "StorySummary", number: int | None) -> "Comparison | None":
    """The account asked for; the current one is made on the spot where the archive has none yet."""
    from twosource import service

    kept = store.comparison(summary.story.id, number)
    if kept is not None or number is not None:
        return kept
    return service.compare(store.story_articles(summary.story.id))


def _drawing(
    store: "Store",
    summary: "StorySummary",
    comparison: "Comparison",
    *,
    show_all: bool,
    most_words: int | None,
    why: bool,
) -> "Callable[[Console], None]":
    from twosource.report.archive_terminal import render_placements, render_story_header
    from twosource.report.terminal import render_terminal

    story_id = summary.story.id

    def draw(console: "Console") -> None:
        accounts = len(store.comparison_times(story_id))
        render_story_header(
            summary, console, merged=store.merges(story_id), carried_on_by=store.children(story_id), accounts=accounts
        )
        if why:
            names = {one.article.id: one.article.name for one in comparison.articles}
            render_placements(summary.story, names, console)
        excerpts: Excerpts = {} if most_words is None else {"excerpts": True, "most_words": most_words}
        render_terminal(comparison, console, show_all=show_all, **excerpts)

    return draw
