"""What waits for a member of staff: counts of what their role may see, never more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from reports.periods import Period, parse
from services.care import concerns
from services.care.desk import WAITS
from services.hall import Actor, Hall
from services.insight import second_looks
from services.staff import accounts
from services.upkeep.candidates import of_time
from services.upkeep.running import jobs
from storage.kinds import StaffRole
from storage.models import Action, Answer, Invitation, Meeting, Reading, Response
from storage.queries.codings import is_comment
from storage.queries.readable import readable_responses
from storage.queries.register import STANDINGS
from storage.visible import visible_actions, visible_meetings
from surveys.kinds import MeetingKind

_LONDON = ZoneInfo("Europe/London")
_RECENT = timedelta(days=42)
"""How long after a meeting asking people about it still makes sense."""


class Matter(StrEnum):
    """What can wait for somebody."""

    CONCERNS = "concerns"
    COMMENTS = "comments"
    SECOND_LOOKS = "second_looks"
    MEETINGS = "meetings"
    CHAIRED = "chaired"
    ACTIONS = "actions"
    UNTOLD = "untold"
    REPORT = "report"
    ACCOUNTS = "accounts"
    FAULTS = "faults"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One matter.

    Args:
        matter: what it is.
        count: how many wait.
        late: of these, how many are past their time.
        due: when the next of them is due, None where nothing is.
        period: the report that comes next, for that matter alone.
    """

    matter: Matter
    count: int
    late: int = 0
    due: datetime | date | None = None
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting that somebody chaired, as the council's own records have it."""

    reference: str
    kind: MeetingKind
    held_on: date
    team: str


def waiting(hall: Hall, actor: Actor, wall: datetime) -> tuple[Waiting, ...]:
    """Return what waits for somebody, the most urgent first.

    Args:
        hall, actor: where and for whom.
        wall: the time outside, by which jobs run even where the hall's clock was set back.
    """
    matters = _MATTERS.get(actor.role, ()) if actor.role else ()
    return tuple(
        _faults(hall, wall) if matter is Matter.FAULTS else _COUNTS[matter](hall, actor)
        for matter in matters
    )


def _faults(hall: Hall, wall: datetime) -> Waiting:
    found = sum(job.fault is not None for job in jobs(hall, wall))
    return Waiting(Matter.FAULTS, found, late=found)


def _concerns(hall: Hall, actor: Actor) -> Waiting:
    found = concerns.listed(hall, actor)
    due = min((one.due_at for one in found if one.state in WAITS), default=None)
    return Waiting(Matter.CONCERNS, len(found), sum(one.overdue for one in found), due)


def _comments(hall: Hall, actor: Actor) -> Waiting:
    read = exists().where(Reading.answer_id == Answer.id)
    with hall.sessions.reading() as session:
        mine = readable_responses(session, actor).with_only_columns(Response.id)
        unread = select(Answer.id).where(Answer.response_id.in_(mine), *is_comment(), ~read)
        return Waiting(Matter.COMMENTS, _count(session, unread))


def _second_looks(hall: Hall, actor: Actor) -> Waiting:
    return Waiting(Matter.SECOND_LOOKS, second_looks.waiting(hall, actor))


def _meetings(hall: Hall, actor: Actor) -> Waiting:
    asked = exists().where(Invitation.meeting_id == Meeting.id, of_time(before=False))
    open_to_ask = visible_meetings(actor).where(*_recent(hall), ~asked)
    with hall.sessions.reading() as session:
        return Waiting(Matter.MEETINGS, _count(session, open_to_ask.with_only_columns(Meeting.id)))


def _chaired(hall: Hall, actor: Actor) -> Waiting:
    with hall.sessions.reading() as session:
        held = _held_by(hall, actor).with_only_columns(Meeting.id)
        return Waiting(Matter.CHAIRED, _count(session, held))


def chaired(hall: Hall, actor: Actor) -> tuple[Held, ...]:
    """Return the meetings of the last weeks that a chair chaired, the newest first.

    Nothing of who was asked or answered goes with them; for every other role there are none.
    """
    if actor.role is not StaffRole.CHAIR:
        return ()
    query = _held_by(hall, actor).order_by(Meeting.held_on.desc(), Meeting.reference)
    with hall.sessions.reading() as session:
        found = session.scalars(query).all()
        return tuple(Held(each.reference, each.kind, each.held_on, each.team) for each in found)


def _actions(hall: Hall, actor: Actor) -> Waiting:
    with hall.sessions.reading() as session:
        query = visible_actions(actor).where(STANDINGS["open"](_today(hall)))
        days = [action.due_on for action in session.scalars(query)]
    late = sum(day is not None and day < _today(hall) for day in days)
    due = min((day for day in days if day is not None), default=None)
    return Waiting(Matter.ACTIONS, len(days), late, due)


def _untold(hall: Hall, actor: Actor) -> Waiting:
    query = visible_actions(actor).where(STANDINGS["untold"](_today(hall)))
    with hall.sessions.reading() as session:
        return Waiting(Matter.UNTOLD, _count(session, query.with_only_columns(Action.id)))


def _report(hall: Hall, actor: Actor) -> Waiting:
    return Waiting(Matter.REPORT, 1, period=last_quarter(_today(hall)))


def _accounts(hall: Hall, actor: Actor) -> Waiting:
    there = accounts.listed(hall, actor)
    fresh = [account for account in there if not account.enrolled and not account.disabled]
    return Waiting(Matter.ACCOUNTS, len(fresh))


def last_quarter(today: date) -> Period:
    """Return the newest quarter of the financial year that has ended; it begins in April."""
    quarters = today.year * 4 + (today.month - 1) // 3 - 1 - 1
    return parse(f"{quarters // 4}-Q{quarters % 4 + 1}")


def _held_by(hall: Hall, actor: Actor) -> Select[Meeting]:
    return visible_meetings(actor).where(*_recent(hall), Meeting.chair == actor.name)


def _recent(hall: Hall) -> tuple[ColumnElement[bool], ...]:
    today = _today(hall)
    return Meeting.held_on >= today - _RECENT, Meeting.held_on <= today


def _today(hall: Hall) -> date:
    return hall.clock().astimezone(_LONDON).date()


def _count(session: Session, query: Select[object]) -> int:
    return session.scalar(select(func.count()).select_from(query.subquery())) or 0


_COUNTS: dict[Matter, Callable[[Hall, Actor], Waiting]] = {
    Matter.CONCERNS: _concerns,
    Matter.COMMENTS: _comments,
    Matter.SECOND_LOOKS: _second_looks,
    Matter.MEETINGS: _meetings,
    Matter.CHAIRED: _chaired,
    Matter.ACTIONS: _actions,
    Matter.UNTOLD: _untold,
    Matter.REPORT: _report,
    Matter.ACCOUNTS: _accounts,
}

_MATTERS: dict[StaffRole, tuple[Matter, ...]] = {
    StaffRole.OFFICER: (
        Matter.COMMENTS,
        Matter.SECOND_LOOKS,
        Matter.MEETINGS,
        Matter.ACTIONS,
        Matter.UNTOLD,
        Matter.REPORT,
    ),
    StaffRole.SAFEGUARDING: (Matter.CONCERNS, Matter.COMMENTS, Matter.ACTIONS, Matter.UNTOLD),
    StaffRole.CHAIR: (Matter.CHAIRED,),
    StaffRole.MANAGER: (Matter.COMMENTS, Matter.ACTIONS, Matter.UNTOLD, Matter.REPORT),
    StaffRole.QA: (Matter.SECOND_LOOKS, Matter.REPORT, Matter.ACTIONS, Matter.UNTOLD),
    StaffRole.LEADER: (Matter.REPORT, Matter.ACTIONS, Matter.UNTOLD),
    StaffRole.ADMIN: (Matter.FAULTS, Matter.ACCOUNTS),
}
