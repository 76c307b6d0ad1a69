"""The archive a command works on, and its answers as JSON."""

import json
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import msgspec
import typer

from twosource.cli.exits import USAGE
from twosource.cli.streams import say, write_text
from twosource.model.archive import SearchFilter

if TYPE_CHECKING:
    from twosource.model.comparison import Standing
    from twosource.store.interface import Store


class StandingName(StrEnum):
    """How a statement can stand."""

    CORROBORATED = "corroborated"
    SHARED_ORIGIN = "shared_origin"
    SINGLE_SOURCE = "single_source"
    DISPUTED = "disputed"
    UNCLEAR = "unclear"


DbOption = Annotated[
    str | None,
    typer.Option(
        "--db",
        metavar="FILE",
        help="The archive. Default: what TWOSOURCE_DB names, else archive.db in your data folder.",
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON, one record a line, instead of a view to read.")]
LimitOption = Annotated[int, typer.Option("--limit", "-n", min=1, max=10_000, help="How many to show at most.")]
OffsetOption = Annotated[int, typer.Option("--offset", min=0, help="How many to pass over first.")]
OutletOption = Annotated[str | None, typer.Option("--outlet", help="Only this outlet.")]
SinceOption = Annotated[str | None, typer.Option("--since", metavar="DATE", help="From this day on (2026-11-01).")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DATE", help="Up to this day, inclusive.")]
SpeakerOption = Annotated[str | None, typer.Option("--speaker", help="Only where this speaker is quoted or cited.")]

StandingOption = Annotated[
    StandingName | None, typer.Option("--standing", help="Only with a statement of this standing.")
]


def open_for_reading(db: str | None) -> "Store":
    """The archive, which must be there; StoreError with what to do where it is not."""
    from twosource.service.archive import default_archive, open_archive

    location = db or str(default_archive())
    if "://" not in location and not Path(location).exists():
        from twosource.errors import StoreError

        raise StoreError(f"there is no archive at {location}: make one with `twosource ingest` or `twosource watch`")
    return open_archive(location, create=False)


def open_for_writing(db: str | None) -> "Store":
    """The archive, made where there is none."""
    from twosource.service.archive import open_archive

    return open_archive(db)


def search_filter(
    *,
    outlet: str | None = None,
    since: str | None = None,
    until: str | None = None,
    speaker: str | None = None,
    story: str | None = None,
    standing: StandingName | None = None,
) -> SearchFilter | None:
    """What the options narrow to, None where they do not. Ends the command where a date is none."""
    for name, day in (("--since", since), ("--until", until)):
        if day is not None and not _is_day(day):
            say(f"twosource: {name} needs a date such as 2026-11-22, not {day}")
            raise typer.Exit(USAGE)
    where = SearchFilter(outlet, since, until, speaker, story, cast("Standing | None", standing and standing.value))
    return None if where == SearchFilter() else where


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def write_records(records: Iterable[Any], output: Path | None = None) -> None:
    """Each value as a line of JSON in ASCII; dataclasses by their fields."""
    lines = [json.dumps(msgspec.to_builtins(record)) + "\n" for record in records]
    write_text("".join(lines), output)
