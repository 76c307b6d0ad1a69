"""`twosource revisions`: what was changed after publication."""

from typing import Annotated

import typer

from twosource.cli.archive import DbOption, JsonOption, LimitOption, open_for_reading, write_records
from twosource.cli.exits import FINE
from twosource.cli.named import named_article
from twosource.cli.options import AllOption
from twosource.cli.streams import print_terminal


def revisions(
    article: Annotated[
        str | None,
        typer.Argument(
            metavar="ARTICLE", help="The article's id, the beginning of it, or its address. None: all that changed."
        ),
    ] = None,
    db: DbOption = None,
    limit: LimitOption = 20,
    show_all: AllOption = False,
    json: JsonOption = False,
) -> None:
    """Show what was changed in an article after publication, declared or silent, or which articles were changed."""
    from twosource.report.revisions_terminal import render_revised_articles, render_revisions

    store = open_for_reading(db)
    try:
        if article is not None:
            editions = store.revisions(named_article(store, article).id)
        else:
            changed = [
                (store.revisions(changed_id)[-1], number) for changed_id, number in store.revised_articles(limit)
            ]
    finally:
        store.close()
    if article is None:
        if json:
            write_records(revision for revision, _ in changed)
        else:
            print_terminal(lambda console: render_revised_articles(changed, console))
        raise typer.Exit(FINE)
    if json:
        write_records(editions)
    else:
        print_terminal(lambda console: render_revisions(editions, console, show_all=show_all))
    raise typer.Exit(FINE)
