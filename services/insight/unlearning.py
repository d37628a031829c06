"""What the machine learned from words that are erased goes with them, and is learned anew.

The running model is emptied and put out of use in the erasure's own transaction: from then on the
codebook and the word lists code. Its empty row is the note that something is to be learned anew;
the next model that is kept takes it away, as does finding that too little is left.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.hall import Hall
from services.insight.model_rows import learned_from, out_of_use
from services.insight.progress import Progress, unwatched
from services.insight.teaching import Taught, WordsGone, teach
from services.refusal import Refused
from storage.models import Answer, TrainedModel
from storage.queries.learning import emptied, lock_models, running


def unlearn(session: Session, responses: Collection[UUID]) -> None:
    """Delete each model that learned from responses, in the transaction that erases them.

    To be called while they are still there.
    """
    lock_models(session)
    gone = set(session.scalars(select(Answer.id).where(Answer.response_id.in_(responses))))
    used = running(session)
    for had in session.scalars(select(TrainedModel)).all():
        if gone.isdisjoint(learned_from(had)):
            continue
        if had is used:
            had.body = ""
            out_of_use(session)
        else:
            session.delete(had)
    session.flush()


def teach_anew(hall: Hall, progress: Progress = unwatched) -> Taught | None:
    """Teach from what is left where a model was unlearned; None where none was, or too little is.

    Broken off, or overtaken by another erasure, it begins anew at the next call.
    """
    with hall.sessions.reading() as session:
        waits = session.scalar(emptied().limit(1)) is not None
    try:
        return teach(hall, progress) if waits else None
    except WordsGone:
        return None
    except Refused:
        with hall.sessions.writing() as session:
            session.execute(delete(TrainedModel).where(TrainedModel.id.in_(emptied())))
        return None
