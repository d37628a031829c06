"""Telegram updates, kept before Telegram is told, and blanked once they have had their effect."""

from __future__ import annotations

from sqlalchemy.orm import Session

from storage.kinds import InboxState
from storage.models import Inbox


def settle(session: Session, update_id: int) -> None:
    """Blank an update in the transaction that carries out its effect; commits nothing itself."""
    held = session.get(Inbox, update_id)
    if held is not None:
        held.payload = None
        held.state = InboxState.DONE
