"""The reading room: responses as a list without words, and one response opened to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from safeguarding.states import ConcernState
from services.hall import Actor, Hall
from services.insight.comments import Comment, may_quote, read_back
from services.insight.worded import Item, in_readers_language, items
from services.respond.asked import asked
from services.staff.audit import Deed, note
from storage.kinds import Channel, StaffRole
from storage.models import Answer, Case, Concern, Response
from storage.queries import responses
from storage.queries.readable import readable_responses
from storage.queries.responses import Line, Wanted
from surveys.kinds import Helper, MeetingKind, Mode, RespondentRole

__all__ = [
    "SEES_CONCERNS",
    "NotYours",
    "Noticed",
    "Opened",
    "Shelf",
    "Wanted",
    "open_response",
    "shelf",
    "turned_away",
]

SEES_CONCERNS = frozenset({StaffRole.OFFICER, StaffRole.SAFEGUARDING})
"""Roles that are told that a concern came from a response they read."""


class NotYours(LookupError):
    """There is no such row, or not for this reader; a door must not say which."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A page of the list, and what its filters offer.

    Args:
        total: how many fit in all.
        titles: of the questionnaires on offer, by id.
        days: of the oldest and the newest response that this reader may read.
    """

    lines: tuple[Line, ...]
    total: int
    roles: tuple[RespondentRole, ...]
    titles: Mapping[str, str]
    teams: tuple[str, ...]
    days: tuple[date, date] | None


@dataclass(frozen=True, slots=True)
class Noticed:
    """A concern that came from a response: that there is one, and where it stands."""

    id: UUID
    state: ConcernState


@dataclass(frozen=True, slots=True, repr=False)
class Opened:
    """One response as people read it.

    Args:
        case, case_id, meeting: the council's reference and the ids to go on with, None unless the
            respondent chose to be linked.
        may_quote: None when the respondent did not say.
        comments: by the answer's id.
        read: whether this reader has marked every comment as read.
    """

    id: UUID
    title: str
    version: int
    mode: Mode
    role: RespondentRole
    channel: Channel
    helper: Helper | None
    team: str | None
    meeting_kind: MeetingKind | None
    received_on: date
    partial: bool
    case: str | None
    case_id: UUID | None
    meeting: UUID | None
    may_quote: bool | None
    items: tuple[Item, ...]
    comments: Mapping[UUID, Comment]
    concerns: tuple[Noticed, ...]
    read: bool


def shelf(hall: Hall, actor: Actor, wanted: Wanted, first: int, size: int) -> Shelf:
    """Return a page of responses, the newest first.

    Args:
        actor: who reads; one who is not told of concerns cannot filter by them either.
        wanted: what narrows the list.
        first, size: how many to pass over, and to show at most; beyond the end, the last page.
    """
    told = actor.role in SEES_CONCERNS
    wanted = replace(wanted, concern=wanted.concern and told)
    with hall.sessions.reading() as session:
        lines, total = responses.lines(session, actor, wanted, first, size)
        found = responses.offered(session, actor)
        return Shelf(
            lines=tuple(replace(line, concern=line.concern and told) for line in lines),
            total=total,
            roles=found.roles,
            titles={
                name: in_readers_language(asked(session, name, version).title)
                for name, version in found.questionnaires
            },
            teams=found.teams,
            days=found.days,
        )


def open_response(hall: Hall, actor: Actor, response_id: UUID) -> Opened:
    """Return a response with every word, and record who opened it before anybody sees it.

    Raises:
        NotYours: there is none, or not for them; the latter is recorded too.
    """
    with hall.sessions.reading() as session:
        query = readable_responses(session, actor).where(Response.id == response_id)
        response = session.scalars(query).one_or_none()
        opened = _opened(session, hall, actor, response) if response else None
    if opened is None:
        raise turned_away(hall, actor, response_id)
    with hall.sessions.writing() as session:
        note(session, actor, Deed.RESPONSE_READ, hall.clock(), "response", response_id)
    return opened


def turned_away(hall: Hall, actor: Actor, response_id: UUID) -> NotYours:
    """Record that somebody asked for a response that is kept from them, and say only "no"."""
    with hall.sessions.writing() as session:
        if session.get(Response, response_id) is not None:
            note(session, actor, Deed.CASE_REFUSED, hall.clock(), "response", response_id)
    return NotYours()


def _opened(session: Session, hall: Hall, actor: Actor, response: Response) -> Opened:
    form = asked(session, response.questionnaire, response.version)
    answers = session.scalars(select(Answer).where(Answer.response_id == response.id)).all()
    worded = items(form, answers)
    comments = read_back(session, hall, response, answers)
    case = session.get(Case, response.case_id) if response.case_id else None
    return Opened(
        id=response.id,
        title=in_readers_language(form.title),
        version=response.version,
        mode=response.mode,
        role=response.role,
        channel=response.channel,
        helper=response.helper,
        team=response.team,
        meeting_kind=response.meeting_kind,
        received_on=response.received_on,
        partial=response.partial,
        case=case.reference if case else None,
        case_id=response.case_id,
        meeting=response.meeting_id,
        may_quote=may_quote(session, response.id),
        items=worded,
        comments=comments,
        concerns=_noticed(session, actor, response),
        read=all(actor.id in each.readers for each in comments.values()),
    )


def _noticed(session: Session, actor: Actor, response: Response) -> tuple[Noticed, ...]:
    if actor.role not in SEES_CONCERNS:
        return ()
    query = select(Concern.id, Concern.state).where(Concern.response_id == response.id)
    return tuple(Noticed(*row) for row in session.execute(query.order_by(Concern.raised_at)))
