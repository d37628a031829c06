"""A tick does the newest turn once, makes up for what was missed, and says how it went."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from jobs.turn import Ticker
from services.hall import Hall
from services.upkeep.rhythm import Daily, Every
from services.upkeep.shift import BrokenOff, Done, Shift
from services.upkeep.slots import AGAIN
from services.upkeep.timetable import Job
from storage.models import JobSlot
from tests.builders.canary import Canary
from tests.builders.clock import Clock
from tests.builders.worries import shift

LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)


class Work:
    """A job that counts its turns and may fail."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.turns: list[datetime] = []
        self.fails: Callable[[], Done] | None = None

    def __call__(self, shift: Shift) -> Done:
        self.turns.append(self.clock.now)
        return self.fails() if self.fails else Done("3 done")


@pytest.fixture
def work(clock: Clock) -> Work:
    return Work(clock)


def minutely(work: Work) -> Job:
    return Job("count", Every(MINUTE), 2 * MINUTE, work)


def ticker(hall: Hall, clock: Clock, name: str = "here:1") -> Ticker:
    return Ticker(shift(hall), clock, name)


def rows(hall: Hall) -> list[JobSlot]:
    with hall.sessions.reading() as session:
        return list(session.scalars(select(JobSlot).order_by(JobSlot.slot)))


def test_two_processes_that_tick_all_the_time_do_each_turn_once(
    hall: Hall, clock: Clock, work: Work
) -> None:
    processes = (ticker(hall, clock), ticker(hall, clock, "there:1"))
    for _ in range(30):
        for process in processes:
            process.tick(minutely(work))
        clock.advance(seconds=10)
    assert len(work.turns) == 5
    assert [row.state for row in rows(hall)] == ["ok"] * 5
    assert rows(hall)[0].note == "3 done"


def test_a_turn_missed_while_nothing_ran_is_made_up_for_at_once(
    hall: Hall, clock: Clock, work: Work
) -> None:
    job = Job("count", Daily(time(3)), MINUTE, work)
    clock.now = datetime(2026, 10, 15, 1, 0, tzinfo=UTC)
    ticker(hall, clock).tick(job)
    clock.now = datetime(2026, 10, 18, 11, 30, tzinfo=UTC)
    ticker(hall, clock).tick(job)
    ticker(hall, clock).tick(job)
    assert work.turns[1:] == [clock.now]
    assert rows(hall)[-1].slot == datetime(2026, 10, 18, 2, 0, tzinfo=UTC)


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_a_daily_job_runs_once_on_the_day_the_clocks_change(
    sqlite_hall: Hall, clock: Clock, work: Work, day: date
) -> None:
    job = Job("count", Daily(time(3)), MINUTE, work)
    clock.now = datetime.combine(day - timedelta(days=1), time(12), UTC)
    processes = (ticker(sqlite_hall, clock), ticker(sqlite_hall, clock, "there:1"))
    while clock.now < datetime.combine(day + timedelta(days=1), time(12), UTC):
        for process in processes:
            process.tick(job)
        clock.advance(minutes=15)
    on_the_day = [turn for turn in work.turns if turn.astimezone(LONDON).date() == day]
    assert [turn.astimezone(LONDON).time() for turn in on_the_day] == [time(3)]


def test_turns_are_counted_by_the_present_though_the_hall_stands_still(
    sqlite_hall: Hall, clock: Clock, work: Work
) -> None:
    present = Clock()
    for _ in range(3):
        Ticker(shift(sqlite_hall), present, "here:1").tick(minutely(work))
        present.advance(minutes=1)
    assert len(work.turns) == 3
    assert set(work.turns) == {clock.now}


def test_a_job_that_fails_is_recorded_and_tried_again_after_a_rest(
    hall: Hall, clock: Clock, work: Work, canary: Canary
) -> None:
    job = Job("count", Daily(time(3)), MINUTE, work)

    def fail() -> Done:
        raise RuntimeError(canary.text)

    work.fails = fail
    ticker(hall, clock).tick(job)
    assert (rows(hall)[0].state, rows(hall)[0].note) == ("failed", "stopped by RuntimeError")
    ticker(hall, clock).tick(job)
    assert len(work.turns) == 1
    work.fails = None
    clock.now += AGAIN
    ticker(hall, clock).tick(job)
    assert [row.state for row in rows(hall)] == ["ok"]
    canary.assert_silent()


def test_a_job_that_left_something_undone_counts_as_failed_and_says_what(
    hall: Hall, clock: Clock, work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    work.fails = lambda: Done("1 not sent", "1 notice was not sent: set SMTP_URL")
    ticker(hall, clock).tick(minutely(work))
    assert (rows(hall)[0].state, rows(hall)[0].note) == (
        "failed",
        "1 notice was not sent: set SMTP_URL",
    )
    assert [record.levelno for record in caplog.records if "SMTP_URL" in record.message] == [
        logging.ERROR
    ]


def test_a_job_broken_off_is_given_back_for_any_process(
    hall: Hall, clock: Clock, work: Work
) -> None:
    def stop() -> Done:
        raise BrokenOff

    work.fails = stop
    ticker(hall, clock).tick(minutely(work))
    work.fails = None
    ticker(hall, clock, "there:1").tick(minutely(work))
    assert [(row.state, row.claimed_by) for row in rows(hall)] == [("ok", "there:1")]


def test_no_turn_is_begun_when_the_process_is_to_end(
    sqlite_hall: Hall, clock: Clock, work: Work
) -> None:
    ending = replace(shift(sqlite_hall), stopping=lambda: True)
    Ticker(ending, clock, "here:1").tick(minutely(work))
    assert (work.turns, rows(sqlite_hall)) == ([], [])


def test_a_turn_taken_over_meanwhile_is_not_ended_by_the_slow_one(
    hall: Hall, clock: Clock, work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    def be_overtaken() -> Done:
        clock.advance(minutes=2)
        work.fails = None
        job = replace(minutely(work), rhythm=Every(timedelta(hours=1)))
        ticker(hall, clock, "there:1").tick(job)
        return Done("late")

    work.fails = be_overtaken
    ticker(hall, clock).tick(replace(minutely(work), rhythm=Every(timedelta(hours=1))))
    assert [(row.claimed_by, row.note) for row in rows(hall)] == [("there:1", "3 done")]
    assert "another process has it now" in caplog.text


def test_a_database_that_is_away_is_borne_and_the_turn_is_found_again(
    sqlite_hall: Hall, clock: Clock, work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object) -> None:
        raise OSError("no route to the database")

    with monkeypatch.context() as patch:
        patch.setattr("services.upkeep.slots.claim", away)
        ticker(sqlite_hall, clock).tick(minutely(work))
    assert work.turns == []
    ticker(sqlite_hall, clock).tick(minutely(work))
    assert len(work.turns) == 1


def test_start_and_end_of_each_turn_are_logged_by_job_and_turn(
    sqlite_hall: Hall, clock: Clock, work: Work, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    ticker(sqlite_hall, clock).tick(minutely(work))
    assert [record.message for record in caplog.records if record.name == "jobs.turn"] == [
        "job count turn 2026-10-15T09:00:00: start",
        "job count turn 2026-10-15T09:00:00: ok (3 done)",
    ]
