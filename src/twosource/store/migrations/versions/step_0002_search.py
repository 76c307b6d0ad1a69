"""Full-text search over the articles that are there."""

from alembic import op

from twosource.store.sqlite_search import SEARCH_TABLES

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in SEARCH_TABLES:
        op.execute(statement)
