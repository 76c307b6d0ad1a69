"""How far a long run has come: a bar a stage on standard error, shown only to people."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from twosource.service.progress import Observer, Stage, Step, unobserved

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_DOING: dict[Stage, str] = {
    "fetching": "Fetching pages",
    "reading": "Reading reports",
    "placing": "Finding stories",
    "comparing": "Comparing stories",
}

_ROOM_FOR_BARS = 64
"""Columns of a terminal; in a narrower one counts and the time left are shown without bars."""


@contextmanager
def stage_bars(share: Callable[[], float | None] = lambda: None) -> Iterator[Observer]:
    """An observer whose steps show as bars with count, rate and time left. `share` tells how much of the input has
    been read (0 to 1), for stages whose number of documents nobody knows beforehand."""
    if not sys.stderr.isatty():
        yield unobserved
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns: list[ProgressColumn] = [
        TextColumn("{task.description:<17}", markup=False),
        TextColumn("{task.fields[count]:>13}", markup=False),
        TimeRemainingColumn(),
    ]
    if console.width >= _ROOM_FOR_BARS:
        columns.insert(1, BarColumn(min(40, console.width - _ROOM_FOR_BARS + 12)))
        columns.insert(3, TextColumn("{task.fields[rate]:>9}", markup=False))
    with Progress(*columns, console=console, transient=True) as bars:
        yield _Bars(bars, share)


class _Bars:
    """Draws steps. A bar's scale is the number of documents where it is known, else thousandths of the input."""

    _SCALE = 1000

    def __init__(self, bars: "Progress", share: Callable[[], float | None]) -> None:
        self._bars = bars
        self._share = share
        self._tasks: dict[Stage, TaskID] = {}

    def __call__(self, step: Step) -> None:
        task = self._task(step.stage)
        elapsed = self._bars.tasks[task].elapsed or 0.0
        rate = f"{step.done / elapsed:,.1f}/s" if elapsed > 1 else ""
        count = f"{step.done:,}" if step.total is None else f"{step.done:,}/{step.total:,}"
        share = None if step.total is not None or step.stage != "reading" else self._share()
        total, completed = step.total, float(step.done)
        if share is not None:
            total, completed = self._SCALE, self._SCALE * share * step.done / max(1, step.begun or step.done)
        self._bars.update(task, total=total, completed=completed, count=count, rate=rate)

    def _task(self, stage: Stage) -> "TaskID":
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(_DOING[stage], total=None, count="", rate="")
        return self._tasks[stage]
