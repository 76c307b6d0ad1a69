"""How often each speaker is quoted; an outlet's articles by story."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("speakers", sa.Column("quotes", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE speakers SET quotes = (SELECT count(*) FROM attributions WHERE attributions.speaker = speakers.number)"
    )
    op.execute("CREATE INDEX speakers_by_quotes ON speakers (quotes DESC, number)")
    op.create_index("articles_by_outlet_and_story", "articles", ["outlet", "story", "moment"])
