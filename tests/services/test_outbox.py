"""The outbox hands each thing to one sender at a time and blanks it when it is done with."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from services.hall import Hall
from services.respond import converse
from services.respond.keys import Chat, Seat
from services.upkeep import claims, outbox
from services.upkeep.outbox import LEASE, Fault, Parcel
from storage.kinds import Contact, OutboxState
from storage.models import Outbox, Recipient
from surveys.inputs import Skip
from tests.builders.clock import Clock
from tests.builders.invited import Invited, invited

KIND = "letter"


def put(hall: Hall, key: str, *, kind: str = KIND, seconds: float = 0) -> None:
    with hall.sessions.writing() as session:
        due_at = hall.clock() + timedelta(seconds=seconds)
        outbox.put(session, key, kind, f"words of {key}", due_at)


def claim(hall: Hall, worker: str = "here", limit: int = 10) -> list[str]:
    return [parcel.payload for parcel in outbox.claim(hall, (KIND,), worker, limit)]


def one(hall: Hall) -> Parcel:
    (parcel,) = outbox.claim(hall, (KIND,), "here", 1)
    return parcel


def row(hall: Hall, parcel_id: UUID) -> Outbox:
    with hall.sessions.reading() as session:
        return session.get_one(Outbox, parcel_id)


def test_what_is_due_is_handed_out_oldest_first(hall: Hall) -> None:
    put(hall, "later", seconds=-1)
    put(hall, "tomorrow", seconds=60)
    put(hall, "earlier", seconds=-5)
    put(hall, "other door", kind="e-mail", seconds=-9)
    assert claim(hall) == ["words of earlier", "words of later"]


def test_the_same_key_is_sent_once(hall: Hall) -> None:
    put(hall, "a")
    put(hall, "a")
    assert claim(hall) == ["words of a"]


def test_what_one_holds_another_does_not_get(hall: Hall) -> None:
    put(hall, "a")
    put(hall, "b")
    assert claim(hall, "one", 1) == ["words of a"]
    assert claim(hall, "two") == ["words of b"]
    assert claim(hall, "three") == []


def test_two_senders_at_the_same_moment_share_the_work(hall: Hall) -> None:
    for number in range(60):
        put(hall, f"{number:02}")
    got: dict[str, list[str]] = {"one": [], "two": []}

    def take(worker: str) -> None:
        while some := claim(hall, worker, 5):
            got[worker] += some

    threads = [threading.Thread(target=take, args=(worker,)) for worker in got]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got["one"] + got["two"]) == [f"words of {number:02}" for number in range(60)]


def test_a_claim_runs_out_when_its_process_is_lost(hall: Hall, clock: Clock) -> None:
    put(hall, "a")
    assert claim(hall, "another-machine:7")
    clock.now += LEASE - timedelta(seconds=1)
    assert claim(hall) == []
    clock.now += timedelta(seconds=1)
    assert one(hall).tries == 2


def test_a_new_process_takes_over_at_once_what_a_dead_one_of_this_machine_held(hall: Hall) -> None:
    host = claims.worker().partition(":")[0]
    for name in ("a", "b", "c"):
        put(hall, name)
    assert claim(hall, f"{host}:4194399", 1) == ["words of a"]
    assert claim(hall, claims.worker(), 1) == ["words of b"]
    assert claim(hall, "another-machine:1", 1) == ["words of c"]
    assert outbox.recover(hall, (KIND,)) == 2
    assert claim(hall) == ["words of a", "words of b"]


def test_what_was_sent_keeps_no_words_and_is_not_sent_again(hall: Hall, clock: Clock) -> None:
    put(hall, "a")
    parcel = one(hall)
    outbox.delivered(hall, parcel.id)
    clock.advance(days=1)
    assert claim(hall) == []
    sent = row(hall, parcel.id)
    assert (sent.state, sent.payload_s) == (OutboxState.SENT, None)


def test_what_is_postponed_waits_and_keeps_its_place(hall: Hall, clock: Clock) -> None:
    put(hall, "first")
    parcel = one(hall)
    outbox.postpone(hall, parcel.id, clock.now + timedelta(seconds=30))
    clock.advance(seconds=29)
    put(hall, "second")
    assert claim(hall, limit=1) == ["words of second"]
    outbox.postpone(hall, one_id(hall, "second"), clock.now)
    clock.advance(seconds=1)
    assert claim(hall) == ["words of first", "words of second"]


def one_id(hall: Hall, key: str) -> UUID:
    with hall.sessions.reading() as session:
        return session.scalars(select(Outbox.id).where(Outbox.key == key)).one()


def test_what_is_given_up_keeps_the_reason_and_no_words(hall: Hall) -> None:
    put(hall, "a")
    parcel = one(hall)
    outbox.give_up(hall, parcel.id, Fault.REFUSED)
    left = row(hall, parcel.id)
    assert (left.state, left.fault, left.payload_s) == (OutboxState.GIVEN_UP, "refused", None)
    assert claim(hall) == []


def chatting(hall: Hall, contact: Contact) -> tuple[Invited, Seat]:
    """Open a form in a chat and leave two replies waiting."""
    person = invited(hall)
    with hall.sessions.writing() as session:
        session.get_one(Recipient, person.recipient_id).channel = contact
    seat = converse.open(hall, Chat(person.token, 11), "1")
    assert isinstance(seat, Seat)
    converse.receive(hall, seat, "2", Skip("report_in_time"))
    return person, seat


def stopped(hall: Hall, person: Invited) -> bool:
    with hall.sessions.reading() as session:
        return session.get_one(Recipient, person.recipient_id).stopped_at is not None


@pytest.mark.parametrize(("contact", "stops"), [(Contact.TELEGRAM, True), (Contact.EMAIL, False)])
def test_who_blocks_the_bot_gets_nothing_more_by_telegram(
    hall: Hall, contact: Contact, stops: bool
) -> None:
    person, _ = chatting(hall, contact)
    parcel, _ = outbox.claim(hall, ("telegram",), "here", 10)
    outbox.give_up(hall, parcel.id, Fault.BLOCKED)
    with hall.sessions.reading() as session:
        left = set(session.scalars(select(Outbox.state).where(Outbox.kind == "telegram")))
    assert left == {OutboxState.GIVEN_UP}
    assert stopped(hall, person) is stops


def test_what_telegram_refuses_for_another_reason_stops_nobody(hall: Hall) -> None:
    person, _ = chatting(hall, Contact.TELEGRAM)
    first, second = outbox.claim(hall, ("telegram",), "here", 10)
    outbox.give_up(hall, first.id, Fault.REFUSED)
    assert row(hall, second.id).state is OutboxState.WAITING
    assert not stopped(hall, person)


def test_what_is_no_longer_there_is_passed_over(hall: Hall) -> None:
    gone = UUID(int=7)
    outbox.delivered(hall, gone)
    outbox.postpone(hall, gone, hall.clock())
    outbox.give_up(hall, gone, Fault.BLOCKED)
    assert claim(hall) == []
