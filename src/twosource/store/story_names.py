"""Stories by id, by the beginning of one, and by the id of a story that went into another."""

from sqlalchemy import Connection, and_, func, select

from twosource.errors import BadQuery
from twosource.store.tables import stories

_CURRENT = func.coalesce(stories.c.merged_into, stories.c.number)


def story_number(connection: Connection, name: str) -> int | None:
    """The number of the story with that id or unambiguous beginning of one, of a merged one that of the story it went
    into; None where there is none, BadQuery where several stories begin so."""
    exact = connection.execute(select(_CURRENT).where(stories.c.id == name)).scalar_one_or_none()
    if exact is not None or not name:
        return exact
    # A range, unlike LIKE, is looked up in the index.
    begins = and_(stories.c.id >= name, stories.c.id < name + "\U0010ffff")
    found = set(connection.execute(select(_CURRENT).where(begins).distinct().limit(2)).scalars())
    if len(found) > 1:
        raise BadQuery(f"Several stories have an id that begins with “{name[:40]}”; write more of it.")
    return found.pop() if found else None
