"""What every use case is handed: sessions, keys, clock, chance, models and the council."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from analysis import Model
from storage.engine import Sessions
from storage.keys import Keys
from storage.kinds import StaffRole

from services.council import Council


@dataclass(frozen=True, slots=True)
class Hall:
    """One deployment, wired; made only in services/build.py and in tests.

    Args:
        sessions: reading and writing sessions.
        keys: sealing and hashing keys.
        clock: returns the present as an aware moment.
        random: source of tokens, codes and samples; the system's own but for demonstrations.
        models: the analyser in use.
        council: names, help numbers, thresholds of this council.
    """

    sessions: Sessions
    keys: Keys
    clock: Callable[[], datetime]
    random: random.Random
    models: Model
    council: Council


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does a staff use case.

    Args:
        id: the member of staff, None for the operator at the command line.
        role: what they may do; None for the operator.
        scope: names of areas and teams they work for; empty for the whole authority.
    """

    id: UUID | None
    role: StaffRole | None
    scope: tuple[str, ...] = ()


OPERATOR = Actor(id=None, role=None)
"""The person at the command line, whose rights are those of the machine's account."""
