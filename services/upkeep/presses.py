"""A form of staff that must have its effect once, however often it is sent."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from services.refusal import Refused
from storage.models import ProcessedInput

_CHANNEL = "invite"


def once(session: Session, press: str, now: datetime) -> None:
    """Note that a form was sent; in the transaction of its effect.

    Args:
        session: the effect's own.
        press: drawn for the form when it was shown; empty where there is no form.
        now: aware moment.

    Raises:
        Refused: it was sent before.
    """
    if not press:
        return
    if session.get(ProcessedInput, (_CHANNEL, press)) is not None:
        raise Refused(
            "This was done already, and links are shown only once. If you have lost them, open "
            "the meeting and make fresh links."
        )
    session.add(ProcessedInput(channel=_CHANNEL, input_id=press, at=now))
    session.flush()
