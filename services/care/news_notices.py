"""Who wished to hear what came of their words, by which way, and the notices that wait for them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Select, case, exists, select, update
from sqlalchemy.orm import Session

from services.upkeep.letters.allowed import off_limits
from services.upkeep.letters.hours import next_decent
from services.upkeep.letters.kinds import NEWS
from services.upkeep.letters.queueing import by_email
from storage.kinds import Channel, OutboxState
from storage.models import ActionResponse, Answer, Draft, Invitation, Outbox, Recipient, Response
from surveys.kinds import Mode

_WISH = "hear_back"
"""The question on the review page: do you want to hear what came of it?"""

_PATIENCE = timedelta(hours=1)
"""Several actions published together make one notice, and a slip of the hand can be taken back."""

_PHRASE = "news.notice"


class Way(StrEnum):
    """How somebody hears of news."""

    EMAIL = "email"
    TELEGRAM = "telegram"
    SLIP = "slip"
    NOBODY_WRITES = "nobody_writes"


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody who is known to us and wished to hear.

    Args:
        response: what they had sent.
        reference: the council's own for the person.
        way: how they hear; by slip where nothing else is known.
        notice: where the notice stands, None where there is none.
    """

    response: UUID
    reference: str
    way: Way
    notice: OutboxState | None


def who_asked(session: Session, action_id: UUID) -> tuple[Heard, ...]:
    """Return those who are known to us, stand behind an action and wished to hear of it.

    Confidential people are not among them: whose their words are is sealed, also to us.
    """
    return tuple(
        Heard(
            wish.response.id, wish.recipient.reference, _way(session, wish), _state(session, wish)
        )
        for wish in _wishes(session, action_id)
    )


def queue(session: Session, action_id: UUID, now: datetime) -> None:
    """Put a notice for each who wished into the outbox, in the transaction that publishes."""
    for wish in _wishes(session, action_id):
        payload = _PAYLOADS.get(_way(session, wish))
        if payload is not None:
            _put(session, wish, payload(session, wish), now)


def cancel(session: Session, action_id: UUID) -> None:
    """Cancel the notices of an action that were not sent yet."""
    session.execute(
        update(Outbox)
        .where(Outbox.key.startswith(f"{NEWS}:{action_id}:"), Outbox.state == OutboxState.WAITING)
        .values(state=OutboxState.CANCELLED, payload_s=None, claimed_by=None, claimed_until=None)
    )


@dataclass(frozen=True, slots=True)
class _Wish:
    action_id: UUID
    response: Response
    recipient: Recipient
    allowed: bool

    @property
    def key(self) -> str:
        """One notice for each person and action."""
        return f"{NEWS}:{self.action_id}:{self.recipient.id}"


def _wishes(session: Session, action_id: UUID) -> list[_Wish]:
    wished = exists().where(
        Answer.response_id == Response.id, Answer.question_id == _WISH, Answer.code == "yes"
    )
    query = (
        select(Response, Recipient, case((off_limits(), False), else_=True))
        .join(ActionResponse, ActionResponse.response_id == Response.id)
        .join(Invitation, Invitation.id == Response.invitation_id)
        .join(Recipient, Recipient.id == Response.recipient_id)
        .where(ActionResponse.action_id == action_id, Response.mode == Mode.LINKED, wished)
        .order_by(Recipient.reference, Response.id)
    )
    return [_Wish(action_id, *row) for row in session.execute(query)]


def _way(session: Session, wish: _Wish) -> Way:
    if not wish.allowed:
        return Way.NOBODY_WRITES
    if wish.response.channel is Channel.TELEGRAM and _chat(session, wish) is not None:
        return Way.TELEGRAM
    return Way.EMAIL if by_email(wish.recipient) else Way.SLIP


def _chat(session: Session, wish: _Wish) -> Draft | None:
    """Return a conversation that this person has open in Telegram: the only chats we know."""
    query: Select[Any] = (
        select(Draft)
        .join(Invitation, Invitation.id == Draft.invitation_id)
        .where(Invitation.recipient_id == wish.recipient.id, Draft.chat_s.is_not(None))
        .order_by(Draft.opened_at.desc())
    )
    return session.scalars(query).first()


def _state(session: Session, wish: _Wish) -> OutboxState | None:
    return session.scalar(select(Outbox.state).where(Outbox.key == wish.key))


def _put(session: Session, wish: _Wish, values: Mapping[str, Any], now: datetime) -> None:
    """Put a notice that was never sent; one that was cancelled waits again."""
    held = session.scalar(select(Outbox).where(Outbox.key == wish.key))
    if held is not None and held.state is not OutboxState.CANCELLED:
        return
    if held is not None:
        session.delete(held)
        session.flush()
    due_at, waiting = next_decent(now + _PATIENCE), OutboxState.WAITING
    about = wish.response.invitation_id
    session.add(Outbox(key=wish.key, due_at=due_at, state=waiting, invitation_id=about, **values))
    session.flush()


def _by_email(session: Session, wish: _Wish) -> Mapping[str, Any]:
    payload = {"action": str(wish.action_id), "response": str(wish.response.id)}
    return {"kind": NEWS, "payload": json.dumps(payload)}


def _by_chat(session: Session, wish: _Wish) -> Mapping[str, Any]:
    """Return a note as the bot sends it; the draft's id lets it stop for who has blocked us."""
    draft = _chat(session, wish)
    chat_id = int(draft.chat or 0) if draft else 0
    reply = {"chat_id": chat_id, "view": "note", "note": _PHRASE}
    return {
        "kind": Channel.TELEGRAM,
        "payload": json.dumps(reply),
        "draft_id": draft.id if draft else None,
    }


_PAYLOADS: dict[Way, Callable[[Session, _Wish], Mapping[str, Any]]] = {
    Way.EMAIL: _by_email,
    Way.TELEGRAM: _by_chat,
}
