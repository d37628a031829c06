"""Finding the comments like one where many are kept, beside merely opening the words of all."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import numpy as np
from sqlalchemy import select

from benchmarks.comments import comments
from benchmarks.figures import Figure, seconds
from benchmarks.reporting import opened
from sentences import packed
from services.hall import OPERATOR, Hall
from services.hearing import Hearing
from services.insight.alike import alike
from services.respond.asked import keep
from storage.kinds import Channel
from storage.models import Answer, Meaning, Response
from surveys.answers import AnswerState
from surveys.kinds import Kind, Mode, RespondentRole

_STEPS = (10_000, 40_000)
_WIDE = 384
_FIRST = date(2024, 7, 1)
_DAYS = 700
_TEXTS = 512
_MODEL = "SAYSO_SENTENCE_MODEL"


class _Standing(Hearing):
    """Stands for a model: what is looked among lies there already."""

    def model(self) -> str | None:
        return _MODEL


def figures() -> Iterator[Figure]:
    """Measure the page's use case, and the model itself where the environment names one."""
    with TemporaryDirectory() as name, opened(Path(name)) as bare:
        hall = replace(bare, hearing=_Standing())
        total = 0
        for step in _STEPS:
            response, answer = _fill(hall, step)
            total += step
            found = seconds(lambda r=response, a=answer: alike(hall, OPERATOR, r, a))  # type: ignore[misc]
            read = seconds(lambda: _read(hall), times=1)
            yield Figure(f"finding the comments like one where {total:,} are kept", found, "s")
            yield Figure("the same as a share of opening all their words", found / read, "x")
    if folder := os.environ.get(_MODEL):
        hearing = Hearing(Path(folder))
        hearing.prepare()
        taken = seconds(lambda: hearing.directions(comments(_TEXTS)), times=1)
        yield Figure("placing comments by meaning", _TEXTS / taken, "comments/s")


def _fill(hall: Hall, count: int) -> tuple[UUID, UUID]:
    chance = np.random.default_rng(2026)
    with hall.sessions.writing() as session:
        form = keep(session, "parent_after_conference")
        for number, text in enumerate(comments(count)):
            response = Response(
                mode=Mode.ANONYMOUS,
                role=RespondentRole.PARENT,
                channel=Channel.WEB,
                language="en",
                questionnaire=form.id,
                version=form.version,
                received_on=_FIRST + timedelta(days=number % _DAYS),
            )
            answer = _answer(response.id, text)
            session.add(response)
            session.flush()
            session.add(answer)
            session.flush()
            session.add(Meaning(id=answer.id, model=_MODEL, direction=packed(_some(chance))))
    return response.id, answer.id


def _answer(response: UUID, text: str) -> Answer:
    return Answer(
        response_id=response,
        question_id="needs_to_happen",
        state=AnswerState.ANSWERED,
        kind=Kind.LONG_TEXT,
        text=text,
    )


def _some(chance: Any) -> Any:
    direction = chance.normal(size=_WIDE) + 1
    return direction / np.linalg.norm(direction)


def _read(hall: Hall) -> Sequence[str | None]:
    with hall.sessions.reading() as session:
        return [answer.text for answer in session.scalars(select(Answer))]
