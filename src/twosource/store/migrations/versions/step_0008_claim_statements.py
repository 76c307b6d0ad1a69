"""The statement that a claim is shown under; the claims there are named anew."""

import sqlalchemy as sa
from alembic import op

from twosource.store.recounting import name_statements

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("claims", sa.Column("statement", sa.Text()))
    name_statements(op.get_bind())
