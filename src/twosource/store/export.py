"""Whole tables to export, row by row, with the columns of `twosource.model.tables`."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, select, tuple_

from twosource.errors import BadQuery
from twosource.model.archive import AttributionKey, SearchFilter
from twosource.model.span import Span
from twosource.model.tables import joined
from twosource.store.after import following
from twosource.store.articles import article_of, article_query
from twosource.store.database import AnyRow, Database
from twosource.store.encoding import spans_of_text, unpack_fields
from twosource.store.exact_text import fold
from twosource.store.filters import article_conditions
from twosource.store.sqlite_speakers import MOST_SPEAKER_CHARACTERS
from twosource.store.tables import (
    articles,
    attributions,
    claim_mentions,
    claim_origins,
    claims,
    copies,
    outlets,
    revisions,
    speakers,
    stories,
)

_FETCHED_ROWS = 100
_FEW_QUOTES = 5_000
_TEXTS_KEPT = 64
"""Texts of a story's articles kept while its claims are read."""

Conditions = Sequence[ColumnElement[bool]]


class ExportStore(Database):
    """The part of the store that gives out whole tables."""

    def rows(self, table: str, where: SearchFilter | None = None) -> Iterator[dict[str, Any]]:
        """The rows of a table to export, streamed: `articles` and `attributions` by date and id of the article,
        `claims` and `origins` by story in the order they opened. BadQuery for another table or a filter that cannot be
        understood."""
        read = _TABLES.get(table)
        if read is None:
            raise BadQuery(f"“{table[:40]}” is no table; there are {', '.join(_TABLES)}.")
        with self._reading() as connection:
            query = read.query(_conditions(connection, table, where))
        return self._stream(query, read.rows)

    def attributions(
        self,
        where: SearchFilter | None = None,
        *,
        limit: int = 50,
        offset: int = 0,
        after: AttributionKey | None = None,
    ) -> tuple[dict[str, Any], ...]:
        """Rows of the table `attributions`, the newest article first, in text order. Of the filter, `speaker` narrows
        to what is given to a speaker whose name has it in it. With `after` those that come after the one it names,
        whatever was stored meanwhile, and no `offset`; BadQuery where its article is not stored."""
        with self._reading() as connection:
            # The keys first: whatever SQLite may sort, it is not whole texts.
            keys = _attribution_keys(connection, where).order_by(*_NEWEST_FIRST)
            keys = keys if after else keys.offset(max(0, offset))
            page: list[tuple[Any, ...]] = []
            for part in [keys.where(one) for one in following(connection, after)] if after else [keys]:
                page += map(tuple, connection.execute(part.limit(max(0, limit) - len(page))))
            these = tuple_(attributions.c.article, attributions.c.position).in_(page)
            # Said alone too, the articles are looked up; without it all of them are looked through.
            those = articles.c.number.in_(sorted({article for article, _ in page}))
            rows = connection.execute(_attributions([those, these]).order_by(None).order_by(*_NEWEST_FIRST))
            return tuple(_attribution_row(row) for row in rows)

    def _stream(
        self, query: Select[Any], row_of: Callable[[Connection], Callable[[AnyRow], dict[str, Any]]]
    ) -> Iterator[dict[str, Any]]:
        with self._reading() as connection:
            make = row_of(connection)
            for row in connection.execution_options(yield_per=_FETCHED_ROWS).execute(query):
                yield make(row)


_IN_ORDER = (articles.c.moment.nulls_last(), articles.c.id)
_NEWEST_FIRST = (articles.c.moment.desc().nulls_last(), articles.c.id.desc(), attributions.c.position)


def _articles(conditions: Conditions) -> Select[Any]:
    extra = (
        articles.c.revision,
        revisions.c.fetched,
        stories.c.id.label("story_id"),
        copies.c.of,
        copies.c.kind.label("copy_kind"),
    )
    return (
        article_query(*extra)
        .outerjoin(stories, stories.c.number == articles.c.story)
        .outerjoin(copies, copies.c.article == articles.c.number)
        .where(*conditions)
        .order_by(*_IN_ORDER)
    )


def _article_row(row: AnyRow) -> dict[str, Any]:
    article = article_of(row)
    return {
        "article": article.id,
        "outlet": article.outlet,
        "published": article.published,
        "modified": article.modified,
        "title": article.title,
        "url": article.url,
        "byline": article.byline,
        "section": article.section,
        "language": article.language,
        "dateline": article.dateline,
        "credits": list(article.credits),
        "words": len(article.text.split()),
        "revision": row.revision,
        "fetched": row.fetched,
        "story": row.story_id,
        "copy_of": row.of,
        "copy_kind": row.copy_kind,
        "extra": unpack_fields(row.fields).extra or None,
        "text": article.text,
    }


def _attributions(conditions: Conditions) -> Select[Any]:
    newest = and_(revisions.c.article == articles.c.number, revisions.c.number == articles.c.revision)
    columns = [column for column in attributions.c if column.name not in ("article", "position", "id", "speaker")]
    return (
        select(
            articles.c.id,
            outlets.c.name.label("outlet"),
            articles.c.published,
            stories.c.id.label("story_id"),
            articles.c.revision,
            attributions.c.id.label("attribution"),
            speakers.c.name.label("speaker"),
            *columns,
            revisions.c.text,
        )
        .join(revisions, newest)
        .join(attributions, attributions.c.article == articles.c.number)
        .outerjoin(speakers, speakers.c.number == attributions.c.speaker)
        .outerjoin(outlets, outlets.c.number == articles.c.outlet)
        .outerjoin(stories, stories.c.number == articles.c.story)
        .where(*conditions)
        .order_by(*_IN_ORDER, attributions.c.position)
    )


def _attribution_row(row: AnyRow) -> dict[str, Any]:
    found = {
        "article": row.id,
        "outlet": row.outlet,
        "published": row.published,
        "story": row.story_id,
        "revision": row.revision,
        "attribution": row.attribution,
        "kind": row.kind,
        "speaker": row.speaker,
        "speaker_kind": row.speaker_kind,
        "addressee": row.addressee,
        "stance": row.stance,
        "negated": row.negated,
        "parent": row.parent,
        "score": row.score,
    }
    for name in ("source", "cue", "content"):
        spans = spans_of_text(getattr(row, name))
        found[name] = joined([span.surface(row.text) for span in spans])
        found[f"{name}_spans"] = spans
    return found


def _claims(conditions: Conditions) -> Select[Any]:
    mention = claim_mentions.c
    return (
        select(
            stories.c.id.label("story_id"),
            *[column for column in claims.c if column.name not in ("story", "position")],
            mention.position,
            articles.c.id.label("article_id"),
            outlets.c.name.label("outlet"),
            articles.c.published,
            mention.attribution,
            mention.speaker,
            mention.start,
            mention.end,
            mention.article,
            mention.revision,
        )
        .select_from(claims)
        .join(stories, stories.c.number == claims.c.story)
        .join(claim_mentions, and_(mention.story == claims.c.story, mention.claim == claims.c.position))
        .join(articles, articles.c.number == mention.article)
        .outerjoin(outlets, outlets.c.number == articles.c.outlet)
        .where(*conditions)
        .order_by(mention.story, mention.claim, mention.position)
    )


def _claim_row(row: AnyRow, text: str) -> dict[str, Any]:
    return {
        "story": row.story_id,
        "claim": row.id,
        "statement": row.statement,
        "text": row.text,
        "standing": row.standing,
        "reason": row.reason,
        "certainty": row.certainty,
        "origins": row.origins,
        "outlets": row.outlets,
        "mention": row.position,
        "article": row.article_id,
        "outlet": row.outlet,
        "published": row.published,
        "attribution": row.attribution,
        "speaker": row.speaker,
        "start": row.start,
        "end": row.end,
        "words": Span(row.start, row.end).surface(text),
    }


def _claim_rows(connection: Connection) -> Callable[[AnyRow], dict[str, Any]]:
    @lru_cache(maxsize=_TEXTS_KEPT)
    def text_of(article: int, revision: int) -> str:
        key = and_(revisions.c.article == article, revisions.c.number == revision)
        return str(connection.execute(select(revisions.c.text).where(key)).scalar_one())

    return lambda row: _claim_row(row, text_of(row.article, row.revision))


def _origins(conditions: Conditions) -> Select[Any]:
    origin, mention = claim_origins.c, claim_mentions.c
    query = (
        select(
            stories.c.id.label("story_id"),
            *[column for column in claims.c if column.name not in ("position", "origins", "outlets")],
            origin.claim,
            origin.position,
            origin.name,
            origin.kind,
            origin.mentions,
        )
        .select_from(claim_origins)
        .join(claims, and_(claims.c.story == origin.story, claims.c.position == origin.claim))
        .join(stories, stories.c.number == origin.story)
        .order_by(origin.story, origin.claim, origin.position)
    )
    if not conditions:
        return query
    made_by = and_(mention.story == origin.story, mention.claim == origin.claim, mention.article == articles.c.number)
    return query.where(exists().where(made_by, *conditions))


def _origin_rows(connection: Connection) -> Callable[[AnyRow], dict[str, Any]]:
    query = (
        select(claim_mentions.c.position, articles.c.id, outlets.c.name)
        .join(articles, articles.c.number == claim_mentions.c.article)
        .outerjoin(outlets, outlets.c.number == articles.c.outlet)
    )

    def row_of(row: AnyRow) -> dict[str, Any]:
        of_claim = and_(claim_mentions.c.story == row.story, claim_mentions.c.claim == row.claim)
        made = {place: (article, outlet) for place, article, outlet in connection.execute(query.where(of_claim))}
        places = json.loads(row.mentions)
        resting = [made[place] for place in places if place in made]
        return {
            "story": row.story_id,
            "claim": row.id,
            "text": row.text,
            "standing": row.standing,
            "origin": row.position,
            "name": row.name,
            "kind": row.kind,
            "outlets": sorted({outlet for _, outlet in resting if outlet is not None}),
            "articles": sorted({article for article, _ in resting}),
            "mentions": len(places),
        }

    return row_of


def _conditions(connection: Connection, table: str, where: SearchFilter | None) -> Conditions:
    """The conditions on a row. A claim has its own standing, whatever others its articles take part in."""
    if where is None or where.standing is None or table not in ("claims", "origins"):
        return article_conditions(connection, where)
    article_conditions(connection, where)
    others = article_conditions(connection, replace(where, standing=None))
    return [*others, claims.c.standing == where.standing]


def _attribution_keys(connection: Connection, where: SearchFilter | None) -> Select[Any]:
    """The attributions that fulfil the conditions on their article, and on their own speaker. Few of a speaker are
    looked up and sorted; else adding nothing has the articles gone through in their order, and no attribution looked at
    beyond the page."""
    keys, article = select(attributions.c.article, attributions.c.position), attributions.c.article
    if where is None or where.speaker is None:
        return keys.join(articles, articles.c.number + 0 == article).where(*article_conditions(connection, where))
    others = article_conditions(connection, replace(where, speaker=None))
    part = fold(where.speaker[:MOST_SPEAKER_CHARACTERS])
    named = select(speakers.c.number).where(speakers.c.folded.contains(part, autoescape=True))
    said = select(func.sum(speakers.c.quotes)).where(speakers.c.number.in_(named))
    if (connection.execute(said).scalar_one() or 0) <= _FEW_QUOTES:
        return keys.join(articles, articles.c.number == article).where(*others, attributions.c.speaker.in_(named))
    return keys.join(articles, articles.c.number + 0 == article).where(*others, (attributions.c.speaker + 0).in_(named))


@dataclass(frozen=True)
class _Table:
    query: Callable[[Conditions], Select[Any]]
    rows: Callable[[Connection], Callable[[AnyRow], dict[str, Any]]]


_TABLES = {
    "articles": _Table(_articles, lambda _: _article_row),
    "attributions": _Table(_attributions, lambda _: _attribution_row),
    "claims": _Table(_claims, _claim_rows),
    "origins": _Table(_origins, _origin_rows),
}
