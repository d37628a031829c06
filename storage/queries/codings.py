"""Counts of comments by theme and sentiment, from the coding of each that holds.

A person's word holds over the machine's: resolved, then first, then machine, and of equals the
newest. Blind second codings measure agreement and never count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    ScalarSelect,
    Select,
    case,
    distinct,
    exists,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

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


@dataclass(frozen=True, slots=True)
class CountedComments:
    """Everything a report counts about comments."""

    method: Method
    comments: tuple[Comments, ...]
    by_role: tuple[CommentsByRole, ...]
    asks: tuple[Asks, ...]


def is_comment() -> tuple[ColumnElement[bool], ...]:
    """Return the conditions under which an answer holds words to read."""
    return (
        Answer.kind.in_(COMMENT_KINDS),
        Answer.state == AnswerState.ANSWERED,
        Answer.text_s.is_not(None),
    )


def counted_comments(session: Session, part: Slice) -> CountedComments:
    """Count the comments of a slice, all grouping sets in one statement.

    One statement, since finding the coding that holds for each comment is most of the work.
    """
    held = _held(part)
    statement = union_all(*(each.query() for each in (*_figures(held), *_readings(held))))
    rows: dict[str, list[tuple[str, str, int, int]]] = {}
    for what, first, second, comments, people in session.execute(statement):
        rows.setdefault(what, []).append((first, second, comments, people))
    return CountedComments(
        method=replace(_method(rows), partial=_partial(session, part)),
        comments=tuple(Comments(*row) for row in rows.get("sentiments", ())),
        by_role=tuple(CommentsByRole(*row) for row in rows.get("roles", ())),
        asks=tuple(Asks(theme, *counts) for theme, _, *counts in rows.get("asks", ())),
    )


@dataclass(frozen=True, slots=True)
class _Set:
    """A grouping set: the name of its rows, what is counted, by which keys, on what condition.

    A key of None stands for ALL of that dimension.
    """

    what: str
    rows: CTE
    first: ColumnElement[Any] | None = None
    second: ColumnElement[Any] | None = None
    only: ColumnElement[bool] | None = None

    def query(self) -> Select[Any]:
        """Return the rows of the set; one that counts nothing is left out."""
        comments = func.count(distinct(self.rows.c.answer_id))
        people = func.count(distinct(self.rows.c.response_id))
        keys = (self.first, self.second)
        shown = (literal(ALL) if key is None else key for key in keys)
        query = select(literal(self.what), *shown, comments, people).select_from(self.rows)
        grouped = [key for key in keys if key is not None]
        if self.only is not None:
            query = query.where(self.only)
        return query.group_by(*grouped).having(comments > 0)


def _figures(held: CTE) -> Iterator[_Set]:
    counted, themed = _counted(held)
    yield _Set("sentiments", themed, themed.c.theme, themed.c.sentiment)
    yield _Set("sentiments", themed, themed.c.theme)
    yield _Set("sentiments", counted, None, counted.c.sentiment)
    yield _Set("sentiments", counted)
    yield _Set("roles", themed, themed.c.theme, themed.c.role)
    yield _Set("roles", counted, None, counted.c.role)
    asked = (themed.c.lean == Lean.OPEN) & (themed.c.sentiment != _POSITIVE)
    yield _Set("asks", themed, themed.c.theme, only=asked)


def _readings(held: CTE) -> Iterator[_Set]:
    coded = held.c.round.is_not(None)
    foreign = (held.c.language != _ENGLISH) & held.c.feeling.is_(None) & held.c.nonanswer.is_(False)
    yield _Set("all", held)
    yield _Set("nonanswers", held, only=held.c.nonanswer.is_(True))
    yield _Set("not_english", held, only=foreign)
    yield _Set("uncoded", held, only=~coded)
    yield _Set("checked", held, only=held.c.round.in_(_BY_PEOPLE))
    yield _Set("read", held, only=exists().where(Reading.answer_id == held.c.answer_id))
    yield _Set("analysers", held, held.c.analyser, only=held.c.analyser.is_not(None))
    yield _Set("codebooks", held, held.c.codebook, only=held.c.codebook.is_not(None))


def _method(rows: dict[str, list[tuple[str, str, int, int]]]) -> Method:
    def number(what: str) -> int:
        return sum(comments for _, _, comments, _ in rows.get(what, ()))

    def versions(what: str) -> str:
        return ", ".join(sorted(name for name, *_ in rows.get(what, ())))

    return Method(
        analyser=versions("analysers"),
        codebook=versions("codebooks"),
        comments=number("all"),
        nonanswers=number("nonanswers"),
        not_english=number("not_english"),
        uncoded=number("uncoded"),
        checked=number("checked"),
        read=number("read"),
    )


def _partial(session: Session, part: Slice) -> int:
    query = select(func.count()).where(*part.responses, Response.partial.is_(True))
    return session.scalar(query.select_from(Response)) or 0


def _held(part: Slice) -> CTE:
    """Return every comment of the slice beside the coding that holds, NULLs where none does."""
    return (
        select(
            Answer.id.label("answer_id"),
            Answer.lean,
            Response.id.label("response_id"),
            Response.role,
            Response.language,
            Coding.round,
            Coding.at,
            Coding.coder_id,
            Coding.analyser,
            Coding.codebook,
            Coding.sentiment.label("feeling"),
            func.coalesce(Coding.sentiment, NOT_SURE).label("sentiment"),
            Coding.nonanswer,
        )
        .select_from(Answer)
        .join(Response, Response.id == Answer.response_id)
        .outerjoin(Coding, Coding.id == _best())
        .where(*part.whole_responses, *is_comment())
        .cte("held")
    )


def _best() -> ScalarSelect[UUID]:
    """Return the id of the pass that holds for an answer.

    Looked up answer by answer through the index: SQLite scans a windowed subquery anew for
    each row that is joined to it.
    """
    other = aliased(Coding)
    rank = case(*((other.round == each, place) for each, place in _RANK.items()))
    return (
        select(other.id)
        .where(other.answer_id == Answer.id, other.theme.is_(None), other.round.in_(tuple(_RANK)))
        .order_by(rank, other.at.desc(), other.id)
        .limit(1)
        .correlate(Answer)
        .scalar_subquery()
    )


def _counted(held: CTE) -> tuple[CTE, CTE]:
    """Return the coded comments that say something, and the same once for each theme."""
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
