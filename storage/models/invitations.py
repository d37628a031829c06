"""Who can be asked, what they were asked, and the exact wording they were asked with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Row
from storage.columns import Moment, stored
from storage.keys import Ring
from storage.kinds import Contact, Delivery, InvitationState, StopReason
from storage.sealed import Sealed
from surveys.kinds import RespondentRole


class Recipient(Row):
    """A person who can be asked; the reference is the council's own.

    ``stopped_at`` without a reason means that they themselves asked us not to write.
    """

    __tablename__ = "recipient"

    reference: Mapped[str] = mapped_column(String(60), unique=True)
    role: Mapped[RespondentRole] = mapped_column(stored(RespondentRole))
    channel: Mapped[Contact | None] = mapped_column(stored(Contact))
    contact_s: Mapped[bytes | None]
    language: Mapped[str] = mapped_column(String(8), default="en")
    needs: Mapped[str | None] = mapped_column(String(200))
    interpreter: Mapped[bool] = mapped_column(default=False)
    birth_month: Mapped[str | None] = mapped_column(String(7))
    stopped_at: Mapped[datetime | None] = mapped_column(Moment)
    stop_reason: Mapped[StopReason | None] = mapped_column(stored(StopReason))

    contact = Sealed("contact_s")


class RecipientCase(Base):
    """How a person belongs to a case, and whether they may be asked about it."""

    __tablename__ = "recipient_case"

    recipient_id: Mapped[UUID] = mapped_column(
        ForeignKey("recipient.id", ondelete="CASCADE"), primary_key=True
    )
    case_id: Mapped[UUID] = mapped_column(
        ForeignKey("case.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    relation: Mapped[str | None] = mapped_column(String(40))
    may_contact: Mapped[bool] = mapped_column(default=True)


class QuestionnaireVersion(Base):
    """A questionnaire exactly as it was asked."""

    __tablename__ = "questionnaire_version"

    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64))
    body: Mapped[str] = mapped_column(Text)


def questionnaire_key() -> ForeignKeyConstraint:
    """Return the composite key by which a row points at the exact wording."""
    return ForeignKeyConstraint(
        ["questionnaire", "version"], ["questionnaire_version.id", "questionnaire_version.version"]
    )


class Invitation(Row):
    """One person asked about one meeting; tokens and codes are kept as hashes.

    While a letter or reminder may be due the token is kept sealed beside its hash, and goes with
    the end of the invitation (``services/upkeep/recall.py``). There is no moment of answering,
    and reminders are forgotten at the end: either would tie a confidential response to its
    person.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        questionnaire_key(),
        UniqueConstraint("meeting_id", "recipient_id", "questionnaire"),
    )

    meeting_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    recipient_id: Mapped[UUID] = mapped_column(
        ForeignKey("recipient.id", ondelete="CASCADE"), index=True
    )
    questionnaire: Mapped[str] = mapped_column(String(60))
    version: Mapped[int]
    token_hmac: Mapped[bytes | None] = mapped_column(unique=True)
    token_s: Mapped[bytes | None]
    code_hmac: Mapped[bytes | None] = mapped_column(unique=True)
    state: Mapped[InvitationState] = mapped_column(stored(InvitationState), index=True)
    not_asked_because: Mapped[str | None] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(Moment)
    send_from: Mapped[datetime | None] = mapped_column(Moment)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    delivery: Mapped[Delivery | None] = mapped_column(stored(Delivery), index=True)
    reminders: Mapped[int] = mapped_column(default=0, server_default="0")
    reminded_at: Mapped[datetime | None] = mapped_column(Moment)
    quiet_at: Mapped[datetime | None] = mapped_column(Moment)

    token = Sealed("token_s", Ring.LINK)
