"""Whoever looks can see that the jobs run, and when notices do not leave the house."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from services.care.notices import send_notices
from services.hall import Hall
from services.upkeep import running, slots
from services.upkeep.audit_seals import seal_audit
from services.upkeep.mail_server import MailServer
from services.upkeep.running import JobHealth
from services.upkeep.slots import SlotState
from services.upkeep.timetable import JOBS
from storage.kinds import Contact
from storage.models import AuditEvent, Recipient
from tests.builders.clock import Clock
from tests.builders.letters import invite_by_letter
from tests.builders.mailbox import mailbox
from tests.builders.worries import CONTACTS, look_after, shift, told, worry

NOWHERE = MailServer.parse("smtp://127.0.0.1:9")


def run_all(hall: Hall, clock: Clock, state: SlotState = SlotState.OK, note: str = "done") -> None:
    """Let every job have its newest turn, and end so."""
    for job in JOBS:
        slot = job.rhythm.latest(clock.now)
        held = slots.claim(hall, job.name, slot, "here:1", clock.now, job.lease)
        assert held is not None
        slots.finish(hall, held, state, note, clock.now)


def by_name(hall: Hall, clock: Clock) -> dict[str, JobHealth]:
    return {found.name: found for found in running.jobs(hall, clock.now)}


def test_jobs_that_never_ran_are_named_with_the_remedy(hall: Hall, clock: Clock) -> None:
    found = by_name(hall, clock)
    assert set(found) == {job.name for job in JOBS}
    assert found["send"].fault == "The job send has never run; start 'sayso jobs'."


def test_jobs_that_run_are_in_order(hall: Hall, clock: Clock) -> None:
    run_all(hall, clock)
    found = by_name(hall, clock)
    assert [health.fault for health in found.values()] == [None] * len(JOBS)
    assert (found["expire"].note, found["expire"].rhythm) == ("done", "daily at 03:00 in London")
    assert found["send"].succeeded_at == clock.now


def test_a_job_that_fell_silent_is_told_since_when(hall: Hall, clock: Clock) -> None:
    run_all(hall, clock)
    clock.advance(minutes=3)
    found = by_name(hall, clock)
    assert found["send"].fault == (
        "The job send has not succeeded since 10:00 on 15/10/2026; see that 'sayso jobs' runs."
    )
    assert found["analyse"].fault is None
    assert found["expire"].fault is None


def test_a_job_that_failed_says_why(hall: Hall, clock: Clock) -> None:
    run_all(hall, clock, SlotState.FAILED, "stopped by OperationalError")
    assert by_name(hall, clock)["tidy"].fault == "The job tidy failed: stopped by OperationalError."


def test_a_job_that_never_ended_is_told_of(hall: Hall, clock: Clock) -> None:
    slots.claim(hall, "send", clock.now, "a machine that burnt:1", clock.now, timedelta(minutes=2))
    assert by_name(hall, clock)["send"].fault is None
    clock.advance(minutes=3)
    fault = by_name(hall, clock)["send"].fault
    assert fault == "The job send has not succeeded yet; see that 'sayso jobs' runs."


def test_without_notices_there_is_nothing_wrong_but_what_is_missing_shows(hall: Hall) -> None:
    found = running.notices(hall, None)
    assert (found.waiting, found.late, found.fault) == (0, 0, None)
    assert found.missing is not None
    assert "SMTP_URL" in found.missing
    assert running.notices(told(hall), NOWHERE).missing is None


@pytest.mark.parametrize(
    ("named", "server", "reason"),
    [
        (True, None, "no mail server is set; set SMTP_URL"),
        (False, NOWHERE, "nobody is named to be told; add safeguarding_contacts"),
        (True, NOWHERE, "unreachable; the log tells more"),
    ],
)
def test_notices_that_cannot_leave_are_a_fault_with_its_reason(
    hall: Hall, clock: Clock, named: bool, server: MailServer | None, reason: str
) -> None:
    here = told(hall) if named else hall
    worry(hall), worry(hall)
    send_notices(shift(here, "smtp://127.0.0.1:9" if server else None))
    clock.advance(minutes=6)
    found = running.notices(here, server)
    assert (found.waiting, found.late) == (2, 2)
    assert found.fault is not None
    assert found.fault.startswith("2 notices of concerns wait since 10:00 on 15/10/2026: ")
    assert reason in found.fault


def test_notices_that_nobody_tried_to_send_point_at_the_jobs(hall: Hall, clock: Clock) -> None:
    worry(hall)
    clock.advance(minutes=6)
    fault = running.notices(told(hall), NOWHERE).fault
    assert fault is not None
    assert "see that 'sayso jobs' runs" in fault


def test_an_address_that_refuses_is_told_of_for_a_week(hall: Hall, clock: Clock) -> None:
    worry(hall)
    with mailbox() as box:
        box.refused[CONTACTS[0]] = "550 no such person"
        send_notices(shift(told(hall), box.url))
        server = MailServer.parse(box.url)
    found = running.notices(told(hall), server)
    assert found.partly_refused == 1
    assert found.fault is not None
    assert "check safeguarding_contacts" in found.fault
    clock.advance(days=8)
    assert running.notices(told(hall), server).fault is None


def shown(hall: Hall, clock: Clock, server: MailServer | None = NOWHERE) -> dict[str, str]:
    """What the look over the running system says of each thing."""
    found = running.look_over(hall, server, clock.now)
    return {each.what: f"FAULT {each.fault}" if each.fault else each.shown for each in found}


def test_a_fresh_deployment_is_no_fault_but_says_what_to_start_and_set(
    hall: Hall, clock: Clock
) -> None:
    found = shown(hall, clock, None)
    assert found["jobs"] == "not started yet; start 'sayso jobs'"
    assert found["notices of concerns"].startswith("0 waiting; none could be sent: no mail server")
    assert found["e-mails to people who were asked"].endswith("'sayso jobs', or hand links over")
    assert found["text messages"].startswith("none are sent; people who prefer them: 0, who get a")
    assert found["audit"] == "every sealed event is as it was"


def test_a_deployment_that_runs_is_in_order(hall: Hall, clock: Clock) -> None:
    run_all(hall, clock)
    assert shown(told(hall), clock)["jobs"] == f"{len(JOBS)} run as they should"
    assert shown(told(hall), clock)["notices of concerns"] == "0 waiting"


def test_silent_jobs_late_notices_and_an_altered_audit_are_faults(hall: Hall, clock: Clock) -> None:
    run_all(hall, clock)
    look_after(hall, worry(hall))
    worry(hall)
    seal_audit(shift(hall))
    with hall.sessions.writing() as session:
        session.execute(update(AuditEvent).values(what="nothing"))
    clock.advance(minutes=6)
    found = shown(told(hall), clock)
    assert found["jobs"].startswith("FAULT The job send has not succeeded since")
    assert found["notices of concerns"].startswith("FAULT 2 notices of concerns wait")
    assert "not as they were sealed" in found["audit"]


def test_letters_that_wait_too_long_and_texts_that_nobody_sends_are_told(
    sqlite_hall: Hall, clock: Clock
) -> None:
    person = invite_by_letter(sqlite_hall)
    what = "e-mails to people who were asked"
    assert shown(sqlite_hall, clock)[what] == "1 waiting, 0 could not be delivered"
    assert shown(sqlite_hall, clock, None)[what].startswith("FAULT 1 letters to people who were")
    clock.advance(hours=5)
    assert "see that 'sayso jobs' runs" in shown(sqlite_hall, clock)[what]
    with sqlite_hall.sessions.writing() as session:
        session.get_one(Recipient, person.recipient_id).channel = Contact.SMS
    assert shown(sqlite_hall, clock)["text messages"].startswith(
        "none are sent; people who prefer them: 1,"
    )
