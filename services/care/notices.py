"""Sends the notices that a concern needs somebody: tried until they are taken, never dropped."""

from __future__ import annotations

import json
import logging
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from safeguarding.states import ConcernState
from services.care.letters import MISSING_CONTACTS, MISSING_SERVER, Notice, letter
from services.council import Council
from services.hall import Hall
from services.upkeep import mail, outbox
from services.upkeep.claims import worker
from services.upkeep.mail_server import MailServer
from services.upkeep.outbox import Fault, Parcel
from services.upkeep.shift import Done, Shift
from storage.kinds import OutboxState
from storage.models import Concern, ConcernEvent

LOG = logging.getLogger(__name__)

KIND = "concern_notice"

_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(minutes=15)
_DOUBLINGS = 6


@dataclass(frozen=True, slots=True)
class _Told:
    """What a parcel asks to tell."""

    notice: Notice
    concern_id: UUID
    due_at: datetime


def payload(concern_id: UUID, notice: Notice) -> str:
    """Return what the outbox keeps of a notice."""
    return json.dumps({"concern": str(concern_id), "notice": notice})


def missing(council: Council, server: MailServer | None) -> str | None:
    """Say what keeps every notice from being sent, and the remedy; None when nothing does."""
    if server is None:
        return MISSING_SERVER
    return None if council.safeguarding_contacts else MISSING_CONTACTS


def send_notices(shift: Shift) -> Done:
    """Send every notice that is due.

    Each is claimed by itself, so that no claim runs out while another is being sent.
    """
    outbox.recover(shift.hall, (KIND,))
    counts: Counter[str] = Counter()
    while parcels := outbox.claim(shift.hall, (KIND,), worker(), 1):
        counts.update(_deal_with(shift, parcel) for parcel in parcels)
        shift.go_on()
    note = ", ".join(f"{number} {what}" for what, number in sorted(counts.items()))
    left = counts["not sent"] + counts["unreadable"]
    return Done(note or "nothing due", _fault(shift, left) if left else None)


def _fault(shift: Shift, left: int) -> str:
    why = missing(shift.hall.council, shift.mail_server) or "look for their ids in the log"
    return f"{left} concern notices were not sent: {why}"


def _deal_with(shift: Shift, parcel: Parcel) -> str:
    """Send one notice, and say in two words what became of it."""
    hall = shift.hall
    try:
        told = _read(hall, parcel)
    except (KeyError, TypeError, ValueError):
        LOG.exception("notice %s cannot be read and is given up", parcel.id)
        outbox.give_up(hall, parcel.id, Fault.UNREADABLE)
        return "unreadable"
    if told is None:
        with hall.sessions.writing() as session:
            outbox.close(session, parcel.id, OutboxState.CANCELLED)
        return "needless"
    try:
        refused = _send(shift, parcel, told)
    except mail.Unsent as unsent:
        _put_off(hall, parcel, told, unsent.fault)
        return "not sent"
    _sent(hall, parcel, told, refused)
    return "sent"


def _read(hall: Hall, parcel: Parcel) -> _Told | None:
    """Return what to tell, None when somebody has acknowledged the concern or it is gone."""
    kept = json.loads(parcel.payload)
    concern_id, notice = UUID(kept["concern"]), Notice(kept.get("notice", Notice.RAISED))
    with hall.sessions.reading() as session:
        concern = session.get(Concern, concern_id)
        if concern is None or concern.state is not ConcernState.RAISED:
            return None
        return _Told(notice, concern_id, concern.due_at)


def _send(shift: Shift, parcel: Parcel, told: _Told) -> int:
    council, server = shift.hall.council, shift.mail_server
    if server is None or not council.safeguarding_contacts:
        raise mail.Unsent(Fault.NOT_SET_UP)
    written = letter(
        council,
        shift.base_url,
        told.notice,
        told.concern_id,
        told.due_at,
        parcel.id,
        shift.hall.clock(),
    )
    return mail.send(server, written)


def _put_off(hall: Hall, parcel: Parcel, told: _Told, fault: Fault) -> None:
    wait = _FIRST_WAIT if fault is Fault.NOT_SET_UP else pause(parcel.tries)
    outbox.postpone(hall, parcel.id, hall.clock() + wait, fault)
    LOG.error(
        "notice %s of concern %s was not sent (%s), try %d; again in %d seconds",
        parcel.id,
        told.concern_id,
        fault.value,
        parcel.tries,
        wait.total_seconds(),
    )


def pause(tries: int) -> timedelta:
    """Return how long to wait after so many tries: twice as long each time, up to 15 minutes."""
    return min(_FIRST_WAIT * (1 << min(tries - 1, _DOUBLINGS)), _LONGEST_WAIT)


def _sent(hall: Hall, parcel: Parcel, told: _Told, refused: int) -> None:
    now = hall.clock()
    with hall.sessions.writing() as session:
        outbox.close(session, parcel.id, OutboxState.SENT, Fault.REFUSED if refused else None)
        if session.get(Concern, told.concern_id) is not None:
            event = f"notice_sent_{told.notice}"
            session.add(ConcernEvent(concern_id=told.concern_id, event=event, at=now))
    if refused:
        LOG.error("notice %s was refused by %d of its addresses", parcel.id, refused)
