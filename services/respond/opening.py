"""Beginning a conversation, or coming back to one."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

import surveys
from services.hall import Actor, Hall
from services.respond.asked import asked
from services.respond.entrance import Found, browser_mark, chat_mark
from services.respond.keys import Chat, Key, Paper, Resume, Seat, desk_seat
from services.respond.sitting import resume_mark, resume_words
from services.respond.turns import Closed, ClosedReason
from services.upkeep.letters.allowed import holds, off_limits
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
    if isinstance(key, Paper):
        return desk_seat(draft.id, key.officer)
    return Seat(draft.id, draft.channel, None if isinstance(key, Chat) else key.browser)


def _move_here(hall: Hall, key: Resume, draft: Draft) -> Seat | Closed:
    if draft.channel in _CHANNELS.values():
        return Closed(ClosedReason.UNKNOWN)
    state = surveys.conceal(State.from_json(draft.state))
    draft.state = state.to_json()
    draft.browser_hmac = browser_mark(hall, key)
    return _seat(key, draft)


def begin_anew(session: Session, draft: Draft, invitation: Invitation | None) -> None:
    """Remove what was begun, so that the invitation stands where it stood before."""
    if invitation is not None:
        invitation.state = _before(session, draft, invitation)
    session.delete(draft)


def _before(session: Session, draft: Draft, invitation: Invitation) -> InvitationState:
    if draft.channel is not Channel.PAPER:
        return InvitationState.READY
    if holds(session, invitation, off_limits()):
        return InvitationState.CANCELLED
    unasked = invitation.not_asked_because is not None
    return InvitationState.NOT_ASKED if unasked else InvitationState.READY


def begin_nameless(
    session: Session, hall: Hall, questionnaire: Questionnaire, officer: Actor, draft_id: UUID
) -> None:
    """Begin what came on paper without a name: it can only be anonymous."""
    state = surveys.start(questionnaire, "en", (Mode.ANONYMOUS,))
    key = Paper(None, officer)
    session.add(_draft(hall, key, None, Channel.PAPER, state, draft_id))


def _begin(session: Session, hall: Hall, key: Key, invitation: Invitation) -> Seat | Closed:
    questionnaire = asked(session, invitation.questionnaire, invitation.version)
    recipient = session.get_one(Recipient, invitation.recipient_id)
    channel = _CHANNELS.get(type(key), Channel.WEB)
    if channel is Channel.TELEGRAM and not telegram_allowed(questionnaire, recipient.role):
        return Closed(ClosedReason.NOT_HERE)
    offered = _modes(session, hall, channel, invitation, recipient.role)
    modes = tuple(mode for mode in offered if mode in questionnaire.modes)
    state = surveys.start(questionnaire, spoken(questionnaire, recipient.language), modes)
    draft = _draft(hall, key, invitation.id, channel, state, uuid4())
    session.add(draft)
    invitation.state = InvitationState.OPENED
    session.flush()
    return _seat(key, draft)


_CHANNELS: dict[type, Channel] = {Chat: Channel.TELEGRAM, Paper: Channel.PAPER}


def _draft(
    hall: Hall,
    key: Key,
    invitation_id: UUID | None,
    channel: Channel,
    state: State,
    new_id: UUID,
) -> Draft:
    now = hall.clock()
    return Draft(
        id=new_id,
        invitation_id=invitation_id,
        questionnaire=state.questionnaire,
        version=state.version,
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


def chosen(questionnaire: Questionnaire, wanted: str) -> str:
    """Return the language that a respondent chose, a draft too; English where it is not there."""
    return wanted if wanted in questionnaire.languages else "en"


def _modes(
    session: Session, hall: Hall, channel: Channel, invitation: Invitation, role: RespondentRole
) -> tuple[Mode, ...]:
    offered = (Mode.LINKED, Mode.CONFIDENTIAL)
    if channel is not Channel.WEB:
        return offered
    enough = _invited_that_month(session, invitation.created_at, role)
    crowd = hall.council.thresholds.anonymous_from
    return (*offered, Mode.ANONYMOUS) if enough >= crowd else offered


# Made once: everybody who begins asks.
_CROWD = (
    select(func.count())
    .select_from(Invitation)
    .join(Recipient)
    .where(
        Recipient.role == bindparam("role"),
        Invitation.created_at >= bindparam("first"),
        Invitation.created_at < bindparam("after"),
        Invitation.state.not_in((InvitationState.NOT_ASKED, InvitationState.CANCELLED)),
    )
)


def _invited_that_month(session: Session, moment: datetime, role: RespondentRole) -> int:
    first = moment.astimezone(_LONDON).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    after = (first + timedelta(days=32)).replace(day=1)
    return session.scalar(_CROWD, {"role": role, "first": first, "after": after}) or 0
