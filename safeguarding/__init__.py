"""Signals in answers and words that a person must look at, and the states of a concern.

A screen may only raise priority. No screen ever says "no concern": people read everything.
"""

from safeguarding.concern import Clock, Move, MoveRefused, due_at, highest, moved, moves, overdue
from safeguarding.levels import Category, Level
from safeguarding.screen import signals
from safeguarding.signal import Signal
from safeguarding.states import ConcernState
from safeguarding.understood import Encoder

__all__ = [
    "Category",
    "Clock",
    "ConcernState",
    "Encoder",
    "Level",
    "Move",
    "MoveRefused",
    "Signal",
    "due_at",
    "highest",
    "moved",
    "moves",
    "overdue",
    "signals",
]
