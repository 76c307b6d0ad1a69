"""Statements as they are shown and counted, in place of standings by claim; the accounts there are counted anew."""

import sqlalchemy as sa
from alembic import op

from twosource.store.recounting import count_statements

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "statements",
        sa.Column("story", sa.Integer(), sa.ForeignKey("stories.number"), primary_key=True),
        sa.Column("position", sa.Integer(), primary_key=True),
        sa.Column("article", sa.Integer(), sa.ForeignKey("articles.number"), primary_key=True),
        sa.Column("standing", sa.Text(), nullable=False),
        sqlite_with_rowid=False,
    )
    count_statements(op.get_bind())
    op.create_index("statements_by_article", "statements", ["article", "standing"])
    op.create_index("statements_by_standing", "statements", ["standing", "article"])
    op.drop_table("article_standings")
