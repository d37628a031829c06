"""Which cases somebody may see: the one place where every staff query on cases starts."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from sqlalchemy import ColumnElement, Select, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from storage.actors import Actor, Scope, ScopeLevel
from storage.kinds import StaffRole
from storage.models import (
    Action,
    Case,
    CaseAssignment,
    Concern,
    Conflict,
    Meeting,
    MeetingCase,
    Response,
    Team,
)

Teams = InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
"""A column that holds a team's name."""

_ACTORS = 256
"""Queries follow from who asks alone, and none is ever changed by adding conditions to it, so they
are kept for so many actors: each page and each step of a worker makes several anew otherwise. What
an actor may do is part of the actor, so a changed role, scope or name is another one."""


@lru_cache(maxsize=_ACTORS)
def visible(actor: Actor) -> Select[Case]:
    """Return the query of all cases that somebody may see; add further conditions to it.

    A conflict hides a case from everybody it names, whatever their role and scope. Roles that
    work with figures alone see no case (DESIGN section 8).
    """
    return select(Case).where(_allowed(actor), ~_in_conflict(actor))


@lru_cache(maxsize=_ACTORS)
def visible_responses(actor: Actor) -> Select[Response]:
    """Return the query of all responses whose words somebody may read.

    Linked ones by their case; confidential and anonymous ones, which name no case, by the team
    and only for the roles that read words without knowing whose they are. Whoever chaired a
    meeting reads no single answer about it, whatever else they are.
    """
    ids = visible(actor).with_only_columns(Case.id)
    unnamed = _reads_unnamed(actor) & Response.case_id.is_(None)
    return select(Response).where(
        or_(Response.case_id.in_(ids), unnamed & _team_in(actor, Response.team)),
        _about_others(actor),
    )


@lru_cache(maxsize=_ACTORS)
def visible_unnamed(actor: Actor) -> Select[Response]:
    """Return the query of all responses whose words somebody may code once names are struck.

    QA codes without knowing whose words they are, so here no case decides, only the team.
    """
    codes = true() if actor.role is StaffRole.QA else false()
    return select(Response).where(codes, _team_in(actor, Response.team), _about_others(actor))


def in_scope(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a response was given about a team that somebody works for."""
    return _team_in(actor, Response.team)


@lru_cache(maxsize=_ACTORS)
def visible_meetings(actor: Actor) -> Select[Meeting]:
    """Return the query of all meetings of the teams that somebody works for, or that they chair.

    One that decides about a case that a conflict keeps from them is hidden.
    """
    joint = select(MeetingCase.meeting_id).join(Conflict, Conflict.case_id == MeetingCase.case_id)
    hidden = joint.where(Conflict.staff_id == actor.id)
    mine = or_(_chaired_by(actor), _team_in(actor, Meeting.team))
    return select(Meeting).where(mine, Meeting.id.not_in(hidden))


@lru_cache(maxsize=_ACTORS)
def visible_concerns(actor: Actor) -> Select[Concern]:
    """Return the query of all concerns that somebody may work on: safeguarding leads, by team.

    One whose case is hidden from them by a conflict is hidden too; one of no team is seen by
    those who work for the whole authority.
    """
    works_on = true() if actor.role in {None, StaffRole.SAFEGUARDING} else false()
    hidden = select(Conflict.case_id).where(Conflict.staff_id == actor.id)
    clear = or_(Concern.case_id.is_(None), Concern.case_id.not_in(hidden))
    return select(Concern).where(works_on, _team_in(actor, Concern.team), clear)


@lru_cache(maxsize=_ACTORS)
def visible_actions(actor: Actor) -> Select[Action]:
    """Return the query of all actions that somebody may see: their own, and those of their teams.

    One of no team is seen by those who work for the whole authority.
    """
    works_on = true() if actor.role is None or actor.role in _ACTIONS else false()
    own = Action.owner_id == actor.id if actor.id is not None else false()
    return select(Action).where(works_on, or_(own, _team_in(actor, Action.team)))


_ACTIONS = frozenset(StaffRole) - {StaffRole.CHAIR, StaffRole.REVIEWER, StaffRole.ADMIN}
_CASES = frozenset({StaffRole.OFFICER, StaffRole.SAFEGUARDING, StaffRole.MANAGER})
_UNNAMED = frozenset({StaffRole.OFFICER, StaffRole.SAFEGUARDING})


def _allowed(actor: Actor) -> ColumnElement[bool]:
    if actor.role is None:
        return true()
    if actor.role not in _CASES:
        return false()
    assigned = select(CaseAssignment.case_id).where(CaseAssignment.staff_id == actor.id)
    return or_(_team_in(actor, Case.team), Case.id.in_(assigned))


def _in_conflict(actor: Actor) -> ColumnElement[bool]:
    return Case.id.in_(select(Conflict.case_id).where(Conflict.staff_id == actor.id))


def _reads_unnamed(actor: Actor) -> ColumnElement[bool]:
    return true() if actor.role is None or actor.role in _UNNAMED else false()


def _chaired_by(actor: Actor) -> ColumnElement[bool]:
    if actor.role is not StaffRole.CHAIR or not actor.name:
        return false()
    return Meeting.chair == actor.name


def _about_others(actor: Actor) -> ColumnElement[bool]:
    if not actor.name:
        return true()
    own = select(Meeting.id).where(Meeting.chair == actor.name)
    return or_(Response.meeting_id.is_(None), Response.meeting_id.not_in(own))


def _team_in(actor: Actor, column: Teams) -> ColumnElement[bool]:
    conditions = (_SCOPES[scope.level](scope, column) for scope in actor.scope)
    return or_(false(), *conditions)


def _in_authority(scope: Scope, column: Teams) -> ColumnElement[bool]:
    return true()


def _in_area(scope: Scope, column: Teams) -> ColumnElement[bool]:
    teams = select(Team.name).where(Team.area == scope.name)
    return column.in_(teams)


def _in_team(scope: Scope, column: Teams) -> ColumnElement[bool]:
    return column == scope.name


_SCOPES: dict[ScopeLevel, Callable[[Scope, Teams], ColumnElement[bool]]] = {
    ScopeLevel.AUTHORITY: _in_authority,
    ScopeLevel.AREA: _in_area,
    ScopeLevel.TEAM: _in_team,
}
