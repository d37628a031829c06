"""What is to be sent: claimed by one process at a time, retried, given up, blanked when sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from services.hall import Hall
from services.upkeep.claims import is_gone
from storage.base import Base
from storage.keys import Keys, Ring
from storage.kinds import OutboxState
from storage.models import Draft, Invitation, Outbox, Recipient
from storage.sealed import place

LEASE = timedelta(seconds=60)
"""How long a claim holds; longer than a batch takes, so that nobody else sends meanwhile."""

# Made once: a sender asks for each message and each second, and to make these took longer than
# the database.
_OUTBOX = Base.metadata.tables[Outbox.__tablename__]
_row = _OUTBOX.c
_DUE = (
    select(_row.id, _row.kind, _row.payload_s, _row.tries)
    .where(
        _row.kind.in_(bindparam("kinds", expanding=True)),
        _row.state == OutboxState.WAITING,
        _row.due_at <= bindparam("now"),
        or_(_row.claimed_until.is_(None), _row.claimed_until <= bindparam("now")),
    )
    .order_by(_row.due_at, _row.key)
    .limit(bindparam("most"))
)
_ANY_DUE = _DUE.with_only_columns(_row.id)
_DUE = _DUE.with_for_update(skip_locked=True)
_TAKE = (
    update(_OUTBOX)
    .where(_row.id == bindparam("taken"))
    .values(
        claimed_by=bindparam("taken_by"), claimed_until=bindparam("until"), tries=_row.tries + 1
    )
)
_SENT = (
    update(_OUTBOX)
    .where(_row.id == bindparam("sent"))
    .values(state=OutboxState.SENT, fault=None, payload_s=None, claimed_by=None, claimed_until=None)
)


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
    wanted = {"kinds": kinds, "now": now, "most": limit}
    with hall.sessions.reading() as session:
        if session.connection().execute(_ANY_DUE, wanted | {"most": 1}).first() is None:
            return ()
    taken = {"taken_by": worker, "until": now + LEASE}
    with hall.sessions.writing() as session:
        line = session.connection()
        rows = line.execute(_DUE, wanted).all()
        if rows:
            line.execute(_TAKE, [{"taken": row.id, **taken} for row in rows])
        return tuple(
            Parcel(row.id, row.kind, _opened(hall.keys, row.id, row.payload_s), row.tries + 1)
            for row in rows
        )


def delivered(hall: Hall, parcel_id: UUID) -> None:
    """Note that something was sent; its words are blanked."""
    with hall.sessions.writing() as session:
        session.connection().execute(_SENT, {"sent": parcel_id})


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


def _opened(keys: Keys, parcel_id: UUID, box: bytes | None) -> str:
    if box is None:
        return ""
    return keys.open(Ring.DATA, box, place(Outbox.__tablename__, "payload_s", parcel_id))


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
