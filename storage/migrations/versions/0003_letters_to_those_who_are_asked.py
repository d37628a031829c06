"""The letter of an invitation, its reminders, and why somebody is not to be written to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns."""
    op.add_column("invitation", sa.Column("token_s", sa.LargeBinary(), nullable=True))
    op.add_column("invitation", sa.Column("delivery", sa.String(length=40), nullable=True))
    op.add_column(
        "invitation", sa.Column("reminders", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column("invitation", sa.Column("reminded_at", _MOMENT, nullable=True))
    op.add_column("invitation", sa.Column("quiet_at", _MOMENT, nullable=True))
    op.create_index(op.f("ix_invitation_delivery"), "invitation", ["delivery"], unique=False)
    op.add_column("recipient", sa.Column("stop_reason", sa.String(length=40), nullable=True))
    op.add_column("outbox", sa.Column("invitation_id", sa.Uuid(), nullable=True))
    op.create_index(op.f("ix_outbox_invitation_id"), "outbox", ["invitation_id"], unique=False)


def downgrade() -> None:
    """Take them away."""
    op.drop_index(op.f("ix_outbox_invitation_id"), table_name="outbox")
    op.drop_column("outbox", "invitation_id")
    op.drop_column("recipient", "stop_reason")
    op.drop_index(op.f("ix_invitation_delivery"), table_name="invitation")
    for name in ("quiet_at", "reminded_at", "reminders", "delivery", "token_s"):
        op.drop_column("invitation", name)
