"""Pages that are asked again for edits, also when their feed does not list them any more."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "followed_pages",
        sa.Column("url", sa.Text(), primary_key=True),
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("outlet", sa.Text()),
        sa.Column("outlet_url", sa.Text()),
        sa.Column("byline", sa.Text()),
        sa.Column("published", sa.Text()),
        sa.Column("modified", sa.Text()),
        sa.Column("language", sa.Text()),
    )
