"""The first page, before anything is opened."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.respond.asked import asked
from services.respond.entrance import Found
from services.respond.opening import spoken, telegram_allowed
from services.respond.turns import Preview
from storage.models import Recipient
from surveys.questionnaire import LanguageStatus


def describe(session: Session, found: Found) -> Preview:
    """Say what the questionnaire is, for whom, how long, and in which languages."""
    invitation = found.invitation
    questionnaire = asked(session, invitation.questionnaire, invitation.version)
    recipient = session.get_one(Recipient, invitation.recipient_id)
    language = spoken(questionnaire, recipient.language)
    return Preview(
        title=questionnaire.title[language],
        introduction=questionnaire.introduction[language],
        minutes=questionnaire.minutes,
        language=language,
        languages=tuple(
            code
            for code, status in questionnaire.languages.items()
            if status is LanguageStatus.REVIEWED
        ),
        role=recipient.role,
        questionnaire=questionnaire.id,
        resumable=found.draft is not None,
        telegram=telegram_allowed(questionnaire, recipient.role),
    )
