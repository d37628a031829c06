"""Responses as a list shows them: filtered, counted and paged, without anybody's words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import Session

from storage.actors import Actor
from storage.models import Answer, Case, Concern, Reading, Response
from storage.queries.codings import is_comment
from storage.queries.passes import holds_theme
from storage.queries.readable import readable_responses
from surveys.kinds import Mode, RespondentRole


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which responses a list shows; a field left out does not narrow it.

    Args:
        unread: only those with a comment that nobody marked as read.
        role, questionnaire, team: of the response.
        days: first day, and the day after the last.
        theme: only those with a comment that, by the coding that holds, speaks of it.
        concern: only those that a concern came from.
        foreign: only those answered in another language than English.
    """

    unread: bool = False
    role: RespondentRole | None = None
    questionnaire: str | None = None
    days: tuple[date, date] | None = None
    team: str | None = None
    theme: str | None = None
    concern: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One response in a list.

    Args:
        language: ISO 639 code of the one it was answered in.
        case: the council's reference, None unless the respondent chose to be linked.
        comments, unread: how many it holds, and how many of them nobody has read.
        concern: whether a concern came from it.
    """

    id: UUID
    received_on: date
    role: RespondentRole
    mode: Mode
    questionnaire: str
    team: str | None
    partial: bool
    language: str
    case: str | None
    comments: int = 0
    unread: int = 0
    concern: bool = False


@dataclass(frozen=True, slots=True)
class Offered:
    """What the filters can choose from: only what stands in responses one may read."""

    roles: tuple[RespondentRole, ...]
    questionnaires: tuple[tuple[str, int], ...]
    teams: tuple[str, ...]
    days: tuple[date, date] | None


def lines(
    session: Session, actor: Actor, wanted: Wanted, first: int, size: int
) -> tuple[tuple[Line, ...], int]:
    """Return a page of the responses that fit, the newest first, and how many fit in all.

    Args:
        first: how many to pass over; beyond the end, the last page is returned.
        size: how many at most.
    """
    query = _fitting(session, actor, wanted)
    total, found = _cut(session, query, first, size)
    if not found and first:
        whole = query.with_only_columns(Response.id).subquery()
        total = session.scalar(select(func.count()).select_from(whole)) or 0
        _, found = _cut(session, query, max(0, (total - 1) // size * size), size)
    ids = [line.id for line in found]
    comments, concerned = _comments(session, ids), _concerned(session, ids)
    return tuple(_filled(line, comments, concerned) for line in found), total


def offered(session: Session, actor: Actor) -> Offered:
    """Return what the filters can choose from."""
    mine = readable_responses(session, actor)
    forms = mine.with_only_columns(Response.questionnaire, func.max(Response.version))
    days = mine.with_only_columns(func.min(Response.received_on), func.max(Response.received_on))
    oldest, newest = session.execute(days).one()
    found = session.execute(forms.group_by(Response.questionnaire)).all()
    return Offered(
        roles=tuple(sorted(session.scalars(mine.with_only_columns(Response.role).distinct()))),
        questionnaires=tuple(sorted((name, version) for name, version in found)),
        teams=tuple(sorted(filter(None, session.scalars(_teams(mine))))),
        days=(oldest, newest) if found else None,
    )


_COLUMNS = (
    Response.id,
    Response.received_on,
    Response.role,
    Response.mode,
    Response.questionnaire,
    Response.team,
    Response.partial,
    Response.language,
)


def _cut(
    session: Session, query: Select[Response], first: int, size: int
) -> tuple[int, list[Line]]:
    """Return how many fit and a page of them by one statement, since finding them is the work."""
    page = (
        query.outerjoin(Case, Case.id == Response.case_id)
        .with_only_columns(func.count().over(), *_COLUMNS, Case.reference)
        .order_by(Response.received_on.desc(), Response.id)
        .offset(first)
        .limit(size)
    )
    rows = [tuple(row) for row in session.execute(page)]
    return (rows[0][0] if rows else 0), [Line(*row[1:]) for row in rows]


def _teams(mine: Select[Response]) -> Select[str | None]:
    return mine.with_only_columns(Response.team).distinct()


def _fitting(session: Session, actor: Actor, wanted: Wanted) -> Select[Response]:
    return readable_responses(session, actor).where(*_conditions(wanted))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    same = (
        (Response.role, wanted.role),
        (Response.questionnaire, wanted.questionnaire),
        (Response.team, wanted.team),
    )
    found = [column == value for column, value in same if value is not None]
    if wanted.days is not None:
        first, after = wanted.days
        found += [Response.received_on >= first, Response.received_on < after]
    if wanted.unread:
        found.append(_own_comments(~_read()))
    if wanted.foreign:
        found.append(Response.language != "en")
    if wanted.theme is not None:
        found.append(Response.id.in_(holds_theme(wanted.theme)))
    if wanted.concern:
        found.append(exists().where(Concern.response_id == Response.id))
    return found


def _filled(
    line: Line, comments: Mapping[UUID, tuple[int, int]], concerned: frozenset[UUID | None]
) -> Line:
    whole, unread = comments.get(line.id, (0, 0))
    return replace(line, comments=whole, unread=unread, concern=line.id in concerned)


def _own_comments(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    own = Answer.response_id == Response.id
    return exists().where(own, *is_comment(), *conditions).correlate(Response)


def _read() -> ColumnElement[bool]:
    return exists().where(Reading.answer_id == Answer.id).correlate(Answer)


def _comments(session: Session, ids: Sequence[UUID]) -> Mapping[UUID, tuple[int, int]]:
    unread = func.sum(case((_read(), 0), else_=1))
    query = (
        select(Answer.response_id, func.count(), unread)
        .where(Answer.response_id.in_(ids), *is_comment())
        .group_by(Answer.response_id)
    )
    return {response: (comments, left) for response, comments, left in session.execute(query)}


def _concerned(session: Session, ids: Sequence[UUID]) -> frozenset[UUID | None]:
    query = select(Concern.response_id).where(Concern.response_id.in_(ids)).distinct()
    return frozenset(session.scalars(query))
