"""Settling what two readers differ on: a coding beside both of theirs, which stay as they are.

Only comments that both have coded are shown here, so nobody sees another coding before their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from analysis.comparing import Matter
from services.hall import Actor, Hall
from services.insight.coding_by_people import Codes, checked, pass_of, with_evidence
from services.insight.readings import Holds, apart, holds
from services.insight.second_looks import NotYours, note_on, question_of, words_of
from services.refusal import Refused
from services.staff.audit import Deed, note
from storage.kinds import CodingRound
from storage.models import Answer, Response
from storage.queries.passes import Pass, add_pass
from storage.queries.readable import codable_responses
from storage.queries.second_looks import Looks, looks, unsettled

__all__ = [
    "Codes",
    "Difference",
    "Holds",
    "Line",
    "Lines",
    "Matter",
    "NotYours",
    "difference",
    "lines",
    "next_one",
    "settle",
]

_CHANGED = (
    "Somebody coded or settled this comment after you opened it; look at it again. "
    "Nothing was changed."
)


@dataclass(frozen=True, slots=True)
class Line:
    """A comment on which two readers differ, without its words.

    Args:
        asked: the question as it was worded.
        on: what they differ on.
        held: whose reading holds, None where nobody has settled it.
    """

    id: UUID
    asked: str
    on: tuple[Matter, ...]
    held: Holds | None


@dataclass(frozen=True, slots=True)
class Lines:
    """A page of them.

    Args:
        unsettled, settled: how many there are in all.
    """

    lines: tuple[Line, ...]
    unsettled: int
    settled: int


@dataclass(frozen=True, slots=True, repr=False)
class Difference:
    """A comment on which two readers differ, to be settled.

    Args:
        text: the words, names struck.
        first, second: what who coded first found, and who saw no other coding.
        settled: what was settled, None where nobody has.
        seen: names the readings that are shown, to be sent back with what was decided.
    """

    line: Line
    text: str
    first: Pass
    second: Pass
    settled: Pass | None
    seen: str


def lines(hall: Hall, actor: Actor, first: int, size: int, *, settled: bool = False) -> Lines:
    """Return a page of the comments that somebody may read on which two readers differ.

    Args:
        first, size: how many to pass over, and to show at most.
        settled: whether those are wanted that were settled, or those that were not.
    """
    with hall.sessions.reading() as session:
        found = tuple(_mine(session, actor))
        wanted = [one for one in found if (one.settled is not None) is settled]
        return Lines(
            tuple(_line(session, one) for one in wanted[first : first + size]),
            unsettled=sum(one.settled is None for one in found),
            settled=sum(one.settled is not None for one in found),
        )


def next_one(hall: Hall, actor: Actor) -> UUID | None:
    """Return the next comment that somebody may settle and nobody has, None where none is left."""
    with hall.sessions.reading() as session:
        return next((one.answer for one in _mine(session, actor, unsettled())), None)


def difference(hall: Hall, actor: Actor, answer_id: UUID) -> Difference:
    """Return one of them with both readings; that it was shown is recorded.

    Raises:
        NotYours: two readers do not differ there, or it is not for this person.
    """
    with hall.sessions.reading() as session:
        one = next(_mine(session, actor, Answer.id == answer_id), None)
        found = _difference(session, one) if one else None
    if found is None:
        note_on(hall, actor, Deed.CASE_REFUSED, answer_id)
        raise NotYours
    note_on(hall, actor, Deed.DIFFERENCE_SHOWN, answer_id)
    return found


def settle(hall: Hall, actor: Actor, answer_id: UUID, decided: Holds | Codes, seen: str) -> None:
    """Add what holds from now on; it may be settled anew, and then the newest holds.

    Args:
        decided: whose reading holds, or what somebody found instead of both.
        seen: what ``Difference.seen`` said.

    Raises:
        NotYours: two readers do not differ there, or it is not for this person.
        Refused: it was coded or settled since, or the codes do not fit the codebook.
    """
    if isinstance(decided, Codes):
        decided = checked(decided, hall.models.codebook)
    with hall.sessions.writing() as session:
        session.scalar(select(Answer.id).where(Answer.id == answer_id).with_for_update())
        one = next(_coded_twice(session, actor, Answer.id == answer_id), None)
        if one is not None:
            if _seen(one) != seen:
                raise Refused(_CHANGED)
            if apart(one):
                add_pass(session, _decided(hall, actor, one, decided))
                note(session, actor, Deed.CODING_SETTLED, hall.clock(), "answer", answer_id)
                return
    note_on(hall, actor, Deed.CASE_REFUSED, answer_id)
    raise NotYours


def _mine(session: Session, actor: Actor, *only: ColumnElement[bool]) -> Iterator[Looks]:
    return (one for one in _coded_twice(session, actor, *only) if apart(one))


def _coded_twice(session: Session, actor: Actor, *only: ColumnElement[bool]) -> Iterator[Looks]:
    mine = codable_responses(session, actor).with_only_columns(Response.id)
    return (one for one in looks(session, Response.id.in_(mine), *only) if one.first)


def _line(session: Session, one: Looks) -> Line:
    asked = question_of(session, session.get_one(Answer, one.answer))
    return Line(one.answer, asked, apart(one), holds(one))


def _difference(session: Session, one: Looks) -> Difference | None:
    if one.first is None:
        return None
    text = words_of(session, session.get_one(Answer, one.answer))
    line = _line(session, one)
    return Difference(line, text, one.first, one.blind, one.settled, _seen(one))


def _seen(one: Looks) -> str:
    shown = (one.first, one.blind, one.settled)
    return " ".join(str(each.id) for each in shown if each)


def _decided(hall: Hall, actor: Actor, one: Looks, decided: Holds | Codes) -> Pass:
    if isinstance(decided, Codes):
        taken = pass_of(hall, one.answer, decided)
    else:
        taken = one.first if decided is Holds.FIRST and one.first else one.blind
    return replace(
        with_evidence(taken, one.machine, one.first),
        id=uuid4(),
        round=CodingRound.RESOLVED,
        coder=actor.id,
        analyser=None,
        at=hall.clock(),
    )
