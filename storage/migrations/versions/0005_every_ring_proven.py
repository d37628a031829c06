"""Every ring of keys proven at the start."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for a proof of the ring for links and one of the hashing key."""
    op.add_column("key_proof", sa.Column("link_proof_s", sa.LargeBinary(), nullable=True))
    op.add_column("key_proof", sa.Column("hashing_proof", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Take the proofs away."""
    op.drop_column("key_proof", "hashing_proof")
    op.drop_column("key_proof", "link_proof_s")
