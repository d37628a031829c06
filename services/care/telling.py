"""Telling those who spoke what came of it: published, taken back, and who hears of it how."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.care import news_notices
from services.care.action_words import Fault
from services.care.actions import NotYours, Standing, behind, finish_of, held
from services.care.news_notices import Heard
from services.hall import Actor, Hall
from services.staff.audit import Deed, note
from storage.models import Action, ActionResponse, Response
from storage.queries.readable import readable_responses
from storage.visible import visible_actions


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is told.

    Args:
        behind: responses that the action comes from, as far as the reader may count them.
        everybody: whether enough stand behind it for the page that anybody can open.
        asked: those who wished to hear of it, as far as the reader may know them.
        others: responses whose people can only find it on their own page, if they come back.
    """

    behind: int
    everybody: bool
    asked: tuple[Heard, ...]
    others: int


def publish(hall: Hall, actor: Actor, action_id: UUID, revision: int) -> None:
    """Show those who spoke what came of an action, and have those told who wished to hear.

    Published twice, it was published at the first time, and nobody is written to twice.

    Raises:
        NotYours: there is no such action for them.
        Stale: somebody saved it meanwhile.
        Fault: it has not ended, or the words for those who spoke are not all there.
    """
    now = hall.clock()
    with hall.sessions.writing() as session:
        action = held(session, actor, action_id, revision)
        if action.state == Standing.OPEN:
            raise Fault("publish", "Say first what was done, or that it is not possible.")
        if not finish_of(action).tellable:
            raise Fault("publish", "Write first what those who spoke are to read, all three parts.")
        action.published_at = action.published_at or now
        news_notices.queue(session, action.id, now)
        note(session, actor, Deed.ACTION_PUBLISHED, now, "action", action_id)


def unpublish(hall: Hall, actor: Actor, action_id: UUID, revision: int) -> None:
    """Take back what those who spoke were shown; raises NotYours and Stale."""
    with hall.sessions.writing() as session:
        take_back(session, held(session, actor, action_id, revision))
        note(session, actor, Deed.ACTION_TAKEN_BACK, hall.clock(), "action", action_id)


def take_back(session: Session, action: Action) -> None:
    """Take an action's news back in the caller's transaction, with all that waits to be sent."""
    action.published_at = None
    news_notices.cancel(session, action.id)


def audience(hall: Hall, actor: Actor, action_id: UUID) -> Audience:
    """Return who is told of an action; raises NotYours where there is none for them."""
    with hall.sessions.reading() as session:
        if session.scalar(visible_actions(actor).where(Action.id == action_id)) is None:
            raise NotYours
        query = select(func.count()).where(ActionResponse.action_id == action_id)
        counted = session.scalar(query) or 0
        readable = readable_responses(session, actor).with_only_columns(Response.id)
        seen = behind(session, actor, action_id)
        asked = news_notices.who_asked(session, action_id)
        wished = {each.response for each in asked}
        mine = set(session.scalars(readable.where(Response.id.in_(wished))))
        return Audience(
            behind=seen,
            everybody=counted >= hall.council.thresholds.smallest_cell,
            asked=tuple(each for each in asked if each.response in mine),
            others=max(0, seen - len(wished)),
        )
