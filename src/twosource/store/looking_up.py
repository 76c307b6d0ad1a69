"""What a name that a person writes can mean: ids, the beginnings of ids, addresses."""

from sqlalchemy import ColumnElement, and_, select

from twosource.model.article import Article
from twosource.store.articles import article_of, article_query
from twosource.store.database import Database
from twosource.store.tables import articles, revisions, stories

SHORTEST_BEGINNING = 4
"""Characters of an article's id from which a beginning of it is looked for."""


class LookUpStore(Database):
    """The part of the store that finds out what is meant."""

    def articles_named(self, name: str, limit: int = 20) -> tuple[Article, ...]:
        """The articles that `name` can mean: the one with that id, else those at that address, else those whose id
        begins with it."""
        with self._reading() as connection:
            for where in _meanings(name):
                found = article_query().where(where).order_by(articles.c.id).limit(max(0, limit))
                if rows := connection.execute(found).all():
                    return tuple(map(article_of, rows))
        return ()

    def stories_named(self, beginning: str, limit: int = 20) -> tuple[str, ...]:
        """The ids of the stories that begin so, merged ones too, in order."""
        query = select(stories.c.id).where(_begins(stories.c.id, beginning))
        with self._reading() as connection:
            return tuple(connection.execute(query.order_by(stories.c.id).limit(max(0, limit))).scalars())


def _meanings(name: str) -> list[ColumnElement[bool]]:
    meanings: list[ColumnElement[bool]] = [articles.c.id == name]
    if name.startswith(("http://", "https://")):
        meanings.append(articles.c.number.in_(select(revisions.c.article).where(revisions.c.url == name)))
    if len(name) >= SHORTEST_BEGINNING:
        meanings.append(_begins(articles.c.id, name))
    return meanings


def _begins(column: ColumnElement[str], beginning: str) -> ColumnElement[bool]:
    # A range, unlike LIKE, is looked up in the index.
    return and_(column >= beginning, column < beginning + "\U0010ffff")
