"""The first page, before anything is opened."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.respond.asked import asked
from services.respond.entrance import Found
from services.respond.opening import spoken, telegram_allowed
from services.respond.sitting import languages
from services.respond.turns import Preview
from storage.models import Recipient


def describe(session: Session, found: Found, wanted: str | None = None) -> Preview:
    """Say what the questionnaire is, for whom, how long, and in which languages.

    Args:
        session: to read with.
        found: what a key led to.
        wanted: the language that the reader asked for, draft or not; None where none was.
    """
    invitation = found.invitation
    questionnaire = asked(session, invitation.questionnaire, invitation.version)
    recipient = session.get_one(Recipient, invitation.recipient_id)
    chosen = wanted if wanted in questionnaire.languages else None
    language = chosen or spoken(questionnaire, recipient.language)
    return Preview(
        title=questionnaire.title[language],
        introduction=questionnaire.introduction[language],
        minutes=questionnaire.minutes,
        language=language,
        languages=languages(questionnaire),
        role=recipient.role,
        questionnaire=questionnaire.id,
        resumable=found.draft is not None,
        telegram=telegram_allowed(questionnaire, recipient.role),
    )
