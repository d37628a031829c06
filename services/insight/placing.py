"""Places comments by meaning, so that those which say alike can be found: batch by batch, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

import analysis
from analysis import CommentIn
from analysis.foreign import ENGLISH, written_in
from sentences import packed
from services.hall import Hall
from services.insight.progress import Progress, unwatched
from storage.queries.comments import Comment
from storage.queries.meanings import forget, how_many_unplaced, needless, put, unplaced

_BATCH = 256


@dataclass(frozen=True, slots=True)
class Placed:
    """What was done.

    Args:
        comments: looked at now.
        left_out: of these, not in English or saying nothing.
        fault: why no more could be done, None when nothing went wrong.
    """

    comments: int
    left_out: int
    fault: str | None


def place_comments(hall: Hall, progress: Progress = unwatched) -> Placed:
    """Place every comment that the sentence model has not looked at.

    Each batch is committed by itself, so work that was broken off goes on where it stopped.
    Where no model is set any more, what an earlier one left is forgotten: it serves nobody.

    Args:
        hall: the deployment.
        progress: opens a progress bar.
    """
    _forget(hall)
    model = hall.hearing.model()
    if model is None:
        return Placed(0, 0, hall.hearing.fault())
    with hall.sessions.reading() as session:
        total = how_many_unplaced(session, model)
    comments = left_out = 0
    with progress("Comparing comments by meaning", total) as advance:
        for some in _batches(hall, model):
            found = _directions(hall, some)
            if found is None:
                break
            with hall.sessions.writing() as session:
                comments += put(session, model, found)
            left_out += sum(each is None for each in found.values())
            advance(len(some))
    return Placed(comments, left_out, hall.hearing.fault())


def _forget(hall: Hall) -> None:
    while True:
        with hall.sessions.reading() as session:
            some = needless(session, all_of_them=not hall.hearing.is_set(), size=_BATCH)
        if not some:
            return
        with hall.sessions.writing() as session:
            forget(session, some)


def _batches(hall: Hall, model: str) -> Iterator[Sequence[Comment]]:
    last: UUID | None = None
    while True:
        with hall.sessions.reading() as session:
            comments = unplaced(session, model, last, _BATCH)
        if not comments:
            return
        yield comments
        last = comments[-1].answer_id


def _directions(hall: Hall, comments: Sequence[Comment]) -> dict[UUID, str | None] | None:
    """Return where comments lie, None for those left out; nothing when the model broke."""
    told = [each for each in comments if not _says_nothing(hall, each)]
    found = hall.hearing.directions([each.text for each in told]) if told else ()
    if found is None:
        return None
    placed = {each.answer_id: packed(one) for each, one in zip(told, found, strict=True)}
    return {each.answer_id: placed.get(each.answer_id) for each in comments}


def _says_nothing(hall: Hall, comment: Comment) -> bool:
    """Return whether words say nothing, or nothing to a model that learned from English alone."""
    if written_in(comment.text, comment.language) != ENGLISH:
        return True
    lean = analysis.Lean(comment.lean or analysis.Lean.OPEN)
    return analysis.analyse(CommentIn(comment.text, lean), hall.models).nonanswer
