"""Lets the machine code the comments that are new: batch by batch, each once, adding only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import analysis
from analysis import CommentIn, Reading, ThemeHit
from analysis.foreign import written_in
from services.hall import Hall
from services.insight.bookmark import Bookmark
from services.insight.indicators import indicators
from services.insight.progress import Progress, unwatched
from storage.kinds import CodingRound
from storage.queries.comments import (
    Comment,
    Version,
    add_codings,
    batch,
    is_there,
    marks_beside,
    still_uncoded,
    waiting,
)
from storage.queries.learning import still_used

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Coded:
    """What the machine did.

    Args:
        comments: coded now.
        nonanswers: of these, saying nothing.
        not_sure: of these, without a sentiment.
        analyser, codebook: the versions that did it.
    """

    comments: int
    nonanswers: int
    not_sure: int
    analyser: str
    codebook: str


def code_comments(
    hall: Hall,
    progress: Progress = unwatched,
    *,
    again: bool = False,
    bookmark: Bookmark | None = None,
) -> Coded:
    """Code every comment that this analyser and codebook have not coded.

    Each batch is committed by itself, so work that was broken off goes on where it stopped.
    Analysis runs before the write lock is taken. A trained analyser that is put out of use
    meanwhile codes no further batch.

    Args:
        hall: the deployment; its model is the analyser.
        progress: opens a progress bar.
        again: code those too that these versions have coded; the newest coding holds.
        bookmark: says where an earlier run with ``again`` was broken off; this one goes on there.
    """
    version = Version(hall.models.analyser, hall.models.codebook.version)
    wanted = None if again else version
    kept = bookmark if again else None
    last = kept.last(version) if kept else None
    with hall.sessions.reading() as session:
        # It may be of another database, or its words are erased: then from the beginning.
        last = last if last and is_there(session, last) else None
        total = waiting(session, wanted, last)
    counts: Counter[str] = Counter()
    with progress("Coding comments", total) as advance:
        for comments, marks in _batches(hall, wanted, last):
            told = [_told(comment, marks) for comment in comments]
            readings = analysis.analyse_all(told, hall.models)
            counts += _keep(hall, wanted, comments, readings)
            if kept:
                kept.put(version, comments[-1].answer_id)
            advance(len(comments))
    if kept:
        kept.remove()
    done = {name: counts[name] for name in ("comments", "nonanswers", "not_sure")}
    return Coded(**done, analyser=version.analyser, codebook=version.codebook)


Batch = tuple[tuple[Comment, ...], Mapping[UUID, Any]]


def _batches(hall: Hall, wanted: Version | None, last: UUID | None) -> Iterator[Batch]:
    learned = hall.models.learned
    while True:
        with hall.sessions.reading() as session:
            if not still_used(session, learned.version if learned else None):
                return
            comments = batch(session, wanted, last, _BATCH)
            marks = marks_beside(session, (comment.response_id for comment in comments))
        if not comments:
            return
        yield comments, marks
        last = comments[-1].answer_id


def _told(comment: Comment, marks: Mapping[UUID, Any]) -> CommentIn:
    return CommentIn(
        text=comment.text,
        lean=analysis.Lean(comment.lean or analysis.Lean.OPEN),
        ratings=indicators().ratings_of(marks.get(comment.response_id, ())),
        language=written_in(comment.text, comment.language),
    )


def _keep(
    hall: Hall, wanted: Version | None, comments: Sequence[Comment], readings: Sequence[Reading]
) -> Counter[str]:
    with hall.sessions.writing() as session:
        left = still_uncoded(session, wanted, [comment.answer_id for comment in comments])
        kept = [
            (comment.answer_id, reading)
            for comment, reading in zip(comments, readings, strict=True)
            if comment.answer_id in left
        ]
        now = hall.clock()
        add_codings(session, [row for one in kept for row in _rows(*one, now)])
    said = [reading for _, reading in kept if not reading.nonanswer]
    return Counter(
        comments=len(kept),
        nonanswers=len(kept) - len(said),
        not_sure=sum(reading.sentiment is None for reading in said),
    )


def _rows(answer: UUID, reading: Reading, now: datetime) -> Iterator[dict[str, Any]]:
    """Return the row of the pass, and one for each theme."""
    common = {
        "answer_id": answer,
        "round": CodingRound.MACHINE,
        "coder_id": None,
        "analyser": reading.analyser,
        "codebook": reading.codebook,
        "nonanswer": reading.nonanswer,
        "at": now,
    }
    yield {
        **common,
        "id": uuid4(),
        "theme": None,
        "sentiment": reading.sentiment,
        "severity": reading.severity,
        "spans": [],
    }
    for hit in reading.themes:
        yield {**common, **_theme(hit), "id": uuid4()}


def _theme(hit: ThemeHit) -> dict[str, Any]:
    spans = [{"start": at.start, "end": at.end, "phrase": at.phrase} for at in hit.spans]
    return {"theme": hit.theme, "sentiment": None, "severity": None, "spans": spans}
