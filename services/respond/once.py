"""Marks that make each input count once, by the id that its sender made."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from storage.base import Base
from storage.models import ProcessedInput

# Made once, as in at_hand.py.
_MARK = insert(Base.metadata.tables[ProcessedInput.__tablename__])


def done(session: Session, channel: str, input_id: str) -> ProcessedInput | None:
    """Return the mark of an input that has had its effect, None for a new one."""
    return session.get(ProcessedInput, (channel, input_id))


def mark(
    session: Session, channel: str, input_id: str, now: datetime, outcome: str | None = None
) -> None:
    """Mark an input; a second writer of the same mark fails with IntegrityError.

    Args:
        channel: where the sender's ids are unique.
        input_id: the sender's id.
        now: aware moment.
        outcome: how the conversation ended by this input, None when it goes on.
    """
    session.flush()
    told = {"channel": channel, "input_id": input_id, "at": now, "outcome": outcome}
    session.connection().execute(_MARK, told)
