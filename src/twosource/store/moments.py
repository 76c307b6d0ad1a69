"""Dates and times of articles as points on one line."""

from datetime import UTC, datetime, timedelta

from twosource.errors import BadQuery
from twosource.model.moments import read_moment

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def moment_of(published: str | None) -> int | None:
    """Microseconds since 1970; a time without a zone is taken as UTC. None where there is no date to read."""
    moment = read_moment(published)
    return None if moment is None else _microseconds(moment)


def day_of(published: str | None) -> str | None:
    """The ISO date as the article gives it, None where there is none to read."""
    return published.strip()[:10] if published and moment_of(published) is not None else None


def day_of_moment(moment: int | None) -> str | None:
    """The ISO date of a moment in UTC."""
    return None if moment is None else (_EPOCH + moment * _MICROSECOND).date().isoformat()


def first_moment(date: str) -> int:
    """The first microsecond of a year, month, day or time in ISO 8601; BadQuery where it is none."""
    return _microseconds(_period(date)[0])


def end_moment(date: str) -> int:
    """The first microsecond after a year, month, day or time in ISO 8601; BadQuery where it is none."""
    return _microseconds(_period(date)[1])


def _period(date: str) -> tuple[datetime, datetime]:
    written = date.strip()
    try:
        if len(written) == 4:
            start = datetime(int(written), 1, 1)
            return start, datetime.max if start.year == 9999 else datetime(start.year + 1, 1, 1)
        if len(written) == 7 and written[4] == "-":
            start = datetime.fromisoformat(written + "-01")
            return start, _later(start, timedelta(days=32)).replace(day=1)
        start = datetime.fromisoformat(written)
        return start, _later(start, timedelta(days=1) if len(written) in (8, 10) else timedelta(microseconds=1))
    except (ValueError, OverflowError) as error:
        raise BadQuery(f"“{date[:40]}” is no date; write it as 2024-10-22, 2024-10 or 2024.") from error


def _later(start: datetime, step: timedelta) -> datetime:
    try:
        return start + step
    except OverflowError:
        return start.replace(month=12, day=31, hour=23, minute=59, second=59)


def _microseconds(moment: datetime) -> int:
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - _EPOCH) // _MICROSECOND
