"""Paper forms that are typed in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep beside a half-typed form the day on which its paper came back."""
    op.add_column("draft", sa.Column("received_on", sa.Date(), nullable=True))


def downgrade() -> None:
    """Forget that day."""
    op.drop_column("draft", "received_on")
