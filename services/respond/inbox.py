"""Telegram updates, kept before Telegram is told, and blanked once they have had their effect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, delete, exists, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.hall import Hall
from services.upkeep import outbox
from services.upkeep.claims import is_gone
from storage.base import Base
from storage.keys import Keys, Ring
from storage.kinds import Channel, InboxState
from storage.models import Inbox
from storage.sealed import place

LEASE = timedelta(seconds=30)
"""How long a claim holds; to work on one update takes a small part of a second."""

KEPT = timedelta(days=3)
"""How long the bare number of an update is kept; Telegram repeats one for a day at most."""

# Made once: the bot asks after each update and each second, and to make these took longer than
# the database.
_INBOX = Base.metadata.tables[Inbox.__tablename__]
_row, _earlier = _INBOX.c, _INBOX.alias("earlier").c
_DUE = (
    select(_row.update_id, _row.kind, _row.payload_s, _row.tries)
    .where(
        _row.state == InboxState.WAITING,
        or_(_row.claimed_until.is_(None), _row.claimed_until <= bindparam("now")),
        ~exists().where(
            _earlier.chat_hmac == _row.chat_hmac,
            _earlier.state == InboxState.WAITING,
            _earlier.update_id < _row.update_id,
        ),
    )
    .order_by(_row.update_id)
    .limit(bindparam("most"))
)
_ANY_DUE = _DUE.with_only_columns(_row.update_id)
_DUE = _DUE.with_for_update(skip_locked=True)
_TAKE = (
    update(_INBOX)
    .where(_row.update_id == bindparam("taken"))
    .values(
        claimed_by=bindparam("taken_by"), claimed_until=bindparam("until"), tries=_row.tries + 1
    )
)


@dataclass(frozen=True, slots=True, repr=False)
class Arrival:
    """One update as it came in.

    Args:
        update_id: Telegram's number, by which a repeat is known.
        kind: a word from the door's closed list.
        chat_id: whose turn it is, None where that does not matter.
        payload: what to work on; None when nothing but the number and kind may be kept.
        reply: an answer to send at once, as the outbox keeps it, or None.
        broken: whether it could not be read.
    """

    update_id: int
    kind: str
    chat_id: int | None = None
    payload: str | None = None
    reply: str | None = None
    broken: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Claimed:
    """An update to work on; ``tries`` counts this time."""

    update_id: int
    kind: str
    payload: str
    tries: int


def accept(hall: Hall, arrivals: Sequence[Arrival]) -> int:
    """Commit updates that are not there yet; return how many were new.

    When this returns, Telegram may forget them.
    """
    try:
        return _accept(hall, arrivals)
    except IntegrityError:
        # Another process stored one of them in the same moment; now it can be seen.
        return _accept(hall, arrivals)


def claim(hall: Hall, worker: str, limit: int) -> tuple[Claimed, ...]:
    """Take the oldest update of each chat that has none under work, up to ``limit`` chats."""
    now = hall.clock()
    wanted = {"now": now, "most": limit}
    with hall.sessions.reading() as session:
        if session.connection().execute(_ANY_DUE, wanted | {"most": 1}).first() is None:
            return ()
    taken = {"taken_by": worker, "until": now + LEASE}
    with hall.sessions.writing() as session:
        line = session.connection()
        rows = line.execute(_DUE, wanted).all()
        if rows:
            line.execute(_TAKE, [{"taken": row.update_id, **taken} for row in rows])
        return tuple(
            Claimed(id_, kind, _opened(hall.keys, id_, box), tries + 1)
            for id_, kind, box, tries in rows
        )


def settle(session: Session, update_id: int) -> None:
    """Blank an update in the transaction that carries out its effect; commits nothing itself."""
    _blank(session.get(Inbox, update_id), InboxState.DONE)


def answer(hall: Hall, update_id: int, reply: str | None) -> None:
    """Settle an update that changes nothing else, with the reply to send, in one transaction."""
    with hall.sessions.writing() as session:
        settle_with(session, update_id, reply, hall.clock())


def settle_with(session: Session, update_id: int, reply: str | None, now: datetime) -> None:
    """Settle an update and put its reply into the outbox; commits nothing itself."""
    settle(session, update_id)
    if reply is not None:
        outbox.put(session, f"telegram:{update_id}", Channel.TELEGRAM, reply, now)


def set_aside(hall: Hall, update_id: int, reply: str) -> None:
    """Give an update up that fails each time, and tell the person that it was not kept."""
    with hall.sessions.writing() as session:
        _blank(session.get(Inbox, update_id), InboxState.SET_ASIDE)
        outbox.put(session, f"telegram:{update_id}", Channel.TELEGRAM, reply, hall.clock())


def release(hall: Hall, update_id: int) -> None:
    """Give a claimed update back, to be taken up again."""
    with hall.sessions.writing() as session:
        row = session.get(Inbox, update_id)
        if row is not None:
            row.claimed_by, row.claimed_until = None, None


def recover(hall: Hall) -> int:
    """Free what was claimed by processes of this machine that are gone; return how many."""
    held = select(Inbox).where(Inbox.state == InboxState.WAITING, Inbox.claimed_by.is_not(None))
    with hall.sessions.writing() as session:
        lost = [row for row in session.scalars(held) if row.claimed_by and is_gone(row.claimed_by)]
        for row in lost:
            row.claimed_by, row.claimed_until = None, None
        return len(lost)


def forget(hall: Hall) -> None:
    """Delete the numbers of updates settled long ago."""
    old = and_(Inbox.state != InboxState.WAITING, Inbox.received_at < hall.clock() - KEPT)
    with hall.sessions.writing() as session:
        session.execute(delete(Inbox).where(old))


def chat_mark(keys: Keys, chat_id: int) -> bytes:
    """Return the hash by which updates, doorsteps and drafts know a chat."""
    return keys.digest("chat", str(chat_id))


def _accept(hall: Hall, arrivals: Iterable[Arrival]) -> int:
    by_id = {arrival.update_id: arrival for arrival in arrivals}
    now = hall.clock()
    with hall.sessions.writing() as session:
        known = set(session.scalars(select(Inbox.update_id).where(Inbox.update_id.in_(by_id))))
        new = [arrival for number, arrival in sorted(by_id.items()) if number not in known]
        for arrival in new:
            session.add(_arrived(hall.keys, arrival, now))
            if arrival.reply is not None:
                key = f"telegram:{arrival.update_id}"
                outbox.put(session, key, Channel.TELEGRAM, arrival.reply, now)
        return len(new)


def _arrived(keys: Keys, arrival: Arrival, now: datetime) -> Inbox:
    waits = arrival.payload is not None and arrival.chat_id is not None
    unread = InboxState.SET_ASIDE if arrival.broken else InboxState.DONE
    return Inbox(
        update_id=arrival.update_id,
        chat_hmac=chat_mark(keys, arrival.chat_id) if waits and arrival.chat_id else None,
        kind=arrival.kind,
        payload=arrival.payload if waits else None,
        state=InboxState.WAITING if waits else unread,
        received_at=now,
    )


def _opened(keys: Keys, update_id: int, box: bytes | None) -> str:
    if box is None:
        return ""
    return keys.open(Ring.DATA, box, place(Inbox.__tablename__, "payload_s", update_id))


def _blank(row: Inbox | None, state: InboxState) -> None:
    if row is None:
        return
    row.state, row.payload, row.chat_hmac = state, None, None
    row.claimed_by, row.claimed_until = None, None
