"""Concerns and their history, and the actions that answers led to."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from safeguarding.levels import Category, Level
from safeguarding.states import ConcernState
from storage.base import Row
from storage.columns import Moment, stored
from storage.keys import Ring
from storage.sealed import Sealed


class Concern(Row):
    """Something said that a person must look at before a clock runs out.

    ``origin_id`` is the draft's id at first and stays so, which keeps one utterance one
    concern; ``draft_id`` gives way to ``response_id`` at completion.
    """

    __tablename__ = "concern"
    __table_args__ = (
        UniqueConstraint("origin_id", "question_id", "words_hmac"),
        CheckConstraint("draft_id IS NULL OR response_id IS NULL", name="one_origin"),
    )

    origin_id: Mapped[UUID]
    draft_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("draft.id", ondelete="SET NULL"), index=True
    )
    response_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("response.id", ondelete="SET NULL"), index=True
    )
    question_id: Mapped[str] = mapped_column(String(60))
    category: Mapped[Category] = mapped_column(stored(Category))
    level: Mapped[Level] = mapped_column(stored(Level))
    rule: Mapped[str] = mapped_column(String(60))
    state: Mapped[ConcernState] = mapped_column(stored(ConcernState), index=True)
    words_hmac: Mapped[bytes]
    words_s: Mapped[bytes | None]
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    link_s: Mapped[bytes | None]
    team: Mapped[str | None] = mapped_column(ForeignKey("team.name"))
    raised_at: Mapped[datetime] = mapped_column(Moment, index=True)
    due_at: Mapped[datetime] = mapped_column(Moment, index=True)
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - as SQLAlchemy declares it

    words = Sealed("words_s")
    link = Sealed("link_s", Ring.LINK)


class ConcernEvent(Row):
    """A step in the life of a concern."""

    __tablename__ = "concern_event"

    concern_id: Mapped[UUID] = mapped_column(
        ForeignKey("concern.id", ondelete="CASCADE"), index=True
    )
    staff_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    event: Mapped[str] = mapped_column(String(40))
    note_s: Mapped[bytes | None]
    at: Mapped[datetime] = mapped_column(Moment)

    note = Sealed("note_s")


class Action(Row):
    """Something to be done because of what people said.

    ``we_did`` and ``we_did_plain`` are the same news for adults and for children; those who spoke
    see them from ``published_at`` on.
    """

    __tablename__ = "action"

    title: Mapped[str] = mapped_column(String(200))
    theme: Mapped[str | None] = mapped_column(String(60))
    team: Mapped[str | None] = mapped_column(ForeignKey("team.name"))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    due_on: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(20), index=True)
    done_note: Mapped[str | None] = mapped_column(String(2000))
    you_said: Mapped[str | None] = mapped_column(String(500))
    we_did: Mapped[str | None] = mapped_column(String(500))
    we_did_plain: Mapped[str | None] = mapped_column(String(500))
    source: Mapped[str | None] = mapped_column(String(200))
    not_possible_because: Mapped[str | None] = mapped_column(String(2000))
    created_at: Mapped[datetime] = mapped_column(Moment)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    not_possible_at: Mapped[datetime | None] = mapped_column(Moment)
    published_at: Mapped[datetime | None] = mapped_column(Moment, index=True)
    revision: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - as SQLAlchemy declares it


class ActionResponse(Row):
    """A response that an action came from."""

    __tablename__ = "action_response"
    __table_args__ = (UniqueConstraint("action_id", "response_id"),)

    action_id: Mapped[UUID] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), index=True)
    response_id: Mapped[UUID] = mapped_column(
        ForeignKey("response.id", ondelete="CASCADE"), index=True
    )
