"""The tables of the archive, as the newest migration leaves them. Numbers are the database's own keys; ids are those
of the model. docs/methods/archive.md says what stands where."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
)

from twosource.store.exact_text import ExactText

metadata = MetaData()


def _names(table: str, *more: Column[Any]) -> Table:
    return Table(
        table,
        metadata,
        Column("number", Integer, primary_key=True),
        Column("name", ExactText, nullable=False, unique=True),
        Column("folded", ExactText, nullable=False, index=True),
        *more,
    )


outlets = _names("outlets")
speakers = _names("speakers", Column("quotes", Integer, nullable=False, server_default="0"))
"""`quotes` counts the attributions to each."""
Index("speakers_by_quotes", speakers.c.quotes.desc(), speakers.c.number)
speaker_letters = Table(
    "speaker_letters",
    metadata,
    Column("letters", Text, primary_key=True),
    sqlite_with_rowid=False,
)
"""The runs of three letters in the folded names of speakers."""
component_sets = Table(
    "component_sets",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("name", ExactText, nullable=False, unique=True),
)
"""Which versions of which components made an article's layers, as JSON."""

stories = Table(
    "stories",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", ExactText, nullable=False, unique=True),
    Column("title", ExactText),
    Column("started", Text),
    Column("changed", Text),
    Column("last_moment", BigInteger),
    Column("parent", Integer, ForeignKey("stories.number"), index=True),
    Column("merged_into", Integer, ForeignKey("stories.number")),
    Column("waiting", BigInteger, index=True),
    Column("accounts", Integer, nullable=False, default=0),
    Column("updated", Text),
    Column("origins", Integer, nullable=False, default=0),
    Column("standings", Text, nullable=False, default="{}"),
)
Index("stories_by_change", stories.c.merged_into, stories.c.last_moment, stories.c.number)

articles = Table(
    "articles",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", ExactText, nullable=False, unique=True),
    Column("revision", Integer, nullable=False),
    Column("revised", BigInteger, index=True),
    Column("outlet", Integer, ForeignKey("outlets.number")),
    Column("moment", BigInteger),
    Column("published", ExactText),
    Column("story", Integer, ForeignKey("stories.number")),
)
Index("articles_by_moment", articles.c.moment, articles.c.id)
Index("articles_by_outlet", articles.c.outlet, articles.c.moment)
Index("articles_of_outlet", articles.c.outlet)
"""An outlet's articles in the order they were stored."""
Index("articles_by_outlet_and_story", articles.c.outlet, articles.c.story, articles.c.moment)
Index("articles_by_story", articles.c.story, articles.c.moment, articles.c.id)
"""Also finds, in order, those that have no story yet."""

revisions = Table(
    "revisions",
    metadata,
    Column("article", Integer, ForeignKey("articles.number"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("fetched", Text, nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("title", ExactText),
    Column("published", ExactText),
    Column("outlet", Integer, ForeignKey("outlets.number")),
    Column("url", ExactText),
    Column("components", Integer, ForeignKey("component_sets.number"), nullable=False),
    Column("layers_digest", LargeBinary, nullable=False),
    Column("text", ExactText, nullable=False),
    Column("fields", LargeBinary, nullable=False),
    Column("difference", LargeBinary),
    Column("layers", LargeBinary, nullable=False),
)

Index("revisions_by_url", revisions.c.url)

attributions = Table(
    "attributions",
    metadata,
    Column("article", Integer, ForeignKey("articles.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", ExactText, nullable=False),
    Column("kind", Text, nullable=False),
    Column("speaker", Integer, ForeignKey("speakers.number")),
    Column("speaker_kind", Text),
    Column("addressee", ExactText),
    Column("stance", Text, nullable=False),
    Column("negated", Boolean, nullable=False),
    Column("parent", ExactText),
    Column("score", Float, nullable=False),
    Column("source", Text, nullable=False),
    Column("cue", Text, nullable=False),
    Column("content", Text, nullable=False),
    sqlite_with_rowid=False,
)
Index("attributions_by_speaker", attributions.c.speaker, attributions.c.article)

rejections = Table(
    "rejections",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("document", ExactText, nullable=False, unique=True),
    Column("reason", ExactText, nullable=False),
    Column("detail", ExactText, nullable=False),
    Column("time", Text, nullable=False),
)

placements = Table(
    "placements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("article", Integer, ForeignKey("articles.number"), nullable=False, unique=True),
    Column("story", Integer, ForeignKey("stories.number"), nullable=False),
    Column("reason", ExactText, nullable=False),
    Column("similarity", Float, nullable=False),
    Column("opened", Boolean, nullable=False),
    Column("parent", ExactText),
    Column("title", ExactText),
    Column("time", Text, nullable=False),
)

copies = Table(
    "copies",
    metadata,
    Column("article", Integer, ForeignKey("articles.number"), primary_key=True),
    Column("of", ExactText, nullable=False),
    Column("kind", Text, nullable=False),
    Column("containment", Float, nullable=False),
    Column("agency", ExactText),
)

merges = Table(
    "merges",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("story", Integer, ForeignKey("stories.number"), nullable=False, unique=True),
    Column("into", Integer, ForeignKey("stories.number"), nullable=False),
    Column("article", ExactText, nullable=False),
    Column("reason", ExactText, nullable=False),
    Column("time", Text, nullable=False),
)

finder = Table(
    "finder",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("placements", Integer, nullable=False),
    Column("state", LargeBinary, nullable=False),
)

article_prints = Table(
    "article_prints",
    metadata,
    Column("article", Integer, ForeignKey("articles.number"), primary_key=True),
    Column("level", Integer, nullable=False),
    Column("prints", LargeBinary, nullable=False),
)
"""The fingerprints of each article, four bytes each (little-endian), rising; `level` says where they are listed."""
Index("article_prints_by_level", article_prints.c.level, article_prints.c.article)


def _prints(table: str) -> Table:
    return Table(
        table,
        metadata,
        Column("print", BigInteger, primary_key=True),
        Column("article", Integer, primary_key=True),
        sqlite_with_rowid=False,
    )


fingerprints_recent = _prints("fingerprints_recent")
fingerprints = _prints("fingerprints")

comparisons = Table(
    "comparisons",
    metadata,
    Column("story", Integer, ForeignKey("stories.number"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("time", Text, nullable=False),
    Column("account", LargeBinary, nullable=False),
)

account_pages = Table(
    "account_pages",
    metadata,
    Column("story", Integer, ForeignKey("stories.number"), primary_key=True),
    Column("excerpts", Boolean, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("made_by", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)
"""The current accounts of stories whose pages take long to render, rendered."""

claims = Table(
    "claims",
    metadata,
    Column("story", Integer, ForeignKey("stories.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("id", ExactText, nullable=False),
    Column("text", ExactText, nullable=False),
    Column("standing", Text, nullable=False),
    Column("reason", ExactText, nullable=False),
    Column("certainty", Text, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("outlets", Integer, nullable=False),
    Column("statement", ExactText),
    sqlite_with_rowid=False,
)
Index("claims_by_standing", claims.c.standing, claims.c.story)

claim_mentions = Table(
    "claim_mentions",
    metadata,
    Column("story", Integer, ForeignKey("stories.number"), primary_key=True),
    Column("claim", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("article", Integer, ForeignKey("articles.number"), nullable=False, index=True),
    Column("revision", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("attribution", ExactText),
    Column("speaker", ExactText),
    sqlite_with_rowid=False,
)

claim_origins = Table(
    "claim_origins",
    metadata,
    Column("story", Integer, ForeignKey("stories.number"), primary_key=True),
    Column("claim", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", ExactText, nullable=False),
    Column("kind", Text, nullable=False),
    Column("mentions", Text, nullable=False),
    sqlite_with_rowid=False,
)

statements = Table(
    "statements",
    metadata,
    Column("story", Integer, ForeignKey("stories.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("article", Integer, ForeignKey("articles.number"), primary_key=True),
    Column("standing", Text, nullable=False),
    sqlite_with_rowid=False,
)
"""Which articles take part in which statement, as `AccountStatements` counts them, of each story's current account."""
Index("statements_by_article", statements.c.article, statements.c.standing)
Index("statements_by_standing", statements.c.standing, statements.c.article)

events = Table(
    "events",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("story", ExactText, nullable=False),
    Column("kind", Text, nullable=False),
    Column("message", ExactText, nullable=False),
    Column("time", Text, nullable=False),
    Column("articles", Text, nullable=False),
    Column("claim", ExactText),
    Column("standing_before", Text),
    Column("standing_after", Text),
)
Index("events_by_story", events.c.story, events.c.number)
Index("events_by_kind", events.c.kind, events.c.number)

marks = Table(
    "marks",
    metadata,
    Column("name", ExactText, primary_key=True),
    Column("value", BigInteger, nullable=False),
)

feeds = Table(
    "feeds",
    metadata,
    Column("url", ExactText, primary_key=True),
    Column("title", ExactText),
    Column("outlet", ExactText),
    Column("site", ExactText),
    Column("group", ExactText),
    Column("kind", Text),
)

fetches = Table(
    "fetches",
    metadata,
    Column("url", ExactText, primary_key=True),
    Column("etag", ExactText),
    Column("last_modified", ExactText),
    Column("asked", Text),
    Column("due", Text),
    Column("failures", Integer, nullable=False),
    Column("refusal", ExactText),
)

followed_pages = Table(
    "followed_pages",
    metadata,
    Column("url", ExactText, primary_key=True),
    Column("feed", ExactText, nullable=False),
    Column("since", Text, nullable=False),
    Column("title", ExactText),
    Column("outlet", ExactText),
    Column("outlet_url", ExactText),
    Column("byline", ExactText),
    Column("published", ExactText),
    Column("modified", ExactText),
    Column("language", ExactText),
)
