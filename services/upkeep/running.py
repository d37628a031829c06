"""Whether the jobs run, notices of concerns leave the house, and the audit is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.care.notices import KIND, missing
from services.hall import Hall
from services.upkeep.audit_seals import verify
from services.upkeep.health import Finding
from services.upkeep.letters.sending import NOT_SET_UP
from services.upkeep.letters.standing import Standing, standing
from services.upkeep.mail_server import MailServer
from services.upkeep.outbox import Fault
from services.upkeep.slots import SlotState
from services.upkeep.timetable import JOBS, Job
from storage.kinds import OutboxState
from storage.models import JobSlot, Outbox

_LONDON = ZoneInfo("Europe/London")
_LATE = timedelta(minutes=5)
"""A notice that has waited longer is told of as a fault."""

_REFUSALS = timedelta(days=7)


def look_over(hall: Hall, server: MailServer | None, now: datetime) -> tuple[Finding, ...]:
    """Return a finding for the jobs, the notices, the letters, text messages and the audit.

    Jobs that have never run are no fault by themselves, since every deployment begins so.

    Args:
        hall: the deployment.
        server: where e-mail is handed over, None when not set.
        now: the present; not the hall's clock, which a demonstration sets back.
    """
    letters = standing(hall, sends_mail=server is not None)
    return (
        _jobs(hall, now),
        _notices(hall, server),
        _letters(letters, server),
        Finding(
            "text messages", f"none are sent; people who prefer them: {letters.by_text}, {_SLIP}"
        ),
        _audit(hall),
    )


_SLIP = "who get a printed slip or the link"


def _letters(found: Standing, server: MailServer | None) -> Finding:
    shown = f"{found.waiting} waiting, {found.undeliverable} could not be delivered"
    missing = "" if server else f"; {NOT_SET_UP}, or hand links over"
    return Finding("e-mails to people who were asked", shown + missing, found.fault)


def _jobs(hall: Hall, now: datetime) -> Finding:
    found = jobs(hall, now)
    if all(health.slot is None for health in found):
        return Finding("jobs", "not started yet; start 'sayso jobs'")
    faults = " ".join(health.fault for health in found if health.fault)
    return Finding("jobs", f"{len(found)} run as they should", faults or None)


def _notices(hall: Hall, server: MailServer | None) -> Finding:
    found = notices(hall, server)
    missing = f"; none could be sent: {found.missing}" if found.missing else ""
    return Finding("notices of concerns", f"{found.waiting} waiting{missing}", found.fault)


def _audit(hall: Hall) -> Finding:
    return Finding("audit", "every sealed event is as it was", " ".join(verify(hall)) or None)


@dataclass(frozen=True, slots=True)
class JobHealth:
    """How one job does.

    Args:
        name, rhythm: as in the timetable; the rhythm in words.
        slot, state, note: of its newest turn; None when it never had one.
        succeeded_at: end of its last success.
        fault: what is wrong and how to mend it, None when nothing is.
    """

    name: str
    rhythm: str
    slot: datetime | None
    state: str | None
    note: str | None
    succeeded_at: datetime | None
    fault: str | None


def jobs(hall: Hall, now: datetime) -> tuple[JobHealth, ...]:
    """Look at every job of the timetable.

    Args:
        hall: the deployment.
        now: the present; not the hall's clock, which a demonstration sets back.
    """
    with hall.sessions.reading() as session:
        return tuple(_job(session, job, now) for job in JOBS)


def _job(session: Session, job: Job, now: datetime) -> JobHealth:
    turns = select(JobSlot).where(JobSlot.job == job.name).order_by(JobSlot.slot.desc()).limit(1)
    newest = session.scalar(turns)
    succeeded = session.scalar(
        select(func.max(JobSlot.ended_at)).where(
            JobSlot.job == job.name, JobSlot.state == SlotState.OK
        )
    )
    return JobHealth(
        name=job.name,
        rhythm=str(job.rhythm),
        slot=newest.slot if newest else None,
        state=newest.state if newest else None,
        note=newest.note if newest else None,
        succeeded_at=succeeded,
        fault=_job_fault(job, newest, succeeded, now),
    )


def _job_fault(
    job: Job, newest: JobSlot | None, succeeded: datetime | None, now: datetime
) -> str | None:
    if newest is None:
        return f"The job {job.name} has never run; start 'sayso jobs'."
    if newest.state == SlotState.FAILED:
        return f"The job {job.name} failed: {newest.note}."
    if now - (succeeded or newest.slot) > job.rhythm.longest_silence:
        since = f"since {_moment(succeeded)}" if succeeded else "yet"
        return f"The job {job.name} has not succeeded {since}; see that 'sayso jobs' runs."
    return None


@dataclass(frozen=True, slots=True)
class NoticesHealth:
    """How the notices of concerns do.

    Args:
        waiting: not sent yet.
        late: of these, for more than five minutes.
        partly_refused: sent in the last seven days, though not to every address.
        missing: what keeps every notice from being sent, None when nothing does.
        fault: what is wrong and how to mend it, None when nothing is.
    """

    waiting: int
    late: int
    partly_refused: int
    missing: str | None
    fault: str | None


def notices(hall: Hall, server: MailServer | None) -> NoticesHealth:
    """Look at the notices that wait, and at what keeps them."""
    now = hall.clock()
    with hall.sessions.reading() as session:
        waiting = session.scalars(
            select(Outbox)
            .where(Outbox.kind == KIND, Outbox.state == OutboxState.WAITING)
            .order_by(Outbox.due_at)
        ).all()
        refused = session.scalar(
            select(func.count())
            .select_from(Outbox)
            .where(
                Outbox.kind == KIND,
                Outbox.state == OutboxState.SENT,
                Outbox.fault == Fault.REFUSED,
                Outbox.due_at > now - _REFUSALS,
            )
        )
    late = [row for row in waiting if row.due_at < now - _LATE]
    why = missing(hall.council, server)
    return NoticesHealth(
        waiting=len(waiting),
        late=len(late),
        partly_refused=refused or 0,
        missing=why,
        fault=_notice_fault(late, refused or 0, why),
    )


def _notice_fault(late: Sequence[Outbox], refused: int, why: str | None) -> str | None:
    if late:
        kinds = sorted({row.fault for row in late if row.fault})
        reason = why or (f"{', '.join(kinds)}; the log tells more" if kinds else _NOT_TRIED)
        since = _moment(late[0].due_at)
        return (
            f"{len(late)} notices of concerns wait since {since}: {reason}. "
            "Until then look with 'sayso concerns list'."
        )
    if refused:
        return (
            f"{refused} notices of concerns were refused by some of their addresses in the last "
            "week; check safeguarding_contacts in the council's file."
        )
    return None


_NOT_TRIED = "nobody has tried to send them; see that 'sayso jobs' runs"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(_LONDON):%H:%M on %d/%m/%Y}"
