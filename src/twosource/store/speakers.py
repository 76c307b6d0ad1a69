"""Who is quoted: the speakers of the archive, their words, and how reports word the same quote."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from twosource.model.archive import QuoteVersion, SpeakerSummary, StoredQuote, StoredSharedQuote
from twosource.model.comparison import SharedQuote
from twosource.model.speaker_names import SpeakerNaming
from twosource.store.database import AnyRow, Database, chunks
from twosource.store.encoding import spans_of_text, unpack
from twosource.store.exact_text import fold
from twosource.store.speaker_names import nested_namings
from twosource.store.sqlite_speakers import MOST_SPEAKER_CHARACTERS
from twosource.store.tables import articles, attributions, comparisons, outlets, revisions, speakers, stories

MOST_LISTED = 1_000
"""Speakers given at once."""


@dataclass(frozen=True, slots=True)
class _QuotesOfAccount:
    """What of a stored account is needed here; reading it leaves the rest undecoded."""

    articles: tuple[tuple[str, int], ...] = ()
    shared_quotes: tuple[SharedQuote, ...] = ()


class SpeakerStore(Database):
    """The part of the store that answers about speakers."""

    def speakers(self, name: str | None = None, *, limit: int = 50, offset: int = 0) -> tuple[SpeakerSummary, ...]:
        """The speakers whose name has `name` in it, the most quoted first, equal ones in the order stored."""
        with self._reading() as connection:
            rows = connection.execute(_most_quoted(name, limit, offset)).all()
            return _summaries(connection, {row.number: row.quotes for row in rows})

    def most_quoted(self, name: str | None = None, limit: int = 1_000) -> dict[str, int]:
        """How often each of the `limit` speakers that `speakers` would begin with is quoted, in its order."""
        with self._reading() as connection:
            return {row.name: row.quotes for row in connection.execute(_most_quoted(name, limit))}

    def speakers_named(self, names: Sequence[str]) -> tuple[SpeakerSummary, ...]:
        """The speakers of exactly these names, in their order, without those that no stored article quotes."""
        columns = speakers.c.name, speakers.c.number, speakers.c.quotes
        query = select(*columns).where(speakers.c.name.in_(list(names)[:MOST_LISTED]), speakers.c.quotes > 0)
        with self._reading() as connection:
            rows = {row.name: row for row in connection.execute(query)}
            found = [rows[name] for name in dict.fromkeys(names) if name in rows]
            return _summaries(connection, {row.number: row.quotes for row in found})

    def speaker(self, name: str) -> SpeakerSummary | None:
        """The speaker of exactly that name; None where no stored article quotes one."""
        found = self.speakers_named([name])
        return found[0] if found else None

    def nested_namings(self) -> tuple[SpeakerNaming, ...]:
        """Which articles quote a person under a name that ends another speaker's, or that ends with another's, and how
        often; by name and article."""
        with self._reading() as connection:
            return nested_namings(connection)

    def attributions_of(self, speaker: str, *, limit: int = 50, offset: int = 0) -> tuple[StoredQuote, ...]:
        """What articles give to the speaker of exactly that name, the newest article first, in text order."""
        number = select(speakers.c.number).where(speakers.c.name == speaker).scalar_subquery()
        # The keys first: whatever SQLite may sort, it is not whole texts.
        keys = (
            select(attributions.c.article, attributions.c.position)
            .join(articles, articles.c.number == attributions.c.article)
            .where(attributions.c.speaker == number)
            .order_by(articles.c.moment.desc().nulls_last(), articles.c.id, attributions.c.position)
        )
        with self._reading() as connection:
            page = [tuple(row) for row in connection.execute(keys.limit(max(0, limit)).offset(max(0, offset)))]
            found = _quotes(connection, sorted({article for article, _ in page}), speaker)
        return tuple(found[key] for key in page)

    def shared_quotes(self, stories: Sequence[str]) -> tuple[StoredSharedQuote, ...]:
        """The shared quotes of the current accounts of these stories, in the order of the stories and accounts."""
        with self._reading() as connection:
            accounts = _accounts(connection, stories)
            used = {key for account in accounts.values() for key in account.articles}
            texts = _texts(connection, used)
        return tuple(
            _shared(story, quote, dict(accounts[story].articles), texts)
            for story in dict.fromkeys(stories)
            if story in accounts
            for quote in accounts[story].shared_quotes
        )


def _most_quoted(name: str | None, limit: int, offset: int = 0) -> Select[Any]:
    """Number, name and quotes of the speakers with `name` in theirs, the most quoted first."""
    # Adding nothing has the names looked through as they stand in their index, and only those found looked up.
    times = speakers.c.quotes + 0 if name else speakers.c.quotes
    query = select(speakers.c.number, speakers.c.name, speakers.c.quotes).where(times > 0)
    if name and (part := fold(name[:MOST_SPEAKER_CHARACTERS])):
        query = query.where(speakers.c.folded.contains(part, autoescape=True))
    query = query.order_by(times.desc(), speakers.c.number)
    return query.limit(max(0, min(limit, MOST_LISTED))).offset(max(0, offset))


def _summaries(connection: Connection, quotes: dict[int, int]) -> tuple[SpeakerSummary, ...]:
    """The speakers of those numbers (at most MOST_LISTED), in their order, with what is counted from their articles."""
    first = (
        select(attributions.c.speaker_kind)
        .where(attributions.c.speaker == speakers.c.number)
        .order_by(attributions.c.article)
        .limit(1)
        .correlate(speakers)
        .scalar_subquery()
    )
    # Each article once, from the index alone, before anything is looked up.
    said = select(attributions.c.speaker, attributions.c.article).where(attributions.c.speaker.in_(list(quotes)))
    quoting = said.distinct().subquery()
    counted = (
        select(
            speakers.c.number,
            speakers.c.name,
            first.label("kind"),
            func.count().label("articles"),
            func.count(articles.c.story.distinct()).label("stories"),
            func.count(articles.c.outlet.distinct()).label("outlets"),
        )
        .join_from(quoting, articles, articles.c.number == quoting.c.article)
        .join(speakers, speakers.c.number == quoting.c.speaker)
        .group_by(quoting.c.speaker)
    )
    rows = {row.number: row for row in connection.execute(counted)}
    return tuple(
        SpeakerSummary(row.name, quotes[number], row.articles, row.stories, row.outlets, row.kind)
        for number in quotes
        if (row := rows.get(number))
    )


def _quotes(connection: Connection, numbers: Sequence[int], speaker: str) -> dict[tuple[Any, ...], StoredQuote]:
    """The speaker's attributions in those articles, by article number and position."""
    newest = and_(revisions.c.article == articles.c.number, revisions.c.number == articles.c.revision)
    about = (
        select(
            articles.c.number,
            articles.c.id,
            revisions.c.title,
            revisions.c.text,
            outlets.c.name.label("outlet"),
            articles.c.published,
            stories.c.id.label("story"),
            stories.c.title.label("story_title"),
        )
        .join(revisions, newest)
        .outerjoin(outlets, outlets.c.number == articles.c.outlet)
        .outerjoin(stories, stories.c.number == articles.c.story)
    )
    said = select(attributions).join(speakers, speakers.c.number == attributions.c.speaker)
    found: dict[tuple[Any, ...], StoredQuote] = {}
    for part in chunks(numbers):
        rows = {row.number: row for row in connection.execute(about.where(articles.c.number.in_(part)))}
        mine = said.where(speakers.c.name == speaker, attributions.c.article.in_(part))
        for one in connection.execute(mine):
            found[one.article, one.position] = _quote(rows[one.article], one)
    return found


def _quote(row: AnyRow, one: AnyRow) -> StoredQuote:
    spans = tuple(spans_of_text(one.content))
    return StoredQuote(
        row.id,
        row.title,
        row.outlet,
        row.published,
        row.story,
        row.story_title,
        one.id,
        one.kind,
        one.stance,
        one.negated,
        spans,
        tuple(span.surface(row.text) for span in spans),
    )


def _accounts(connection: Connection, wanted: Sequence[str]) -> dict[str, _QuotesOfAccount]:
    query = (
        select(stories.c.id, comparisons.c.account)
        .join(stories, stories.c.number == comparisons.c.story)
        .where(comparisons.c.number == stories.c.accounts)
    )
    found: dict[str, _QuotesOfAccount] = {}
    for part in chunks(list(dict.fromkeys(wanted))):
        rows = connection.execute(query.where(stories.c.id.in_(part)))
        found.update((story, unpack(account, _QuotesOfAccount)) for story, account in rows)
    return found


def _texts(connection: Connection, used: set[tuple[str, int]]) -> dict[tuple[str, int], tuple[str | None, str]]:
    """Outlet and text of each of the revisions."""
    query = (
        select(articles.c.id, revisions.c.number, outlets.c.name, revisions.c.text)
        .join(revisions, revisions.c.article == articles.c.number)
        .outerjoin(outlets, outlets.c.number == revisions.c.outlet)
    )
    found: dict[tuple[str, int], tuple[str | None, str]] = {}
    for part in chunks(sorted({article for article, _ in used})):
        for article, number, outlet, text in connection.execute(query.where(articles.c.id.in_(part))):
            if (article, number) in used:
                found[article, number] = outlet, text
    return found


def _shared(
    story: str, quote: SharedQuote, numbers: dict[str, int], texts: dict[tuple[str, int], tuple[str | None, str]]
) -> StoredSharedQuote:
    versions = []
    for mention in quote.mentions:
        outlet, text = texts.get((mention.article, numbers.get(mention.article, 0)), (None, ""))
        if text:
            versions.append(QuoteVersion(mention.article, outlet, mention.span, mention.span.surface(text)))
    return StoredSharedQuote(story, quote.speaker, quote.wording, tuple(versions))
