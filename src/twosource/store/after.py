"""Where a walk through all attributions goes on: after the one that was given last."""

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from twosource.errors import BadQuery
from twosource.model.archive import AttributionKey
from twosource.store.tables import articles, attributions


def following(connection: Connection, after: AttributionKey) -> list[ColumnElement[bool]]:
    """What attributions fulfil that come after the one named, with the newest article first and those without a date
    last: one condition for each stretch of that order, in order, so that an index finds its beginning. Where an edit
    has taken the attribution out, the walk goes on with the next article. BadQuery where the article is not stored."""
    row = connection.execute(
        select(articles.c.number, articles.c.moment).where(articles.c.id == after.article)
    ).one_or_none()
    if row is None:
        raise BadQuery("This cursor names no article of the archive: begin again.")
    named = and_(attributions.c.article == row.number, attributions.c.id == after.attribution)
    position = connection.execute(select(attributions.c.position).where(named).limit(1)).scalar_one_or_none()
    beyond = articles.c.id < after.article
    if position is not None:
        beyond = or_(beyond, and_(articles.c.id == after.article, attributions.c.position > position))
    if row.moment is None:
        return [and_(articles.c.moment.is_(None), beyond)]
    later = and_(articles.c.moment <= row.moment, or_(articles.c.moment < row.moment, beyond))
    return [later, articles.c.moment.is_(None)]
