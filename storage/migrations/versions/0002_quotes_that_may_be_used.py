"""Quotes that may be used."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of comments that a person marked as usable quotes."""
    op.create_table(
        "usable_quote",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["answer.id"],
            name=op.f("fk_usable_quote_answer_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_usable_quote_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usable_quote")),
        sa.UniqueConstraint("answer_id", name=op.f("uq_usable_quote_answer_id")),
    )


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("usable_quote")
