"""The link and short code of an invitation: drawn, hashed into the row, handed out once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.hall import Hall
from services.respond.asked import asked
from services.respond.opening import spoken, telegram_allowed
from services.respond.tokens import code_hmac, draw_code, draw_token, shown, token_hmac
from services.upkeep.ages import age_at_least
from services.upkeep.letters.queueing import by_email, queue_letter
from storage.kinds import Contact
from storage.models import (
    AuditEvent,
    Case,
    Invitation,
    Meeting,
    MeetingCase,
    Recipient,
    RecipientCase,
)
from surveys.kinds import RespondentRole
from surveys.questionnaire import Timing

_LONDON = ZoneInfo("Europe/London")
_TELEGRAM_AGE = 16
"""Telegram's terms in the United Kingdom."""

_YOUNG = frozenset({RespondentRole.CHILD, RespondentRole.YOUNG_PERSON})


@dataclass(frozen=True, slots=True, repr=False)
class Issued:
    """Everything that a letter or message to one person needs.

    Args:
        token: of the link; it is nowhere else in plain.
        code: the short code as people read it.
        version, timing: of the questionnaire.
        telegram: whether the same token may be used on Telegram.
        language: in which the questionnaire will be asked.
        by_letter: whether Sayso sends it to them by e-mail.
        expires_on: last day, in London.
    """

    invitation_id: UUID
    meeting: str
    cases: tuple[str, ...]
    recipient: str
    role: RespondentRole
    questionnaire: str
    version: int
    timing: Timing
    channel: Contact | None
    contact: str | None
    language: str
    token: str
    code: str
    telegram: bool
    by_letter: bool
    expires_on: date

    def url(self, base_url: str) -> str:
        """Return the address that opens the questionnaire's first page."""
        return f"{base_url}/r/{self.token}"

    def telegram_url(self, bot: str | None) -> str | None:
        """Return the address that opens a bot with this link, None where it may not be used."""
        return f"https://t.me/{bot}?start={self.token}" if bot and self.telegram else None


def issue(
    session: Session, hall: Hall, invitation: Invitation, *, by_letter: bool = False
) -> Issued:
    """Give an invitation a fresh token and code; any older ones stop working.

    Where reminders are under way they go on with the fresh link.

    Args:
        session: to write in.
        hall: the deployment.
        invitation: whose link is drawn.
        by_letter: have Sayso send the link itself where the person prefers e-mail. A link that
            it does not send is handed over by staff, which counts as sending.
    """
    token, code = draw_token(hall.random), draw_code(hall.random)
    now = hall.clock()
    invitation.token_hmac = token_hmac(hall.keys, token)
    invitation.code_hmac = code_hmac(hall.keys, code)
    by_letter = by_letter and by_email(session.get_one(Recipient, invitation.recipient_id))
    if by_letter:
        queue_letter(session, invitation, now)
    else:
        invitation.sent_at = invitation.sent_at or now
    if by_letter or invitation.token_s is not None:
        invitation.token = token
    session.add(
        AuditEvent(
            at=now,
            what="invitation_issued",
            subject_table="invitation",
            subject_id=invitation.id,
        )
    )
    session.flush()
    return _issued(session, invitation, token, code, by_letter)


def _issued(
    session: Session, invitation: Invitation, token: str, code: str, by_letter: bool
) -> Issued:
    recipient = session.get_one(Recipient, invitation.recipient_id)
    meeting = session.get_one(Meeting, invitation.meeting_id)
    questionnaire = asked(session, invitation.questionnaire, invitation.version)
    allowed = telegram_allowed(questionnaire, recipient.role)
    return Issued(
        invitation_id=invitation.id,
        meeting=meeting.reference,
        cases=_cases(session, invitation),
        recipient=recipient.reference,
        role=recipient.role,
        questionnaire=invitation.questionnaire,
        version=invitation.version,
        timing=questionnaire.timing,
        channel=recipient.channel,
        contact=recipient.contact,
        language=spoken(questionnaire, recipient.language),
        token=token,
        code=shown(code),
        telegram=allowed and _old_enough(recipient, invitation.created_at.date()),
        by_letter=by_letter,
        expires_on=invitation.expires_at.astimezone(_LONDON).date(),
    )


def _old_enough(recipient: Recipient, on: date) -> bool:
    """Return whether somebody is 16 for certain; grown-ups' birth months are not kept."""
    if recipient.role not in _YOUNG:
        return True
    month = recipient.birth_month
    return month is not None and age_at_least(month, on) >= _TELEGRAM_AGE


def _cases(session: Session, invitation: Invitation) -> tuple[str, ...]:
    query = (
        select(Case.reference)
        .join(MeetingCase, MeetingCase.case_id == Case.id)
        .join(RecipientCase, RecipientCase.case_id == Case.id)
        .where(
            MeetingCase.meeting_id == invitation.meeting_id,
            RecipientCase.recipient_id == invitation.recipient_id,
        )
        .order_by(Case.reference)
    )
    return tuple(session.scalars(query))
