"""What erasing does with each column that can hold words, references or hashes of somebody."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import JSON, Enum, LargeBinary, String

from storage.base import Base
from storage.resealing import sealed_cells

WITH_PERSON = frozenset(
    {
        "answer.text_s",
        "coding.spans",
        "concern.link_s",
        "concern.words_hmac",
        "concern.words_s",
        "concern_event.note_s",
        "doorstep.chat_hmac",
        "draft.browser_hmac",
        "draft.chat_hmac",
        "draft.chat_s",
        "draft.resume_hmac",
        "draft.state_s",
        "inbox.chat_hmac",
        "inbox.payload_s",
        "invitation.code_hmac",
        "invitation.token_hmac",
        "invitation.token_s",
        "meaning.direction_s",
        "outbox.key",
        "outbox.payload_s",
        "recipient.birth_month",
        "recipient.contact_s",
        "recipient.language",
        "recipient.needs",
        "recipient.reference",
        "recipient_case.relation",
        "response_link.link_s",
        "trained_model.body_s",
        "way_back.mark",
    }
)
"""Erased with a person, and so with a case whose people belong to no other."""

WITH_CASE = frozenset(
    {
        "case.birth_month",
        "case.level_of_need",
        "case.reference",
        "case_alias.reference",
        "known_name.name_s",
        "meeting.reference",
        "response_link.case_hmac",
    }
)
"""Erased only with the case."""

_STAFF = "of a member of staff, who is no respondent"
_CODE = "a code of a closed list, or a number of a version"
_OURS = "written by Sayso for itself; it holds ids at most"
_COUNTED = "a row that goes with its response, or a code that figures are counted by"
_BY_STAFF = "staff wrote it in their own words about many; the command asks to read it again"

KEPT = {
    "action.done_note": _BY_STAFF,
    "action.not_possible_because": _BY_STAFF,
    "action.source": _BY_STAFF,
    "action.state": _CODE,
    "action.theme": _CODE,
    "action.title": _BY_STAFF,
    "action.we_did": _BY_STAFF,
    "action.we_did_plain": _BY_STAFF,
    "action.you_said": _BY_STAFF,
    "answer.code": _COUNTED,
    "answer.part": _COUNTED,
    "answer.question_id": _CODE,
    "attendance.how": _COUNTED,
    "audit_event.subject_table": _OURS,
    "audit_event.what": _CODE,
    "audit_seal.chain": _OURS,
    "audit_seal.previous": _OURS,
    "coding.analyser": _CODE,
    "coding.codebook": _CODE,
    "coding.sentiment": _COUNTED,
    "coding.theme": _COUNTED,
    "concern.question_id": _CODE,
    "concern.rule": _CODE,
    "concern_event.event": _CODE,
    "inbox.claimed_by": _OURS,
    "inbox.kind": _CODE,
    "invitation.not_asked_because": _CODE,
    "job_slot.claimed_by": _OURS,
    "job_slot.job": _OURS,
    "job_slot.note": _OURS,
    "job_slot.state": _CODE,
    "key_proof.hashing_proof": _OURS,
    "key_proof.link_proof_s": _OURS,
    "key_proof.proof_s": _OURS,
    "lockout.door": _OURS,
    "lockout.who_hmac": "a keyed hash of a network address, tied to nobody",
    "meaning.model": _CODE,
    "meeting.chair": _STAFF,
    "outbox.claimed_by": _OURS,
    "outbox.fault": _CODE,
    "outbox.kind": _CODE,
    "processed_input.channel": _CODE,
    "processed_input.digest": "a keyed hash that keeps an imported file from coming in twice",
    "processed_input.input_id": "random, or a keyed hash of ids; keeps an import from coming twice",
    "processed_input.outcome": _CODE,
    "questionnaire_version.body": "the questions, which are everybody's",
    "questionnaire_version.id": _CODE,
    "questionnaire_version.sha256": _OURS,
    "response.language": _COUNTED,
    "staff.email_hmac": _STAFF,
    "staff.email_s": _STAFF,
    "staff.name_s": _STAFF,
    "staff.password": _STAFF,
    "staff.totp_s": _STAFF,
    "staff_scope.level": _STAFF,
    "staff_scope.name": _STAFF,
    "staff_session.token_hmac": _STAFF,
    "team.area": "of the council, not of a person",
    "team.name": "of the council, not of a person",
    "trained_model.codebook": _CODE,
    "trained_model.figures": "how many comments, and how well it did",
    "trained_model.fingerprint": "a hash of random ids",
    "trained_model.version": _CODE,
    "words_export.reason_s": "why a member of staff took words out of the system",
}


def judged() -> frozenset[str]:
    """Return every column on which a decision was taken."""
    return WITH_PERSON | WITH_CASE | frozenset(KEPT)


def telling() -> Iterator[str]:
    """Yield every column that can tell of somebody: sealed, free text, references and hashes."""
    yield from (f"{cells.table.name}.{cells.sealed.column}" for cells in sealed_cells())
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            free = isinstance(column.type, String | LargeBinary | JSON)
            if free and not isinstance(column.type, Enum) and not column.foreign_keys:
                yield f"{table.name}.{column.name}"
