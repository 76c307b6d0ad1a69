"""Dates as articles carry them, as moments."""

from datetime import UTC, datetime


def read_moment(written: str | None) -> datetime | None:
    """The moment an ISO 8601 date or time means, with its zone: UTC where it names none, midnight where it is a day.
    None where there is no date to read."""
    try:
        moment = datetime.fromisoformat((written or "").strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
