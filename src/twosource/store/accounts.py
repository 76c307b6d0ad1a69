"""The accounts of stories: the current one, also as rows to search and export, and the earlier ones."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, insert, select, update

from twosource.errors import StoreError
from twosource.model.account_statements import AccountStatements, account_statements
from twosource.model.annotation import AnnotatedArticle
from twosource.model.archive import AccountPage, StoryEvent, fingerprint
from twosource.model.comparison import Claim, Comparison
from twosource.model.origins import independent_origins
from twosource.store.articles import annotated_of, annotated_query, article_of, text_query
from twosource.store.database import AnyRow, Database, chunks
from twosource.store.encoding import (
    StoredAccount,
    comparison_of,
    digest_layers,
    pack_account,
    pack_layers,
    unpack_account,
    unpack_layers,
)
from twosource.store.events import insert_events
from twosource.store.merging import drop_claims
from twosource.store.story_names import story_number
from twosource.store.tables import (
    account_pages,
    articles,
    claim_mentions,
    claim_origins,
    claims,
    comparisons,
    component_sets,
    revisions,
    statements,
    stories,
)


class AccountStore(Database):
    """The part of the store that keeps comparisons."""

    def record_comparison(
        self,
        story: str,
        comparison: Comparison,
        events: Sequence[StoryEvent],
        time: str,
        pages: Sequence[AccountPage] = (),
    ) -> tuple[StoryEvent, ...]:
        """Keeps the account of a story as the current one, with what happened; the events come back with their ids.
        StoreError where the story, or one of the articles in the text that was compared, is not stored."""
        with self._changing() as connection:
            number = story_number(connection, story)
            if number is None:
                raise StoreError(f"Story {story} is not in the archive.")
            _Account(connection, number, comparison).record(time)
            _keep_pages(connection, number, pages)
            return insert_events(connection, events)

    def comparison(self, story: str, number: int | None = None, *, shown: bool = False) -> Comparison | None:
        """The current account of a story, or the one of that number (from 1); where it is only `shown`, its articles
        come without tokens and context."""
        query = select(comparisons.c.account).order_by(comparisons.c.number.desc()).limit(1)
        if number is not None:
            query = query.where(comparisons.c.number == number)
        with self._reading() as connection:
            key = story_number(connection, story)
            if key is None:
                return None
            data = connection.execute(query.where(comparisons.c.story == key)).scalar_one_or_none()
            if data is None:
                return None
            account = unpack_account(data)
            return comparison_of(account, _articles_of(connection, account, shown=shown))

    def account_page(self, story: str, number: int | None = None, *, excerpts: bool = False) -> AccountPage | None:
        """The page kept of the current account; None where none is, or the account of that number is another."""
        columns = account_pages.c.excerpts, account_pages.c.made_by, account_pages.c.data
        with self._reading() as connection:
            key = story_number(connection, story)
            query = select(*columns).where(account_pages.c.story == key, account_pages.c.excerpts.is_(excerpts))
            if number is not None:
                query = query.where(account_pages.c.number == number)
            row = None if key is None else connection.execute(query).one_or_none()
        return None if row is None else AccountPage(*row)

    def outlines(self, stories: Sequence[str]) -> dict[str, Comparison]:
        """The current accounts of those of the stories that have one, by the ids given; the articles without layers."""
        with self._reading() as connection:
            accounts = _current_accounts(connection, stories)
            wanted = {key for account in accounts.values() for key in account.articles}
            found = {
                key: AnnotatedArticle(article_of(row))
                for key, row in _revision_rows(connection, text_query, wanted).items()
            }
        return {
            story: comparison_of(account, [found[key] for key in account.articles])
            for story, account in accounts.items()
        }

    def comparison_times(self, story: str) -> tuple[str, ...]:
        """When each account of a story was made, in order."""
        with self._reading() as connection:
            key = story_number(connection, story)
            if key is None:
                return ()
            query = select(comparisons.c.time).where(comparisons.c.story == key).order_by(comparisons.c.number)
            return tuple(connection.execute(query).scalars())


def _keep_pages(connection: Connection, story: int, pages: Sequence[AccountPage]) -> None:
    """Keeps the pages of the story's current account; those of earlier ones were given up with its claims."""
    if pages:
        number = select(stories.c.accounts).where(stories.c.number == story).scalar_subquery()
        for page in pages:
            values = {"story": story, "excerpts": page.excerpts, "made_by": page.made_by, "data": page.data}
            connection.execute(insert(account_pages).values(**values, number=number))


def _current_accounts(connection: Connection, wanted: Sequence[str]) -> dict[str, StoredAccount]:
    query = (
        select(stories.c.id, comparisons.c.account)
        .join(stories, stories.c.number == comparisons.c.story)
        .where(comparisons.c.number == stories.c.accounts)
    )
    found: dict[str, StoredAccount] = {}
    for part in chunks(list(dict.fromkeys(wanted))):
        rows = connection.execute(query.where(stories.c.id.in_(part)))
        found.update((story, unpack_account(account)) for story, account in rows)
    return {story: found[story] for story in wanted if story in found}


def _articles_of(connection: Connection, account: StoredAccount, *, shown: bool) -> list[AnnotatedArticle]:
    """The articles of an account, in the revisions and with the layers that were compared."""
    rows = _revision_rows(connection, annotated_query, set(account.articles))
    compared = []
    for key in account.articles:
        if key[0] in account.own_layers:
            layers, components = account.own_layers[key[0]]
            compared.append(unpack_layers(article_of(rows[key]), layers, components, shown=shown))
        else:
            compared.append(annotated_of(rows[key], shown=shown))
    return compared


def _revision_rows(
    connection: Connection, query: Callable[..., Select[Any]], wanted: set[tuple[str, int]]
) -> dict[tuple[str, int], AnyRow]:
    """The rows of those revisions of articles, by id and number."""
    numbers = sorted({number for _, number in wanted})
    every = query(revisions.c.number > 0, revisions.c.number.label("revision"))
    found: dict[tuple[str, int], AnyRow] = {}
    for part in chunks(sorted({article for article, _ in wanted})):
        rows = connection.execute(every.where(articles.c.id.in_(part), revisions.c.number.in_(numbers)))
        found.update(((row.id, row.revision), row) for row in rows if (row.id, row.revision) in wanted)
    return found


class _Account:
    """Writes one account inside one transaction."""

    def __init__(self, connection: Connection, story: int, comparison: Comparison) -> None:
        self._connection = connection
        self._story = story
        self._comparison = comparison
        self._annotated = {one.article.id: one for one in comparison.articles}
        self._numbers: dict[str, int] = {}
        self._revisions: dict[str, int] = {}
        self._own_layers: dict[str, tuple[bytes, dict[str, str]]] = {}
        self._speakers = {
            (one.article.id, said.id): said.speaker.name
            for one in comparison.articles
            for said in one.attributions
            if said.speaker
        }

    def record(self, time: str) -> None:
        """Stores the account and its rows."""
        self._find_revisions()
        kept = [(article, self._revisions[article]) for article in self._annotated]
        account = pack_account(self._comparison, kept, self._own_layers)
        made = self._connection.execute(select(stories.c.accounts).where(stories.c.number == self._story)).scalar_one()
        row = {"story": self._story, "number": made + 1, "time": time, "account": account}
        self._connection.execute(insert(comparisons).values(row))
        shown = account_statements(self._comparison)
        values = {
            "accounts": made + 1,
            "updated": time,
            "waiting": None,
            "origins": shared_origins(self._comparison),
            "standings": json.dumps(shown.tally()),
        }
        self._connection.execute(update(stories).where(stories.c.number == self._story).values(values))
        drop_claims(self._connection, self._story)
        self._add_claims(shown.shown_as)
        add_statements(self._connection, self._story, shown, self._numbers)

    def _find_revisions(self) -> None:
        """Which stored revision each article is; the newest of those with its title and text."""
        columns = (articles.c.id, articles.c.number, revisions.c.number.label("revision"), revisions.c.fingerprint)
        query = (
            select(*columns, revisions.c.layers_digest, component_sets.c.name.label("components"))
            .join(revisions, revisions.c.article == articles.c.number)
            .join(component_sets, component_sets.c.number == revisions.c.components)
            .order_by(revisions.c.number)
        )
        keys = {article: fingerprint(one.article) for article, one in self._annotated.items()}
        stored: dict[str, Any] = {}
        for part in chunks(list(keys)):
            rows = self._connection.execute(query.where(articles.c.id.in_(part)))
            stored.update((row.id, row) for row in rows if row.fingerprint == keys[row.id])
        for article, one in self._annotated.items():
            if article not in stored:
                raise StoreError(f"Article {article} is not in the archive with the text that was compared.")
            row = stored[article]
            self._numbers[article], self._revisions[article] = row.number, row.revision
            if digest_layers(one) != row.layers_digest or one.components != json.loads(row.components):
                self._own_layers[article] = pack_layers(one)[0], one.components

    def _add_claims(self, shown_as: Mapping[str, str]) -> None:
        rows = [
            self._claim_row(place, claim) | {"statement": shown_as[claim.id]}
            for place, claim in enumerate(self._comparison.claims)
        ]
        mentions = [
            {
                "story": self._story,
                "claim": place,
                "position": position,
                "article": self._numbers[mention.article],
                "revision": self._revisions[mention.article],
                "start": mention.start,
                "end": mention.end,
                "attribution": mention.attribution,
                "speaker": self._speakers.get((mention.article, mention.attribution or "")),
            }
            for place, claim in enumerate(self._comparison.claims)
            for position, mention in enumerate(claim.mentions)
            if mention.article in self._numbers
        ]
        origins = [
            {
                "story": self._story,
                "claim": place,
                "position": position,
                "name": origin.name,
                "kind": origin.kind,
                "mentions": json.dumps(list(origin.mentions)),
            }
            for place, claim in enumerate(self._comparison.claims)
            for position, origin in enumerate(claim.origins)
        ]
        for table, added in ((claims, rows), (claim_mentions, mentions), (claim_origins, origins)):
            if added:
                self._connection.execute(insert(table), added)

    def _claim_row(self, place: int, claim: Claim) -> dict[str, Any]:
        said = {mention.article for mention in claim.mentions}
        making = {one.article.name for article in said if (one := self._annotated.get(article))}
        return {
            "story": self._story,
            "position": place,
            "id": claim.id,
            "text": claim.text,
            "standing": claim.standing,
            "reason": claim.reason,
            "certainty": claim.certainty,
            "origins": len(claim.origins),
            "outlets": len(making),
        }


def shared_origins(comparison: Comparison) -> int:
    """Distinct origins behind the claims that two or more articles make."""
    return independent_origins(comparison)


def add_statements(connection: Connection, story: int, shown: AccountStatements, numbers: Mapping[str, int]) -> None:
    """Stores which articles, by their numbers, take part in which statement of the story's current account."""
    rows = [
        {"story": story, "position": position, "article": numbers[article], "standing": statement.standing}
        for position, statement in enumerate(shown.counted())
        for article in statement.articles
        if article in numbers
    ]
    if rows:
        connection.execute(insert(statements), rows)
