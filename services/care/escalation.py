"""Tells the safeguarding contacts again when nobody acknowledged a concern in time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, exists, select

from safeguarding.concern import overdue
from safeguarding.states import ConcernState
from services.care.letters import Notice
from services.care.notices import KIND, payload
from services.hall import Hall
from services.upkeep import outbox
from services.upkeep.shift import Done, Shift
from storage.models import Concern, ConcernEvent

EVENT = "escalated"


def escalate(shift: Shift) -> Done:
    """Put a second notice into the outbox for each concern whose clock ran out, once for each.

    The clock counts hours, nights and weekends included; exactly on time is in time.
    """
    hall = shift.hall
    with hall.sessions.reading() as session:
        late = session.scalars(_late(hall.clock())).all()
    told = 0
    for concern_id in late:
        told += _tell_again(hall, concern_id)
        shift.go_on()
    return Done(f"{told} escalated" if told else "nothing overdue")


def _late(now: datetime) -> Select[UUID]:
    told = exists().where(ConcernEvent.concern_id == Concern.id, ConcernEvent.event == EVENT)
    return (
        select(Concern.id)
        .where(Concern.state == ConcernState.RAISED, Concern.due_at < now, ~told)
        .order_by(Concern.due_at, Concern.id)
    )


def _tell_again(hall: Hall, concern_id: UUID) -> bool:
    now = hall.clock()
    with hall.sessions.writing() as session:
        concern = session.get(Concern, concern_id, with_for_update=True)
        # Asked again now that it is held: somebody may have acknowledged or escalated it.
        told = select(ConcernEvent.id).where(
            ConcernEvent.concern_id == concern_id, ConcernEvent.event == EVENT
        )
        if concern is None or concern.state is not ConcernState.RAISED:
            return False
        if not overdue(concern.due_at, now) or session.scalar(told) is not None:
            return False
        session.add(ConcernEvent(concern_id=concern_id, event=EVENT, at=now))
        key, kept = f"concern:{concern_id}:escalated", payload(concern_id, Notice.ESCALATED)
        outbox.put(session, key, KIND, kept, now)
        return True
