"""Closed lists that the tables share; stored by value, shown by label."""

from __future__ import annotations

from enum import StrEnum


class Labelled(StrEnum):
    """An enum whose label is its value in words."""

    @property
    def label(self) -> str:
        """The value as people read it."""
        return _LABELS.get(self.value, self.value.replace("_", " ").capitalize())


_LABELS = {"qa": "QA", "csv_import": "Import", "sms": "SMS"}


class Outcome(Labelled):
    """What a meeting decided."""

    PLAN_MADE = "plan_made"
    PLAN_CONTINUES = "plan_continues"
    PLAN_ENDED = "plan_ended"
    PLAN_LEAVE_CARE = "plan_leave_care"
    NO_PLAN = "no_plan"
    OTHER = "other"


class Channel(Labelled):
    """How an answer came in."""

    WEB = "web"
    CHAT = "chat"
    TELEGRAM = "telegram"
    PAPER = "paper"
    INTERVIEW = "interview"
    CSV_IMPORT = "csv_import"


class Contact(Labelled):
    """How a person prefers to be reached."""

    EMAIL = "email"
    SMS = "sms"
    TELEGRAM = "telegram"
    POST = "post"
    IN_PERSON = "in_person"


class Relation(Labelled):
    """How somebody belongs to the child of a case, where that says more than their role."""

    MOTHER = "mother"
    FATHER = "father"
    STEPMOTHER = "stepmother"
    STEPFATHER = "stepfather"
    GRANDPARENT = "grandparent"
    AUNT_OR_UNCLE = "aunt_or_uncle"
    BROTHER_OR_SISTER = "brother_or_sister"
    GUARDIAN = "guardian"
    FOSTER_CARER = "foster_carer"
    FAMILY_FRIEND = "family_friend"


class InvitationState(Labelled):
    """Where an invitation stands; ``counted`` is all that an anonymous response leaves."""

    READY = "ready"
    OPENED = "opened"
    ANSWERED = "answered"
    PARTIAL = "partial"
    COUNTED = "counted"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    NOT_ASKED = "not_asked"


class Delivery(Labelled):
    """What became of the letter of an invitation that Sayso sends itself."""

    WAITING = "waiting"
    SENT = "sent"
    UNDELIVERABLE = "undeliverable"


class StaffRole(Labelled):
    """What a member of staff may do (DESIGN section 8)."""

    OFFICER = "officer"
    SAFEGUARDING = "safeguarding"
    CHAIR = "chair"
    MANAGER = "manager"
    QA = "qa"
    LEADER = "leader"
    REVIEWER = "reviewer"
    ADMIN = "admin"


class CodingRound(Labelled):
    """Who coded a comment, and in which pass."""

    MACHINE = "machine"
    FIRST = "first"
    BLIND = "blind"
    RESOLVED = "resolved"


class InboxState(Labelled):
    """What became of a Telegram update."""

    WAITING = "waiting"
    DONE = "done"
    SET_ASIDE = "set_aside"


class OutboxState(Labelled):
    """What became of something to send."""

    WAITING = "waiting"
    SENT = "sent"
    GIVEN_UP = "given_up"
    CANCELLED = "cancelled"


class StopReason(Labelled):
    """Why a case gets no reminders or notices."""

    DEATH = "death"
    PLACEMENT_BREAKDOWN = "placement_breakdown"
    ADOPTION = "adoption"
    MISSING = "missing"
    NO_CONTACT = "no_contact"
