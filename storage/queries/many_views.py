"""What linked respondents said about a meeting, for those who may see it from all sides.

Nobody sees a meeting that they chair themselves: single answers about one's own work are kept
from everybody, whatever their role.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, distinct, func, or_, select, true
from sqlalchemy.orm import Session

from storage.actors import Actor
from storage.kinds import InvitationState, StaffRole
from storage.models import (
    Answer,
    Case,
    Conflict,
    Invitation,
    Meeting,
    MeetingCase,
    Recipient,
    RecipientCase,
    Response,
)
from storage.queries.readable import readable_responses
from storage.visible import visible, visible_meetings
from surveys.answers import AnswerState
from surveys.kinds import MeetingKind, Mode, RespondentRole

YOUNG = (RespondentRole.CHILD, RespondentRole.YOUNG_PERSON)
_RETURNED = (InvitationState.ANSWERED, InvitationState.COUNTED)
_NEVER_ASKED = (InvitationState.NOT_ASKED, InvitationState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Spoke:
    """A linked response about a meeting, and who gave it."""

    response: UUID
    role: RespondentRole
    relation: str
    reference: str


@dataclass(frozen=True, slots=True)
class Told:
    """One closed answer about a meeting, a number or a code."""

    meeting: UUID
    response: UUID
    role: RespondentRole
    relation: str
    question: str
    number: float | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting as a list names it."""

    id: UUID
    reference: str
    kind: MeetingKind
    team: str
    held_on: date


@dataclass(frozen=True, slots=True)
class Returns:
    """Invitations about a meeting.

    Args:
        asked: how many people were.
        returned: of these, how many answered, in whatever mode.
        running: of these, how many may still answer.
    """

    asked: int
    returned: int
    running: int


def viewable_meetings(actor: Actor) -> Select[Meeting]:
    """Return the query of meetings that somebody may see from all sides.

    Those of their teams and those about a case they are assigned to; none that they chair, and
    none about a case that a conflict keeps from them.
    """
    cases = visible(actor).with_only_columns(Case.id)
    own = select(MeetingCase.meeting_id).where(MeetingCase.case_id.in_(cases))
    mine = visible_meetings(actor).with_only_columns(Meeting.id)
    return select(Meeting).where(
        or_(Meeting.id.in_(mine), and_(Meeting.id.in_(own), ~_conflicting(actor))),
        _not_chaired_by(actor),
    )


def spoke(session: Session, actor: Actor, meeting: UUID) -> tuple[Spoke, ...]:
    """Return the linked responses about a meeting that somebody may read, stopped ones too."""
    query = (
        readable_responses(session, actor)
        .where(Response.mode == Mode.LINKED, Response.meeting_id == meeting)
        .join(Recipient, Recipient.id == Response.recipient_id)
        .outerjoin(RecipientCase, _belongs())
        .with_only_columns(
            Response.id,
            Response.role,
            func.coalesce(RecipientCase.relation, ""),
            Recipient.reference,
        )
        .order_by(Recipient.reference, Response.received_on, Response.id)
    )
    return tuple(Spoke(*row) for row in session.execute(query))


def told(
    session: Session,
    actor: Actor,
    days: tuple[date, date],
    questions: Collection[str],
) -> tuple[Told, ...]:
    """Return closed answers about meetings on which both a child and an adult spoke.

    Args:
        session: to read in.
        actor: whose meetings.
        days: first day, and the day after the last, on which the meetings were held.
        questions: ids of the questions wanted.
    """
    query = (
        select(
            Meeting.id,
            Response.id,
            Response.role,
            func.coalesce(RecipientCase.relation, ""),
            Answer.question_id,
            Answer.number,
            Answer.code,
        )
        .join(Response, Response.id == Answer.response_id)
        .join(Meeting, Meeting.id == Response.meeting_id)
        .outerjoin(RecipientCase, _belongs())
        .where(
            Response.id.in_(_counted(session, actor)),
            Meeting.id.in_(_held_in(actor, days)),
            Meeting.id.in_(_with_both()),
            Answer.question_id.in_(questions),
            Answer.state == AnswerState.ANSWERED,
            or_(Answer.number.is_not(None), Answer.code.is_not(None)),
        )
        .order_by(Meeting.id, Response.id, Answer.question_id)
    )
    return tuple(Told(*row) for row in session.execute(query))


def held(session: Session, meetings: Collection[UUID]) -> dict[UUID, Held]:
    """Return meetings by id."""
    columns = (Meeting.id, Meeting.reference, Meeting.kind, Meeting.team, Meeting.held_on)
    found = session.execute(select(*columns).where(Meeting.id.in_(meetings)))
    return {row[0]: Held(*row) for row in found}


def meetings_of(session: Session, actor: Actor, case: UUID) -> tuple[Held, ...]:
    """Return the meetings about a case that somebody may see from all sides, the newest first."""
    query = (
        viewable_meetings(actor)
        .join(MeetingCase, MeetingCase.meeting_id == Meeting.id)
        .where(MeetingCase.case_id == case)
        .with_only_columns(
            Meeting.id, Meeting.reference, Meeting.kind, Meeting.team, Meeting.held_on
        )
        .order_by(Meeting.held_on.desc(), Meeting.reference)
    )
    return tuple(Held(*row) for row in session.execute(query))


def returns(session: Session, meeting: UUID, now: datetime) -> Returns:
    """Count the invitations about a meeting; who answered stays untold.

    Args:
        session: to read in.
        meeting: which.
        now: aware moment by which links have expired.
    """
    base = select(func.count(distinct(Invitation.recipient_id))).where(
        Invitation.meeting_id == meeting, Invitation.state.not_in(_NEVER_ASKED)
    )
    back = Invitation.state.in_(_RETURNED)

    def counted(*conditions: ColumnElement[bool]) -> int:
        return session.scalar(base.where(*conditions)) or 0

    return Returns(counted(), counted(back), counted(~back, Invitation.expires_at > now))


def _belongs() -> ColumnElement[bool]:
    return and_(
        RecipientCase.recipient_id == Response.recipient_id,
        RecipientCase.case_id == Response.case_id,
    )


def _counted(session: Session, actor: Actor) -> Select[UUID]:
    """Return the ids of whole linked responses whose numbers somebody may see.

    Those who work with figures alone see no case, so for them the meeting decides.
    """
    readable = readable_responses(session, actor)
    query = select(Response) if actor.role is StaffRole.QA else readable
    linked = query.where(Response.mode == Mode.LINKED, Response.partial.is_(False))
    return linked.with_only_columns(Response.id)


def _held_in(actor: Actor, days: tuple[date, date]) -> Select[UUID]:
    first, after = days
    query = viewable_meetings(actor).where(Meeting.held_on >= first, Meeting.held_on < after)
    return query.with_only_columns(Meeting.id)


def _with_both() -> Select[UUID | None]:
    """Return meetings about which a child or young person spoke, and an adult."""
    whole = (Response.mode == Mode.LINKED, Response.partial.is_(False))
    young = select(Response.meeting_id).where(*whole, Response.role.in_(YOUNG))
    return select(Response.meeting_id).where(
        *whole, Response.role.not_in(YOUNG), Response.meeting_id.in_(young)
    )


def _not_chaired_by(actor: Actor) -> ColumnElement[bool]:
    if not actor.name:
        return true()
    return or_(Meeting.chair.is_(None), Meeting.chair != actor.name)


def _conflicting(actor: Actor) -> ColumnElement[bool]:
    joint = select(MeetingCase.meeting_id).join(Conflict, Conflict.case_id == MeetingCase.case_id)
    return Meeting.id.in_(joint.where(Conflict.staff_id == actor.id))
