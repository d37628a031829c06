"""What every use case is handed: sessions, keys, clock, chance, models and the council."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from analysis import Model
from services.council import Council
from services.hearing import Hearing
from storage.actors import OPERATOR, Actor
from storage.engine import Sessions
from storage.keys import Keys

__all__ = ["OPERATOR", "Actor", "Hall"]


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
        hearing: the screen for what must not wait, with a sentence model where one is set.
    """

    sessions: Sessions
    keys: Keys
    clock: Callable[[], datetime]
    random: random.Random
    models: Model
    council: Council
    hearing: Hearing = field(default_factory=Hearing)
