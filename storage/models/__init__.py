"""Every table, gathered so that the metadata is whole."""

from storage.base import Base
from storage.models.care import Action, ActionResponse, Concern, ConcernEvent
from storage.models.cases import (
    Attendance,
    Case,
    CaseAlias,
    KnownName,
    Meeting,
    MeetingCase,
    Team,
)
from storage.models.conversations import Doorstep, Draft, Inbox, JobSlot, Outbox, ProcessedInput
from storage.models.invitations import (
    Invitation,
    QuestionnaireVersion,
    Recipient,
    RecipientCase,
)
from storage.models.learning import TrainedModel
from storage.models.people import CaseAssignment, Conflict, Lockout, Staff, StaffScope, StaffSession
from storage.models.records import AuditEvent, AuditSeal, KeyProof, WordsExport
from storage.models.responses import (
    Answer,
    Coding,
    Meaning,
    Reading,
    Response,
    ResponseLink,
    SecondLook,
    UsableQuote,
    WayBack,
)

__all__ = [
    "Action",
    "ActionResponse",
    "Answer",
    "Attendance",
    "AuditEvent",
    "AuditSeal",
    "Base",
    "Case",
    "CaseAlias",
    "CaseAssignment",
    "Coding",
    "Concern",
    "ConcernEvent",
    "Conflict",
    "Doorstep",
    "Draft",
    "Inbox",
    "Invitation",
    "JobSlot",
    "KeyProof",
    "KnownName",
    "Lockout",
    "Meaning",
    "Meeting",
    "MeetingCase",
    "Outbox",
    "ProcessedInput",
    "QuestionnaireVersion",
    "Reading",
    "Recipient",
    "RecipientCase",
    "Response",
    "ResponseLink",
    "SecondLook",
    "Staff",
    "StaffScope",
    "StaffSession",
    "Team",
    "TrainedModel",
    "UsableQuote",
    "WayBack",
    "WordsExport",
]
