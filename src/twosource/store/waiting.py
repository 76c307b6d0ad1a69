"""Stories whose articles changed since their last comparison."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, func, select, update

from twosource.store.tables import stories


def make_wait(connection: Connection, numbers: Iterable[int]) -> None:
    """Puts the stories at the end of those that wait for a comparison; one that waits already keeps its place."""
    last = connection.execute(select(func.coalesce(func.max(stories.c.waiting), 0))).scalar_one()
    rows = [{"waits": number, "place": place} for place, number in enumerate(dict.fromkeys(numbers), last + 1)]
    if rows:
        connection.execute(_WAIT, rows)


_WAIT = (
    update(stories)
    .where(stories.c.number == bindparam("waits"), stories.c.waiting.is_(None))
    .values(waiting=bindparam("place"))
)
