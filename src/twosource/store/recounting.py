"""The statements of the accounts an archive has, counted anew: for archives that were made before they were counted as
they are today."""

import json
from collections.abc import Sequence

from sqlalchemy import Connection, delete, select, update

from twosource.model.account_statements import account_statements
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.comparison import Comparison
from twosource.store.accounts import add_statements
from twosource.store.database import chunks
from twosource.store.encoding import comparison_of, unpack_account
from twosource.store.tables import articles, comparisons, revisions, statements, stories


def count_statements(connection: Connection) -> None:
    """Counts the statements of every current account, and stores which articles take part in them."""
    connection.execute(delete(statements))
    has_account = select(stories.c.number).where(stories.c.accounts > 0, stories.c.merged_into.is_(None))
    for numbers in chunks(list(connection.execute(has_account.order_by(stories.c.number)).scalars())):
        _count(connection, numbers)


def _count(connection: Connection, numbers: Sequence[int]) -> None:
    current = (
        select(comparisons.c.story, comparisons.c.account)
        .join(stories, stories.c.number == comparisons.c.story)
        .where(comparisons.c.number == stories.c.accounts, stories.c.number.in_(numbers))
    )
    for story, data in connection.execute(current).all():
        comparison, keys = _without_layers(connection, data)
        shown = account_statements(comparison)
        tally = json.dumps(shown.tally())
        connection.execute(update(stories).where(stories.c.number == story).values(standings=tally))
        add_statements(connection, story, shown, keys)


def _without_layers(connection: Connection, data: bytes) -> tuple[Comparison, dict[str, int]]:
    """The account with the texts of its articles alone, and the articles' numbers."""
    account = unpack_account(data)
    query = select(articles.c.id, articles.c.number, revisions.c.number.label("revision"), revisions.c.text).join(
        revisions, revisions.c.article == articles.c.number
    )
    wanted = set(account.articles)
    texts: dict[str, str] = {}
    numbers: dict[str, int] = {}
    for part in chunks([article for article, _ in account.articles]):
        for row in connection.execute(query.where(articles.c.id.in_(part))):
            if (row.id, row.revision) in wanted:
                texts[row.id], numbers[row.id] = row.text, row.number
    bare = [AnnotatedArticle(Article(article, texts[article])) for article, _ in account.articles]
    return comparison_of(account, bare), numbers
