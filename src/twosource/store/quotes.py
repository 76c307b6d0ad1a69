"""Attributions as rows, and how often each speaker is quoted by them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from twosource.store.tables import attributions, speakers

_COUNT = (
    update(speakers)
    .where(speakers.c.number == bindparam("quoted"))
    .values(quotes=speakers.c.quotes + bindparam("times"))
)


def add_attributions(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Stores rows of attributions."""
    if rows:
        connection.execute(insert(attributions), rows)
        _count(connection, Counter(row["speaker"] for row in rows if row["speaker"] is not None))


def drop_attributions(connection: Connection, article: int) -> None:
    """Takes out the attributions of an article."""
    own = attributions.c.article == article
    said = select(attributions.c.speaker, func.count()).where(own, attributions.c.speaker.is_not(None))
    rows = connection.execute(said.group_by(attributions.c.speaker)).all()
    _count(connection, {speaker: -times for speaker, times in rows})
    connection.execute(delete(attributions).where(own))


def _count(connection: Connection, times: Mapping[int, int]) -> None:
    if times:
        rows = [{"quoted": speaker, "times": count} for speaker, count in sorted(times.items())]
        connection.execute(_COUNT, rows)
