"""News for those who spoke."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOMENT = sa.DateTime(timezone=True)
_ACTION: dict[str, sa.types.TypeEngine[Any]] = {
    "we_did_plain": sa.String(length=500),
    "source": sa.String(length=200),
    "not_possible_because": sa.String(length=2000),
    "not_possible_at": _MOMENT,
    "published_at": _MOMENT,
}


def upgrade() -> None:
    """Let an action be told to those who spoke, and let them find their way back to it."""
    for name, kind in _ACTION.items():
        op.add_column("action", sa.Column(name, kind, nullable=True))
    op.create_index(op.f("ix_action_published_at"), "action", ["published_at"], unique=False)
    op.create_table(
        "way_back",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["id"], ["response.id"], name=op.f("fk_way_back_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_way_back")),
        sa.UniqueConstraint("mark", name=op.f("uq_way_back_mark")),
    )


def downgrade() -> None:
    """Take the table and the columns away."""
    op.drop_table("way_back")
    op.drop_index(op.f("ix_action_published_at"), table_name="action")
    for name in reversed(_ACTION):
        op.drop_column("action", name)
