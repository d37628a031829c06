"""The register of actions: what is to be done because of what people said, and what was done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.care.action_words import Finished, Planned, checked_plan
from services.hall import Actor, Hall
from services.insight.reading_room import NotYours
from services.refusal import Refused
from services.staff import scopes
from services.staff.audit import Deed, note
from storage.actors import WHOLE_AUTHORITY, ScopeLevel
from storage.kinds import StaffRole
from storage.models import Action, ActionResponse, Response, Staff
from storage.queries.readable import outside_conflicts, readable_responses
from storage.queries.register import Wanted, narrowed
from storage.visible import visible_actions

__all__ = [
    "Choices", "Entry", "Finished", "NotYours", "Planned", "Register", "Stale", "Standing",
    "Wanted", "add", "behind", "change", "choices", "held", "listed", "may_start_from", "one",
]  # fmt: skip

_LONDON = ZoneInfo("Europe/London")
_OWNERS = (
    StaffRole.OFFICER,
    StaffRole.SAFEGUARDING,
    StaffRole.MANAGER,
    StaffRole.QA,
    StaffRole.LEADER,
)
"""Roles whose people can be given an action, since they can see it."""


class Standing(StrEnum):
    """Where an action stands."""

    OPEN = "open"
    DONE = "done"
    NOT_POSSIBLE = "not_possible"


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
        ended_at: when it was done, or found not to be possible.
        told_at: since when those who spoke can read what came of it.
        behind: how many responses it comes from.
        responses: those of them that the reader may read.
    """

    id: UUID
    plan: Planned
    finish: Finished
    owner: str
    standing: Standing
    overdue: bool
    created_at: datetime
    ended_at: datetime | None
    told_at: datetime | None
    revision: int
    behind: int = 0
    responses: tuple[UUID, ...] = ()

    @property
    def done(self) -> bool:
        """Whether it is no longer to be done."""
        return self.standing is not Standing.OPEN

    @property
    def untold(self) -> bool:
        """Whether it has ended and nobody who spoke has been told."""
        return self.done and self.told_at is None


@dataclass(frozen=True, slots=True)
class Register:
    """A page of the list, and how many fit in all."""

    entries: tuple[Entry, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What a form offers: teams and areas of the writer's scope, people by id, themes by id.

    ``whole`` says whether an action may be for no team, which is for the whole authority.
    """

    teams: tuple[str, ...]
    areas: tuple[str, ...]
    owners: tuple[tuple[UUID, str], ...]
    themes: tuple[tuple[str, str], ...]
    whole: bool


def listed(hall: Hall, actor: Actor, wanted: Wanted, first: int, size: int) -> Register:
    """Return a page of the actions somebody may see: open ones by their day, then ended ones."""
    today = _today(hall)
    query = narrowed(visible_actions(actor), wanted, today)
    ended = Action.state != Standing.OPEN
    order = (ended, Action.due_on.is_(None), Action.due_on, Action.id)
    with hall.sessions.reading() as session:
        counted = query.with_only_columns(Action.id).subquery()
        total = session.scalar(select(func.count()).select_from(counted)) or 0
        begin = first if first < total else max(0, (total - 1) // size * size)
        found = session.scalars(query.order_by(*order).offset(begin).limit(size)).all()
        return Register(tuple(_entry(session, actor, each, today) for each in found), total)


def one(hall: Hall, actor: Actor, action_id: UUID) -> Entry:
    """Return an action; raises NotYours where there is none for them."""
    with hall.sessions.reading() as session:
        found = session.scalars(visible_actions(actor).where(Action.id == action_id)).one_or_none()
        if found is None:
            raise NotYours
        entry = _entry(session, actor, found, _today(hall))
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
    own = scopes.own(hall, actor)
    return Choices(
        teams=tuple(each.name for each in own if each.level is ScopeLevel.TEAM),
        areas=tuple(each.name for each in own if each.level is ScopeLevel.AREA),
        owners=tuple(sorted(people, key=lambda each: each[1])),
        themes=themes,
        whole=WHOLE_AUTHORITY in actor.scope,
    )


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
        action = Action(id=action_id, state=Standing.OPEN, created_at=hall.clock())
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
        action = held(session, actor, action_id, revision)
        # What stands there already may stay, though this writer could not choose it.
        _plan(action, checked_plan(plan, offered, _planned(action)))
        note(session, actor, Deed.ACTION_SAVED, hall.clock(), "action", action_id)


def held(session: Session, actor: Actor, action_id: UUID, revision: int) -> Action:
    """Return an action, locked to be written; raises NotYours, or Stale for an older look."""
    query = visible_actions(actor).where(Action.id == action_id).with_for_update(of=Action)
    action = session.scalars(query).one_or_none()
    if action is None:
        raise NotYours
    if action.revision != revision:
        raise Stale
    return action


def finish_of(action: Action) -> Finished:
    """Return what an action says of its end, empty while there is none."""
    possible = action.state != Standing.NOT_POSSIBLE
    return Finished(
        done=(action.done_note if possible else action.not_possible_because) or "",
        you_said=action.you_said or "",
        we_did=action.we_did or "",
        we_did_plain=action.we_did_plain or "",
        possible=possible,
    )


def _plan(action: Action, plan: Planned) -> None:
    action.title, action.theme, action.team = plan.title, plan.theme, plan.team
    action.owner_id, action.due_on = plan.owner, plan.due_on
    action.source = plan.source or None


def _planned(action: Action) -> Planned:
    where = (action.theme, action.team, action.owner_id, action.due_on)
    return Planned(action.title, *where, action.source or "")


def behind(session: Session, actor: Actor, action_id: UUID) -> int:
    """Count the responses that an action comes from, but for cases that somebody is kept from."""
    query = (
        select(func.count())
        .select_from(ActionResponse)
        .join(Response, Response.id == ActionResponse.response_id)
        .where(ActionResponse.action_id == action_id, *outside_conflicts(session, actor))
    )
    return session.scalar(query) or 0


def _entry(session: Session, actor: Actor, action: Action, today: date) -> Entry:
    owner = session.get(Staff, action.owner_id) if action.owner_id else None
    standing = Standing(action.state)
    late = action.due_on is not None and action.due_on < today
    return Entry(
        id=action.id,
        plan=_planned(action),
        finish=finish_of(action),
        owner=owner.name if owner else "",
        standing=standing,
        overdue=standing is Standing.OPEN and late,
        created_at=action.created_at,
        ended_at=action.done_at or action.not_possible_at,
        told_at=action.published_at,
        revision=action.revision,
        behind=behind(session, actor, action.id),
    )


def _today(hall: Hall) -> date:
    return hall.clock().astimezone(_LONDON).date()
