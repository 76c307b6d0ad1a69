"""Time from outside, so that pacing and back-off can be tested without waiting."""

import threading
import time
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """What a fetcher knows of time. Time-outs of connections are the system's and do not go through it."""

    def now(self) -> datetime:
        """The date and time in UTC."""

    def monotonic(self) -> float:
        """Seconds since some moment; never goes back."""

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        """Comes back after `seconds`, or earlier when `condition`, which the caller holds, is notified."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The date and time in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment; never goes back."""
        return time.monotonic()

    def wait(self, condition: threading.Condition, seconds: float) -> None:
        """Comes back after `seconds`, or earlier when `condition`, which the caller holds, is notified."""
        condition.wait(seconds)
