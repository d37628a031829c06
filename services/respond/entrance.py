"""From a key to the invitation and draft behind it; expired, used and unknown look alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from services.hall import Hall
from services.respond import tries
from services.respond.keys import Chat, Code, Key, Link, Paper, Resume
from services.respond.sitting import resume_mark
from services.respond.tokens import code_hmac, token_hmac
from services.respond.turns import Closed, ClosedReason
from storage.kinds import InvitationState
from storage.models import Draft, Invitation

_OPEN = frozenset({InvitationState.READY, InvitationState.OPENED})
_OPEN_TO_PAPER = _OPEN | {InvitationState.NOT_ASKED, InvitationState.CANCELLED}
"""Words that came on paper are taken whether or not anybody was to be written to, and however
long the post took."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a key leads to: an invitation, and the draft if one was begun."""

    invitation: Invitation
    draft: Draft | None


def find(session: Session, hall: Hall, key: Key) -> Found | Closed:
    """Return what a key leads to.

    A key that was typed is refused after too many wrong ones from the same source; the caller
    counts wrong ones in a writing transaction by ``count_wrong``.
    """
    now = hall.clock()
    door = _TYPED.get(type(key))
    if door is not None and tries.too_many(session, hall.keys, door, _source(key), now):
        return Closed(ClosedReason.TOO_MANY_TRIES)
    found = _FINDERS[type(key)](session, hall, key)
    usable = found is not None and _usable(key, found, now)
    return found if found is not None and usable else Closed(ClosedReason.UNKNOWN)


def hold(session: Session, hall: Hall, key: Key) -> Found | Closed:
    """Return what a key leads to, held where a conversation is to begin; see ``find``.

    Looked at again once it is held, since its person may be erased in the same moment.
    """
    found = find(session, hall, key)
    if isinstance(found, Closed) or found.draft is not None:
        return found
    session.refresh(found.invitation, with_for_update=True)
    return find(session, hall, key)


def behind(session: Session, hall: Hall, key: Key) -> Found | None:
    """Return what a key leads to, open or not; None also after too many wrong ones."""
    door = _TYPED.get(type(key))
    if door is not None and tries.too_many(session, hall.keys, door, _source(key), hall.clock()):
        return None
    return _FINDERS[type(key)](session, hall, key)


def count_wrong(session: Session, hall: Hall, key: Key) -> None:
    """Count a typed key that led nowhere."""
    door = _TYPED.get(type(key))
    if door is not None:
        tries.count_wrong(session, hall.keys, door, _source(key), hall.clock())


def browser_mark(hall: Hall, key: Key) -> bytes | None:
    """Return the hash by which a draft knows its browser, None for a chat."""
    browser = getattr(key, "browser", None)
    return None if browser is None else hall.keys.digest("browser", browser)


def chat_mark(hall: Hall, key: Key) -> bytes | None:
    """Return the hash by which a draft knows its chat, None for a browser."""
    return hall.keys.digest("chat", str(key.chat_id)) if isinstance(key, Chat) else None


_TYPED: dict[type, str] = {Code: "code", Resume: "resume"}


def _source(key: Any) -> str:
    source: str = key.source
    return source


def _usable(key: Key, found: Found, now: datetime) -> bool:
    on_paper = isinstance(key, Paper)
    if found.invitation.state not in (_OPEN_TO_PAPER if on_paper else _OPEN):
        return False
    if on_paper and found.draft is None:
        return True
    until = found.invitation if found.draft is None else found.draft
    return until.expires_at > now


def _by_link(session: Session, hall: Hall, key: Link | Chat) -> Found | None:
    return _found(session, _OF_LINK, token_hmac(hall.keys, key.token))


def _by_code(session: Session, hall: Hall, key: Code) -> Found | None:
    return _found(session, _OF_CODE, code_hmac(hall.keys, key.code))


def _by_words(session: Session, hall: Hall, key: Resume) -> Found | None:
    return _found(session, _OF_WORDS, resume_mark(hall.keys, key.words))


def _by_paper(session: Session, hall: Hall, key: Paper) -> Found | None:
    return _found(session, _OF_ID, key.invitation_id)


# Made once: everybody who comes in asks, several times until they are held.
_INVITED = select(Invitation, Draft).outerjoin(Draft, Draft.invitation_id == Invitation.id)
_OF_LINK = _INVITED.where(Invitation.token_hmac == bindparam("mark"))
_OF_CODE = _INVITED.where(Invitation.code_hmac == bindparam("mark"))
_OF_WORDS = _INVITED.where(Draft.resume_hmac == bindparam("mark"))
_OF_ID = _INVITED.where(Invitation.id == bindparam("mark"))


def _found(
    session: Session, query: Select[Invitation, Draft], mark: bytes | UUID | None
) -> Found | None:
    row = session.execute(query, {"mark": mark}).first()
    return None if row is None else Found(*row)


_FINDERS: dict[type, Callable[[Session, Hall, Any], Found | None]] = {
    Link: _by_link,
    Chat: _by_link,
    Code: _by_code,
    Resume: _by_words,
    Paper: _by_paper,
}
