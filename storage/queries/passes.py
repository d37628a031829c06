"""Passes over comments, by machine or person: read back with their themes and evidence, and added.

A pass is one coding row without a theme, which carries sentiment and severity, and a row for each
theme with the same coder and moment. A person's pass holds over the machine's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased

from storage.kinds import CodingRound
from storage.models import Answer, Coding

PERSON_ROUNDS = (CodingRound.RESOLVED, CodingRound.FIRST)
"""Rounds in which a person's word holds, the strongest first."""

_STRENGTH = {CodingRound.RESOLVED: 2, CodingRound.FIRST: 1, CodingRound.MACHINE: 0}
_LEAST = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Hit:
    """A theme found, and where its evidence stands in the comment, in code points."""

    theme: str
    spans: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Pass:
    """What one reader, machine or person, found in one comment.

    Args:
        id: of the row that carries sentiment and severity.
        coder: the member of staff, None for the machine.
        sentiment: None means not sure.
    """

    id: UUID
    answer: UUID
    round: CodingRound
    coder: UUID | None
    analyser: str | None
    codebook: str | None
    sentiment: str | None
    severity: int | None
    nonanswer: bool
    at: datetime
    themes: tuple[Hit, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether it holds neither a feeling nor a theme, nor that the comment says nothing."""
        return self.sentiment is None and not self.themes and not self.nonanswer


@dataclass(frozen=True, slots=True)
class Passes:
    """The newest pass of the machine and of people over one comment; None where there is none."""

    machine: Pass | None = None
    person: Pass | None = None

    @property
    def holding(self) -> Pass | None:
        """The pass that counts."""
        return self.person or self.machine


def passes(session: Session, answers: Iterable[UUID]) -> Mapping[UUID, Passes]:
    """Return the passes over comments, by the answer's id; a comment without any is left out."""
    query = select(Coding).where(Coding.answer_id.in_(set(answers)), Coding.round.in_(_STRENGTH))
    by_answer: dict[UUID, list[Coding]] = {}
    for row in session.scalars(query.order_by(Coding.theme)):
        by_answer.setdefault(row.answer_id, []).append(row)
    return {answer: _newest(rows) for answer, rows in by_answer.items()}


def holds_theme(theme: str) -> Select[UUID]:
    """Return the query of responses with a comment that speaks of a theme, by what holds."""
    stronger = aliased(Coding)
    same_round = stronger.round == Coding.round
    newer = same_round & (stronger.at > Coding.at)
    by_person = (Coding.round == CodingRound.MACHINE) & stronger.round.in_(PERSON_ROUNDS)
    resolved = (Coding.round == CodingRound.FIRST) & (stronger.round == CodingRound.RESOLVED)
    beaten = exists().where(
        stronger.answer_id == Coding.answer_id,
        stronger.theme.is_(None),
        newer | by_person | resolved,
    )
    return (
        select(Answer.response_id)
        .join(Coding, Coding.answer_id == Answer.id)
        .where(Coding.theme == theme, Coding.round.in_(_STRENGTH), ~beaten)
    )


def add_pass(session: Session, found: Pass) -> None:
    """Add what a person found; nothing that was there is changed.

    The moment is put after the newest pass over the comment where a clock has not moved on since,
    so that one pass is never taken for a part of another.
    """
    newest = session.scalar(
        select(Coding.at)
        .where(Coding.answer_id == found.answer)
        .order_by(Coding.at.desc())
        .limit(1)
    )
    at = found.at if newest is None else max(found.at, newest + _LEAST)
    common = {
        "answer_id": found.answer,
        "round": found.round,
        "coder_id": found.coder,
        "analyser": found.analyser,
        "codebook": found.codebook,
        "nonanswer": found.nonanswer,
        "at": at,
    }
    head = Coding(**common, id=found.id, sentiment=found.sentiment, severity=found.severity)
    session.add(head)
    session.add_all(
        Coding(**common, id=uuid4(), theme=hit.theme, spans=_kept(hit)) for hit in found.themes
    )


def _newest(rows: Sequence[Coding]) -> Passes:
    heads = [row for row in rows if row.theme is None]
    heads.sort(key=lambda row: (_STRENGTH[row.round], row.at), reverse=True)
    machine = next((row for row in heads if row.round is CodingRound.MACHINE), None)
    person = next((row for row in heads if row.round in PERSON_ROUNDS), None)
    return Passes(
        machine=whole(machine, rows) if machine else None,
        person=whole(person, rows) if person else None,
    )


def whole(head: Coding, rows: Sequence[Coding]) -> Pass:
    """Return a pass from the row that carries its sentiment and all rows of that comment."""
    themes = (row for row in rows if row.theme is not None and _pass(row) == _pass(head))
    return Pass(
        id=head.id,
        answer=head.answer_id,
        round=head.round,
        coder=head.coder_id,
        analyser=head.analyser,
        codebook=head.codebook,
        sentiment=head.sentiment,
        severity=head.severity,
        nonanswer=head.nonanswer,
        at=head.at,
        themes=tuple(map(_hit, themes)),
    )


def _pass(row: Coding) -> tuple[Any, ...]:
    return row.round, row.at, row.coder_id, row.analyser, row.codebook


def _hit(row: Coding) -> Hit:
    spans = ((span["start"], span["end"], span["phrase"]) for span in row.spans)
    return Hit(row.theme or "", tuple(spans))


def _kept(hit: Hit) -> list[dict[str, Any]]:
    return [{"start": start, "end": end, "phrase": phrase} for start, end, phrase in hit.spans]
