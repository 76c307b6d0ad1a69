"""The floors that no change may fall below. A floor only goes up (a ceiling, `at_most`, only down)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from evaluation.results import Result

FLOORS = Path(__file__).with_name("floors.json")


@dataclass(frozen=True, slots=True)
class Failure:
    """A figure on the wrong side of its limit."""

    task: str
    system: str
    figure: str
    value: float | None
    limit: str

    def __str__(self) -> str:
        return f"{self.task}: {self.system} {self.figure} is {self.value}, must be {self.limit}"


def check_floors(results: Iterable[Result]) -> list[Failure]:
    """The figures that break floors.json, {task: {system: {figure: {"at_least" | "at_most": limit}}}}. A figure that a
    floor names and a task no longer reports breaks it too."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    failures = []
    for result in results:
        for system, limits in floors.get(result.task.name, {}).items():
            for figure, limit in limits.items():
                value = result.figures.get(system, {}).get(figure)
                if value is None or value < limit.get("at_least", value) or value > limit.get("at_most", value):
                    wanted = " and ".join(f"{kind.replace('_', ' ')} {bound}" for kind, bound in limit.items())
                    failures.append(Failure(result.task.name, system, figure, value, wanted))
    return failures
