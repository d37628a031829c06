"""Concerns of somebody who is erased: closed ones are emptied, open ones once they are closed."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session

from safeguarding.states import ConcernState
from services.hall import Hall
from services.upkeep.erasure.scope import Scope
from services.upkeep.erasure.sealed_links import sealed_concerns
from storage.keys import Keys
from storage.models import Concern, ConcernEvent
from storage.sweeping import sweep

MARK = "erased_with_its_person"
"""The event that says: once this concern is closed, what it holds goes as well."""


def settle(session: Session, scope: Scope, responses: Collection[UUID], now: datetime) -> None:
    """Empty the closed concerns and mark the open ones, before what they come from is deleted.

    An open concern with a link gets the council's reference into it, sealed: the reference goes
    everywhere else, and whoever works on it may still have to reach the child.
    """
    keys: Keys = session.info["keys"]
    touching = or_(
        Concern.response_id.in_(responses),
        Concern.draft_id.in_(scope.drafts),
        Concern.case_id.in_(scope.cases),
        Concern.id.in_(sealed_concerns(session, scope)),
    )
    query = select(Concern).where(touching).order_by(Concern.id)
    for concern in session.scalars(query.with_for_update(of=Concern)).all():
        if concern.state is ConcernState.CLOSED:
            _empty(session, keys, concern)
        else:
            _mark(session, scope, concern, now)
    session.flush()


def empty_closed(hall: Hall) -> int:
    """Empty the marked concerns that were closed since; return how many."""
    marked = exists().where(ConcernEvent.concern_id == Concern.id, ConcernEvent.event == MARK)
    full = or_(Concern.words_s.is_not(None), Concern.link_s.is_not(None))
    query = select(Concern).where(Concern.state == ConcernState.CLOSED, full, marked)
    with hall.sessions.writing() as session:
        found = session.scalars(query.with_for_update(of=Concern)).all()
        for concern in found:
            _empty(session, hall.keys, concern)
    if found:
        sweep(hall.sessions.engine, (Concern, ConcernEvent))
    return len(found)


def _empty(session: Session, keys: Keys, concern: Concern) -> None:
    """Leave what concerns are counted by: dates, team, kind, level, states."""
    concern.words, concern.link, concern.case_id = None, None, None
    # The hash of the words would let somebody with the keys find out whether they were these.
    concern.words_hmac = keys.digest("erased concern", str(concern.id))
    mine = ConcernEvent.concern_id == concern.id
    session.execute(update(ConcernEvent).where(mine).values(note_s=None))


def _mark(session: Session, scope: Scope, concern: Concern, now: datetime) -> None:
    if concern.link is not None and scope.reference:
        kept = {**json.loads(concern.link), f"{scope.subject}_reference": scope.reference}
        concern.link = json.dumps(kept)
    session.add(ConcernEvent(concern_id=concern.id, event=MARK, at=now))
