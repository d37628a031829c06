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
    source = found.invitation or found.draft
    assert source is not None
    questionnaire = asked(session, source.questionnaire, source.version)
    recipient = session.get(Recipient, found.invitation.recipient_id) if found.invitation else None
    role = recipient.role if recipient else questionnaire.audience[0]
    language = spoken(questionnaire, recipient.language if recipient else "en")
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
        role=role,
        questionnaire=questionnaire.id,
        resumable=found.draft is not None,
        telegram=telegram_allowed(questionnaire, role),
    )
