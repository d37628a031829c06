"""The states of a concern and the clock that each level starts; every other move is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from safeguarding.levels import Level
from safeguarding.states import ConcernState


class Move(StrEnum):
    """What a person does with a concern."""

    ACKNOWLEDGE = "acknowledge"
    REQUEST_RESPONSE = "request_response"
    RECEIVE_RESPONSE = "receive_response"
    CLOSE = "close"
    REOPEN = "reopen"


class MoveRefused(ValueError):
    """The move is not possible from this state; the message says what is."""


# A concern cannot be closed unread, and not while an answer that was asked for is outstanding.
_MOVES: Mapping[tuple[ConcernState, Move], ConcernState] = MappingProxyType(
    {
        (ConcernState.RAISED, Move.ACKNOWLEDGE): ConcernState.ACKNOWLEDGED,
        (ConcernState.ACKNOWLEDGED, Move.REQUEST_RESPONSE): ConcernState.RESPONSE_REQUESTED,
        (ConcernState.ACKNOWLEDGED, Move.CLOSE): ConcernState.CLOSED,
        (ConcernState.RESPONSE_REQUESTED, Move.RECEIVE_RESPONSE): ConcernState.RESPONSE_RECEIVED,
        (ConcernState.RESPONSE_RECEIVED, Move.REQUEST_RESPONSE): ConcernState.RESPONSE_REQUESTED,
        (ConcernState.RESPONSE_RECEIVED, Move.CLOSE): ConcernState.CLOSED,
        (ConcernState.CLOSED, Move.REOPEN): ConcernState.ACKNOWLEDGED,
    }
)


@dataclass(frozen=True, slots=True)
class Clock:
    """How long each level may wait, in clock hours: nights and weekends count.

    Args:
        acknowledge: from raising to a person's acknowledgement.
        respond: from requesting a response to receiving it.

    The defaults are provisional; a council sets its own. Feedback graded as an immediate
    concern is shared within 24 hours at most (Bournemouth, Christchurch and Poole).
    """

    acknowledge: Mapping[Level, timedelta] = field(
        default_factory=lambda: _hours({Level.NOW: 1, Level.TODAY: 4, Level.SOON: 24})
    )
    respond: Mapping[Level, timedelta] = field(
        default_factory=lambda: _hours({Level.NOW: 4, Level.TODAY: 24, Level.SOON: 72})
    )


def moves(state: ConcernState) -> tuple[Move, ...]:
    """Return what can be done with a concern in this state."""
    return tuple(move for (origin, move) in _MOVES if origin == state)


def moved(state: ConcernState, move: Move) -> ConcernState:
    """Return the state after ``move``; raises MoveRefused when it is not possible."""
    after = _MOVES.get((state, move))
    if after is None:
        possible = ", ".join(moves(state))
        raise MoveRefused(f"A concern that is {state} cannot {move}; it can {possible}.")
    return after


def due_at(state: ConcernState, level: Level, since: datetime, clock: Clock) -> datetime | None:
    """Return when the next move is due, or None when no clock runs in this state.

    Args:
        state: where the concern stands now.
        level: its level; raising the level shortens the time.
        since: aware time at which it entered this state.
        clock: the council's times.

    Raises:
        ValueError: ``since`` has no time zone.
    """
    if since.tzinfo is None:
        raise ValueError("A concern's time needs a time zone.")
    waits = {ConcernState.RAISED: clock.acknowledge, ConcernState.RESPONSE_REQUESTED: clock.respond}
    return since + waits[state][level] if state in waits else None


def overdue(due: datetime | None, now: datetime) -> bool:
    """Return whether the time has passed; exactly on time is in time."""
    return due is not None and now > due


def highest(levels: tuple[Level, ...]) -> Level:
    """Return the most urgent of the levels; raises ValueError when there is none."""
    return min(levels, key=tuple(Level).index)


def _hours(hours: Mapping[Level, int]) -> Mapping[Level, timedelta]:
    return MappingProxyType({level: timedelta(hours=h) for level, h in hours.items()})
