"""The end of a conversation: the response that stays, and what must go."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

import surveys
from safeguarding.states import ConcernState
from services.hall import Hall
from services.respond import way_back
from services.respond.linking import Whose, relink_concerns
from services.respond.sitting import Sitting
from services.upkeep.letters import recall
from storage.kinds import InvitationState
from storage.models import (
    Answer,
    Concern,
    Draft,
    Invitation,
    Outbox,
    Response,
    ResponseLink,
)
from surveys.kinds import Mode, Status

_LONDON = ZoneInfo("Europe/London")

_LEFT_BEHIND = {
    Mode.LINKED: InvitationState.ANSWERED,
    Mode.CONFIDENTIAL: InvitationState.ANSWERED,
    Mode.ANONYMOUS: InvitationState.COUNTED,
}


# Made once, as in linking.py.
_MOVED = (
    update(Concern)
    .where(Concern.draft_id == bindparam("draft"))
    .values(draft_id=None, response_id=bindparam("response"))
)
_LEFT = update(Invitation).where(Invitation.id == bindparam("held")).values(state=bindparam("left"))
_GONE = delete(Draft).where(Draft.id == bindparam("draft"))
_AS_GIVEN = {"synchronize_session": False}
"""Rows changed this way are looked at no more by the transaction that changes them."""


def store_response(
    session: Session,
    hall: Hall,
    draft: Draft,
    sitting: Sitting,
    whom: Whose | None,
    browser: str | None = None,
) -> Response:
    """Write the immutable response and its answers, and delete the draft.

    A partial response without a chosen mode is kept as confidential, as the start promised.
    Where the browser's secret is at hand, the person can come back with it for news.
    """
    state = sitting.state
    mode = state.mode or Mode.CONFIDENTIAL
    response = _response(sitting, draft, whom, mode, hall.clock())
    session.add(response)
    session.flush()
    for value in surveys.finish(sitting.questionnaire, state):
        session.add(
            Answer(
                response_id=response.id,
                question_id=value.question,
                part=value.part,
                state=value.state,
                kind=value.kind,
                lean=value.lean,
                code=value.code,
                number=value.number,
                text=value.text,
            )
        )
    _leave_link(session, hall, response, whom, mode)
    if draft.invitation_id is not None and browser is not None:
        way_back.leave(session, hall.keys, response, draft.invitation_id, browser)
    relink_concerns(session, draft, whom, mode)
    _settle(session, draft, response, mode)
    return response


def _response(
    sitting: Sitting, draft: Draft, whom: Whose | None, mode: Mode, now: datetime
) -> Response:
    state = sitting.state
    linked = whom if mode is Mode.LINKED else None
    return Response(
        mode=mode,
        role=sitting.role,
        channel=draft.channel,
        language=state.language,
        helper=state.helper,
        questionnaire=state.questionnaire,
        version=state.version,
        team=whom.team if whom else None,
        meeting_kind=whom.meeting_kind if whom else None,
        received_on=draft.received_on or now.astimezone(_LONDON).date(),
        partial=state.status is Status.PARTIAL,
        case_id=linked.case_id if linked else None,
        meeting_id=linked.meeting_id if linked else None,
        recipient_id=linked.recipient_id if linked else None,
        invitation_id=linked.invitation_id if linked else None,
    )


def _leave_link(
    session: Session, hall: Hall, response: Response, whom: Whose | None, mode: Mode
) -> None:
    if whom is None or mode is not Mode.CONFIDENTIAL:
        return
    case_hmac = hall.keys.digest("case", str(whom.case_id or ""))
    session.add(ResponseLink(id=response.id, case_hmac=case_hmac, link=whom.sealed_link()))


def _settle(session: Session, draft: Draft, response: Response, mode: Mode) -> None:
    moved = {"draft": draft.id, "response": response.id}
    session.execute(_MOVED, moved, execution_options=_AS_GIVEN)
    if mode is Mode.ANONYMOUS:
        _break_thread(session, draft)
    _close(session, draft, _left_behind(mode, response.partial))


def _left_behind(mode: Mode, partial: bool) -> InvitationState:
    """Return where the invitation stands now.

    Counted says no more of an anonymous person than that: partial responses are so few that
    saying partial would point at whoever sent the one that is.
    """
    known = mode is not Mode.ANONYMOUS
    return InvitationState.PARTIAL if partial and known else _LEFT_BEHIND[mode]


def _break_thread(session: Session, draft: Draft) -> None:
    """Remove what could tie an anonymous response to its draft, and so to its invitation.

    The concern's origin was the draft's id, which the invitation never held; the outbox rows
    did hold it.
    """
    session.execute(
        update(Outbox).where(Outbox.draft_id == draft.id).values(draft_id=None, payload_s=None)
    )


def withdraw(session: Session, draft: Draft) -> bool:
    """Delete a draft and all it held; return whether words stay under an open concern."""
    session.execute(
        update(Concern)
        .where(Concern.draft_id == draft.id, Concern.state == ConcernState.CLOSED)
        .values(words_s=None)
    )
    kept = session.scalar(
        select(Concern.id)
        .where(Concern.draft_id == draft.id, Concern.state != ConcernState.CLOSED)
        .limit(1)
    )
    _close(session, draft, InvitationState.WITHDRAWN)
    return kept is not None


def _close(session: Session, draft: Draft, left: InvitationState) -> None:
    if draft.invitation_id is not None:
        left_so = {"held": draft.invitation_id, "left": left}
        session.execute(_LEFT, left_so, execution_options=_AS_GIVEN)
        recall.end(session, draft.invitation_id)
    session.execute(_GONE, {"draft": draft.id}, execution_options=_AS_GIVEN)
