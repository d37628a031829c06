"""Turns of jobs: a slot is taken by whoever writes its row first, and succeeds at most once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.hall import Hall
from services.upkeep.claims import is_gone
from storage.models import JobSlot

AGAIN = timedelta(minutes=15)
"""How long a turn that failed rests before it is tried again, unless a newer one comes first."""

_LONGEST_NOTE = 200


class SlotState(StrEnum):
    """What became of a turn."""

    RUNNING = "running"
    OK = "ok"
    FAILED = "failed"


_KEPT = {
    SlotState.RUNNING: timedelta(days=30),
    SlotState.OK: timedelta(days=2),
    SlotState.FAILED: timedelta(days=30),
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A turn that this process holds; ``until`` tells it from an earlier claim on the same turn."""

    job: str
    slot: datetime
    worker: str
    until: datetime


def claim(
    hall: Hall, job: str, slot: datetime, worker: str, now: datetime, lease: timedelta
) -> Claim | None:
    """Take a turn, or return None when it is not to be had.

    It is not when it was done, when a newer one was begun, or while another process is at this
    job, be it with this turn or an older one. A turn that failed is free again after a rest, one
    whose holder died at once on the same machine, and after the lease on any other. Looking
    comes first without a lock, since mostly the turn was done.

    Args:
        hall: the deployment.
        job: its name.
        slot: beginning of the turn.
        worker: name of this process, the same as long as it lives.
        now: the present; not the hall's clock, which a demonstration sets back.
        lease: how long the claim holds.
    """
    with hall.sessions.reading() as session:
        if not _free(_newest(session, job), slot, worker, now):
            return None
    taken = Claim(job, slot, worker, now + lease)
    try:
        with hall.sessions.writing() as session:
            newest = _newest(session, job, lock=True)
            if not _free(newest, slot, worker, now):
                return None
            _write(session, newest, taken)
    except IntegrityError:
        return None
    return taken


def _newest(session: Session, job: str, *, lock: bool = False) -> JobSlot | None:
    query = select(JobSlot).where(JobSlot.job == job).order_by(JobSlot.slot.desc()).limit(1)
    return session.scalar(query.with_for_update() if lock else query)


def _free(newest: JobSlot | None, slot: datetime, worker: str, now: datetime) -> bool:
    if newest is None:
        return True
    dead = newest.claimed_by != worker and is_gone(newest.claimed_by)
    over = newest.claimed_until <= now or (newest.state == SlotState.RUNNING and dead)
    if newest.slot == slot:
        return newest.state != SlotState.OK and over
    return newest.slot < slot and (newest.state != SlotState.RUNNING or over)


def _write(session: Session, newest: JobSlot | None, taken: Claim) -> None:
    if newest is None or newest.slot != taken.slot:
        newest = JobSlot(job=taken.job, slot=taken.slot)
        session.add(newest)
    newest.claimed_by, newest.claimed_until = taken.worker, taken.until
    newest.state, newest.ended_at, newest.note = SlotState.RUNNING, None, None


def finish(hall: Hall, held: Claim, state: SlotState, note: str, now: datetime) -> bool:
    """Record how a turn ended; return False when another process has taken it meanwhile."""
    rest = AGAIN if state is SlotState.FAILED else timedelta()
    return _settle(hall, held, state=state, note=note, ended_at=now, claimed_until=now + rest)


def release(hall: Hall, held: Claim, now: datetime) -> bool:
    """Give a turn back that was broken off, so that any process may take it at once."""
    return _settle(hall, held, state=SlotState.FAILED, note="broken off", claimed_until=now)


def _settle(hall: Hall, held: Claim, **values: Any) -> bool:
    if values["note"]:
        values["note"] = values["note"][:_LONGEST_NOTE]
    mine = (
        JobSlot.job == held.job,
        JobSlot.slot == held.slot,
        JobSlot.state == SlotState.RUNNING,
        JobSlot.claimed_by == held.worker,
        JobSlot.claimed_until == held.until,
    )
    with hall.sessions.writing() as session:
        done = session.execute(update(JobSlot).where(*mine).values(**values))
        return cast("CursorResult[Any]", done).rowcount == 1


def recover(hall: Hall, now: datetime) -> int:
    """Free the turns of processes of this machine that are gone; return how many.

    To be called at the start of a process, before it takes a turn: a container may give it the
    very number of the one that died.
    """
    with hall.sessions.writing() as session:
        held = select(JobSlot).where(JobSlot.state == SlotState.RUNNING)
        lost = [row for row in session.scalars(held) if is_gone(row.claimed_by)]
        for row in lost:
            row.claimed_until = now
        return len(lost)


def forget(session: Session) -> int:
    """Delete old turns, but never the newest of a job; return how many.

    Age is counted back from the newest turn of all, which needs no clock.
    """
    newest = session.scalar(select(func.max(JobSlot.slot)))
    if newest is None:
        return 0
    kept_in_any_case = select(func.max(JobSlot.slot)).group_by(JobSlot.job)
    gone = 0
    for state, kept in _KEPT.items():
        old = (
            JobSlot.state == state,
            JobSlot.slot < newest - kept,
            JobSlot.slot.not_in(kept_in_any_case),
        )
        done = session.execute(delete(JobSlot).where(*old))
        gone += cast("CursorResult[Any]", done).rowcount
    return gone
