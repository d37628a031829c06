"""Counts of comments by theme and sentiment, from the coding of each that holds.

A person's word holds over the machine's: resolved, then first, then machine, and of equals the
newest. Blind second codings measure agreement and never count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Select,
    case,
    distinct,
    exists,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from reports.cells import ALL, NOT_SURE, Asks, Comments, CommentsByRole, Method
from storage.kinds import CodingRound
from storage.models import Answer, Coding, Reading, Response
from storage.queries.scopes import Slice
from surveys.answers import AnswerState
from surveys.kinds import Kind, Lean

COMMENT_KINDS = (Kind.SHORT_TEXT, Kind.LONG_TEXT)
"""The kinds whose answers are comments; a house is kept as one of them."""

_BY_PEOPLE = (CodingRound.FIRST, CodingRound.RESOLVED)
_RANK = {CodingRound.RESOLVED: 0, CodingRound.FIRST: 1, CodingRound.MACHINE: 2}
_POSITIVE = "positive"
_ENGLISH = "en"


def is_comment() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions under which an answer holds words to read."""
    return (
        Answer.kind.in_(COMMENT_KINDS),
        Answer.state == AnswerState.ANSWERED,
        Answer.text_s.is_not(None),
    )


def comments(session: Session, part: Slice) -> tuple[Comments, ...]:
    """Count comments and people in the four grouping sets that ``Comments`` names."""
    counted, themed = _counted(part)
    sets = (
        (themed, themed.c.theme, themed.c.sentiment),
        (themed, themed.c.theme, None),
        (counted, None, counted.c.sentiment),
        (counted, None, None),
    )
    return tuple(Comments(*row) for row in session.execute(_grouping(sets)))


def comments_by_role(session: Session, part: Slice) -> tuple[CommentsByRole, ...]:
    """Count comments and people by theme and role, and by role alone."""
    counted, themed = _counted(part)
    sets = (
        (themed, themed.c.theme, themed.c.role),
        (counted, None, counted.c.role),
    )
    return tuple(CommentsByRole(*row) for row in session.execute(_grouping(sets)))


def asks(session: Session, part: Slice) -> tuple[Asks, ...]:
    """Count by theme the comments to open questions that are not positive."""
    _, themed = _counted(part)
    query = (
        select(themed.c.theme, *_counts(themed))
        .where(themed.c.lean == Lean.OPEN, themed.c.sentiment != _POSITIVE)
        .group_by(themed.c.theme)
    )
    return tuple(Asks(*row) for row in session.execute(query))


def method(session: Session, part: Slice) -> Method:
    """Say how the comments were read, and how many were not."""
    held = _held(part)
    coded = held.c.round.is_not(None)
    unread_language = (held.c.language != _ENGLISH, held.c.feeling.is_(None), ~held.c.nonanswer)
    read = exists().where(Reading.answer_id == held.c.answer_id)
    counts = select(
        func.count(),
        _sum(held.c.nonanswer),
        _sum(coded, *unread_language),
        _sum(~coded),
        _sum(held.c.round.in_(_BY_PEOPLE)),
        _sum(read),
    ).select_from(held)
    numbers = [int(number or 0) for number in session.execute(counts).one()]
    analyser, codebook = (_versions(session, held.c[name]) for name in ("analyser", "codebook"))
    return replace(Method(analyser, codebook, *numbers), partial=_partial(session, part))


def _partial(session: Session, part: Slice) -> int:
    query = select(func.count()).where(*part.responses, Response.partial.is_(True))
    return session.scalar(query.select_from(Response)) or 0


def _versions(session: Session, column: ColumnElement[Any]) -> str:
    found = session.scalars(select(column).where(column.is_not(None)).distinct().order_by(column))
    return ", ".join(found)


def _sum(*conditions: ColumnElement[bool]) -> ColumnElement[int]:
    whole = conditions[0]
    for condition in conditions[1:]:
        whole = whole & condition
    return func.sum(case((whole, 1), else_=0))


def _held(part: Slice) -> CTE:
    """Return every comment of the slice beside the coding that holds, NULLs where none does."""
    best = _best(part)
    return (
        select(
            Answer.id.label("answer_id"),
            Answer.lean,
            Response.id.label("response_id"),
            Response.role,
            Response.language,
            best.c.round,
            best.c.at,
            best.c.coder_id,
            best.c.analyser,
            best.c.codebook,
            best.c.sentiment.label("feeling"),
            func.coalesce(best.c.sentiment, NOT_SURE).label("sentiment"),
            best.c.nonanswer,
        )
        .join(Response, Response.id == Answer.response_id)
        .outerjoin(best, (best.c.answer_id == Answer.id) & (best.c.place == 1))
        .where(*part.whole_responses, *is_comment())
        .cte("held")
    )


def _best(part: Slice) -> CTE:
    rank = case(*((Coding.round == each, place) for each, place in _RANK.items()))
    place = func.row_number().over(
        partition_by=Coding.answer_id, order_by=(rank, Coding.at.desc(), Coding.id)
    )
    return (
        select(Coding, place.label("place"))
        .join(Answer, Answer.id == Coding.answer_id)
        .join(Response, Response.id == Answer.response_id)
        .where(*part.whole_responses, Coding.theme.is_(None), Coding.round.in_(tuple(_RANK)))
        .cte("best")
    )


def _counted(part: Slice) -> tuple[CTE, CTE]:
    """Return the coded comments that say something, and the same once for each theme."""
    held = _held(part)
    counted = select(held).where(held.c.nonanswer.is_(False)).cte("counted")
    same_pass = (
        (Coding.answer_id == counted.c.answer_id)
        & (Coding.round == counted.c.round)
        & (Coding.at == counted.c.at)
        & Coding.coder_id.is_not_distinct_from(counted.c.coder_id)
        & Coding.analyser.is_not_distinct_from(counted.c.analyser)
        & Coding.codebook.is_not_distinct_from(counted.c.codebook)
        & Coding.theme.is_not(None)
    )
    themed = select(counted, Coding.theme).join(Coding, same_pass).cte("themed")
    return counted, themed


def _counts(rows: CTE) -> tuple[ColumnElement[int], ColumnElement[int]]:
    return func.count(distinct(rows.c.answer_id)), func.count(distinct(rows.c.response_id))


GroupingSet = tuple[CTE, ColumnElement[Any] | None, ColumnElement[Any] | None]


def _grouping(sets: Iterable[GroupingSet]) -> CompoundSelect[Any]:
    """Return one statement for several grouping sets, None standing for ALL of a dimension."""
    return union_all(*(_grouped(rows, keys) for rows, *keys in sets))


def _grouped(rows: CTE, keys: Sequence[ColumnElement[Any] | None]) -> Select[Any]:
    comments, people = _counts(rows)
    shown = (literal(ALL) if key is None else key for key in keys)
    query = select(*shown, comments, people).select_from(rows)
    grouped = [key for key in keys if key is not None]
    # Without a key there is always a row; one that counts nothing is left out like the others.
    return query.group_by(*grouped) if grouped else query.having(comments > 0)
