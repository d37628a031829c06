"""A concern's life: the moves there are, the moves refused, and the clock."""

from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

import pytest

from safeguarding import (
    Clock,
    ConcernState,
    Level,
    Move,
    MoveRefused,
    due_at,
    highest,
    moved,
    moves,
    overdue,
)

NOON = datetime(2026, 10, 15, 12, tzinfo=UTC)


def test_a_concern_goes_from_raised_to_closed_with_a_response_monitored_on_the_way() -> None:
    state = ConcernState.RAISED
    for move, after in (
        (Move.ACKNOWLEDGE, ConcernState.ACKNOWLEDGED),
        (Move.REQUEST_RESPONSE, ConcernState.RESPONSE_REQUESTED),
        (Move.RECEIVE_RESPONSE, ConcernState.RESPONSE_RECEIVED),
        (Move.CLOSE, ConcernState.CLOSED),
        (Move.REOPEN, ConcernState.ACKNOWLEDGED),
    ):
        state = moved(state, move)
        assert state is after


def test_a_concern_that_nobody_has_read_cannot_be_closed() -> None:
    with pytest.raises(MoveRefused, match="that is raised cannot close; it can acknowledge"):
        moved(ConcernState.RAISED, Move.CLOSE)


def test_a_concern_cannot_be_closed_while_a_response_is_awaited() -> None:
    assert moves(ConcernState.RESPONSE_REQUESTED) == (Move.RECEIVE_RESPONSE,)


@pytest.mark.parametrize("state", list(ConcernState))
@pytest.mark.parametrize("move", list(Move))
def test_every_move_is_either_listed_or_refused(state: ConcernState, move: Move) -> None:
    if move in moves(state):
        assert moved(state, move) in ConcernState
    else:
        with pytest.raises(MoveRefused):
            moved(state, move)


@pytest.mark.parametrize("level", list(Level))
def test_each_level_has_its_own_time_and_the_more_urgent_is_shorter(level: Level) -> None:
    due = due_at(ConcernState.RAISED, level, NOON, Clock())
    assert due == NOON + Clock().acknowledge[level]
    later = list(Level)[list(Level).index(level) + 1 :]
    assert all(Clock().acknowledge[level] < Clock().acknowledge[other] for other in later)


def test_the_clock_runs_through_the_night_the_clocks_go_back() -> None:
    evening = datetime(2026, 10, 24, 23, 30, tzinfo=ZoneInfo("Europe/London"))
    due = due_at(ConcernState.RAISED, Level.TODAY, evening.astimezone(UTC), Clock())
    assert due == datetime(2026, 10, 25, 2, 30, tzinfo=UTC)


def test_a_council_sets_its_own_times() -> None:
    clock = Clock(acknowledge=MappingProxyType(dict.fromkeys(Level, timedelta(minutes=15))))
    assert due_at(ConcernState.RAISED, Level.NOW, NOON, clock) == NOON + timedelta(minutes=15)


@pytest.mark.parametrize(
    "state", [ConcernState.ACKNOWLEDGED, ConcernState.RESPONSE_RECEIVED, ConcernState.CLOSED]
)
def test_no_clock_runs_where_nobody_is_waited_for(state: ConcernState) -> None:
    assert due_at(state, Level.NOW, NOON, Clock()) is None


def test_exactly_on_time_is_in_time() -> None:
    due = due_at(ConcernState.RESPONSE_REQUESTED, Level.TODAY, NOON, Clock())
    assert due is not None
    assert not overdue(due, due)
    assert overdue(due, due + timedelta(seconds=1))
    assert not overdue(None, NOON)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        due_at(ConcernState.RAISED, Level.NOW, NOON.replace(tzinfo=None), Clock())


def test_the_highest_level_is_the_most_urgent() -> None:
    assert highest((Level.SOON, Level.NOW, Level.TODAY)) is Level.NOW
