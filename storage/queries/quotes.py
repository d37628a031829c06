"""Comments that somebody marked as usable quotes, with what a report must know to print them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, aliased

from storage.models import Answer, KnownName, MeetingCase, Response, UsableQuote
from storage.queries.codings import is_comment
from storage.queries.scopes import Slice
from surveys.kinds import Lean, RespondentRole

_AGREED = ("may_quote", "yes")


@dataclass(frozen=True, slots=True, repr=False)
class Usable:
    """A comment that may be printed, not redacted yet.

    Args:
        answer: its id.
        text: the words.
        names: names known of the cases that it is about, where the response says which.
    """

    answer: UUID
    text: str
    role: RespondentRole
    lean: Lean | None
    names: tuple[str, ...]


def usable(session: Session, part: Slice) -> Iterator[Usable]:
    """Yield the usable quotes of a slice, the newest decision first.

    Only from whole responses whose respondent still agrees; words that were erased since have no
    row any more and so do not come.
    """
    said = aliased(Answer)
    agreed = exists().where(
        said.response_id == Response.id, said.question_id == _AGREED[0], said.code == _AGREED[1]
    )
    query = (
        select(Answer, Response)
        .join(UsableQuote, UsableQuote.answer_id == Answer.id)
        .join(Response, Response.id == Answer.response_id)
        .where(*part.whole_responses, *is_comment(), agreed)
        .order_by(UsableQuote.at.desc(), Answer.id)
    )
    for answer, response in session.execute(query):
        names = names_about(session, response)
        yield Usable(answer.id, answer.text or "", response.role, answer.lean, names)


def names_about(session: Session, response: Response) -> tuple[str, ...]:
    """Return the names known of the cases that a response says it is about."""
    if response.case_id is None:
        return ()
    joint = select(MeetingCase.case_id).where(MeetingCase.meeting_id == response.meeting_id)
    query = select(KnownName).where(
        or_(KnownName.case_id == response.case_id, KnownName.case_id.in_(joint))
    )
    return tuple(row.name for row in session.scalars(query))
