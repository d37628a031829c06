"""Where a sentence model places comments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep a sealed direction beside each comment that was compared."""
    op.create_table(
        "meaning",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("model", sa.String(length=64), nullable=False),
        sa.Column("direction_s", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["answer.id"], name=op.f("fk_meaning_id_answer"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meaning")),
    )


def downgrade() -> None:
    """Forget them; they can be made again from the words."""
    op.drop_table("meaning")
