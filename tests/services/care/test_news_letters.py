"""Notices of news by e-mail: to who wished, once, by day, and they reveal nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from services.care import telling
from services.care.news_letters import send_news
from services.hall import OPERATOR, Hall
from services.upkeep import mail
from services.upkeep.erasure.erasing import erase
from services.upkeep.erasure.scope import Subject
from services.upkeep.letters import quiet
from services.upkeep.shift import Done
from storage.kinds import Contact, OutboxState, StopReason
from storage.models import Outbox
from tests.builders.clock import Clock
from tests.builders.invited import Invited, invited
from tests.builders.letters import way_out_in
from tests.builders.mailbox import Mailbox, mailbox
from tests.builders.told import DID, PLAIN, SAID, reached_by, revision, sent, stop, told
from tests.builders.worries import shift

ADDRESS = "pat@family.example"


@pytest.fixture(scope="module")
def server() -> Iterator[Mailbox]:
    """One mail server for the module."""
    with mailbox() as found:
        yield found


@pytest.fixture
def box(server: Mailbox) -> Mailbox:
    """That server, as if it had just been started."""
    server.letters.clear()
    server.replies.clear()
    return server


def waits(hall: Hall, address: str = ADDRESS) -> tuple[Invited, UUID, UUID]:
    """Tell somebody by e-mail; return them, their response and the action."""
    person = invited(hall)
    reached_by(hall, person, Contact.EMAIL, address)
    response = sent(hall, person)
    return person, response, told(hall, response)


def later(hall: Hall, clock: Clock, box: Mailbox | None, hours: float = 1) -> Done:
    clock.advance(hours=hours)
    return send_news(shift(hall, box.url if box else None))


def states(hall: Hall) -> list[OutboxState]:
    with hall.sessions.reading() as session:
        return list(session.scalars(select(Outbox.state).where(Outbox.kind == "news")))


def test_the_letter_says_only_that_there_is_something_to_read(
    hall: Hall, clock: Clock, box: Mailbox
) -> None:
    person, _, _ = waits(hall)
    assert later(hall, clock, box).note == "1 sent"
    assert later(hall, clock, box).note == "nothing due"
    (letter,) = box.letters
    text = letter.get_content()
    assert (letter["To"], letter["Subject"]) == (ADDRESS, "Something new to read")
    assert "https://sayso.council.example/what-changed" in text
    secrets = (SAID, DID, PLAIN, person.token, person.case_reference, "child", "conference")
    assert not [each for each in secrets if each in text + letter["Subject"]]
    assert states(hall) == [OutboxState.SENT]


def test_several_actions_told_together_make_one_letter(
    sqlite_hall: Hall, clock: Clock, box: Mailbox
) -> None:
    _, response, _ = waits(sqlite_hall)
    told(sqlite_hall, response)
    later(sqlite_hall, clock, box)
    assert (len(box.letters), states(sqlite_hall)) == (1, [OutboxState.SENT] * 2)


def test_nobody_is_woken_by_it(sqlite_hall: Hall, clock: Clock, box: Mailbox) -> None:
    clock.now = datetime(2026, 10, 15, 20, 30, tzinfo=UTC)
    waits(sqlite_hall)
    assert later(sqlite_hall, clock, box, hours=2).note == "nothing due"
    assert later(sqlite_hall, clock, box, hours=9).note == "1 sent"


def test_what_was_taken_back_or_may_not_be_written_any_more_is_not_sent(
    sqlite_hall: Hall, clock: Clock, box: Mailbox
) -> None:
    _, _, action = waits(sqlite_hall)
    telling.unpublish(sqlite_hall, OPERATOR, action, revision(sqlite_hall, action))
    stopped, _, _ = waits(sqlite_hall)
    stop(sqlite_hall, stopped, StopReason.MISSING)
    moved, _, _ = waits(sqlite_hall)
    reached_by(sqlite_hall, moved, Contact.POST)
    assert later(sqlite_hall, clock, box).note == "2 needless"
    assert box.letters == []


def test_who_is_erased_while_the_letter_is_on_its_way_leaves_nothing_of_it(
    hall: Hall, clock: Clock, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, _, _ = waits(hall)
    send = mail.send

    def overtaken(*given: Any) -> None:
        send(*given)
        erase(hall, OPERATOR, Subject.CASE, person.case_reference)

    monkeypatch.setattr(mail, "send", overtaken)
    assert later(hall, clock, box).note == "1 sent"
    assert states(hall) == []


def test_whoever_wants_no_more_letters_gets_none(
    sqlite_hall: Hall, clock: Clock, box: Mailbox
) -> None:
    hall = sqlite_hall
    person, response, _ = waits(hall)
    later(hall, clock, box)
    told(hall, response)
    assert quiet.no_more_letters(hall, way_out_in(box.letters[0]))
    assert sorted(states(hall)) == [OutboxState.CANCELLED, OutboxState.SENT]
    (heard,) = telling.audience(hall, OPERATOR, told(hall, response)).asked
    assert heard.way == "nobody_writes"
    assert person.recipient_id is not None


def test_a_server_that_is_busy_is_tried_again_and_a_refusal_is_told_to_the_officer(
    sqlite_hall: Hall, clock: Clock, box: Mailbox
) -> None:
    _, _, action = waits(sqlite_hall)
    box.replies.extend(["451 later", "550 never"])
    assert later(sqlite_hall, clock, box).fault is not None
    assert later(sqlite_hall, clock, box).note == "1 could not be delivered"
    (heard,) = telling.audience(sqlite_hall, OPERATOR, action).asked
    assert heard.notice is OutboxState.GIVEN_UP


def test_without_a_mail_server_it_is_a_fault_only_where_something_waits(
    sqlite_hall: Hall, clock: Clock
) -> None:
    assert later(sqlite_hall, clock, None).fault is None
    waits(sqlite_hall)
    assert "no mail server is set" in (later(sqlite_hall, clock, None).fault or "")


def test_an_address_that_is_none_is_given_up(sqlite_hall: Hall, clock: Clock, box: Mailbox) -> None:
    waits(sqlite_hall, "not an address")
    assert later(sqlite_hall, clock, box).note == "1 could not be delivered"
    assert states(sqlite_hall) == [OutboxState.GIVEN_UP]
