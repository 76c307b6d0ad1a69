"""`python -m evaluation [TASK …]`: every task against the corpora and its peers, in one run. Rewrites results.md and
fails where a figure falls below its floor in floors.json."""

import argparse
import sys
import time
from collections.abc import Sequence

from rich.console import Console

from evaluation.corpora import DATA
from evaluation.floors import check_floors
from evaluation.results import Result, write_results
from evaluation.tasks import TASKS

console = Console(highlight=False)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status: 0 when every floor holds, 1 when one does not."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("tasks", nargs="*", metavar="TASK", help=f"only these of: {', '.join(t.name for t in TASKS)}")
    chosen = parser.parse_args(arguments).tasks
    unknown = sorted(set(chosen) - {task.name for task in TASKS})
    if unknown:
        parser.error(f"no such task: {', '.join(unknown)}")
    results, skipped = [], []
    for task in TASKS:
        if chosen and task.name not in chosen:
            continue
        if task.needs_corpora and not DATA.is_dir():
            skipped.append(task.name)
            console.print(f"skipped {task.name}: its corpus is not here ({DATA})")
            continue
        begun = time.perf_counter()
        result = Result(task, task.evaluate())
        results.append(result)
        result.print(console, time.perf_counter() - begun)
    failures = check_floors(results)
    for failure in failures:
        console.print(f"below its floor: {failure}", style="bold red")
    if not chosen and not skipped:
        write_results(results)
    elif skipped:
        console.print(f"{len(skipped)} of {len(TASKS)} tasks skipped: evaluation/results.md stays as it was")
    console.print(f"{len(results) - len({f.task for f in failures})} passed, {len({f.task for f in failures})} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
