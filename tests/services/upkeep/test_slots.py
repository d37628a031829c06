"""A turn is done by one process, taken over from a dead one, and never done twice."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from sqlalchemy import select

from services.hall import Hall
from services.upkeep import claims, slots
from services.upkeep.slots import AGAIN, Claim, SlotState
from storage.models import JobSlot
from tests.builders.clock import START, Clock
from tests.builders.stored import count

LEASE = timedelta(minutes=2)
TURN = timedelta(minutes=1)
ELSEWHERE = "another machine:1"


def claim(hall: Hall, worker: str = "here:1", slot: datetime = START) -> Claim | None:
    return slots.claim(hall, "send", slot, worker, hall.clock(), LEASE)


def hold(hall: Hall, worker: str = "here:1", slot: datetime = START) -> Claim:
    held = claim(hall, worker, slot)
    assert held is not None
    return held


def end(hall: Hall, held: Claim, state: SlotState = SlotState.OK) -> bool:
    return slots.finish(hall, held, state, "3 sent", hall.clock())


def row(hall: Hall, slot: datetime = START) -> JobSlot:
    with hall.sessions.reading() as session:
        return session.get_one(JobSlot, ("send", slot))


def test_whoever_comes_first_has_the_turn(hall: Hall) -> None:
    assert claim(hall) is not None
    assert claim(hall, ELSEWHERE) is None
    assert row(hall).claimed_by == "here:1"


def test_of_many_at_once_one_has_the_turn(hall: Hall) -> None:
    start, won = threading.Barrier(6), []

    def grab(number: int) -> None:
        start.wait()
        won.append(claim(hall, f"machine {number}:1"))

    threads = [threading.Thread(target=grab, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([held for held in won if held is not None]) == 1


def test_a_turn_that_succeeded_is_never_had_again(hall: Hall, clock: Clock) -> None:
    assert end(hall, hold(hall))
    clock.advance(days=1)
    assert claim(hall) is None
    assert claim(hall, ELSEWHERE) is None
    assert (row(hall).state, row(hall).note) == ("ok", "3 sent")


def test_a_turn_that_failed_rests_and_is_had_again(hall: Hall, clock: Clock) -> None:
    end(hall, hold(hall), SlotState.FAILED)
    assert claim(hall, ELSEWHERE) is None
    clock.now += AGAIN
    assert claim(hall, ELSEWHERE) is not None
    assert row(hall).ended_at is None


def test_a_dead_holders_turn_is_taken_over_after_its_lease(hall: Hall, clock: Clock) -> None:
    lost = hold(hall, "a machine that burnt:7")
    clock.now += LEASE - timedelta(seconds=1)
    assert claim(hall, ELSEWHERE) is None
    clock.advance(seconds=1)
    taken = hold(hall, ELSEWHERE)
    assert not end(hall, lost), "the one that was thought dead may not end it"
    assert row(hall).state == "running"
    assert end(hall, taken)


def test_a_holder_killed_on_this_machine_is_followed_at_once(hall: Hall) -> None:
    host = claims.worker().rpartition(":")[0]
    hold(hall, f"{host}:4194304")
    assert claim(hall, claims.worker()) is not None


def test_a_living_holder_on_this_machine_is_not(hall: Hall) -> None:
    host = claims.worker().rpartition(":")[0]
    hold(hall, f"{host}:1")
    assert claim(hall, claims.worker()) is None


def test_a_restarted_process_frees_what_its_forerunner_of_the_same_number_held(
    hall: Hall, clock: Clock
) -> None:
    hold(hall, claims.worker())
    assert claim(hall, claims.worker()) is None
    assert slots.recover(hall, clock.now) == 1
    assert claim(hall, claims.worker()) is not None


def test_a_turn_that_was_broken_off_is_free_at_once(hall: Hall, clock: Clock) -> None:
    assert slots.release(hall, hold(hall), clock.now)
    assert claim(hall, ELSEWHERE) is not None


def test_the_next_turn_waits_for_the_one_under_way(hall: Hall, clock: Clock) -> None:
    held = hold(hall)
    clock.now += TURN
    assert claim(hall, ELSEWHERE, START + TURN) is None
    end(hall, held)
    assert claim(hall, ELSEWHERE, START + TURN) is not None


def test_a_process_whose_clock_is_behind_does_not_go_back(hall: Hall) -> None:
    end(hall, hold(hall, slot=START + TURN))
    assert claim(hall, ELSEWHERE, START) is None
    assert count(hall, JobSlot) == 1


def test_a_newer_turn_does_not_wait_for_the_rest_of_one_that_failed(hall: Hall) -> None:
    end(hall, hold(hall), SlotState.FAILED)
    assert claim(hall, slot=START + TURN) is not None


def test_a_note_too_long_for_its_column_is_cut(hall: Hall) -> None:
    slots.finish(hall, hold(hall), SlotState.FAILED, "x" * 500, hall.clock())
    assert row(hall).note == "x" * 200


def test_old_turns_are_forgotten_but_failures_later_and_the_newest_never(hall: Hall) -> None:
    turns = [
        ("expire", START - timedelta(days=40), SlotState.OK),
        ("send", START - timedelta(days=31), SlotState.FAILED),
        ("send", START - timedelta(days=29), SlotState.FAILED),
        ("send", START - timedelta(days=3), SlotState.OK),
        ("send", START - timedelta(days=1), SlotState.OK),
        ("send", START, SlotState.RUNNING),
    ]
    with hall.sessions.writing() as session:
        for job, slot, state in turns:
            session.add(
                JobSlot(job=job, slot=slot, state=state, claimed_by="x:1", claimed_until=slot)
            )
    with hall.sessions.writing() as session:
        assert slots.forget(session) == 2
    with hall.sessions.reading() as session:
        left = session.execute(select(JobSlot.job, JobSlot.slot)).all()
    ages = sorted((job, (START - slot).days) for job, slot in left)
    assert ages == [("expire", 40), ("send", 0), ("send", 1), ("send", 29)]


def test_without_any_turn_there_is_nothing_to_forget(sqlite_hall: Hall) -> None:
    with sqlite_hall.sessions.writing() as session:
        assert slots.forget(session) == 0
