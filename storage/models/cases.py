"""Cases, the teams that hold them, and the meetings about them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Row
from storage.columns import Moment, stored
from storage.kinds import Outcome, StopReason
from storage.sealed import AlwaysSealed
from surveys.kinds import MeetingKind


class Team(Base):
    """A team and the service area it belongs to."""

    __tablename__ = "team"

    name: Mapped[str] = mapped_column(String(120), primary_key=True)
    area: Mapped[str] = mapped_column(String(120), index=True)


class Case(Row):
    """A child's case; the reference is the council's own case ID, and no name is needed."""

    __tablename__ = "case"

    reference: Mapped[str] = mapped_column(String(60), unique=True)
    team: Mapped[str] = mapped_column(ForeignKey("team.name"), index=True)
    birth_month: Mapped[str | None] = mapped_column(String(7))
    level_of_need: Mapped[str | None] = mapped_column(String(40))
    stop_reason: Mapped[StopReason | None] = mapped_column(stored(StopReason))
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class CaseAlias(Row):
    """An older reference of the same case."""

    __tablename__ = "case_alias"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    reference: Mapped[str] = mapped_column(String(60), unique=True)


class KnownName(Row):
    """A name to strike from quotes of this case."""

    __tablename__ = "known_name"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    name_s: Mapped[bytes]

    name = AlwaysSealed("name_s")


class Meeting(Row):
    """A review or conference; the team is the one that held the case on that day."""

    __tablename__ = "meeting"

    reference: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[MeetingKind] = mapped_column(stored(MeetingKind), index=True)
    outcome: Mapped[Outcome | None] = mapped_column(stored(Outcome))
    held_on: Mapped[date] = mapped_column(index=True)
    team: Mapped[str] = mapped_column(ForeignKey("team.name"), index=True)
    chair: Mapped[str | None] = mapped_column(String(120))


class MeetingCase(Base):
    """A meeting decides about one case, or about several siblings at once."""

    __tablename__ = "meeting_case"

    meeting_id: Mapped[UUID] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), primary_key=True
    )
    case_id: Mapped[UUID] = mapped_column(
        ForeignKey("case.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Attendance(Row):
    """Who was there, and how."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("meeting_id", "recipient_id"),)

    meeting_id: Mapped[UUID] = mapped_column(
        ForeignKey("meeting.id", ondelete="CASCADE"), index=True
    )
    recipient_id: Mapped[UUID] = mapped_column(
        ForeignKey("recipient.id", ondelete="CASCADE"), index=True
    )
    attended: Mapped[bool | None]
    how: Mapped[str | None] = mapped_column(String(40))
    advocate: Mapped[bool] = mapped_column(default=False)
