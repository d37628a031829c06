"""Ends what has run out: drafts become partial responses, and old marks are forgotten."""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import CursorResult, Delete, Update, delete, exists, or_, select, update
from sqlalchemy.orm import Session

import surveys
from services.hall import Hall
from services.respond import sitting
from services.respond.completion import store_response
from services.respond.linking import whose
from services.respond.opening import begin_anew
from services.upkeep import slots
from services.upkeep.erasure.concerns import empty_closed
from services.upkeep.letters.allowed import off_limits, unanswered
from services.upkeep.shift import Done, Shift
from storage.kinds import Channel, InvitationState
from storage.models import Doorstep, Draft, Invitation, ProcessedInput
from surveys.inputs import Expire

LOG = logging.getLogger(__name__)

_DOORSTEP = timedelta(days=1)
"""As long as a chat may take to say its age, and still have its words heard."""

_INPUT = timedelta(days=90)
"""A repeat can do harm only while its draft lives, which is 14 days after the last input."""

_TALKING = (Channel.WEB, Channel.CHAT, Channel.TELEGRAM, Channel.PAPER)
"""Marks of imports are kept for ever: the same file may come again after years."""

_OPEN = (InvitationState.READY, InvitationState.OPENED)


def expire_drafts(shift: Shift) -> Done:
    """Make a partial response of each draft whose time is over; no words are lost.

    A draft in which nothing was answered or skipped is removed, and its link opens again for as
    long as the invitation holds. Each draft is its own transaction, so that one that cannot be
    read does not keep the others; it stays as it is, to be looked at.
    """
    hall = shift.hall
    over = select(Draft.id).where(Draft.expires_at <= hall.clock()).order_by(Draft.expires_at)
    with hall.sessions.reading() as session:
        drafts = session.scalars(over).all()
    counts: Counter[str] = Counter()
    for draft_id in drafts:
        counts[_end_safely(hall, draft_id)] += 1
        shift.go_on()
    note = ", ".join(f"{number} {what}" for what, number in sorted(counts.items()))
    left = counts["unreadable"]
    return Done(
        note or "nothing expired",
        f"{left} expired drafts could not be closed; look for their ids in the log"
        if left
        else None,
    )


def _end_safely(hall: Hall, draft_id: UUID) -> str:
    try:
        return _end(hall, draft_id)
    except Exception:
        LOG.exception("draft %s could not be closed", draft_id)
        return "unreadable"


def _end(hall: Hall, draft_id: UUID) -> str:
    now = hall.clock()
    with hall.sessions.writing() as session:
        draft = session.get(Draft, draft_id, with_for_update=True)
        held = sitting.read(session, hall.keys, draft_id, now)
        if draft is None or held is None or draft.expires_at > now:
            return "gone or gone on"
        invitation = session.get(Invitation, draft.invitation_id)
        if not held.state.answers and not held.state.skipped:
            begin_anew(session, draft, invitation)
            return "empty"
        state, _ = surveys.step(held.questionnaire, held.state, Expire(), now)
        whom = whose(session, invitation.id) if invitation else None
        store_response(session, hall, draft, sitting.moved(held, state), whom)
        return "kept as partial"


def tidy(shift: Shift) -> Done:
    """Forget what is of no more use: old links, doorsteps, marks of inputs, and turns of jobs.

    Concerns of people who were erased are emptied here once they are closed; not at once, since
    one that was closed by mistake is opened again.
    """
    hall = shift.hall
    now = hall.clock()
    counts: Counter[str] = Counter()
    for what, statement in _old(now).items():
        with hall.sessions.writing() as session:
            counts[what] = _changed(session, statement)
        shift.go_on()
    counts["concerns"] = empty_closed(hall)
    with hall.sessions.writing() as session:
        counts["turns"] = slots.forget(session)
    note = ", ".join(f"{number} {what}" for what, number in counts.items() if number)
    return Done(note or "nothing to forget")


def _old(now: datetime) -> dict[str, Delete | Update]:
    begun = exists().where(Draft.invitation_id == Invitation.id)
    return {
        # Whoever holds an old link is told the same as for one that never was.
        "links": update(Invitation)
        .where(
            Invitation.state.in_(_OPEN),
            Invitation.expires_at <= now,
            Invitation.token_hmac.is_not(None),
            ~begun,
        )
        .values(token_hmac=None, code_hmac=None),
        # Whatever ended an invitation, its sealed link does not outlive it by more than a day.
        "sealed links": update(Invitation)
        .where(Invitation.token_s.is_not(None), or_(~unanswered(now), off_limits()))
        .values(token_s=None),
        "doorsteps": delete(Doorstep).where(Doorstep.at < now - _DOORSTEP),
        "inputs": delete(ProcessedInput).where(
            ProcessedInput.channel.in_(_TALKING), ProcessedInput.at < now - _INPUT
        ),
    }


def _changed(session: Session, statement: Delete | Update) -> int:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount
