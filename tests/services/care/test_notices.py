"""A notice of a concern reaches the contacts or is seen not to, and reveals nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from services.care.notices import KIND, pause, send_notices
from services.hall import Hall
from services.upkeep import outbox
from services.upkeep.outbox import Fault
from services.upkeep.shift import BrokenOff
from storage.kinds import OutboxState
from surveys.kinds import Level
from tests.builders.canary import Canary
from tests.builders.clock import Clock
from tests.builders.invited import invited
from tests.builders.mailbox import LOST, Mailbox, mailbox
from tests.builders.talk import sit_down
from tests.builders.worries import (
    BASE_URL,
    CONTACTS,
    events,
    look_after,
    notices,
    shift,
    told,
    worry,
)


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with mailbox() as found:
        yield found


def test_every_contact_is_told_once(hall: Hall, box: Mailbox) -> None:
    concern = worry(hall)
    found = send_notices(shift(told(hall), box.url))
    (letter,) = box.letters
    assert found.note == "1 sent"
    assert found.fault is None
    assert letter["To"] == ", ".join(CONTACTS)
    assert f"{BASE_URL}/staff/concerns/{concern}" in letter.get_content()
    assert events(hall, concern) == ["notice_sent_raised", "raised"]
    row = notices(hall)["raised"]
    assert (row.state, row.payload_s) == (OutboxState.SENT, None)
    assert send_notices(shift(told(hall), box.url)).note == "nothing due"


@pytest.mark.parametrize(
    ("level", "due"),
    [
        (Level.NOW, "11:00 on Thursday 15 October 2026"),
        (Level.SOON, "10:00 on Friday 16 October 2026"),
    ],
)
def test_a_notice_says_by_when_in_london(
    sqlite_hall: Hall, box: Mailbox, level: Level, due: str
) -> None:
    worry(sqlite_hall, level)
    send_notices(shift(told(sqlite_hall), box.url))
    assert f"before {due}:" in box.letters[0].get_content()


def test_a_notice_and_its_log_reveal_nothing(hall: Hall, box: Mailbox, canary: Canary) -> None:
    person = invited(hall, "parent_after_conference")
    sit_down(hall, person).answer("working_well", f"{canary.text} and he hits me")
    box.replies.append("451 later")
    send_notices(shift(told(hall, canary.email), box.url))
    (row,) = notices(hall).values()
    assert row.fault == Fault.UNREACHABLE, "the words raised a concern, and its notice was tried"
    with mailbox() as again:
        outbox.postpone(hall, row.id, hall.clock())
        send_notices(shift(told(hall, canary.email), again.url))
        sent = again.letters[0].as_string().replace(canary.email, "")
    canary.assert_silent(sent)
    for hidden in (person.case_reference, person.token, person.code, "North", "hits", "parent"):
        assert hidden not in sent
    assert re.search(r"^Subject: A concern needs you$", sent, re.MULTILINE)


def test_a_notice_is_needless_once_somebody_has_looked(hall: Hall, box: Mailbox) -> None:
    look_after(hall, worry(hall))
    assert send_notices(shift(told(hall), box.url)).note == "1 needless"
    assert box.letters == []
    assert notices(hall)["raised"].state == OutboxState.CANCELLED


@pytest.mark.parametrize(
    ("server", "contacts", "remedy"),
    [(False, True, "set SMTP_URL"), (True, False, "add safeguarding_contacts")],
)
def test_a_notice_that_cannot_be_sent_stays_and_is_told_of(
    hall: Hall, box: Mailbox, clock: Clock, server: bool, contacts: bool, remedy: str
) -> None:
    concern = worry(hall)
    here = told(hall) if contacts else hall
    found = send_notices(shift(here, box.url if server else None))
    assert found.fault is not None
    assert found.fault.startswith("1 concern notices were not sent")
    assert remedy in found.fault
    row = notices(hall)["raised"]
    assert (row.state, row.fault) == (OutboxState.WAITING, Fault.NOT_SET_UP)
    clock.advance(minutes=1)
    send_notices(shift(told(hall), box.url))
    assert events(hall, concern) == ["raised", "notice_sent_raised"]


@pytest.mark.parametrize(
    ("reply", "fault"),
    [
        ("451 later", Fault.UNREACHABLE),
        ("554 not wanted", Fault.REFUSED),
        (LOST, Fault.UNREACHABLE),
    ],
)
def test_a_notice_that_was_not_taken_is_tried_again_later_and_never_dropped(
    hall: Hall, box: Mailbox, clock: Clock, reply: str, fault: Fault
) -> None:
    worry(hall)
    box.replies.append(reply)
    assert send_notices(shift(told(hall), box.url)).fault is not None
    assert notices(hall)["raised"].fault == fault
    assert send_notices(shift(told(hall), box.url)).note == "nothing due"
    clock.advance(seconds=31)
    assert send_notices(shift(told(hall), box.url)).note == "1 sent"
    assert len(box.letters) == (2 if reply == LOST else 1)
    assert len(set(box.ids)) == 1, "a repeat bears the same id, so that mail systems know it"


def test_the_pauses_grow_to_a_quarter_of_an_hour() -> None:
    pauses = [pause(tries) for tries in (1, 2, 3, 6, 7, 500)]
    quarter = timedelta(minutes=15)
    assert pauses[:3] == [timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=2)]
    assert pauses[3:] == [quarter, quarter, quarter]


def test_one_that_fails_does_not_keep_the_others(hall: Hall, box: Mailbox) -> None:
    worry(hall), worry(hall), worry(hall)
    box.replies.append("451 later")
    found = send_notices(shift(told(hall), box.url))
    assert found.note == "1 not sent, 2 sent"
    assert len(box.letters) == 2


def test_a_contact_that_is_refused_leaves_a_trace_on_the_notice(hall: Hall, box: Mailbox) -> None:
    worry(hall)
    box.refused[CONTACTS[1]] = "550 left the council"
    send_notices(shift(told(hall), box.url))
    row = notices(hall)["raised"]
    assert (row.state, row.fault) == (OutboxState.SENT, Fault.REFUSED)


@pytest.mark.parametrize("payload", ["{", "[]", '{"concern": "none"}', '{"other": 1}'])
def test_a_notice_that_cannot_be_read_is_given_up_aloud(
    sqlite_hall: Hall, box: Mailbox, payload: str
) -> None:
    with sqlite_hall.sessions.writing() as session:
        outbox.put(session, "odd", KIND, payload, sqlite_hall.clock())
    found = send_notices(shift(told(sqlite_hall), box.url))
    assert found.fault is not None
    assert notices(sqlite_hall)["odd"].state == OutboxState.GIVEN_UP


def test_when_the_process_is_to_end_the_rest_waits(sqlite_hall: Hall, box: Mailbox) -> None:
    worry(sqlite_hall), worry(sqlite_hall)
    ending = replace(shift(told(sqlite_hall), box.url), stopping=lambda: bool(box.letters))
    with pytest.raises(BrokenOff):
        send_notices(ending)
    assert len(box.letters) == 1
    assert {row.claimed_by for row in notices(sqlite_hall).values()} == {None}


def test_messages_of_other_doors_are_left_alone(sqlite_hall: Hall, box: Mailbox) -> None:
    with sqlite_hall.sessions.writing() as session:
        outbox.put(session, "chat", "telegram", "{}", sqlite_hall.clock())
    assert send_notices(shift(told(sqlite_hall), box.url)).note == "nothing due"
