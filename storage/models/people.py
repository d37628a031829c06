"""Staff, what they may see, and who is kept out."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Base, Row
from storage.columns import Moment, stored
from storage.kinds import StaffRole
from storage.sealed import AlwaysSealed, Sealed


class Staff(Row):
    """A member of staff who may sign in.

    ``password_set_at`` is None while the password is the one-time one they were given.
    """

    __tablename__ = "staff"

    email_hmac: Mapped[bytes] = mapped_column(unique=True)
    email_s: Mapped[bytes]
    name_s: Mapped[bytes]
    role: Mapped[StaffRole] = mapped_column(stored(StaffRole))
    password: Mapped[str] = mapped_column(String(200))
    password_set_at: Mapped[datetime | None] = mapped_column(Moment)
    totp_s: Mapped[bytes | None]
    totp_last_step: Mapped[int | None]
    disabled_at: Mapped[datetime | None] = mapped_column(Moment)
    created_at: Mapped[datetime] = mapped_column(Moment)
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - as SQLAlchemy declares it

    email = AlwaysSealed("email_s")
    name = AlwaysSealed("name_s")
    totp = Sealed("totp_s")


class StaffSession(Row):
    """A signed-in browser; here and not in the cookie, so that it can be ended at once.

    ``proven_at`` is None between the password and the one-time code.
    """

    __tablename__ = "staff_session"

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    token_hmac: Mapped[bytes] = mapped_column(unique=True)
    started_at: Mapped[datetime] = mapped_column(Moment)
    proven_at: Mapped[datetime | None] = mapped_column(Moment)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class StaffScope(Row):
    """A part of the authority a member of staff works for; no row means none."""

    __tablename__ = "staff_scope"
    __table_args__ = (UniqueConstraint("staff_id", "level", "name"),)

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"))
    level: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))


class CaseAssignment(Row):
    """Who works with a case."""

    __tablename__ = "case_assignment"
    __table_args__ = (UniqueConstraint("staff_id", "case_id"),)

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)


class Conflict(Row):
    """A member of staff who must not see a case, whatever their role says."""

    __tablename__ = "conflict"
    __table_args__ = (UniqueConstraint("staff_id", "case_id"),)

    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)


class Lockout(Base):
    """Failed tries at a door; in a table, since memory is per process."""

    __tablename__ = "lockout"

    door: Mapped[str] = mapped_column(String(40), primary_key=True)
    who_hmac: Mapped[bytes] = mapped_column(primary_key=True)
    tries: Mapped[int]
    window_from: Mapped[datetime] = mapped_column(Moment)
