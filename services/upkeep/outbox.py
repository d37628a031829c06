"""What is to be sent: claimed by one process at a time, retried, given up, blanked when sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from services.hall import Hall
from services.upkeep.claims import is_gone
from storage.kinds import OutboxState
from storage.models import Draft, Invitation, Outbox, Recipient

LEASE = timedelta(seconds=60)
"""How long a claim holds; longer than a batch takes, so that nobody else sends meanwhile."""


class Fault(StrEnum):
    """Why something was not sent in the end, or not yet."""

    BLOCKED = "blocked"
    REFUSED = "refused"
    UNREADABLE = "unreadable"
    UNREACHABLE = "unreachable"
    NOT_SET_UP = "not_set_up"


@dataclass(frozen=True, slots=True, repr=False)
class Parcel:
    """Something claimed for sending.

    Args:
        id: of the outbox row.
        kind: who knows how to send it.
        payload: opened, for the sender alone.
        tries: claims so far, this one included.
    """

    id: UUID
    kind: str
    payload: str
    tries: int


def put(
    session: Session,
    key: str,
    kind: str,
    payload: str,
    due_at: datetime,
    invitation_id: UUID | None = None,
) -> None:
    """Add something to send in the caller's transaction; a key that is there is left alone.

    Args:
        session: of the change that is told of.
        key: the same for the same message, however often it is put.
        kind: who sends it.
        payload: what the sender needs.
        due_at: aware moment before which it is not sent.
        invitation_id: what it is about, by which it can be taken back.
    """
    if session.scalar(select(Outbox.id).where(Outbox.key == key)) is not None:
        return
    session.add(
        Outbox(
            key=key,
            kind=kind,
            payload=payload,
            due_at=due_at,
            invitation_id=invitation_id,
            state=OutboxState.WAITING,
        )
    )


def claim(hall: Hall, kinds: tuple[str, ...], worker: str, limit: int) -> tuple[Parcel, ...]:
    """Take what is due, oldest first, for one sender.

    A row claimed by another process is passed over until its claim runs out. Looking comes
    first without a lock, since mostly there is nothing to do.
    """
    now = hall.clock()
    due = (
        select(Outbox)
        .where(Outbox.kind.in_(kinds), _due(now))
        .order_by(Outbox.due_at, Outbox.key)
        .limit(limit)
    )
    with hall.sessions.reading() as session:
        if session.scalar(due.with_only_columns(Outbox.id).limit(1)) is None:
            return ()
    with hall.sessions.writing() as session:
        rows = session.scalars(due.with_for_update(skip_locked=True)).all()
        for row in rows:
            row.claimed_by, row.claimed_until = worker, now + LEASE
            row.tries += 1
        return tuple(Parcel(row.id, row.kind, row.payload or "", row.tries) for row in rows)


def delivered(hall: Hall, parcel_id: UUID) -> None:
    """Note that something was sent; its words are blanked."""
    with hall.sessions.writing() as session:
        close(session, parcel_id, OutboxState.SENT)


def close(
    session: Session, parcel_id: UUID, state: OutboxState, fault: Fault | None = None
) -> None:
    """End something in the caller's transaction, as sent, given up or cancelled; blanks it."""
    _close(session.get(Outbox, parcel_id), state, fault)


def postpone(hall: Hall, parcel_id: UUID, until: datetime, fault: Fault | None = None) -> None:
    """Give something back, to be sent no earlier than ``until``; ``fault`` says why not now.

    When it was due stays as it was, so that it keeps its place before what came later.
    """
    with hall.sessions.writing() as session:
        row = session.get(Outbox, parcel_id)
        if row is not None:
            row.claimed_by, row.claimed_until, row.fault = None, until, fault


def give_up(hall: Hall, parcel_id: UUID, fault: Fault) -> None:
    """Stop trying to send something; its words are blanked.

    A person who blocked us gets nothing more: what waits for the same conversation is given up
    too, and where Telegram is the way they chose, they count as having stopped.
    """
    with hall.sessions.writing() as session:
        row = session.get(Outbox, parcel_id)
        _close(row, OutboxState.GIVEN_UP, fault)
        if row is not None and fault is Fault.BLOCKED and row.draft_id is not None:
            _stop(session, row.draft_id, row.kind, hall.clock())


def recover(hall: Hall, kinds: tuple[str, ...]) -> int:
    """Free what was claimed by processes of this machine that are gone; return how many.

    To be called at the start of a sender, so that nothing waits for a claim to run out. Looking
    comes first without a lock here too.
    """
    held = select(Outbox).where(
        Outbox.kind.in_(kinds), Outbox.state == OutboxState.WAITING, Outbox.claimed_by.is_not(None)
    )
    with hall.sessions.reading() as session:
        if session.scalar(held.with_only_columns(Outbox.id).limit(1)) is None:
            return 0
    with hall.sessions.writing() as session:
        lost = [row for row in session.scalars(held) if row.claimed_by and is_gone(row.claimed_by)]
        for row in lost:
            row.claimed_by, row.claimed_until = None, None
        return len(lost)


def _due(now: datetime) -> ColumnElement[bool]:
    free = or_(Outbox.claimed_until.is_(None), Outbox.claimed_until <= now)
    return and_(Outbox.state == OutboxState.WAITING, Outbox.due_at <= now, free)


def _close(row: Outbox | None, state: OutboxState, fault: Fault | None = None) -> None:
    if row is None:
        return
    row.state, row.fault, row.payload = state, fault, None
    row.claimed_by, row.claimed_until = None, None


def _stop(session: Session, draft_id: UUID, kind: str, now: datetime) -> None:
    waiting = select(Outbox).where(
        Outbox.draft_id == draft_id, Outbox.kind == kind, Outbox.state == OutboxState.WAITING
    )
    for row in session.scalars(waiting):
        _close(row, OutboxState.GIVEN_UP, Fault.BLOCKED)
    recipient = session.scalar(
        select(Recipient)
        .join(Invitation, Invitation.recipient_id == Recipient.id)
        .join(Draft, Draft.invitation_id == Invitation.id)
        .where(Draft.id == draft_id, Recipient.channel == kind)
    )
    if recipient is not None and recipient.stopped_at is None:
        recipient.stopped_at = now
