"""Which responses and concerns somebody may open, confidential ones about their own cases left out.

``storage.visible`` hides what names a case in the open. A confidential response names none, yet
its sealed link can be found by the HMAC of its case, so a worker whom a conflict keeps from a case
is kept from those too.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from storage.actors import Actor
from storage.keys import Keys, Ring
from storage.kinds import StaffRole
from storage.models import (
    Concern,
    Conflict,
    Draft,
    Invitation,
    MeetingCase,
    RecipientCase,
    Response,
    ResponseLink,
)
from storage.sealed import place
from storage.visible import visible_concerns, visible_responses, visible_unnamed


def readable_responses(session: Session, actor: Actor) -> Select[Response]:
    """Return the query of all responses whose words somebody may read; add conditions to it.

    Args:
        session: carries the keys that find confidential responses by case.
        actor: who reads.
    """
    return visible_responses(actor).where(*outside_conflicts(session, actor))


def codable_responses(session: Session, actor: Actor) -> Select[Response]:
    """Return the query of all responses whose words somebody may see once names are struck.

    Officers see those that they may read; QA those of its teams, without knowing whose they are.
    """
    if actor.role in {None, StaffRole.OFFICER}:
        return readable_responses(session, actor)
    return visible_unnamed(actor).where(*outside_conflicts(session, actor))


def outside_conflicts(session: Session, actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a response is about no case that somebody is kept from.

    To be put on whatever counts responses for them, even those that they could not read anyway.
    """
    marks = _marks(session, actor)
    if not marks:
        return ()
    kept = _kept_from(actor)
    joint = select(MeetingCase.meeting_id).where(MeetingCase.case_id.in_(kept))
    return (
        Response.id.not_in(_linked_to(marks)),
        or_(Response.case_id.is_(None), Response.case_id.not_in(kept)),
        or_(Response.meeting_id.is_(None), Response.meeting_id.not_in(joint)),
    )


def workable_concerns(session: Session, actor: Actor) -> Select[Concern]:
    """Return the query of all concerns that somebody may work on; add conditions to it.

    One of a draft is found by the invitation, which the draft still holds.
    """
    query = visible_concerns(actor)
    marks = _marks(session, actor)
    if not marks:
        return query
    response, draft = _linked_to(marks), _drafts_about(actor)
    return query.where(
        or_(Concern.response_id.is_(None), Concern.response_id.not_in(response)),
        or_(Concern.draft_id.is_(None), Concern.draft_id.not_in(draft)),
        Concern.id.not_in(_left_over_about(session, actor)),
    )


def _marks(session: Session, actor: Actor) -> tuple[bytes, ...]:
    keys: Keys = session.info["keys"]
    return tuple(keys.digest("case", str(each)) for each in session.scalars(_kept_from(actor)))


@lru_cache(maxsize=256)
def _kept_from(actor: Actor) -> Select[UUID]:
    return select(Conflict.case_id).where(Conflict.staff_id == actor.id)


def _linked_to(marks: tuple[bytes, ...]) -> Select[UUID]:
    return select(ResponseLink.id).where(ResponseLink.case_hmac.in_(marks))


def _drafts_about(actor: Actor) -> Select[UUID]:
    """Return the drafts of people of those cases, or asked about a meeting of one of them."""
    people = select(RecipientCase.recipient_id).where(RecipientCase.case_id.in_(_kept_from(actor)))
    meetings = select(MeetingCase.meeting_id).where(MeetingCase.case_id.in_(_kept_from(actor)))
    return (
        select(Draft.id)
        .join(Invitation, Invitation.id == Draft.invitation_id)
        .where(or_(Invitation.recipient_id.in_(people), Invitation.meeting_id.in_(meetings)))
    )


def _left_over_about(session: Session, actor: Actor) -> Sequence[UUID]:
    """Return the concerns about those cases whose words were withdrawn or erased elsewhere.

    Of such a concern only its sealed link says what it is about. The link is opened to be held
    against the cases that the actor is kept from, and is shown to nobody.
    """
    joint = select(MeetingCase.meeting_id).where(MeetingCase.case_id.in_(_kept_from(actor)))
    about = {str(each) for query in (_kept_from(actor), joint) for each in session.scalars(query)}
    nowhere = (each.is_(None) for each in (Concern.case_id, Concern.response_id, Concern.draft_id))
    query = select(Concern.id, Concern.link_s).where(Concern.link_s.is_not(None), *nowhere)
    keys: Keys = session.info["keys"]
    return [row for row, box in session.execute(query) if box and about & _named(keys, row, box)]


def _named(keys: Keys, concern: UUID, box: bytes) -> set[str]:
    link = keys.open(Ring.LINK, box, place(Concern.__tablename__, "link_s", concern))
    who = json.loads(link)
    return {who[each] for each in ("case_id", "meeting_id") if each in who}
