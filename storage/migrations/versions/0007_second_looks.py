"""Comments that were drawn to be coded a second time, blind."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep for each comment whether it was drawn."""
    op.create_table(
        "second_look",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("drawn", sa.Boolean(), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["answer.id"],
            name=op.f("fk_second_look_answer_id_answer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_look")),
        sa.UniqueConstraint("answer_id", name=op.f("uq_second_look_answer_id")),
    )
    op.create_index(op.f("ix_second_look_drawn"), "second_look", ["drawn"], unique=False)


def downgrade() -> None:
    """Forget the sample; codings that came of it stay."""
    op.drop_index(op.f("ix_second_look_drawn"), table_name="second_look")
    op.drop_table("second_look")
