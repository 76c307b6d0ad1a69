"""A progress bar on standard error, shown only to people: never in a pipe or a log."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
_WORTH_A_BAR = 3


def progress(items: Iterable[Item], total: int, doing: str) -> Iterator[Item]:
    """The items as they come; a bar counts them when there are several and standard error is a terminal."""
    if total < _WORTH_A_BAR or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(items, total=total, description=doing)
