"""Where comments lie by meaning: those still to be placed, and those to look among."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, delete, exists, func, select
from sqlalchemy.orm import Session

from storage.actors import Actor
from storage.keys import Keys, Ring
from storage.models import Answer, Meaning, Response
from storage.queries.codings import is_comment
from storage.queries.comments import Comment, comments
from storage.queries.readable import readable_responses
from storage.queries.second_looks import kept_blind
from storage.sealed import place

_BATCH = 1000
_COLUMN = "direction_s"


def how_many_unplaced(session: Session, model: str) -> int:
    """Count the comments that a model has not looked at."""
    query = select(func.count()).select_from(Answer).where(*is_comment(), _unplaced(model))
    return session.scalar(query) or 0


def unplaced(session: Session, model: str, after: UUID | None, size: int) -> tuple[Comment, ...]:
    """Return the next comments that a model has not looked at, in the order of their ids."""
    return comments(session, [_unplaced(model)], after, size)


def put(session: Session, model: str, found: Mapping[UUID, str | None]) -> int:
    """Keep where comments lie, None for those left out; return how many were still to be placed.

    They are held meanwhile against somebody who erases them, and against a second machine.
    """
    query = select(Answer.id).where(Answer.id.in_(found), *is_comment()).order_by(Answer.id)
    held = session.scalars(query.with_for_update()).all()
    left = session.scalars(select(Answer.id).where(Answer.id.in_(held), _unplaced(model))).all()
    session.execute(delete(Meaning).where(Meaning.id.in_(left)))
    session.add_all(Meaning(id=each, model=model, direction=found[each]) for each in left)
    return len(left)


def needless(session: Session, *, all_of_them: bool, size: int) -> Sequence[UUID]:
    """Return comments that lie somewhere though their words are gone, or all that do."""
    gone = () if all_of_them else (Answer.text_s.is_(None),)
    query = select(Meaning.id).join(Answer, Answer.id == Meaning.id).where(*gone)
    return session.scalars(query.limit(size)).all()


def forget(session: Session, answers: Sequence[UUID]) -> None:
    """Forget where comments lie."""
    session.execute(delete(Meaning).where(Meaning.id.in_(answers)))


def readable_meanings(
    session: Session, actor: Actor, response_id: UUID, model: str, newest: int
) -> Iterator[tuple[Sequence[UUID], Sequence[str]]]:
    """Yield comments that somebody may read and where they lie, opened, batch by batch.

    Args:
        session: carries the keys that open them.
        actor: who looks. What is still to be coded blind is not among them, for they would see
            how it was coded.
        response_id: whose own comments are left out.
        model: by which they lie where they lie.
        newest: how many at most; the oldest are left out.
    """
    mine = readable_responses(session, actor).with_only_columns(Response.id)
    chosen = (
        select(Meaning.id)
        .join(Answer, Answer.id == Meaning.id)
        .join(Response, Response.id == Answer.response_id)
        .where(
            Response.id.in_(mine),
            Response.id != response_id,
            Answer.text_s.is_not(None),
            Meaning.model == model,
            Meaning.direction_s.is_not(None),
            Meaning.id.not_in(kept_blind()),
        )
        .order_by(Response.received_on.desc(), Meaning.id)
        .limit(newest)
        .subquery()
    )
    query = select(Meaning.id, Meaning.direction_s).join(chosen, chosen.c.id == Meaning.id)
    keys: Keys = session.info["keys"]
    for some in session.execute(query).partitions(_BATCH):
        yield [row for row, _ in some], [_open(keys, row, box) for row, box in some if box]


def _open(keys: Keys, row: UUID, box: bytes) -> str:
    return keys.open(Ring.DATA, box, place(Meaning.__tablename__, _COLUMN, row))


def _unplaced(model: str) -> ColumnElement[bool]:
    return ~exists().where(Meaning.id == Answer.id, Meaning.model == model)
