"""What the machine learned."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep trained models, sealed, with what they were trained on and how they fared."""
    op.create_table(
        "trained_model",
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.Column("codebook", sa.String(length=40), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("comments", sa.Integer(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("in_use", sa.Boolean(), nullable=False),
        sa.Column("body_s", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trained_model")),
    )
    op.create_index(op.f("ix_trained_model_made_at"), "trained_model", ["made_at"], unique=False)


def downgrade() -> None:
    """Forget what was learned."""
    op.drop_index(op.f("ix_trained_model_made_at"), table_name="trained_model")
    op.drop_table("trained_model")
