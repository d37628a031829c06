"""Responses and concerns that staff come upon, as real conversations leave them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select

from services.hall import Hall
from services.insight.coding import code_comments
from storage.actors import Actor
from storage.models import Answer, AuditEvent, Coding, Concern, Conflict, Response
from surveys.inputs import ChooseIdentity, Confirm
from surveys.kinds import Mode
from tests.builders.invited import Invited, invited
from tests.builders.talk import Talk, answer_in_turn, sit_down

QUESTION = "needs_to_happen"
SAID = "Nobody listened to me and the report came late."
DISCLOSED = "He hit me last night and I am scared to go home."


def answered(
    hall: Hall,
    words: str = SAID,
    mode: Mode = Mode.LINKED,
    *,
    person: Invited | None = None,
    quote: str = "yes",
    team: str = "North",
) -> UUID:
    """Let a parent answer in words and send; return the id of the response."""
    before = set(ids(hall, Response))
    talk = _told(hall, person or invited(hall, team=team), words)
    _send(talk, mode, quote)
    (fresh,) = set(ids(hall, Response)) - before
    return fresh


def disclosed(hall: Hall, mode: Mode | None = None, person: Invited | None = None) -> UUID:
    """Let a parent disclose something, and send it where a mode is named; return the concern."""
    before = set(ids(hall, Concern))
    talk = _told(hall, person or invited(hall), DISCLOSED)
    if mode is not None:
        _send(talk, mode)
    (fresh,) = set(ids(hall, Concern)) - before
    return fresh


def _told(hall: Hall, person: Invited, words: str) -> Talk:
    """Skip to the question that asks for words, and answer it."""
    talk = sit_down(hall, person)
    answer_in_turn(talk, QUESTION, words)
    return talk


def _send(talk: Talk, mode: Mode, quote: str = "") -> None:
    talk.skip_to_review()
    if quote:
        talk.answer("may_quote", quote)
    talk.say(ChooseIdentity(mode))
    talk.say(Confirm())


def coded(hall: Hall, response: UUID) -> UUID:
    """Let the machine read what is new; return the id of the response's comment."""
    code_comments(hall)
    return comment_of(hall, response)


def comment_of(hall: Hall, response: UUID) -> UUID:
    """Return the only comment of a response."""
    query = select(Answer.id).where(Answer.response_id == response, Answer.text_s.is_not(None))
    with hall.sessions.reading() as session:
        return session.scalars(query).one()


def keep_from(hall: Hall, actor: Actor, case: UUID) -> None:
    """Name somebody in a case, so that they are kept from it."""
    with hall.sessions.writing() as session:
        session.add(Conflict(staff_id=actor.id, case_id=case))


def heads(hall: Hall, comment: UUID) -> list[Coding]:
    """Return the passes over a comment, the oldest first."""
    query = select(Coding).where(Coding.answer_id == comment, Coding.theme.is_(None))
    with hall.sessions.reading() as session:
        return list(session.scalars(query.order_by(Coding.at)))


def themes(hall: Hall, head: Coding) -> set[str]:
    """Return the themes of one pass."""
    query = select(Coding.theme).where(
        Coding.answer_id == head.answer_id, Coding.at == head.at, Coding.theme.is_not(None)
    )
    with hall.sessions.reading() as session:
        return {
            theme for theme in session.scalars(query.where(Coding.round == head.round)) if theme
        }


def deeds(hall: Hall, actor: Actor) -> list[str]:
    """Return what somebody is on record for, in order."""
    query = select(AuditEvent.what).where(AuditEvent.staff_id == actor.id)
    with hall.sessions.reading() as session:
        return list(session.scalars(query.order_by(AuditEvent.number)))


def ids(hall: Hall, model: type[Response] | type[Concern]) -> list[UUID]:
    """Return the ids of a table's rows."""
    with hall.sessions.reading() as session:
        return list(session.scalars(select(model.id)))
