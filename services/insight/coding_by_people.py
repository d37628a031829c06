"""What people do with comments: mark them as read, confirm or correct codes, let quotes be used.

Codings are only added; who worked on an older view of a comment is told so, and nothing changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from analysis import Codebook, Sentiment, Severity
from services.hall import Actor, Hall
from services.insight.comments import may_quote
from services.insight.reading_room import turned_away
from services.refusal import Refused
from services.staff.audit import Deed, note
from storage.kinds import CodingRound
from storage.models import Answer, Reading, Response, UsableQuote
from storage.queries.codings import is_comment
from storage.queries.passes import Hit, Pass, Passes, add_pass, passes
from storage.queries.readable import readable_responses
from storage.queries.second_looks import settles

__all__ = ["Codes", "Sentiment", "Severity", "confirm", "correct", "let_quote", "mark_read"]

_CHANGED = "Somebody coded this comment meanwhile; look at it again. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Codes:
    """What a person found in a comment.

    Args:
        sentiment: None for not sure.
        severity: None for not sure.
        themes: ids of the codebook.
        nonanswer: it says nothing, and so has no themes, sentiment or severity.
    """

    sentiment: Sentiment | None
    severity: Severity | None
    themes: tuple[str, ...] = ()
    nonanswer: bool = False


def mark_read(hall: Hall, actor: Actor, response_id: UUID) -> int:
    """Mark every comment of a response as read by somebody; return how many were new to them.

    Raises:
        NotYours: there is no such response for them.
    """
    own = exists().where(Reading.answer_id == Answer.id, Reading.staff_id == actor.id)
    with hall.sessions.writing() as session:
        query = readable_responses(session, actor).where(Response.id == response_id)
        # Held, so that two presses at once leave one row for each comment.
        held = session.scalars(query.with_for_update(of=Response)).one_or_none()
        if held is not None and actor.id is not None:
            new = select(Answer.id).where(Answer.response_id == response_id, *is_comment(), ~own)
            rows = [
                Reading(answer_id=each, staff_id=actor.id, at=hall.clock())
                for each in session.scalars(new)
            ]
            session.add_all(rows)
            return len(rows)
    raise turned_away(hall, actor, response_id)


def confirm(hall: Hall, actor: Actor, response_id: UUID, answer_id: UUID, seen: str) -> None:
    """Take over what the machine suggests as a person's own coding, evidence included.

    Args:
        seen: id of the coding that was on the page.

    Raises:
        NotYours: there is no such comment for them.
        Refused: there is no suggestion, or the comment has been coded since.
    """
    with hall.sessions.writing() as session:
        found = _held(session, actor, response_id, answer_id)
        if found is not None:
            coded = _unchanged(found, seen)
            if coded.machine is None:
                raise Refused("The machine has not read this comment yet; code it yourself.")
            _add(session, hall, actor, coded.machine)
            return
    raise turned_away(hall, actor, response_id)


def correct(
    hall: Hall, actor: Actor, response_id: UUID, answer_id: UUID, codes: Codes, seen: str
) -> None:
    """Add a person's own coding; a theme that the machine found too keeps its evidence.

    Args:
        codes: what the person found.
        seen: id of the coding that was on the page, empty for none.

    Raises:
        NotYours: there is no such comment for them.
        Refused: the codes do not fit the codebook, or the comment has been coded since.
    """
    codes = checked(codes, hall.models.codebook)
    with hall.sessions.writing() as session:
        found = _held(session, actor, response_id, answer_id)
        if found is not None:
            coded = _unchanged(found, seen)
            own = pass_of(hall, answer_id, codes)
            _add(session, hall, actor, with_evidence(own, coded.machine))
            return
    raise turned_away(hall, actor, response_id)


def let_quote(
    hall: Hall, actor: Actor, response_id: UUID, answer_id: UUID, *, usable: bool
) -> None:
    """Mark a comment as a quote that may be used, or take that back.

    Raises:
        NotYours: there is no such comment for them.
        Refused: the respondent did not agree to be quoted.
    """
    with hall.sessions.writing() as session:
        if _held(session, actor, response_id, answer_id) is not None and actor.id is not None:
            if usable and not may_quote(session, response_id):
                raise Refused("This person did not agree to be quoted, so their words stay here.")
            _set_usable(session, hall, actor, answer_id, usable=usable)
            return
    raise turned_away(hall, actor, response_id)


def _held(session: Session, actor: Actor, response_id: UUID, answer_id: UUID) -> Passes | None:
    """Hold a comment against others who code it; None when it is not for this person."""
    mine = readable_responses(session, actor).where(Response.id == response_id)
    query = select(Answer.id).where(
        Answer.id == answer_id,
        Answer.response_id.in_(mine.with_only_columns(Response.id)),
        *is_comment(),
    )
    if session.scalar(query.with_for_update(of=Answer)) is None:
        return None
    return passes(session, [answer_id]).get(answer_id, Passes())


def _unchanged(found: Passes, seen: str) -> Passes:
    newest = str(found.holding.id) if found.holding else ""
    if newest != seen:
        raise Refused(_CHANGED)
    return found


def checked(codes: Codes, codebook: Codebook) -> Codes:
    """Return codes as they are kept; raises Refused for a theme that the codebook lacks."""
    unknown = set(codes.themes) - {theme.id for theme in codebook.theme}
    if unknown:
        raise Refused("One of these themes is not in the codebook; choose from the list.")
    return Codes(None, Severity.NONE, (), nonanswer=True) if codes.nonanswer else codes


def pass_of(hall: Hall, answer_id: UUID, codes: Codes) -> Pass:
    """Return a first coding that nobody has put their name to yet, without evidence."""
    return Pass(
        id=uuid4(),
        answer=answer_id,
        round=CodingRound.FIRST,
        coder=None,
        analyser=None,
        codebook=hall.models.codebook.version,
        sentiment=codes.sentiment,
        severity=codes.severity,
        nonanswer=codes.nonanswer,
        at=hall.clock(),
        themes=tuple(map(Hit, _in_order(codes.themes))),
    )


def with_evidence(found: Pass, *others: Pass | None) -> Pass:
    """Return a pass in which a theme that others found too has evidence, of several the last's."""
    known = {hit.theme: hit for other in others if other for hit in other.themes}
    return replace(found, themes=tuple(known.get(hit.theme, hit) for hit in found.themes))


def _in_order(themes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(themes)))


def _add(session: Session, hall: Hall, actor: Actor, coded: Pass) -> None:
    settled = settles(session, actor, coded.answer)
    own = replace(
        coded,
        id=uuid4(),
        round=CodingRound.RESOLVED if settled else CodingRound.FIRST,
        coder=actor.id,
        analyser=None,
        at=hall.clock(),
    )
    add_pass(session, own)
    note(session, actor, Deed.CODING_SAVED, hall.clock(), "answer", coded.answer)


def _set_usable(
    session: Session, hall: Hall, actor: Actor, answer_id: UUID, *, usable: bool
) -> None:
    kept = session.scalars(
        select(UsableQuote).where(UsableQuote.answer_id == answer_id)
    ).one_or_none()
    if usable and kept is None:
        session.add(UsableQuote(answer_id=answer_id, staff_id=actor.id, at=hall.clock()))
        note(session, actor, Deed.QUOTE_ALLOWED, hall.clock(), "answer", answer_id)
    elif not usable and kept is not None:
        session.delete(kept)
        note(session, actor, Deed.QUOTE_TAKEN_BACK, hall.clock(), "answer", answer_id)
