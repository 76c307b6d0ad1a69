"""Articles and their revisions: adding them once, giving them back whole."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, func, insert, select, update

from twosource.model.annotation import AnnotatedArticle, Attribution
from twosource.model.archive import Revision, RevisionDifference, RevisionKey, fingerprint
from twosource.model.article import Article, Rejection
from twosource.store import sqlite_search, sqlite_speakers
from twosource.store.database import AnyRow, Database, chunks
from twosource.store.encoding import (
    extra_of,
    flat_text,
    pack_difference,
    pack_fields,
    pack_layers,
    unpack_difference,
    unpack_fields,
    unpack_layers,
)
from twosource.store.moments import moment_of
from twosource.store.names import number_names
from twosource.store.quotes import add_attributions, drop_attributions
from twosource.store.tables import (
    articles,
    component_sets,
    outlets,
    rejections,
    revisions,
    speakers,
)
from twosource.store.waiting import make_wait

_FIELDS = (
    articles.c.id,
    revisions.c.text,
    revisions.c.title,
    outlets.c.name.label("outlet"),
    revisions.c.url,
    revisions.c.published,
    revisions.c.fields,
)
_LAYERS = (revisions.c.layers, component_sets.c.name.label("components"))


class ArticleStore(Database):
    """The part of the store that keeps articles."""

    def revision_keys(self, ids: Sequence[str]) -> dict[str, RevisionKey]:
        """The newest revision of each of the articles that are stored."""
        with self._reading() as connection:
            return {article: key for article, (_, key) in _stored_keys(connection, ids).items()}

    def add_articles(
        self,
        articles: Sequence[AnnotatedArticle],
        fetched: str,
        differences: Sequence[RevisionDifference] = (),
        rejections: Sequence[Rejection] = (),
    ) -> int:
        """Stores articles and new revisions; how many of either there were."""
        with self._changing() as connection:
            adding = _Adding(connection, fetched, {one.article: one for one in differences})
            count = adding.add(articles)
            _add_rejections(connection, rejections, fetched)
        return count

    def article(self, id: str, revision: int | None = None) -> AnnotatedArticle | None:
        """An article with every layer, newest revision by default."""
        number = articles.c.revision if revision is None else revision
        with self._reading() as connection:
            query = annotated_query(revisions.c.number == number).where(articles.c.id == id)
            row = connection.execute(query).one_or_none()
            return None if row is None else annotated_of(row)

    def revisions(self, id: str) -> tuple[Revision, ...]:
        """The stored editions of an article, oldest first."""
        columns = (revisions.c.number, revisions.c.fetched, revisions.c.fingerprint, revisions.c.difference)
        with self._reading() as connection:
            query = select(*_FIELDS, *columns).select_from(_joined(articles.c.number == revisions.c.article))
            rows = connection.execute(query.where(articles.c.id == id).order_by(revisions.c.number)).all()
        return tuple(
            Revision(row.number, article_of(row), row.fetched, row.fingerprint, unpack_difference(row.difference))
            for row in rows
        )

    def revised_articles(self, limit: int = 50, offset: int = 0) -> tuple[tuple[str, int], ...]:
        """Ids of articles with more than one revision and how many, the last changed first."""
        query = select(articles.c.id, articles.c.revision).where(articles.c.revised.is_not(None))
        query = query.order_by(articles.c.revised.desc()).limit(max(0, limit)).offset(max(0, offset))
        with self._reading() as connection:
            return tuple((article, count) for article, count in connection.execute(query))

    def article_count(self) -> int:
        """How many articles are stored."""
        with self._reading() as connection:
            # Numbers are given in order and no article is ever taken out.
            return int(connection.execute(select(func.coalesce(func.max(articles.c.number), 0))).scalar_one())

    def rejections(self, limit: int = 100, offset: int = 0) -> tuple[Rejection, ...]:
        """What could not be read, the newest first."""
        query = select(rejections.c.document, rejections.c.reason, rejections.c.detail)
        with self._reading() as connection:
            newest = query.order_by(rejections.c.number.desc())
            rows = connection.execute(newest.limit(max(0, limit)).offset(max(0, offset)))
            return tuple(Rejection(*row) for row in rows)


def _joined(revision: Any) -> Any:
    return (
        articles.join(revisions, and_(revisions.c.article == articles.c.number, revision))
        .join(component_sets, component_sets.c.number == revisions.c.components)
        .outerjoin(outlets, outlets.c.number == revisions.c.outlet)
    )


def annotated_query(revision: Any = None, *extra: Any) -> Select[Any]:
    """Rows that `annotated_of` reads, of the newest revisions by default, with `extra` columns."""
    chosen = revisions.c.number == articles.c.revision if revision is None else revision
    return select(*_FIELDS, *_LAYERS, *extra).select_from(_joined(chosen))


def article_query(*extra: Any) -> Select[Any]:
    """Rows that `article_of` reads, of the newest revisions, with `extra` columns."""
    return text_query(revisions.c.number == articles.c.revision, *extra)


def text_query(revision: Any, *extra: Any) -> Select[Any]:
    """Rows that `article_of` reads, of the revisions that fulfil the condition, with `extra` columns."""
    return select(*_FIELDS, *extra).select_from(_joined(revision))


def article_of(row: AnyRow) -> Article:
    """The article of a row."""
    stored = unpack_fields(row.fields)
    return Article(
        row.id,
        row.text,
        row.title,
        row.outlet,
        row.url,
        stored.byline,
        row.published,
        stored.modified,
        stored.language,
        stored.section,
        stored.dateline,
        stored.credits,
        stored.furniture,
        extra_of(stored),
    )


def annotated_of(row: AnyRow, *, shown: bool = False) -> AnnotatedArticle:
    """The annotated article of a row; where it is only `shown`, without what only comparing needs."""
    return unpack_layers(article_of(row), row.layers, json.loads(row.components), shown=shown)


def numbers_of(connection: Connection, ids: Iterable[str]) -> dict[str, int]:
    """The numbers of the articles that are stored."""
    found: dict[str, int] = {}
    for part in chunks(list(dict.fromkeys(ids))):
        rows = connection.execute(select(articles.c.id, articles.c.number).where(articles.c.id.in_(part)))
        found.update((article, number) for article, number in rows)
    return found


def _stored_keys(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[int, RevisionKey]]:
    found: dict[str, tuple[int, RevisionKey]] = {}
    query = select(articles.c.id, articles.c.number, articles.c.revision, revisions.c.fingerprint).join(
        revisions, and_(revisions.c.article == articles.c.number, revisions.c.number == articles.c.revision)
    )
    for part in chunks(list(dict.fromkeys(ids))):
        for article, number, revision, key in connection.execute(query.where(articles.c.id.in_(part))):
            found[article] = number, RevisionKey(revision, key)
    return found


def _add_rejections(connection: Connection, refused: Sequence[Rejection], time: str) -> None:
    last = {one.document: one for one in refused}
    if not last:
        return
    for part in chunks(list(last)):
        connection.execute(delete(rejections).where(rejections.c.document.in_(part)))
    rows = [
        {"document": one.document, "reason": one.reason, "detail": one.detail, "time": time} for one in last.values()
    ]
    connection.execute(insert(rejections), rows)


class _Adding:
    """Adds articles inside one transaction: first everything is prepared, then each table is written at once."""

    def __init__(self, connection: Connection, fetched: str, differences: Mapping[str, RevisionDifference]) -> None:
        self._connection = connection
        self._fetched = fetched
        self._differences = differences

    def add(self, annotated: Sequence[AnnotatedArticle]) -> int:
        """How many revisions were added."""
        keys = _stored_keys(self._connection, [one.article.id for one in annotated])
        new: list[tuple[int, AnnotatedArticle, str]] = []
        changed: list[tuple[int, RevisionKey, AnnotatedArticle, str]] = []
        number = self._connection.execute(select(func.coalesce(func.max(articles.c.number), 0))).scalar_one()
        again: list[AnnotatedArticle] = []
        seen: set[str] = set()
        for one in annotated:
            name, key = one.article.id, fingerprint(one.article)
            if name in seen:
                again.append(one)
            elif name not in keys:
                number += 1
                new.append((number, one, key))
            elif keys[name][1].fingerprint != key:
                changed.append((*keys[name], one, key))
            seen.add(name)
        self._add_new(new)
        self._add_changed(changed)
        # Further editions of one article in one call follow one another.
        return len(new) + len(changed) + (self.add(again) if again else 0)

    def _add_new(self, new: Sequence[tuple[int, AnnotatedArticle, str]]) -> None:
        if not new:
            return
        self._number_names([one for _, one, _ in new])
        rows = [
            {
                "number": number,
                "id": one.article.id,
                "revision": 1,
                "outlet": self._outlets[one.article.outlet],
                "published": one.article.published,
                "moment": moment_of(one.article.published),
            }
            for number, one, _ in new
        ]
        self._connection.execute(insert(articles), rows)
        self._add_revisions([(number, 1, one, key) for number, one, key in new])
        sqlite_search.index_articles(self._connection, [_searchable(number, one.article) for number, one, _ in new])

    def _add_changed(self, changed: Sequence[tuple[int, RevisionKey, AnnotatedArticle, str]]) -> None:
        if not changed:
            return
        self._number_names([one for _, _, one, _ in changed])
        for number, before, one, key in changed:
            old = self._connection.execute(article_query().where(articles.c.number == number)).one()
            sqlite_search.unindex_articles(self._connection, [_searchable(number, article_of(old))])
            sqlite_speakers.unindex_speakers(self._connection, number)
            drop_attributions(self._connection, number)
            self._add_revisions([(number, before.number + 1, one, key)])
            self._renew(number, before.number + 1, one.article)
            sqlite_search.index_articles(self._connection, [_searchable(number, one.article)])

    def _renew(self, number: int, revision: int, article: Article) -> None:
        last = self._connection.execute(select(func.coalesce(func.max(articles.c.revised), 0))).scalar_one()
        values = {
            "revision": revision,
            "revised": last + 1,
            "outlet": self._outlets[article.outlet],
            "published": article.published,
            "moment": moment_of(article.published),
        }
        self._connection.execute(update(articles).where(articles.c.number == number).values(values))
        story = self._connection.execute(select(articles.c.story).where(articles.c.number == number)).scalar_one()
        if story is not None:
            make_wait(self._connection, [story])

    def _number_names(self, annotated: Sequence[AnnotatedArticle]) -> None:
        self._outlets = number_names(self._connection, outlets, [one.article.outlet for one in annotated])
        said = [attribution for one in annotated for attribution in one.attributions]
        self._speakers = number_names(self._connection, speakers, [one.speaker.name for one in said if one.speaker])
        sets = [_component_set(one) for one in annotated]
        self._sets = number_names(self._connection, component_sets, sets)

    def _add_revisions(self, added: Sequence[tuple[int, int, AnnotatedArticle, str]]) -> None:
        self._connection.execute(insert(revisions), [self._revision_row(*one) for one in added])
        rows = [
            self._attribution_row(number, position, attribution)
            for number, _, one, _ in added
            for position, attribution in enumerate(one.attributions)
        ]
        add_attributions(self._connection, rows)
        quoted = {
            number: [said.speaker.name for said in one.attributions if said.speaker] for number, _, one, _ in added
        }
        sqlite_speakers.index_speakers(self._connection, quoted)

    def _revision_row(self, number: int, revision: int, one: AnnotatedArticle, key: str) -> dict[str, Any]:
        article = one.article
        layers, digest = pack_layers(one)
        difference = self._differences.get(article.id) if revision > 1 else None
        return {
            "article": number,
            "number": revision,
            "fetched": self._fetched,
            "fingerprint": key,
            "title": article.title,
            "published": article.published,
            "outlet": self._outlets[article.outlet],
            "url": article.url,
            "components": self._sets[_component_set(one)],
            "layers_digest": digest,
            "text": article.text,
            "fields": pack_fields(article),
            "difference": None if difference is None else pack_difference(difference),
            "layers": layers,
        }

    def _attribution_row(self, number: int, position: int, one: Attribution) -> dict[str, Any]:
        return {
            "article": number,
            "position": position,
            "id": one.id,
            "kind": one.kind,
            "speaker": self._speakers[one.speaker.name] if one.speaker else None,
            "speaker_kind": one.speaker.kind if one.speaker else None,
            "addressee": one.addressee.name if one.addressee else None,
            "stance": one.stance,
            "negated": one.negated,
            "parent": one.parent,
            "score": one.score,
            "source": flat_text(one.source),
            "cue": flat_text(one.cue),
            "content": flat_text(one.content),
        }


def _component_set(annotated: AnnotatedArticle) -> str:
    return json.dumps(annotated.components)


def _quoted(annotated: AnnotatedArticle) -> list[str]:
    return [said.speaker.name for said in annotated.attributions if said.speaker]


def _searchable(number: int, article: Article) -> dict[str, Any]:
    return {"number": number, "title": article.title, "text": article.text, "outlet": article.outlet}
