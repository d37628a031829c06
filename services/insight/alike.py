"""Comments like this one: the nearest in meaning among those that a reader may read anyway."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

import analysis
from analysis.foreign import ENGLISH, written_in
from sentences import nearest, unpacked
from services.hall import Actor, Hall
from services.insight.reading_room import turned_away
from services.insight.teaching import without_names
from services.insight.worded import asked_as
from services.respond.asked import asked
from services.staff.audit import Deed, note
from storage.models import Answer, Meaning, Response
from storage.queries.codings import is_comment
from storage.queries.learning import every_name
from storage.queries.meanings import readable_meanings
from storage.queries.passes import Hit, Pass, Passes, passes
from storage.queries.quotes import names_about
from storage.queries.readable import readable_responses
from surveys.kinds import RespondentRole

MOST, _AT_FIRST = 5, 25
"""Comments that are shown, and that are found at first: the same words are shown once."""
_NEWEST = 20_000
"""Comments that are looked among: well under a second, and about what a council hears in a year."""
NEAR = 0.4
"""Cosine. Of 3,975 labelled comments, 36 % of pairs just above it share a theme, 61 % at 0.65 and
84 % from 0.8 on; just below it 26 %, and 18 % of pairs taken by chance."""
_LONGEST = 400


class Standing(StrEnum):
    """What can be said of the comments like one."""

    COMPARED = "compared"
    WAITING = "waiting"
    FOREIGN = "foreign"
    SAYS_NOTHING = "says_nothing"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True, repr=False)
class Near:
    """A comment that says something alike.

    Args:
        asked: the question as it was worded.
        text: the words, names struck, cut at a word where they are long.
        coded: the pass that holds, without its evidence, since the words are cut; None where there
            is none.
    """

    id: UUID
    response: UUID
    role: RespondentRole
    asked: str
    text: str
    partial: bool
    coded: Pass | None


@dataclass(frozen=True, slots=True, repr=False)
class Alike:
    """A comment, and those like it.

    Args:
        asked, text: the question and the words, as the response shows them.
        near: the nearest first; empty where none is near enough or ``standing`` says why.
        among: how many of the newest comments are looked among, at most.
    """

    response: UUID
    id: UUID
    asked: str
    text: str
    standing: Standing
    near: tuple[Near, ...]
    among: int = _NEWEST


def alike(hall: Hall, actor: Actor, response_id: UUID, answer_id: UUID) -> Alike:
    """Return what others said that means much the same, and record whose words were shown.

    Raises:
        NotYours: there is no such comment for them.
    """
    with hall.sessions.reading() as session:
        found = _found(session, hall, actor, response_id, answer_id)
    if found is None:
        raise turned_away(hall, actor, response_id)
    now = hall.clock()
    with hall.sessions.writing() as session:
        note(session, actor, Deed.RESPONSE_READ, now, "response", response_id)
        for one in found.near:
            note(session, actor, Deed.COMMENT_SHOWN, now, "answer", one.id)
    return found


def _found(
    session: Session, hall: Hall, actor: Actor, response_id: UUID, answer_id: UUID
) -> Alike | None:
    mine = readable_responses(session, actor).where(Response.id == response_id)
    query = select(Answer).where(
        Answer.id == answer_id,
        Answer.response_id.in_(mine.with_only_columns(Response.id)),
        *is_comment(),
    )
    answer = session.scalars(query).one_or_none()
    if answer is None:
        return None
    response = session.get_one(Response, response_id)
    model = hall.hearing.model()
    kept = session.get(Meaning, answer_id)
    standing = _standing(answer, response, kept, model)
    near: tuple[Near, ...] = ()
    if model and kept and kept.direction and standing is Standing.COMPARED:
        (direction,) = unpacked([kept.direction])
        batches = (
            (keys, unpacked(texts))
            for keys, texts in readable_meanings(session, actor, response_id, model, _NEWEST)
        )
        near = tuple(_near(session, nearest(direction, batches, _AT_FIRST, NEAR)))
    return Alike(
        response=response_id,
        id=answer_id,
        asked=_asked(session, response, answer),
        text=answer.text or "",
        standing=standing,
        near=near,
    )


def _standing(
    answer: Answer, response: Response, kept: Meaning | None, model: str | None
) -> Standing:
    if model is None:
        return Standing.UNAVAILABLE
    if kept is None or kept.model != model:
        return Standing.WAITING
    if kept.direction_s is not None:
        return Standing.COMPARED
    english = written_in(answer.text or "", response.language) == ENGLISH
    return Standing.SAYS_NOTHING if english else Standing.FOREIGN


def _near(session: Session, ids: tuple[UUID, ...]) -> Iterator[Near]:
    coded = passes(session, ids)
    for answer in _apart([session.get_one(Answer, each) for each in ids], coded):
        response = session.get_one(Response, answer.response_id)
        yield Near(
            id=answer.id,
            response=response.id,
            role=response.role,
            asked=_asked(session, response, answer),
            text=_cut(_struck(session, response, answer.text or "")),
            partial=response.partial,
            coded=_without_evidence(coded.get(answer.id, Passes()).holding),
        )


def _struck(session: Session, response: Response, text: str) -> str:
    """Strike names; all that are known where a response does not say whose case it is about.

    A child's name in words said in confidence would else tie them to what stands beside them.
    """
    struck = analysis.redact(text, names_about(session, response)).text
    return struck if response.case_id else without_names(every_name(session), struck, "[name]")


def _apart(answers: Iterable[Answer], coded: Mapping[UUID, Passes]) -> Sequence[Answer]:
    """Return the first comments of which no two say the same; what a person coded is preferred."""
    found: dict[str, Answer] = {}
    for answer in answers:
        words = " ".join((answer.text or "").casefold().split())
        kept = found.setdefault(words, answer)
        if not coded.get(kept.id, Passes()).person and coded.get(answer.id, Passes()).person:
            found[words] = answer
    return list(found.values())[:MOST]


def _without_evidence(coded: Pass | None) -> Pass | None:
    return coded and replace(coded, themes=tuple(Hit(hit.theme) for hit in coded.themes))


def _asked(session: Session, response: Response, answer: Answer) -> str:
    form = asked(session, response.questionnaire, response.version)
    return asked_as(form, answer.question_id, answer.part)


def _cut(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    words = text[:_LONGEST].rpartition(" ")[0] or text[:_LONGEST]
    return f"{words.rstrip()} …"
