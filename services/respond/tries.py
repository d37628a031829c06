"""Counting wrong codes by where they come from, in a table because workers share nothing."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from storage.keys import Keys
from storage.models import Lockout

_ALLOWED = 10
_WINDOW = timedelta(hours=1)
"""Ten wrong codes an hour and source: with 40 bits a code, guessing does not pay."""


def too_many(session: Session, keys: Keys, door: str, source: str, now: datetime) -> bool:
    """Return whether this source has used up its wrong tries at this door."""
    held = session.get(Lockout, (door, keys.digest("source", source)))
    return held is not None and held.tries >= _ALLOWED and now - held.window_from < _WINDOW


def count_wrong(session: Session, keys: Keys, door: str, source: str, now: datetime) -> None:
    """Count one wrong try; the window starts with the first of them."""
    who = keys.digest("source", source)
    held = session.get(Lockout, (door, who), with_for_update=True)
    if held is None:
        session.add(Lockout(door=door, who_hmac=who, tries=1, window_from=now))
    elif now - held.window_from >= _WINDOW:
        held.tries, held.window_from = 1, now
    else:
        held.tries += 1
