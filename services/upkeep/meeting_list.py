"""Meetings as staff see them: a list to choose from, and one with the people around it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, distinct, exists, func, select
from sqlalchemy.orm import Session

from services.hall import Actor, Hall
from services.upkeep.asking import SEES_ASKING, Person, people
from services.upkeep.candidates import of_time
from storage.kinds import InvitationState, Outcome
from storage.models import Attendance, Case, Invitation, Meeting, MeetingCase
from storage.visible import visible, visible_meetings
from surveys.kinds import MeetingKind

_LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which meetings a list shows; a field left out does not narrow it.

    Args:
        kind, team: of the meeting.
        days: first day, and the day after the last.
        undecided: only those about which nobody was asked and nobody left out.
    """

    kind: MeetingKind | None = None
    team: str | None = None
    days: tuple[date, date] | None = None
    undecided: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One meeting in a list.

    Args:
        people: how many were expected.
        asked: how many of them were asked about it.
    """

    id: UUID
    reference: str
    kind: MeetingKind
    outcome: Outcome | None
    held_on: date
    team: str
    chair: str | None
    people: int = 0
    asked: int = 0


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of the list, and what its filters offer."""

    lines: tuple[Line, ...]
    total: int
    kinds: tuple[MeetingKind, ...]
    teams: tuple[str, ...]
    days: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Opened:
    """One meeting.

    Args:
        cases: the council's references, of those that this person may see.
        people: who was expected.
        yet_to_come: whether it is yet to be held.
    """

    line: Line
    cases: tuple[str, ...]
    people: tuple[Person, ...]
    yet_to_come: bool


def shelf(hall: Hall, actor: Actor, wanted: Wanted, first: int, size: int) -> Shelf:
    """Return a page of the meetings that somebody may see, the newest first.

    Args:
        hall, actor: where and for whom.
        wanted: what narrows the list.
        first, size: how many to pass over, and to show at most; beyond the end, the last page.
    """
    mine = visible_meetings(actor)
    fitting = mine.where(*_conditions(wanted))
    with hall.sessions.reading() as session:
        days = mine.with_only_columns(func.min(Meeting.held_on), func.max(Meeting.held_on))
        ids = fitting.with_only_columns(Meeting.id).subquery()
        total = session.scalar(select(func.count()).select_from(ids)) or 0
        begin = first if first < total else max(0, (total - 1) // size * size)
        ordered = fitting.order_by(Meeting.held_on.desc(), Meeting.reference)
        return Shelf(
            lines=_lines(session, ordered.offset(begin).limit(size)),
            total=total,
            kinds=tuple(sorted(session.scalars(mine.with_only_columns(Meeting.kind).distinct()))),
            teams=tuple(sorted(session.scalars(mine.with_only_columns(Meeting.team).distinct()))),
            days=_stretch(*session.execute(days).one()),
        )


def one(hall: Hall, actor: Actor, meeting_id: UUID) -> Opened | None:
    """Return a meeting that somebody may see, None when there is none."""
    with hall.sessions.reading() as session:
        lines = _lines(session, visible_meetings(actor).where(Meeting.id == meeting_id))
        if not lines:
            return None
        cases = (
            visible(actor)
            .join(MeetingCase, MeetingCase.case_id == Case.id)
            .where(MeetingCase.meeting_id == meeting_id)
            .with_only_columns(Case.reference)
        )
        return Opened(
            line=lines[0],
            cases=tuple(session.scalars(cases.order_by(Case.reference))),
            people=people(session, actor, meeting_id, hall.clock()),
            yet_to_come=lines[0].held_on > hall.clock().astimezone(_LONDON).date(),
        )


def known(hall: Hall, actor: Actor, reference: str) -> UUID | None:
    """Return the meeting of a reference among those that somebody may see."""
    query = visible_meetings(actor).where(Meeting.reference == reference)
    with hall.sessions.reading() as session:
        return session.scalar(query.with_only_columns(Meeting.id))


def sees_asking(actor: Actor) -> bool:
    """Return whether somebody is told who was asked and who was not."""
    return actor.role is None or actor.role in SEES_ASKING


def _stretch(oldest: date | None, newest: date | None) -> tuple[date, date] | None:
    return (oldest, newest) if oldest is not None and newest is not None else None


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    same = ((Meeting.kind, wanted.kind), (Meeting.team, wanted.team))
    found = [column == value for column, value in same if value is not None]
    if wanted.days is not None:
        found += [Meeting.held_on >= wanted.days[0], Meeting.held_on < wanted.days[1]]
    if wanted.undecided:
        decided = exists().where(Invitation.meeting_id == Meeting.id, of_time(before=False))
        found.append(~decided)
    return found


def _lines(session: Session, query: Select[Meeting]) -> tuple[Line, ...]:
    rows = session.execute(query.with_only_columns(*_COLUMNS)).all()
    ids = [row[0] for row in rows]
    around = select(Attendance.meeting_id, func.count()).where(Attendance.meeting_id.in_(ids))
    sent = select(Invitation.meeting_id, func.count(distinct(Invitation.recipient_id))).where(
        Invitation.meeting_id.in_(ids), Invitation.state.not_in(_NOT_ASKED)
    )
    people = dict(session.execute(around.group_by(Attendance.meeting_id)).all())
    asked = dict(session.execute(sent.group_by(Invitation.meeting_id)).all())
    return tuple(Line(*row, people.get(row[0], 0), asked.get(row[0], 0)) for row in rows)


_COLUMNS = (
    Meeting.id,
    Meeting.reference,
    Meeting.kind,
    Meeting.outcome,
    Meeting.held_on,
    Meeting.team,
    Meeting.chair,
)
_NOT_ASKED = (InvitationState.NOT_ASKED, InvitationState.CANCELLED)
