"""Which responses an action comes from: joined one by one, or all that speak of its theme."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from services.care import news_notices
from services.care.actions import NotYours
from services.hall import Actor, Hall
from services.staff.audit import Deed, note
from storage.models import Action, ActionResponse, Response, Team
from storage.queries.passes import holds_theme
from storage.queries.readable import readable_responses
from storage.visible import visible_actions

_LONDON = ZoneInfo("Europe/London")


def alike(hall: Hall, actor: Actor, action_id: UUID) -> int:
    """Return how many more responses somebody may read that speak of an action's theme.

    Those count that came in before the action ended, in its service area; of every area for an
    action of the whole authority. Raises NotYours where there is no such action for them.
    """
    with hall.sessions.reading() as session:
        query = _alike(session, actor, _seen(session, actor, action_id))
        return session.scalar(query.with_only_columns(func.count())) or 0


def join_alike(hall: Hall, actor: Actor, action_id: UUID) -> int:
    """Join all of them, and return how many; raises NotYours."""
    with hall.sessions.writing() as session:
        action = _seen(session, actor, action_id)
        found = session.scalars(_alike(session, actor, action)).all()
        for each in found:
            session.add(ActionResponse(action_id=action.id, response_id=each.id))
        _after(session, hall, actor, action)
        return len(found)


def join(hall: Hall, actor: Actor, action_id: UUID, response_id: UUID) -> None:
    """Join one response; one that is joined already stays so.

    Raises NotYours where the action or the response is not theirs.
    """
    with hall.sessions.writing() as session:
        action = _seen(session, actor, action_id)
        mine = readable_responses(session, actor).where(Response.id == response_id)
        if session.scalars(mine).one_or_none() is None:
            raise NotYours
        if session.scalar(_tie(action_id, response_id)) is None:
            session.add(ActionResponse(action_id=action.id, response_id=response_id))
            _after(session, hall, actor, action)


def part(hall: Hall, actor: Actor, action_id: UUID, response_id: UUID) -> None:
    """Take one response from an action; raises NotYours as ``join`` does."""
    with hall.sessions.writing() as session:
        action = _seen(session, actor, action_id)
        mine = readable_responses(session, actor).where(Response.id == response_id)
        if session.scalars(mine).one_or_none() is None:
            raise NotYours
        tie = session.scalar(_tie(action_id, response_id))
        if tie is not None:
            session.delete(tie)
            note(session, actor, Deed.ACTION_SAVED, hall.clock(), "action", action.id)


def _seen(session: Session, actor: Actor, action_id: UUID) -> Action:
    found = session.scalars(visible_actions(actor).where(Action.id == action_id)).one_or_none()
    if found is None:
        raise NotYours
    return found


def _alike(session: Session, actor: Actor, action: Action) -> Select[Response]:
    joined = select(ActionResponse.response_id).where(ActionResponse.action_id == action.id)
    until = action.done_at or action.not_possible_at
    query = readable_responses(session, actor).where(
        Response.id.in_(holds_theme(action.theme or "")), Response.id.not_in(joined)
    )
    if until is not None:
        query = query.where(Response.received_on <= until.astimezone(_LONDON).date())
    if action.team is None:
        return query
    area = select(Team.area).where(Team.name == action.team).scalar_subquery()
    return query.where(Response.team.in_(select(Team.name).where(Team.area == area)))


def _tie(action_id: UUID, response_id: UUID) -> Select[ActionResponse]:
    return select(ActionResponse).where(
        ActionResponse.action_id == action_id, ActionResponse.response_id == response_id
    )


def _after(session: Session, hall: Hall, actor: Actor, action: Action) -> None:
    """Leave the trace, and have those told who wished to hear of what is published already."""
    session.flush()
    if action.published_at is not None:
        news_notices.queue(session, action.id, hall.clock())
    note(session, actor, Deed.ACTION_SAVED, hall.clock(), "action", action.id)
