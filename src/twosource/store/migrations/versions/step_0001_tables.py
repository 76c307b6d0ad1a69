"""The tables of the archive."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "component_sets",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False, unique=True),
    )
    op.create_table(
        "events",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("articles", sa.Text(), nullable=False),
        sa.Column("claim", sa.Text()),
        sa.Column("standing_before", sa.Text()),
        sa.Column("standing_after", sa.Text()),
    )
    op.create_index("events_by_kind", "events", ["kind", "number"])
    op.create_index("events_by_story", "events", ["story", "number"])
    op.create_table(
        "feeds",
        sa.Column("url", sa.Text(), primary_key=True),
        sa.Column("title", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("site", sa.Text()),
        sa.Column("group", sa.Text()),
        sa.Column("kind", sa.Text()),
    )
    op.create_table(
        "fetches",
        sa.Column("url", sa.Text(), primary_key=True),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("asked", sa.Text()),
        sa.Column("due", sa.Text()),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("refusal", sa.Text()),
    )
    op.create_table(
        "finder",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("placements", sa.Integer(), nullable=False),
        sa.Column("state", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "fingerprints",
        sa.Column("print", sa.BigInteger(), primary_key=True),
        sa.Column("article", sa.Integer(), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fingerprints_recent",
        sa.Column("print", sa.BigInteger(), primary_key=True),
        sa.Column("article", sa.Integer(), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "marks",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("value", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "outlets",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False, unique=True),
        sa.Column("folded", sa.Text(), nullable=False),
    )
    op.create_index("ix_outlets_folded", "outlets", ["folded"])
    op.create_table(
        "rejections",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("document", sa.Text(), nullable=False, unique=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
    )
    op.create_table(
        "speakers",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False, unique=True),
        sa.Column("folded", sa.Text(), nullable=False),
    )
    op.create_index("ix_speakers_folded", "speakers", ["folded"])
    op.create_table(
        "stories",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        sa.Column("title", sa.Text()),
        sa.Column("started", sa.Text()),
        sa.Column("changed", sa.Text()),
        sa.Column("last_moment", sa.BigInteger()),
        sa.Column("parent", sa.Integer(), sa.ForeignKey("stories.number")),
        sa.Column("merged_into", sa.Integer(), sa.ForeignKey("stories.number")),
        sa.Column("waiting", sa.BigInteger()),
        sa.Column("accounts", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Text()),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("standings", sa.Text(), nullable=False),
    )
    op.create_index("ix_stories_parent", "stories", ["parent"])
    op.create_index("ix_stories_waiting", "stories", ["waiting"])
    op.create_index("stories_by_change", "stories", ["merged_into", "last_moment", "number"])
    op.create_table(
        "articles",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False, unique=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("revised", sa.BigInteger()),
        sa.Column("outlet", sa.Integer(), sa.ForeignKey("outlets.number")),
        sa.Column("moment", sa.BigInteger()),
        sa.Column("published", sa.Text()),
        sa.Column("story", sa.Integer(), sa.ForeignKey("stories.number")),
    )
    op.create_index("articles_by_moment", "articles", ["moment", "id"])
    op.create_index("articles_by_outlet", "articles", ["outlet", "moment"])
    op.create_index("articles_by_story", "articles", ["story", "moment", "id"])
    op.create_index("ix_articles_revised", "articles", ["revised"])
    op.create_table(
        "claim_origins",
        sa.Column("story", sa.Integer(), sa.ForeignKey("stories.number"), primary_key=True),
        sa.Column("claim", sa.Integer(), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("mentions", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "claims",
        sa.Column("story", sa.Integer(), sa.ForeignKey("stories.number"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("certainty", sa.Text(), nullable=False),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("outlets", sa.Integer(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("claims_by_standing", "claims", ["standing", "story"])
    op.create_table(
        "comparisons",
        sa.Column("story", sa.Integer(), sa.ForeignKey("stories.number"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("time", sa.Text(), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "merges",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("story", sa.Integer(), sa.ForeignKey("stories.number"), nullable=False, unique=True),
        sa.Column("into", sa.Integer(), sa.ForeignKey("stories.number"), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("time", sa.Text(), nullable=False),
    )
    op.create_table(
        "article_prints",
        sa.Column("article", sa.Integer(), sa.ForeignKey("articles.number"), primary_key=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("prints", sa.LargeBinary(), nullable=False),
    )
    op.create_index("article_prints_by_level", "article_prints", ["level", "article"])
    op.create_table(
        "article_standings",
        sa.Column("standing", sa.Text(), primary_key=True),
        sa.Column("article", sa.Integer(), sa.ForeignKey("articles.number"), primary_key=True),
        sa.Column("story", sa.Integer(), sa.ForeignKey("stories.number"), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_article_standings_story", "article_standings", ["story"])
    op.create_table(
        "attributions",
        sa.Column("article", sa.Integer(), sa.ForeignKey("articles.number"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Integer(), sa.ForeignKey("speakers.number")),
        sa.Column("speaker_kind", sa.Text()),
        sa.Column("addressee", sa.Text()),
        sa.Column("stance", sa.Text(), nullable=False),
        sa.Column("negated", sa.Boolean(), nullable=False),
        sa.Column("parent", sa.Text()),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("cue", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("attributions_by_speaker", "attributions", ["speaker", "article"])
    op.create_table(
        "claim_mentions",
        sa.Column("story", sa.Integer(), sa.ForeignKey("stories.number"), primary_key=True),
        sa.Column("claim", sa.Integer(), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("article", sa.Integer(), sa.ForeignKey("articles.number"), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("attribution", sa.Text()),
        sa.Column("speaker", sa.Text()),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_claim_mentions_article", "claim_mentions", ["article"])
    op.create_table(
        "copies",
        sa.Column("article", sa.Integer(), sa.ForeignKey("articles.number"), primary_key=True),
        sa.Column("of", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("containment", sa.Float(), nullable=False),
        sa.Column("agency", sa.Text()),
    )
    op.create_table(
        "placements",
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("article", sa.Integer(), sa.ForeignKey("articles.number"), nullable=False, unique=True),
        sa.Column("story", sa.Integer(), sa.ForeignKey("stories.number"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("similarity", sa.Float(), nullable=False),
        sa.Column("opened", sa.Boolean(), nullable=False),
        sa.Column("parent", sa.Text()),
        sa.Column("title", sa.Text()),
        sa.Column("time", sa.Text(), nullable=False),
    )
    op.create_table(
        "revisions",
        sa.Column("article", sa.Integer(), sa.ForeignKey("articles.number"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("fetched", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("published", sa.Text()),
        sa.Column("outlet", sa.Integer(), sa.ForeignKey("outlets.number")),
        sa.Column("url", sa.Text()),
        sa.Column("components", sa.Integer(), sa.ForeignKey("component_sets.number"), nullable=False),
        sa.Column("layers_digest", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("fields", sa.LargeBinary(), nullable=False),
        sa.Column("difference", sa.LargeBinary()),
        sa.Column("layers", sa.LargeBinary(), nullable=False),
    )
