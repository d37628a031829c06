"""Beginning a conversation, or coming back to one."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import surveys
from services.hall import Hall
from services.respond.asked import asked
from services.respond.entrance import Found, browser_mark, chat_mark
from services.respond.keys import Chat, Key, Resume, Seat
from services.respond.sitting import resume_mark, resume_words
from services.respond.turns import Closed, ClosedReason
from storage.kinds import Channel, InvitationState
from storage.models import Draft, Invitation, Recipient
from surveys.kinds import Mode, RespondentRole
from surveys.questionnaire import LanguageStatus, Questionnaire
from surveys.state import State

_LONDON = ZoneInfo("Europe/London")


def enter(session: Session, hall: Hall, key: Key, found: Found) -> Seat | Closed:
    """Give a seat at the draft a key leads to, beginning one if there is none."""
    if found.draft is not None:
        return _come_back(session, hall, key, found.draft)
    return _begin(session, hall, key, found.invitation)


def _come_back(session: Session, hall: Hall, key: Key, draft: Draft) -> Seat | Closed:
    if isinstance(key, Resume):
        return _move_here(hall, key, draft)
    ours = (draft.browser_hmac, draft.chat_hmac) == (browser_mark(hall, key), chat_mark(hall, key))
    if not ours:
        return Closed(ClosedReason.OTHER_BROWSER)
    return _seat(key, draft)


def _seat(key: Key, draft: Draft) -> Seat:
    return Seat(draft.id, draft.channel, None if isinstance(key, Chat) else key.browser)


def _move_here(hall: Hall, key: Resume, draft: Draft) -> Seat | Closed:
    if draft.channel is Channel.TELEGRAM:
        return Closed(ClosedReason.UNKNOWN)
    state = surveys.conceal(State.from_json(draft.state))
    draft.state = state.to_json()
    draft.browser_hmac = browser_mark(hall, key)
    return _seat(key, draft)


def _begin(session: Session, hall: Hall, key: Key, invitation: Invitation) -> Seat | Closed:
    questionnaire = asked(session, invitation.questionnaire, invitation.version)
    recipient = session.get_one(Recipient, invitation.recipient_id)
    channel = Channel.TELEGRAM if isinstance(key, Chat) else Channel.WEB
    if channel is Channel.TELEGRAM and not telegram_allowed(questionnaire, recipient.role):
        return Closed(ClosedReason.NOT_HERE)
    offered = _modes(session, hall, channel, invitation, recipient.role)
    modes = tuple(mode for mode in offered if mode in questionnaire.modes)
    state = surveys.start(questionnaire, spoken(questionnaire, recipient.language), modes)
    draft = _draft(hall, key, invitation, channel, state)
    session.add(draft)
    invitation.state = InvitationState.OPENED
    session.flush()
    return _seat(key, draft)


def _draft(hall: Hall, key: Key, invitation: Invitation, channel: Channel, state: State) -> Draft:
    now, new_id = hall.clock(), uuid4()
    return Draft(
        id=new_id,
        invitation_id=invitation.id,
        questionnaire=invitation.questionnaire,
        version=invitation.version,
        channel=channel,
        state=state.to_json(),
        resume_hmac=resume_mark(hall.keys, resume_words(hall.keys, new_id)),
        browser_hmac=browser_mark(hall, key),
        chat_hmac=chat_mark(hall, key),
        chat=str(key.chat_id) if isinstance(key, Chat) else None,
        opened_at=now,
        touched_at=now,
        expires_at=now + timedelta(days=hall.council.thresholds.draft_days),
    )


def telegram_allowed(questionnaire: Questionnaire, role: RespondentRole) -> bool:
    """Return whether a questionnaire may be answered on Telegram (16 and over, DESIGN 6.8)."""
    return questionnaire.telegram and role is not RespondentRole.CHILD


def spoken(questionnaire: Questionnaire, wanted: str) -> str:
    """Return the wanted language if its wording was reviewed, otherwise English."""
    reviewed = questionnaire.languages.get(wanted) is LanguageStatus.REVIEWED
    return wanted if reviewed else "en"


def _modes(
    session: Session, hall: Hall, channel: Channel, invitation: Invitation, role: RespondentRole
) -> tuple[Mode, ...]:
    offered = (Mode.LINKED, Mode.CONFIDENTIAL)
    if channel is Channel.TELEGRAM:
        return offered
    enough = _invited_that_month(session, invitation.created_at, role)
    crowd = hall.council.thresholds.anonymous_from
    return (*offered, Mode.ANONYMOUS) if enough >= crowd else offered


def _invited_that_month(session: Session, moment: datetime, role: RespondentRole) -> int:
    first = moment.astimezone(_LONDON).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    after = (first + timedelta(days=32)).replace(day=1)
    counted = session.scalar(
        select(func.count())
        .select_from(Invitation)
        .join(Recipient)
        .where(
            Recipient.role == role,
            Invitation.created_at >= first,
            Invitation.created_at < after,
            Invitation.state.not_in((InvitationState.NOT_ASKED, InvitationState.CANCELLED)),
        )
    )
    return counted or 0
