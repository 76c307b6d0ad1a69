"""The statements of the accounts an archive has, counted anew: for archives that were made before they were counted as
they are today."""

import json
from collections.abc import Iterator

from sqlalchemy import Connection, bindparam, delete, select, update

from twosource.model.account_statements import account_statements
from twosource.model.annotation import AnnotatedArticle
from twosource.model.article import Article
from twosource.model.comparison import Comparison
from twosource.store.accounts import add_statements
from twosource.store.database import chunks
from twosource.store.encoding import comparison_of, unpack_account
from twosource.store.tables import articles, claims, comparisons, revisions, statements, stories


def count_statements(connection: Connection) -> None:
    """Counts the statements of every current account, and stores which articles take part in them."""
    connection.execute(delete(statements))
    for story, account, keys in _current_accounts(connection):
        shown = account_statements(account)
        tally = json.dumps(shown.tally())
        connection.execute(update(stories).where(stories.c.number == story).values(standings=tally))
        add_statements(connection, story, shown, keys)


def name_statements(connection: Connection) -> None:
    """Stores for every claim of every current account the claim it is shown under."""
    named = update(claims).where(claims.c.story == bindparam("of"), claims.c.id == bindparam("claim"))
    for story, account, _ in _current_accounts(connection):
        shown_as = account_statements(account).shown_as
        rows = [{"of": story, "claim": claim, "shown": shown} for claim, shown in shown_as.items()]
        if rows:
            connection.execute(named.values(statement=bindparam("shown")), rows)


def _current_accounts(connection: Connection) -> Iterator[tuple[int, Comparison, dict[str, int]]]:
    """The number of each story that has an account, the account, and the numbers of its articles."""
    has_account = select(stories.c.number).where(stories.c.accounts > 0, stories.c.merged_into.is_(None))
    for numbers in chunks(list(connection.execute(has_account.order_by(stories.c.number)).scalars())):
        current = (
            select(comparisons.c.story, comparisons.c.account)
            .join(stories, stories.c.number == comparisons.c.story)
            .where(comparisons.c.number == stories.c.accounts, stories.c.number.in_(numbers))
        )
        for story, data in connection.execute(current).all():
            yield story, *_without_layers(connection, data)


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
