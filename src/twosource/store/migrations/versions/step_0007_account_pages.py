"""Accounts kept rendered."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account_pages",
        sa.Column("story", sa.Integer(), sa.ForeignKey("stories.number"), primary_key=True),
        sa.Column("excerpts", sa.Boolean(), primary_key=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
