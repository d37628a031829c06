"""Conflicts of interest: cases that are kept from a member of staff, whatever their role says."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from services.hall import Actor, Hall
from services.refusal import Refused
from services.staff.audit import Deed, note
from storage.models import Case, Conflict, Staff


def keep_from(hall: Hall, actor: Actor, staff_id: UUID, case: str) -> None:
    """Keep a case from somebody, such as a relative of the child; the same again changes nothing.

    It holds at once, for whoever is signed in too, since every query on cases looks at it.

    Args:
        hall, actor: where, and who says so.
        staff_id: from whom.
        case: the council's reference.

    Raises:
        Refused: there is no such account or case.
    """
    with hall.sessions.writing() as session:
        case_id = session.scalar(select(Case.id).where(Case.reference == case))
        if case_id is None:
            raise Refused(f"There is no case {case}; check the reference.")
        if session.get(Staff, staff_id) is None:
            raise Refused("There is no such account; go back to the list of staff.")
        held = select(Conflict.id).where(Conflict.staff_id == staff_id, Conflict.case_id == case_id)
        if session.scalar(held) is None:
            session.add(Conflict(staff_id=staff_id, case_id=case_id))
            note(session, actor, Deed.STAFF_CHANGED, hall.clock(), "staff", staff_id)
