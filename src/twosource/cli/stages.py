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


@contextmanager
def stage_bars(share: Callable[[], float | None] = lambda: None) -> Iterator[Observer]:
    """An observer whose steps show as bars with count, rate and time left. `share` tells how much of the input has
    been read (0 to 1), for stages whose number of documents nobody knows beforehand."""
    if not sys.stderr.isatty():
        yield unobserved
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description:<18}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[count]:>8,}", markup=False),
        TextColumn("{task.fields[rate]:>10}", markup=False),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
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
        rate = f"{step.done / elapsed:.1f}/s" if elapsed > 1 else ""
        share = None if step.total is not None else self._share()
        total = step.total if step.total is not None else (self._SCALE if share is not None else None)
        completed = step.done if share is None else share * self._SCALE
        self._bars.update(task, total=total, completed=completed, count=step.done, rate=rate)

    def _task(self, stage: Stage) -> "TaskID":
        if stage not in self._tasks:
            self._tasks[stage] = self._bars.add_task(_DOING[stage], total=None, count=0, rate="")
        return self._tasks[stage]
