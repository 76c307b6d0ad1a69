"""Results as a table on the terminal and in results.md."""

from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table

from evaluation.tasks import Figures, Task

RESULTS = Path(__file__).with_name("results.md")


@dataclass(frozen=True, slots=True)
class Result:
    """The figures of one task."""

    task: Task
    figures: Figures

    def print(self, console: Console, seconds: float) -> None:
        """Writes the figures that matter as a table."""
        table = Table("", *self.task.shown, title=f"{self.task.title} ({seconds:.0f} s)", title_justify="left")
        for system, values in self.figures.items():
            table.add_row(system, *(_format(values.get(name)) for name in self.task.shown))
        console.print(table)

    def markdown(self) -> str:
        """A section of results.md: every figure of every system, the ones that matter first."""
        names = dict.fromkeys([*self.task.shown, *(name for values in self.figures.values() for name in values)])
        rows = [["", *names], ["---", *(["---:"] * len(names))]]
        for system, values in self.figures.items():
            rows.append([system, *(_format(values.get(name)) for name in names)])
        lines = [f"| {' | '.join(row)} |" for row in rows]
        return "\n".join([f"## {self.task.title}", "", *lines])


def _format(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value == int(value) and abs(value) > 1 else f"{value:.3f}"


def write_results(results: list[Result]) -> None:
    """Rewrites results.md."""
    head = (
        "# Results\n\nWritten by `make evaluate`: every task against the corpora and the peers, in one run. Floors are "
        "in `floors.json`. Speeds are of the machine of that run; read the ratios."
    )
    RESULTS.write_text("\n\n".join([head, *(result.markdown() for result in results)]) + "\n", encoding="utf-8")
