"""What people said: immutable responses and answers, and how they were read and coded."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.base import Row
from storage.columns import Moment, stored
from storage.keys import Ring
from storage.kinds import Channel, CodingRound
from storage.models.invitations import questionnaire_key
from storage.sealed import Sealed
from surveys.answers import AnswerState
from surveys.kinds import Helper, Kind, Lean, MeetingKind, Mode, RespondentRole

_NO_LINK = (
    "mode = 'linked' OR (case_id IS NULL AND meeting_id IS NULL "
    "AND recipient_id IS NULL AND invitation_id IS NULL)"
)


class Response(Row):
    """A finished or partial response; only a linked one says whose it is."""

    __tablename__ = "response"
    __table_args__ = (questionnaire_key(), CheckConstraint(_NO_LINK, name="linked_or_no_link"))

    mode: Mapped[Mode] = mapped_column(stored(Mode))
    role: Mapped[RespondentRole] = mapped_column(stored(RespondentRole), index=True)
    channel: Mapped[Channel] = mapped_column(stored(Channel))
    language: Mapped[str] = mapped_column(String(8))
    helper: Mapped[Helper | None] = mapped_column(stored(Helper))
    questionnaire: Mapped[str] = mapped_column(String(60))
    version: Mapped[int]
    team: Mapped[str | None] = mapped_column(ForeignKey("team.name"), index=True)
    meeting_kind: Mapped[MeetingKind | None] = mapped_column(stored(MeetingKind))
    received_on: Mapped[date] = mapped_column(index=True)
    partial: Mapped[bool] = mapped_column(default=False)
    case_id: Mapped[UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    meeting_id: Mapped[UUID | None] = mapped_column(ForeignKey("meeting.id"), index=True)
    recipient_id: Mapped[UUID | None] = mapped_column(ForeignKey("recipient.id"), index=True)
    invitation_id: Mapped[UUID | None] = mapped_column(ForeignKey("invitation.id"), unique=True)


class ResponseLink(Row):
    """Whose a confidential response is, sealed under the second key; the id is the response's."""

    __tablename__ = "response_link"

    id: Mapped[UUID] = mapped_column(
        ForeignKey("response.id", ondelete="CASCADE"), primary_key=True
    )
    case_hmac: Mapped[bytes] = mapped_column(index=True)
    link_s: Mapped[bytes]

    link = Sealed("link_s", Ring.LINK)


class WayBack(Row):
    """Finds a response for whoever holds its link or code in the browser that answered.

    The mark is a hash of the invitation and of the browser's secret, which is kept nowhere: from
    the rows and the keys nobody can tell whose response it is. The id is the response's; an
    anonymous one has none.
    """

    __tablename__ = "way_back"

    id: Mapped[UUID] = mapped_column(
        ForeignKey("response.id", ondelete="CASCADE"), primary_key=True
    )
    mark: Mapped[bytes] = mapped_column(unique=True)


class Answer(Row):
    """One answer, ticked choice or house."""

    __tablename__ = "answer"
    __table_args__ = (
        UniqueConstraint("response_id", "question_id", "part"),
        Index("ix_answer_question_id_code", "question_id", "code"),
    )

    response_id: Mapped[UUID] = mapped_column(ForeignKey("response.id", ondelete="CASCADE"))
    question_id: Mapped[str] = mapped_column(String(60))
    part: Mapped[str] = mapped_column(String(40), default="")
    state: Mapped[AnswerState] = mapped_column(stored(AnswerState))
    kind: Mapped[Kind] = mapped_column(stored(Kind))
    lean: Mapped[Lean | None] = mapped_column(stored(Lean))
    code: Mapped[str | None] = mapped_column(String(40))
    number: Mapped[float | None]
    text_s: Mapped[bytes | None]

    text = Sealed("text_s")


class Reading(Row):
    """A person has read a comment."""

    __tablename__ = "reading"
    __table_args__ = (UniqueConstraint("answer_id", "staff_id"),)

    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), index=True)
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class Coding(Row):
    """What a machine or a person found in a comment; rows are only added.

    A pass over a comment writes one row with ``theme`` NULL, which carries the sentiment
    (NULL = not sure) and severity, and one row for each theme with its evidence spans.
    """

    __tablename__ = "coding"

    answer_id: Mapped[UUID] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), index=True)
    round: Mapped[CodingRound] = mapped_column(stored(CodingRound))
    coder_id: Mapped[UUID | None] = mapped_column(ForeignKey("staff.id"))
    analyser: Mapped[str | None] = mapped_column(String(60))
    codebook: Mapped[str | None] = mapped_column(String(60))
    theme: Mapped[str | None] = mapped_column(String(60), index=True)
    sentiment: Mapped[str | None] = mapped_column(String(20))
    severity: Mapped[int | None]
    nonanswer: Mapped[bool] = mapped_column(default=False)
    spans: Mapped[list[Any]] = mapped_column(JSON, default=list)
    at: Mapped[datetime] = mapped_column(Moment)


class Meaning(Row):
    """Where a sentence model places a comment; sealed, since words can be guessed from it.

    The id is the answer's. ``direction_s`` is NULL for a comment that was left out, so that no
    turn looks at it again; ``model`` is the sha256 of the weights.
    """

    __tablename__ = "meaning"

    id: Mapped[UUID] = mapped_column(ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True)
    model: Mapped[str] = mapped_column(String(64))
    direction_s: Mapped[bytes | None]

    direction = Sealed("direction_s")


class UsableQuote(Row):
    """A person decided that a comment may be quoted, which its respondent had allowed."""

    __tablename__ = "usable_quote"

    answer_id: Mapped[UUID] = mapped_column(
        ForeignKey("answer.id", ondelete="CASCADE"), unique=True
    )
    staff_id: Mapped[UUID] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(Moment)


class SecondLook(Row):
    """A comment was looked at once by the draw for blind second coding: drawn, or passed over.

    One row for each comment, so that anybody can count what share was drawn. ``percent`` is the
    council's share at that moment.
    """

    __tablename__ = "second_look"

    answer_id: Mapped[UUID] = mapped_column(
        ForeignKey("answer.id", ondelete="CASCADE"), unique=True
    )
    drawn: Mapped[bool] = mapped_column(index=True)
    percent: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment)
