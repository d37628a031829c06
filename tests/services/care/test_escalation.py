"""A concern that nobody acknowledges in time is told of again, once."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from services.care.escalation import escalate
from services.care.notices import send_notices
from services.hall import Hall
from surveys.kinds import Level
from tests.builders.clock import Clock
from tests.builders.mailbox import Mailbox, mailbox
from tests.builders.worries import events, look_after, notices, shift, told, worry

HOURS = {Level.NOW: 1, Level.TODAY: 4, Level.SOON: 24}


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as found:
        yield found


@pytest.mark.parametrize("level", HOURS)
def test_the_clock_counts_hours_and_exactly_on_time_is_in_time(
    hall: Hall, clock: Clock, level: Level
) -> None:
    concern = worry(hall, level)
    clock.advance(hours=HOURS[level])
    assert escalate(shift(hall)).note == "nothing overdue"
    clock.advance(seconds=1)
    assert escalate(shift(hall)).note == "1 escalated"
    assert events(hall, concern) == ["raised", "escalated"]


def test_the_contacts_are_told_a_second_time_and_only_once(
    hall: Hall, clock: Clock, box: Mailbox
) -> None:
    worry(hall)
    send_notices(shift(told(hall), box.url))
    for _ in range(3):
        clock.advance(hours=2)
        escalate(shift(hall))
        send_notices(shift(told(hall), box.url))
    assert [letter["Subject"] for letter in box.letters] == [
        "A concern needs you",
        "A concern still needs you",
    ]
    assert "it was due by 11:00 on Thursday 15 October 2026" in box.letters[1].get_content()


def test_a_concern_that_somebody_acknowledged_is_not_escalated(hall: Hall, clock: Clock) -> None:
    look_after(hall, worry(hall))
    clock.advance(days=3)
    assert escalate(shift(hall)).note == "nothing overdue"
    assert set(notices(hall)) == {"raised"}


def test_two_processes_at_once_escalate_once(hall: Hall, clock: Clock) -> None:
    concerns = [worry(hall) for _ in range(3)]
    clock.advance(hours=2)
    start, notes = threading.Barrier(2), []

    def work() -> None:
        start.wait()
        notes.append(escalate(shift(hall)).note)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(notes) == 2
    assert [events(hall, concern) for concern in concerns] == [["raised", "escalated"]] * 3
