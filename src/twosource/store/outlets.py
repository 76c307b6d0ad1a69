"""What an outlet shares with others, on which origins it rests, and whose texts it takes over."""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, and_, func, select

from twosource.model.archive import OriginUse, OutletTie, OutletTies
from twosource.store.database import Database
from twosource.store.filters import outlet_numbers
from twosource.store.tables import articles, claim_mentions, claim_origins, copies, outlets, statements

MOST_ARTICLES = 2_000
"""Whatever is asked for: what bounds the cost of an outlet with very many articles."""


class OutletStore(Database):
    """The part of the store that answers about one outlet."""

    def outlet_ties(self, outlet: str, latest: int = 500) -> OutletTies | None:
        """What an outlet shares and rests on, over its `latest` articles; None for one the archive does not have."""
        with self._reading() as connection:
            own = list(connection.execute(outlet_numbers(outlet)).scalars())
            query = (
                select(articles.c.number)
                .where(articles.c.outlet.in_(own))
                .order_by(articles.c.moment.desc().nulls_last(), articles.c.number.desc())
                .limit(max(1, min(latest, MOST_ARTICLES)))
            )
            newest = list(connection.execute(query).scalars()) if own else []
            if not newest:
                return None
            return OutletTies(
                len(newest),
                _standings(connection, newest),
                _shared(connection, newest, own),
                _origins(connection, newest),
                *_copies(connection, newest, own),
            )


def _made(newest: Sequence[int]) -> Any:
    """The claims the articles make, each once."""
    made = select(claim_mentions.c.story, claim_mentions.c.claim).where(claim_mentions.c.article.in_(newest))
    return made.distinct().subquery()


def _standings(connection: Connection, newest: Sequence[int]) -> dict[str, int]:
    """How many statements of each standing the articles take part in, each once."""
    columns = statements.c.story, statements.c.position, statements.c.standing
    made = select(*columns).where(statements.c.article.in_(newest)).distinct().subquery()
    query = select(made.c.standing, func.count()).group_by(made.c.standing).order_by(made.c.standing)
    return {row[0]: row[1] for row in connection.execute(query)}


def _shared(connection: Connection, newest: Sequence[int], own: Sequence[int]) -> tuple[OutletTie, ...]:
    made = _made(newest)
    theirs = (
        select(made.c.story, made.c.claim, articles.c.outlet)
        .join_from(
            made,
            claim_mentions,
            (claim_mentions.c.story == made.c.story) & (claim_mentions.c.claim == made.c.claim),
        )
        .join(articles, articles.c.number == claim_mentions.c.article)
        .where(articles.c.outlet.not_in(own))
        .distinct()
        .subquery()
    )
    return _ties(connection, select(theirs.c.outlet.label("outlet")).subquery())


def _ties(connection: Connection, rows: Any) -> tuple[OutletTie, ...]:
    """How often each outlet stands in the rows, the most frequent first, equal ones by name."""
    query = select(outlets.c.name, func.count()).join_from(rows, outlets, outlets.c.number == rows.c.outlet)
    found = [OutletTie(name, count) for name, count in connection.execute(query.group_by(outlets.c.number))]
    return tuple(sorted(found, key=lambda tie: (-tie.count, tie.outlet)))


def _origins(connection: Connection, newest: Sequence[int]) -> tuple[OriginUse, ...]:
    key = (claim_mentions.c.story, claim_mentions.c.claim)
    origin = and_(claim_origins.c.story == key[0], claim_origins.c.claim == key[1])
    query = (
        select(*key, claim_mentions.c.position, claim_origins.c.name, claim_origins.c.kind, claim_origins.c.mentions)
        .join(claim_origins, origin)
        .where(claim_mentions.c.article.in_(newest))
        .order_by(*key, claim_mentions.c.position, claim_origins.c.position)
    )
    rests: set[tuple[int, int, str, str]] = set()
    names: dict[tuple[str, str], str] = {}
    for row in connection.execute(query):
        if row.position in json.loads(row.mentions):
            use = row.kind, row.name.casefold()
            rests.add((row.story, row.claim, *use))
            names.setdefault(use, row.name)
    uses = Counter((kind, name) for _, _, kind, name in rests)
    found = [OriginUse(names[use], use[0], count) for use, count in uses.items()]  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda one: (-one.claims, one.name, one.kind)))


def _copies(
    connection: Connection, newest: Sequence[int], own: Sequence[int]
) -> tuple[tuple[OutletTie, ...], tuple[OutletTie, ...]]:
    """Whose articles it copied, and who copied its own."""
    first = articles.alias()
    both = (
        select(articles.c.outlet.label("copier"), first.c.outlet.label("copied"))
        .join_from(copies, articles, articles.c.number == copies.c.article)
        .join(first, first.c.id == copies.c.of)
    )
    taken = both.where(copies.c.article.in_(newest), first.c.outlet.not_in(own)).subquery()
    ids = select(articles.c.id).where(articles.c.number.in_(newest))
    given = both.where(copies.c.of.in_(list(connection.execute(ids).scalars())), articles.c.outlet.not_in(own))
    return (
        _ties(connection, select(taken.c.copied.label("outlet")).subquery()),
        _ties(connection, select(given.subquery().c.copier.label("outlet")).subquery()),
    )
