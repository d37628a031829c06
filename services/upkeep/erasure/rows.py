"""Deletes the words of a scope, and all that would lead to them or be sent because of them."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, delete, or_, select, update
from sqlalchemy.orm import Session

from services.upkeep.erasure.scope import Scope
from services.upkeep.letters.kinds import NEWS
from storage.keys import Keys
from storage.kinds import Channel, InboxState, InvitationState
from storage.models import Doorstep, Draft, Inbox, Invitation, Outbox, Response

_LEFT = {
    InvitationState.READY: InvitationState.CANCELLED,
    InvitationState.OPENED: InvitationState.WITHDRAWN,
}
"""Where an invitation stands without its draft; every other state counts something and stays."""


def remove(session: Session, scope: Scope, responses: Collection[UUID]) -> None:
    """Delete responses, drafts, chats and letters, and cut the invitations.

    With a response go its answers, codings, readings, second looks, usable quotes, ties to
    actions, sealed link and way back; the database sees to that.
    """
    chats = _chats(session, scope)
    _unsend(session, scope, responses, chats)
    session.execute(delete(Doorstep).where(Doorstep.invitation_id.in_(scope.invitations)))
    session.execute(
        update(Inbox)
        .where(Inbox.chat_hmac.in_(chats))
        .values(
            state=InboxState.DONE,
            payload_s=None,
            chat_hmac=None,
            claimed_by=None,
            claimed_until=None,
        )
    )
    session.execute(delete(Draft).where(Draft.id.in_(scope.drafts)))
    session.execute(delete(Response).where(Response.id.in_(responses)))
    _cut(session, scope.invitations)


def _chats(session: Session, scope: Scope) -> frozenset[bytes]:
    """Return the hashes of the chats that we know to be theirs."""
    begun = select(Draft.chat_hmac).where(Draft.id.in_(scope.drafts), Draft.chat_hmac.is_not(None))
    waits = select(Doorstep.chat_hmac).where(Doorstep.invitation_id.in_(scope.invitations))
    found = (*session.scalars(begun), *session.scalars(waits))
    return frozenset(mark for mark in found if mark is not None)


def _unsend(
    session: Session, scope: Scope, responses: Collection[UUID], chats: Collection[bytes]
) -> None:
    told = select(Response.invitation_id).where(Response.id.in_(responses))
    session.execute(
        delete(Outbox).where(
            or_(
                Outbox.invitation_id.in_(scope.invitations),
                Outbox.draft_id.in_(scope.drafts),
                Outbox.key.startswith(f"{NEWS}:") & _about(scope, told),
                Outbox.id.in_(_to_chats(session, chats)),
            )
        )
    )


def _about(scope: Scope, told: Select[Any]) -> ColumnElement[bool]:
    """Return the condition that a notice of news is for one of these people or responses."""
    for_them = (Outbox.key.endswith(str(person)) for person in scope.people)
    return or_(Outbox.invitation_id.in_(told), *for_them)


def _to_chats(session: Session, chats: Collection[bytes]) -> list[UUID]:
    """Return what waits for a chat and names no draft; what was sent holds nothing any more."""
    keys: Keys = session.info["keys"]
    if not chats:
        return []
    waiting = select(Outbox).where(
        Outbox.kind == Channel.TELEGRAM, Outbox.payload_s.is_not(None), Outbox.draft_id.is_(None)
    )
    return [
        row.id
        for row in session.scalars(waiting)
        if keys.digest("chat", str(json.loads(row.payload or "{}").get("chat_id"))) in chats
    ]


def _cut(session: Session, invitations: Collection[UUID]) -> None:
    mine = Invitation.id.in_(invitations)
    for before, after in _LEFT.items():
        session.execute(
            update(Invitation).where(mine, Invitation.state == before).values(state=after)
        )
    session.execute(
        update(Invitation)
        .where(mine)
        .values(token_hmac=None, token_s=None, code_hmac=None, reminded_at=None, quiet_at=None)
    )
