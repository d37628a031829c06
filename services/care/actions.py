"""The register of actions: what is to be done because of what people said, and what was done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from services.care.action_words import Finished, Planned, checked_finish, checked_plan
from services.hall import Actor, Hall
from services.insight.reading_room import NotYours
from services.refusal import Refused
from services.staff import scopes
from services.staff.audit import Deed, note
from storage.actors import WHOLE_AUTHORITY
from storage.kinds import StaffRole
from storage.models import Action, ActionResponse, Response, Staff
from storage.queries.readable import readable_responses
from storage.visible import visible_actions

__all__ = [
    "Choices", "Entry", "Finished", "NotYours", "Planned", "Register", "Stale", "Wanted", "add",
    "change", "choices", "finish", "listed", "may_start_from", "one",
]  # fmt: skip

OPEN, DONE = "open", "done"
_LONDON = ZoneInfo("Europe/London")
_OWNERS = (
    StaffRole.OFFICER,
    StaffRole.SAFEGUARDING,
    StaffRole.MANAGER,
    StaffRole.QA,
    StaffRole.LEADER,
)
"""Roles whose people can be given an action, since they can see it."""


class Stale(Refused):
    """Somebody saved the action meanwhile; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("Somebody saved this action meanwhile. Nothing of yours was saved yet.")


@dataclass(frozen=True, slots=True)
class Entry:
    """An action as it stands.

    Args:
        owner: name of the one who does it, empty for nobody.
        overdue: whether it is open and its day has passed.
        responses: those it came from.
    """

    id: UUID
    plan: Planned
    finish: Finished
    owner: str
    done: bool
    overdue: bool
    created_at: datetime
    done_at: datetime | None
    revision: int
    responses: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What narrows the list: open, overdue or done ones, one team; None for all."""

    standing: str | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """A page of the list, and how many fit in all."""

    entries: tuple[Entry, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What a form offers: teams of the writer's scope, people by id, themes by id.

    ``whole`` says whether an action may be for no team, which is for the whole authority.
    """

    teams: tuple[str, ...]
    owners: tuple[tuple[UUID, str], ...]
    themes: tuple[tuple[str, str], ...]
    whole: bool


def listed(hall: Hall, actor: Actor, wanted: Wanted, first: int, size: int) -> Register:
    """Return a page of the actions somebody may see: open ones by their day, then done ones."""
    today = _today(hall)
    query = _narrowed(visible_actions(actor), wanted, today)
    order = (Action.done_at.is_not(None), Action.due_on.is_(None), Action.due_on, Action.id)
    with hall.sessions.reading() as session:
        counted = query.with_only_columns(Action.id).subquery()
        total = session.scalar(select(func.count()).select_from(counted)) or 0
        begin = first if first < total else max(0, (total - 1) // size * size)
        found = session.scalars(query.order_by(*order).offset(begin).limit(size)).all()
        return Register(tuple(_entry(session, each, today) for each in found), total)


def one(hall: Hall, actor: Actor, action_id: UUID) -> Entry:
    """Return an action; raises NotYours where there is none for them."""
    with hall.sessions.reading() as session:
        found = session.scalars(visible_actions(actor).where(Action.id == action_id)).one_or_none()
        if found is None:
            raise NotYours
        entry = _entry(session, found, _today(hall))
        mine = readable_responses(session, actor).with_only_columns(Response.id)
        query = select(ActionResponse.response_id).where(
            ActionResponse.action_id == action_id, ActionResponse.response_id.in_(mine)
        )
        return replace(entry, responses=tuple(session.scalars(query)))


def choices(hall: Hall, actor: Actor) -> Choices:
    """Return what somebody may choose when they write an action."""
    with hall.sessions.reading() as session:
        active = (Staff.role.in_(_OWNERS), Staff.disabled_at.is_(None))
        people = [(each.id, each.name) for each in session.scalars(select(Staff).where(*active))]
    themes = tuple((theme.id, theme.label) for theme in hall.models.codebook.theme)
    whole = WHOLE_AUTHORITY in actor.scope
    owners = tuple(sorted(people, key=lambda each: each[1]))
    return Choices(scopes.own_teams(hall, actor), owners, themes, whole)


def may_start_from(hall: Hall, actor: Actor, response_id: UUID) -> bool:
    """Return whether somebody may read a response, and so start an action from it."""
    with hall.sessions.reading() as session:
        query = readable_responses(session, actor).where(Response.id == response_id)
        return session.scalars(query).one_or_none() is not None


def add(
    hall: Hall, actor: Actor, action_id: UUID, plan: Planned, response_id: UUID | None = None
) -> None:
    """Add an action; one that was added under this id before stays as it is.

    Args:
        action_id: made with the form, so that a form sent twice adds one action.
        plan: what is to be done.
        response_id: the response that it comes from.

    Raises:
        NotYours: the response is not for them to read.
        Refused: something is missing, too long or not on offer.
    """
    kept = checked_plan(plan, choices(hall, actor))
    if response_id is not None and not may_start_from(hall, actor, response_id):
        raise NotYours
    with hall.sessions.writing() as session:
        if session.get(Action, action_id) is not None:
            return
        action = Action(id=action_id, state=OPEN, created_at=hall.clock())
        _plan(action, kept)
        session.add(action)
        session.flush()
        if response_id is not None:
            session.add(ActionResponse(action_id=action_id, response_id=response_id))
        note(session, actor, Deed.ACTION_SAVED, hall.clock(), "action", action_id)


def change(hall: Hall, actor: Actor, action_id: UUID, plan: Planned, revision: int) -> None:
    """Write an action anew.

    Args:
        revision: of the action when this person looked at it.

    Raises:
        NotYours: there is no such action for them.
        Stale: somebody saved it meanwhile.
        Refused: something is missing, too long or not on offer.
    """
    offered = choices(hall, actor)
    with hall.sessions.writing() as session:
        action = _held(session, actor, action_id, revision)
        # What stands there already may stay, though this writer could not choose it.
        _plan(action, checked_plan(plan, offered, _planned(action)))
        note(session, actor, Deed.ACTION_SAVED, hall.clock(), "action", action_id)


def finish(hall: Hall, actor: Actor, action_id: UUID, words: Finished, revision: int) -> None:
    """Mark an action as done, or write anew what was done; raises as ``change`` does."""
    kept = checked_finish(words)
    with hall.sessions.writing() as session:
        action = _held(session, actor, action_id, revision)
        action.done_note, action.you_said, action.we_did = kept.done, kept.you_said, kept.we_did
        action.state, action.done_at = DONE, action.done_at or hall.clock()
        note(session, actor, Deed.ACTION_SAVED, hall.clock(), "action", action_id)


def _held(session: Session, actor: Actor, action_id: UUID, revision: int) -> Action:
    query = visible_actions(actor).where(Action.id == action_id).with_for_update(of=Action)
    action = session.scalars(query).one_or_none()
    if action is None:
        raise NotYours
    if action.revision != revision:
        raise Stale
    return action


def _narrowed(query: Select[Action], wanted: Wanted, today: date) -> Select[Action]:
    conditions = {
        OPEN: (Action.done_at.is_(None),),
        "overdue": (Action.done_at.is_(None), Action.due_on < today),
        DONE: (Action.done_at.is_not(None),),
    }
    query = query.where(*conditions.get(wanted.standing or "", ()))
    return query.where(Action.team == wanted.team) if wanted.team else query


def _plan(action: Action, plan: Planned) -> None:
    action.title, action.theme, action.team = plan.title, plan.theme, plan.team
    action.owner_id, action.due_on = plan.owner, plan.due_on


def _planned(action: Action) -> Planned:
    return Planned(action.title, action.theme, action.team, action.owner_id, action.due_on)


def _entry(session: Session, action: Action, today: date) -> Entry:
    owner = session.get(Staff, action.owner_id) if action.owner_id else None
    is_open = action.done_at is None
    return Entry(
        id=action.id,
        plan=_planned(action),
        finish=Finished(action.done_note or "", action.you_said or "", action.we_did or ""),
        owner=owner.name if owner else "",
        done=not is_open,
        overdue=is_open and action.due_on is not None and action.due_on < today,
        created_at=action.created_at,
        done_at=action.done_at,
        revision=action.revision,
    )


def _today(hall: Hall) -> date:
    return hall.clock().astimezone(_LONDON).date()
