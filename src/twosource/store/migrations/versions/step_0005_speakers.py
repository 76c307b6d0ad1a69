"""Articles by the letters of the speakers they quote; those of an outlet as they were stored; revisions by address."""

import sqlalchemy as sa
from alembic import op

from twosource.store.sqlite_speakers import SPEAKER_TABLE, index_all_speakers

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("speaker_letters", sa.Column("letters", sa.Text(), primary_key=True), sqlite_with_rowid=False)
    op.execute(SPEAKER_TABLE)
    index_all_speakers(op.get_bind())
    op.create_index("articles_of_outlet", "articles", ["outlet"])
    op.create_index("revisions_by_url", "revisions", ["url"])
