"""A daily turn comes once a London day, also when the clocks change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from services.upkeep.rhythm import Daily, Every
from services.upkeep.timetable import JOBS

LONDON = ZoneInfo("Europe/London")
CHANGES = (date(2026, 10, 25), date(2027, 3, 28))


def ticks(day: date, seconds: int = 60) -> Iterator[datetime]:
    """Moments from two days before a day to two days after it, each as UTC."""
    begin = datetime.combine(day - timedelta(days=2), time(), UTC)
    return (begin + timedelta(seconds=step) for step in range(0, 4 * 86400, seconds))


@pytest.mark.parametrize("day", CHANGES)
@pytest.mark.parametrize("at", [time(0, 30), time(3), time(9), time(23, 59)])
def test_each_london_day_has_one_turn_at_its_time(day: date, at: time) -> None:
    slots = sorted({Daily(at).latest(now) for now in ticks(day)})
    local = [slot.astimezone(LONDON) for slot in slots]
    assert {moment.time() for moment in local} == {at}
    days = [moment.date() for moment in local]
    assert len(days) == len(set(days))
    assert day in days


@pytest.mark.parametrize("day", CHANGES)
def test_turns_by_the_minute_go_on_evenly_through_the_change(day: date) -> None:
    slots = sorted({Every(timedelta(minutes=1)).latest(now) for now in ticks(day, seconds=20)})
    steps = {later - earlier for earlier, later in pairwise(slots)}
    assert steps == {timedelta(minutes=1)}


def test_the_newest_turn_is_the_last_that_began() -> None:
    nine = Daily(time(9))
    assert nine.latest(datetime(2026, 7, 1, 7, 59, tzinfo=UTC)).day == 30
    assert nine.latest(datetime(2026, 7, 1, 8, 0, tzinfo=UTC)).isoformat() == (
        "2026-07-01T08:00:00+00:00"
    )
    assert nine.latest(datetime(2026, 12, 1, 9, 0, tzinfo=UTC)).hour == 9


@pytest.mark.parametrize("at", [time(1), time(1, 30), time(2)])
def test_a_daily_turn_in_the_hour_of_the_change_is_refused(at: time) -> None:
    with pytest.raises(ValueError, match="clocks change"):
        Daily(at)


def test_every_job_has_a_name_of_its_own_and_a_lease_that_outlasts_its_work() -> None:
    names = [job.name for job in JOBS]
    assert len(names) == len(set(names))
    assert all(job.lease >= timedelta(minutes=2) for job in JOBS)
