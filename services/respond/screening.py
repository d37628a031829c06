"""Screens each input as it arrives and raises concerns in the same transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

import surveys
from safeguarding.concern import Clock, due_at, highest
from safeguarding.levels import Category, Level
from safeguarding.signal import Signal
from safeguarding.states import ConcernState
from services.hall import Hall
from services.hearing import Hearing
from services.respond.sitting import Sitting
from storage.kinds import OutboxState
from storage.models import Concern, ConcernEvent, Outbox
from surveys.inputs import Answer, Distress, Input
from surveys.kinds import Kind

_LONGEST_KEPT = 5000
"""Characters of a disclosure kept with its concern: what a long answer may hold."""

_TAPPED = "tapped"


@dataclass(frozen=True, slots=True)
class Heard:
    """Something said that a person must look at.

    Args:
        question: question id, empty when no question was open.
        category, level, rule: of the most urgent signal.
        words: what was said or tapped.
    """

    question: str
    category: Category
    level: Level
    rule: str
    words: str


def screen(hearing: Hearing, sitting: Sitting, given: Input) -> Heard | None:
    """Return what an input gives reason to look at, whether or not it will be accepted.

    Off-path, late and over-long answers are screened all the same: a disclosure on a branch
    that was left, or on a draft that is never sent, must not vanish.
    """
    if isinstance(given, Distress):
        return _distress(sitting, given)
    if isinstance(given, Answer):
        return _answer(hearing, sitting, given)
    return None


def screen_words(hearing: Hearing, question: str, kind: str, words: str) -> Heard | None:
    """Screen free words that belong to no conversation yet."""
    return _heard(question, hearing.signals(kind, None, words), words)


def _distress(sitting: Sitting, given: Distress) -> Heard:
    level = Level(given.level.value)
    category = Category.NOT_SAFE if level is Level.NOW else Category.ASKED_FOR_HELP
    return Heard("", category, level, _TAPPED, f"({category})")


def _answer(hearing: Hearing, sitting: Sitting, given: Answer) -> Heard | None:
    known = sitting.questionnaire.question(given.question)
    kind = known.kind if known else Kind.LONG_TEXT
    said = (given.raw,) if isinstance(given.raw, str) else tuple(given.raw)
    words = " ".join(said)
    tapped = (
        replace(signal, level=Level(trigger.level.value))
        for trigger in surveys.triggers(sitting.questionnaire, given.question, said)
        for signal in hearing.signals(kind, trigger.category, None)
    )
    offered = known is not None and set(said) <= {choice.code for choice in known.choices}
    screened = hearing.of_choices(kind, words) if offered else hearing.signals(kind, None, words)
    signals = (*tapped, *screened)
    return _heard(known.id if known else "", signals, words)


def _heard(question: str, signals: tuple[Signal, ...], words: str) -> Heard | None:
    if not signals:
        return None
    level = highest(tuple(signal.level for signal in signals))
    first = next(signal for signal in signals if signal.level is level)
    return Heard(question, first.category, level, first.rule, _around(words, first.span))


def _around(words: str, span: tuple[int, int] | None) -> str:
    """Return the part of over-long words that holds the signal."""
    after = max(span[1] if span else 0, _LONGEST_KEPT)
    return words[after - _LONGEST_KEPT : after]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a concern comes from.

    Args:
        id: keeps one utterance one concern, however often it arrives.
        draft_id, response_id: at most one of them.
        team: the team to tell, None when unknown.
        case_id: only for a respondent who chose to be linked.
        link: sealed under the second key; None once somebody chose to be anonymous.
    """

    id: UUID
    draft_id: UUID | None = None
    response_id: UUID | None = None
    team: str | None = None
    case_id: UUID | None = None
    link: str | None = None


def raise_concern(session: Session, hall: Hall, heard: Heard, origin: Origin) -> UUID | None:
    """Write the concern, its first event and the notice to send; None when it is there already."""
    now = hall.clock()
    mark = hall.keys.digest("concern", f"{heard.category}\0{heard.words}")
    if session.scalar(_same(origin.id, heard.question, mark)):
        return None
    concern = Concern(
        id=uuid4(),
        origin_id=origin.id,
        draft_id=origin.draft_id,
        response_id=origin.response_id,
        question_id=heard.question,
        category=heard.category,
        level=heard.level,
        rule=heard.rule,
        state=ConcernState.RAISED,
        words_hmac=mark,
        words=heard.words,
        case_id=origin.case_id,
        link=origin.link,
        team=origin.team,
        raised_at=now,
        due_at=due_at(ConcernState.RAISED, heard.level, now, Clock()),
    )
    session.add(concern)
    session.flush()
    session.add(ConcernEvent(concern_id=concern.id, event="raised", at=now))
    session.add(_notice(concern.id, now))
    return concern.id


def _same(origin: UUID, question: str, mark: bytes) -> Select[UUID]:
    return select(Concern.id).where(
        Concern.origin_id == origin, Concern.question_id == question, Concern.words_hmac == mark
    )


def _notice(concern_id: UUID, now: datetime) -> Outbox:
    """Return the notice; it says which concern, and none of its words."""
    return Outbox(
        key=f"concern:{concern_id}:raised",
        kind="concern_notice",
        payload=json.dumps({"concern": str(concern_id)}),
        due_at=now,
        state=OutboxState.WAITING,
    )
