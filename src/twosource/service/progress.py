"""How far a long use case has come, told to whoever shows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Stage = Literal["reading", "placing", "comparing", "fetching"]


@dataclass(frozen=True, slots=True)
class Step:
    """How far one stage has come: `done` of `total` (None where nobody knows how many there are). `begun` are those
    taken up, where taking up runs ahead of the work."""

    stage: Stage
    done: int
    total: int | None = None
    begun: int | None = None


Observer = Callable[[Step], None]


def unobserved(step: Step) -> None:
    """Tells nobody."""
