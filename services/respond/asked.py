"""Questionnaires exactly as they were asked, kept beside the responses."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from storage.models import QuestionnaireVersion
from surveys import library
from surveys.questionnaire import Questionnaire

# Made once: each answer asks, and to make the question took longer than the database.
_BODY = select(QuestionnaireVersion.body).where(
    QuestionnaireVersion.id == bindparam("asked"),
    QuestionnaireVersion.version == bindparam("which"),
)


def asked(session: Session, questionnaire: str, version: int) -> Questionnaire:
    """Return the wording that a draft or response points at; raises LookupError without one."""
    body = session.scalar(_BODY, {"asked": questionnaire, "which": version})
    return understood(body, questionnaire, version)


def understood(body: str | None, questionnaire: str, version: int) -> Questionnaire:
    """Return what a kept wording says; raises LookupError where there is none."""
    if body is None:
        raise LookupError(f"The questionnaire {questionnaire}@{version} is not kept here.")
    return _parsed(body, questionnaire, version)


@lru_cache(maxsize=256)
def _parsed(body: str, questionnaire: str, version: int) -> Questionnaire:
    return library.understood(body, questionnaire, version)


def keep(session: Session, questionnaire: str) -> Questionnaire:
    """Keep the newest released version of a questionnaire, so that rows may point at it.

    Raises surveys.library.NotInLibrary when there is none of that name.
    """
    newest = library.load(questionnaire)
    if session.get(QuestionnaireVersion, (newest.id, newest.version)) is None:
        body = library.source(newest.id, newest.version)
        session.add(
            QuestionnaireVersion(
                id=newest.id,
                version=newest.version,
                sha256=library.fingerprint(body),
                body=body,
            )
        )
        session.flush()
    return newest
