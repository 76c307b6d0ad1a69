"""The days of a stream: when an article was published, and which day the stream has reached."""

from collections import deque
from datetime import UTC, datetime

from twosource.model.moments import read_moment

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAYS_REMEMBERED = 25
"""Most recent articles whose days tell which day the stream has reached."""
ONE_FALSE_OF = 8
"""Of so many recent articles one may be dated too late: a false date far ahead must not end every story."""


def read_day(published: str | None) -> float | None:
    """Days since the epoch; a time without a zone is taken as UTC. None where there is no date to read."""
    moment = read_moment(published)
    return None if moment is None else (moment - _EPOCH).total_seconds() / 86400


class StreamDays:
    """The days of the most recent articles."""

    def __init__(self, days: "deque[float] | tuple[float, ...]" = ()) -> None:
        self.recent: deque[float] = deque(days, maxlen=DAYS_REMEMBERED)

    def add(self, published: str | None) -> tuple[float, float]:
        """The day of an article that arrives, and the day the stream has reached with it: that of the latest recent
        article, but for one of each eight that may be dated falsely. An article without a date counts as published on
        the day reached."""
        day = read_day(published)
        if day is not None:
            self.recent.append(day)
        reached = sorted(self.recent)[-1 - len(self.recent) // ONE_FALSE_OF] if self.recent else 0.0
        return (reached if day is None else day), reached
