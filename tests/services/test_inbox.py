"""The inbox keeps each update once, hands it out in its chat's order, and blanks it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from services.hall import Hall
from services.respond import inbox
from services.respond.inbox import KEPT, LEASE, Arrival
from services.upkeep import claims
from storage.kinds import InboxState
from storage.models import Inbox, Outbox
from tests.builders.clock import Clock
from tests.builders.stored import count

ANNE, BEN = 11, 22


def text(update_id: int, chat_id: int = ANNE, words: str = "what she typed") -> Arrival:
    return Arrival(update_id, "text", chat_id, payload=words)


def row(hall: Hall, update_id: int) -> Inbox:
    with hall.sessions.reading() as session:
        return session.get_one(Inbox, update_id)


def taken(hall: Hall, worker: str = "here", limit: int = 10) -> list[int]:
    return [claimed.update_id for claimed in inbox.claim(hall, worker, limit)]


def test_an_update_is_kept_once_however_often_it_comes(hall: Hall) -> None:
    assert inbox.accept(hall, [text(3), text(1), text(3)]) == 2
    assert inbox.accept(hall, [text(3, words="said again"), text(2)]) == 1
    assert count(hall, Inbox) == 3
    assert [c.payload for c in inbox.claim(hall, "here", 10)] == ["what she typed"]


def test_the_words_are_sealed_in_the_row(hall: Hall) -> None:
    inbox.accept(hall, [text(1)])
    sealed = row(hall, 1).payload_s
    assert sealed is not None
    assert b"typed" not in sealed


@pytest.mark.parametrize("kind", ["media", "group", "other"])
def test_of_what_must_not_be_kept_only_number_and_kind_are(hall: Hall, kind: str) -> None:
    inbox.accept(hall, [Arrival(5, kind, chat_id=None)])
    kept = row(hall, 5)
    assert (kept.kind, kept.state) == (kind, InboxState.DONE)
    assert kept.payload_s is None
    assert kept.chat_hmac is None
    assert taken(hall) == []


def test_a_broken_update_is_set_aside_and_does_not_stand_in_the_way(hall: Hall) -> None:
    inbox.accept(hall, [Arrival(5, "broken", broken=True), text(6)])
    assert row(hall, 5).state is InboxState.SET_ASIDE
    assert taken(hall) == [6]


def test_a_refusal_waits_in_the_outbox_once(hall: Hall) -> None:
    photo = Arrival(5, "media", reply='{"chat_id": 11}')
    inbox.accept(hall, [photo])
    inbox.accept(hall, [photo])
    assert count(hall, Outbox) == 1


def test_each_chat_is_worked_on_in_its_order_and_by_one_at_a_time(hall: Hall) -> None:
    inbox.accept(hall, [text(1), text(2), text(3, BEN), text(4, BEN), text(5)])
    assert taken(hall) == [1, 3]
    assert taken(hall, "another process") == []
    inbox.answer(hall, 1, None)
    assert taken(hall, "another process") == [2]
    inbox.answer(hall, 3, None)
    inbox.answer(hall, 2, None)
    assert taken(hall) == [4, 5]


def test_no_more_are_taken_than_asked_for(hall: Hall) -> None:
    inbox.accept(hall, [text(number, chat_id=number) for number in range(1, 6)])
    assert taken(hall, limit=3) == [1, 2, 3]


def test_a_settled_update_keeps_neither_words_nor_chat(hall: Hall) -> None:
    inbox.accept(hall, [text(1)])
    inbox.claim(hall, "here", 1)
    inbox.answer(hall, 1, '{"chat_id": 11}')
    kept = row(hall, 1)
    assert kept.state is InboxState.DONE
    assert (kept.payload_s, kept.chat_hmac, kept.claimed_by) == (None, None, None)
    with hall.sessions.reading() as session:
        assert session.scalars(select(Outbox)).one().payload == '{"chat_id": 11}'


def test_settling_what_is_not_there_changes_nothing(hall: Hall) -> None:
    inbox.answer(hall, 99, None)
    inbox.release(hall, 99)
    assert count(hall, Inbox) == 0


def test_a_claim_runs_out_when_its_process_is_lost(hall: Hall, clock: Clock) -> None:
    inbox.accept(hall, [text(1)])
    assert taken(hall, "another-machine:7") == [1]
    clock.now += LEASE - timedelta(seconds=1)
    assert taken(hall) == []
    clock.now += timedelta(seconds=1)
    (again,) = inbox.claim(hall, "here", 1)
    assert again.tries == 2


def test_a_new_process_takes_over_at_once_what_a_dead_one_of_this_machine_held(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox.accept(hall, [text(1), text(2, BEN)])
    host = claims.worker().partition(":")[0]
    assert taken(hall, f"{host}:4194399", 1) == [1]
    assert taken(hall, "another-machine:1", 1) == [2]
    inbox.recover(hall)
    assert taken(hall) == [1]


def test_a_released_update_can_be_taken_again(hall: Hall) -> None:
    inbox.accept(hall, [text(1)])
    assert taken(hall) == [1]
    inbox.release(hall, 1)
    assert taken(hall) == [1]


def test_what_fails_each_time_is_given_up_and_the_person_is_told(hall: Hall) -> None:
    inbox.accept(hall, [text(1), text(2)])
    inbox.set_aside(hall, 1, '{"note": "please send it again"}')
    kept = row(hall, 1)
    assert (kept.state, kept.payload_s) == (InboxState.SET_ASIDE, None)
    assert count(hall, Outbox) == 1
    assert taken(hall) == [2]


def test_old_numbers_are_forgotten_but_never_what_still_waits(hall: Hall, clock: Clock) -> None:
    inbox.accept(hall, [text(1), text(2, BEN), Arrival(3, "media")])
    inbox.answer(hall, 1, None)
    clock.now += KEPT
    inbox.forget(hall)
    assert count(hall, Inbox) == 3
    clock.now += timedelta(seconds=1)
    inbox.forget(hall)
    assert taken(hall) == [2]
    assert count(hall, Inbox) == 1


def test_two_processes_never_take_the_same_update(hall: Hall) -> None:
    inbox.accept(hall, [text(number, chat_id=number) for number in range(1, 41)])
    first = set(taken(hall, "one", 15)) | set(taken(hall, "one", 15))
    assert first.isdisjoint(taken(hall, "two", 40))
