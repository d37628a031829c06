"""Comments in the sample for second looks, coded by whomever a test wants."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID, uuid4

from services.hall import Hall
from services.insight.drawing import consider
from storage.actors import Actor
from storage.kinds import CodingRound
from storage.queries.passes import Hit, Pass, add_pass
from tests.builders.feedback import code, comment

IN, OUT = 0.0, 0.999


def drawn(hall: Hall, text: str = "They rang me back.", **values: object) -> UUID:
    """Store a comment that is in the sample; return its id."""
    answer = comment(hall, text, **values)
    consider(hall, {answer: IN})
    return answer


def by(
    hall: Hall,
    actor: Actor,
    answer: UUID,
    sentiment: str | None,
    themes: Sequence[str] = (),
    *,
    blind: bool = False,
    nonanswer: bool = False,
) -> None:
    """Add what a person found, whatever they were shown."""
    with hall.sessions.writing() as session:
        found = Pass(
            id=uuid4(),
            answer=answer,
            round=CodingRound.BLIND if blind else CodingRound.FIRST,
            coder=actor.id,
            analyser=None,
            codebook="test",
            sentiment=sentiment,
            severity=None,
            nonanswer=nonanswer,
            at=hall.clock(),
            themes=tuple(map(Hit, themes)),
        )
        add_pass(session, found)


def looked_at(
    hall: Hall,
    first: Actor,
    second: Actor,
    machine: str | None,
    one: str | None,
    other: str | None,
    themes: tuple[Sequence[str], Sequence[str], Sequence[str]] = ((), (), ()),
    **values: object,
) -> UUID:
    """Store a comment of the sample that machine, first and second person have coded."""
    answer = drawn(hall, **values)
    code(hall, answer, machine, themes[0])
    by(hall, first, answer, one, themes[1])
    by(hall, second, answer, other, themes[2], blind=True)
    return answer
