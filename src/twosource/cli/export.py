"""`twosource export`: the archive as tables."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from twosource.cli.archive import (
    DbOption,
    JsonOption,
    OutletOption,
    SinceOption,
    SpeakerOption,
    StandingOption,
    UntilOption,
    open_for_reading,
    search_filter,
    write_records,
)
from twosource.cli.exits import FINE, USAGE
from twosource.cli.named import in_named_story
from twosource.cli.streams import say
from twosource.report.vocabulary import counted


class TableFile(StrEnum):
    """How a table is written."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"


def export(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the tables go; made where there is none.")],
    db: DbOption = None,
    format: Annotated[TableFile, typer.Option("--format", "-f", help="How to write them.")] = TableFile.JSONL,
    table: Annotated[
        list[str] | None,
        typer.Option("--table", help="articles, attributions, claims or origins; may be given again. Default: all."),
    ] = None,
    outlet: OutletOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    speaker: SpeakerOption = None,
    story: Annotated[
        str | None, typer.Option("--story", metavar="ID", help="Only of this story (its id or the beginning of it).")
    ] = None,
    standing: StandingOption = None,
    json: JsonOption = False,
) -> None:
    """Write the articles, attributions, claims and their origins as tables, one file each."""
    from twosource.model.tables import TABLES
    from twosource.service.exporting import export_table

    names = [name for name in TABLES if not table or name in table]
    if table and (unknown := sorted(set(table) - set(TABLES))):
        say(f"twosource: there is no table {', '.join(unknown)}; there are {', '.join(TABLES)}")
        raise typer.Exit(USAGE)
    where = search_filter(outlet=outlet, since=since, until=until, speaker=speaker, story=story, standing=standing)
    store = open_for_reading(db)
    try:
        where = in_named_story(store, where)
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            file = folder / f"{name}.{format.value}"
            rows = export_table(store, name, file, format.value, where)
            if json:
                write_records([{"table": name, "file": str(file), "rows": rows}])
            else:
                say(f"twosource: {counted(rows, 'row')} in {file}")
    except OSError as error:
        say(f"twosource: cannot write to {folder}: {error.strerror or error}")
        raise typer.Exit(USAGE) from error
    finally:
        store.close()
    raise typer.Exit(FINE)
