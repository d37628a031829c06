"""Everybody around the meetings who has not been asked about them yet.

What is asked before a meeting and what is asked of it afterwards do not stand in each other's
way: somebody is asked once before it and once after it by the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from services.upkeep.erasure.shells import is_shell
from services.upkeep.letters.allowed import about_erased
from services.upkeep.register import batches
from services.upkeep.rules import Candidate
from storage.actors import Actor
from storage.kinds import InvitationState
from storage.models import Attendance, Case, Invitation, Meeting, MeetingCase, Recipient
from storage.models import RecipientCase as Tie
from storage.visible import visible_meetings
from surveys import library
from surveys.questionnaire import Timing

_LONDON = ZoneInfo("Europe/London")
_NOT_INVITED = (InvitationState.NOT_ASKED, InvitationState.CANCELLED)


def around(session: Session, meeting_id: UUID, *, before: bool) -> tuple[Candidate, ...]:
    """Return the people around one meeting who have not been asked before it, or of it."""
    return _candidates(session, [Meeting.id == meeting_id, ~_asked(before=before)])


def one(session: Session, meeting_id: UUID, reference: str) -> Candidate | None:
    """Return somebody around a meeting, asked or not; None when nobody there is called so."""
    found = _candidates(session, [Meeting.id == meeting_id, Recipient.reference == reference])
    return found[0] if found else None


def left_out(session: Session, person: Candidate, timing: Timing) -> Invitation | None:
    """Return the row that says why somebody was not asked, of what is asked at that time."""
    return session.scalar(
        select(Invitation)
        .where(
            Invitation.meeting_id == person.meeting_id,
            Invitation.recipient_id == person.recipient_id,
            Invitation.state == InvitationState.NOT_ASKED,
            of_time(before=timing is Timing.BEFORE),
        )
        .limit(1)
    )


def waiting(
    session: Session, actor: Actor, held_to: date, oldest_day: date
) -> tuple[Candidate, ...]:
    """Return the people around meetings held up to a day who have not been asked about them.

    Only meetings that the actor may see.

    Who was once not asked is looked at again while the meeting is not too long ago, because a
    corrected file may change the answer.
    """
    undecided = or_(Meeting.held_on >= oldest_day, ~_decided())
    mine = Meeting.id.in_(visible_meetings(actor).with_only_columns(Meeting.id))
    return _candidates(
        session, [mine, Meeting.held_on <= held_to, ~_asked(before=False), undecided]
    )


def coming(session: Session, actor: Actor, today: date, last: date) -> tuple[Candidate, ...]:
    """Return the people around meetings to come, up to a day, who were not asked before them.

    Only meetings that the actor may see.
    """
    mine = Meeting.id.in_(visible_meetings(actor).with_only_columns(Meeting.id))
    between = (Meeting.held_on > today, Meeting.held_on <= last)
    return _candidates(session, [mine, *between, ~_asked(before=True)])


def quarter_began(now: datetime) -> datetime:
    """Return the first moment of the quarter, by London's calendar."""
    local = now.astimezone(_LONDON)
    first = 3 * ((local.month - 1) // 3) + 1
    return local.replace(month=first, day=1, hour=0, minute=0, second=0, microsecond=0)


def asked_since(session: Session, moment: datetime) -> dict[UUID, set[str]]:
    """Return which questionnaires each person was asked since a moment."""
    query = select(Invitation.recipient_id, Invitation.questionnaire).where(
        Invitation.created_at >= moment, Invitation.state.not_in(_NOT_INVITED)
    )
    found: dict[UUID, set[str]] = defaultdict(set)
    for person, questionnaire in session.execute(query):
        found[person].add(questionnaire)
    return found


def _decided() -> ColumnElement[bool]:
    return exists().where(
        Invitation.meeting_id == Meeting.id,
        Invitation.recipient_id == Recipient.id,
        of_time(before=False),
    )


def _asked(*, before: bool) -> ColumnElement[bool]:
    return exists().where(
        Invitation.meeting_id == Meeting.id,
        Invitation.recipient_id == Recipient.id,
        Invitation.state != InvitationState.NOT_ASKED,
        of_time(before=before),
    )


def of_time(*, before: bool) -> ColumnElement[bool]:
    """Return the condition that an invitation asks before its meeting, or of it afterwards."""
    asked_before = [each.id for each in library.all_released() if each.timing is Timing.BEFORE]
    found = Invitation.questionnaire.in_(asked_before)
    return found if before else ~found


def _candidates(session: Session, conditions: Sequence[Any]) -> tuple[Candidate, ...]:
    rows = session.execute(
        select(
            Meeting.id,
            Recipient.id,
            Meeting.kind,
            Meeting.outcome,
            Meeting.held_on,
            Recipient.role,
            Recipient.birth_month,
            Attendance.attended,
            Recipient.stopped_at,
        )
        .select_from(Attendance)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Recipient, Recipient.id == Attendance.recipient_id)
        .where(*conditions, ~is_shell(Recipient.reference), ~about_erased(Meeting.id))
        .order_by(Meeting.held_on, Meeting.reference, Recipient.reference)
    ).all()
    ties = _ties(session, {row[0] for row in rows})
    return tuple(_candidate(row, ties) for row in rows)


def _candidate(row: Any, ties: dict[tuple[UUID, UUID], list[tuple[bool, bool]]]) -> Candidate:
    meeting_id, recipient_id, kind, outcome, held_on, role, birth_month, attended, stopped = row
    tied = ties.get((meeting_id, recipient_id), [])
    return Candidate(
        meeting_id=meeting_id,
        recipient_id=recipient_id,
        kind=kind,
        outcome=outcome,
        held_on=held_on,
        role=role,
        birth_month=birth_month,
        attended=attended,
        case_stopped=any(case_stopped for case_stopped, _ in tied),
        stopped=stopped is not None,
        may_contact=all(may for _, may in tied),
    )


def _ties(
    session: Session, meeting_ids: set[UUID]
) -> dict[tuple[UUID, UUID], list[tuple[bool, bool]]]:
    """Return for each person at each meeting, of each shared case: stopped, may contact."""
    found: dict[tuple[UUID, UUID], list[tuple[bool, bool]]] = defaultdict(list)
    for meeting_id, recipient_id, stop_reason, may_contact in _tie_rows(session, meeting_ids):
        found[meeting_id, recipient_id].append((stop_reason is not None, may_contact))
    return found


def _tie_rows(session: Session, meeting_ids: set[UUID]) -> Iterator[Any]:
    query = (
        select(MeetingCase.meeting_id, Tie.recipient_id, Case.stop_reason, Tie.may_contact)
        .join(Tie, Tie.case_id == MeetingCase.case_id)
        .join(Case, Case.id == MeetingCase.case_id)
    )
    for batch in batches(meeting_ids):
        yield from session.execute(query.where(MeetingCase.meeting_id.in_(batch)))
