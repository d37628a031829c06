"""The trace that staff left, as an administrator looks through it: ids, never words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select

from services.hall import Actor, Hall
from storage.models import AuditEvent

_LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which traces to look for; None leaves a condition out.

    Args:
        staff: who did it.
        deed: what was done.
        since, until: first and last day, by the London clock.
    """

    staff: UUID | None = None
    deed: str | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """Somebody did something to a row; ``staff`` is None at the command line and before sign-in."""

    at: datetime
    staff: UUID | None
    deed: str
    table: str | None
    row: UUID | None
    sealed: bool


@dataclass(frozen=True, slots=True)
class Found:
    """One page of traces, the newest first, and how many there are in all."""

    traces: tuple[Trace, ...]
    total: int


def look_through(hall: Hall, actor: Actor, wanted: Wanted, page: int, size: int) -> Found:
    """Return a page of traces; pages count from 1, and one beyond the last is empty."""
    conditions = tuple(_conditions(wanted))
    query = (
        select(AuditEvent)
        .where(*conditions)
        .order_by(AuditEvent.number.desc())
        .limit(size)
        .offset((page - 1) * size)
    )
    with hall.sessions.reading() as session:
        total = session.scalar(select(func.count()).select_from(AuditEvent).where(*conditions))
        return Found(tuple(map(_trace, session.scalars(query))), total or 0)


def deeds(hall: Hall, actor: Actor) -> tuple[str, ...]:
    """Return every deed that left a trace, by name."""
    with hall.sessions.reading() as session:
        return tuple(session.scalars(select(AuditEvent.what).distinct().order_by(AuditEvent.what)))


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.staff is not None:
        found.append(AuditEvent.staff_id == wanted.staff)
    if wanted.deed is not None:
        found.append(AuditEvent.what == wanted.deed)
    if wanted.since is not None:
        found.append(AuditEvent.at >= _midnight(wanted.since))
    if wanted.until is not None:
        found.append(AuditEvent.at < _midnight(wanted.until + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), _LONDON)


def _trace(event: AuditEvent) -> Trace:
    return Trace(
        at=event.at,
        staff=event.staff_id,
        deed=event.what,
        table=event.subject_table,
        row=event.subject_id,
        sealed=event.seal_id is not None,
    )
