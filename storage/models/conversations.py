"""Conversations under way: drafts, what came in, what is to go out, and once-only marks."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Row
from storage.columns import Moment, stored
from storage.kinds import Channel, InboxState, OutboxState
from storage.models.invitations import questionnaire_key
from storage.sealed import AlwaysSealed, Sealed


class Draft(Row):
    """An unfinished conversation; the revision refuses a write based on an older state.

    ``received_on`` is the day on which a paper form came back, None for every other channel.
    """

    __tablename__ = "draft"
    __table_args__ = (questionnaire_key(),)

    invitation_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("invitation.id", ondelete="CASCADE"), unique=True
    )
    questionnaire: Mapped[str] = mapped_column(String(60))
    version: Mapped[int]
    channel: Mapped[Channel] = mapped_column(stored(Channel))
    state_s: Mapped[bytes]
    resume_hmac: Mapped[bytes | None] = mapped_column(unique=True)
    browser_hmac: Mapped[bytes | None]
    chat_hmac: Mapped[bytes | None] = mapped_column(index=True)
    chat_s: Mapped[bytes | None]
    opened_at: Mapped[datetime] = mapped_column(Moment)
    touched_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)
    received_on: Mapped[date | None]
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - as SQLAlchemy declares it

    state = AlwaysSealed("state_s")
    chat = Sealed("chat_s")


class ProcessedInput(Base):
    """An input that has had its effect; the sender made the id, so a repeat is known."""

    __tablename__ = "processed_input"

    channel: Mapped[str] = mapped_column(String(40), primary_key=True)
    input_id: Mapped[str] = mapped_column(String(80), primary_key=True)
    digest: Mapped[bytes | None]
    outcome: Mapped[str | None] = mapped_column(String(20))
    at: Mapped[datetime] = mapped_column(Moment, index=True)


class Inbox(Base):
    """A Telegram update, committed here before Telegram is told that it arrived."""

    __tablename__ = "inbox"

    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_hmac: Mapped[bytes | None] = mapped_column(index=True)
    kind: Mapped[str] = mapped_column(String(40))
    payload_s: Mapped[bytes | None]
    state: Mapped[InboxState] = mapped_column(stored(InboxState), index=True)
    tries: Mapped[int] = mapped_column(default=0)
    claimed_by: Mapped[str | None] = mapped_column(String(80))
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    received_at: Mapped[datetime] = mapped_column(Moment)

    payload = Sealed("payload_s")


class Doorstep(Base):
    """A chat that came with a link and has not yet said its age; holds no Telegram id."""

    __tablename__ = "doorstep"

    chat_hmac: Mapped[bytes] = mapped_column(primary_key=True)
    invitation_id: Mapped[UUID] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"))
    at: Mapped[datetime] = mapped_column(Moment)


class Outbox(Row):
    """Something to send, written with the change that caused it and sent after the commit."""

    __tablename__ = "outbox"

    key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(40), index=True)
    draft_id: Mapped[UUID | None] = mapped_column(index=True)
    invitation_id: Mapped[UUID | None] = mapped_column(index=True)
    payload_s: Mapped[bytes | None]
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    claimed_by: Mapped[str | None] = mapped_column(String(80))
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(default=0)
    state: Mapped[OutboxState] = mapped_column(stored(OutboxState), index=True)
    fault: Mapped[str | None] = mapped_column(String(80))

    payload = Sealed("payload_s")


class JobSlot(Base):
    """A turn of a job, taken by whoever writes its row first."""

    __tablename__ = "job_slot"

    job: Mapped[str] = mapped_column(String(40), primary_key=True)
    slot: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    claimed_by: Mapped[str] = mapped_column(String(80))
    claimed_until: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(String(20))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    note: Mapped[str | None] = mapped_column(String(200))
