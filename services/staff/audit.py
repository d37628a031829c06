"""The trace that staff leave: who did what to which row, never any words."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from storage.actors import Actor
from storage.models import AuditEvent


class Deed(StrEnum):
    """What is worth a trace."""

    SIGNED_IN = "signed_in"
    SIGN_IN_FAILED = "sign_in_failed"
    PROVEN_AGAIN = "proven_again"
    SIGNED_OUT = "signed_out"
    PASSWORD_SET = "password_set"  # noqa: S105 - the name of a deed
    TOTP_ENROLLED = "totp_enrolled"
    STAFF_ADDED = "staff_added"
    STAFF_CHANGED = "staff_changed"
    STAFF_DISABLED = "staff_disabled"
    STAFF_RESET = "staff_reset"
    CASE_REFUSED = "case_refused"
    RESPONSE_READ = "response_read"
    CONCERN_READ = "concern_read"
    CONCERN_MOVED = "concern_moved"
    SECOND_LOOK_SHOWN = "second_look_shown"
    SUGGESTIONS_SHOWN = "suggestions_shown"
    COMMENT_SHOWN = "comment_shown"
    CODING_SAVED = "coding_saved"
    DIFFERENCE_SHOWN = "difference_shown"
    CODING_SETTLED = "coding_settled"
    QUOTE_ALLOWED = "quote_allowed"
    QUOTE_TAKEN_BACK = "quote_taken_back"
    REPORT_MADE = "report_made"
    MEETINGS_IMPORTED = "meetings_imported"
    INVITED = "invited"
    PAPER_KEYED_IN = "paper_keyed_in"
    LETTERS_ASKED_FOR = "letters_asked_for"
    ASKED_US_TO_STOP = "asked_us_to_stop"
    STOPPED = "stopped"
    STOP_LIFTED = "stop_lifted"
    ACTION_SAVED = "action_saved"
    ACTION_REOPENED = "action_reopened"
    ACTION_PUBLISHED = "action_published"
    ACTION_TAKEN_BACK = "action_taken_back"
    PERSON_ERASED = "person_erased"
    CASE_ERASED = "case_erased"
    RESPONSE_ERASED = "response_erased"


def note(
    session: Session, actor: Actor, deed: Deed, now: datetime, table: str = "", row: object = None
) -> None:
    """Leave a trace in the transaction of the deed itself.

    Args:
        session: the deed's own.
        actor: who did it.
        deed: what was done.
        now: aware moment.
        table, row: what it was done to, by UUID; left out where there is no row.
    """
    session.add(
        AuditEvent(
            at=now,
            staff_id=actor.id,
            what=deed,
            subject_table=table or None,
            subject_id=row if isinstance(row, UUID) else None,
        )
    )
