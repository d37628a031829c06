"""Comments on which two readers differ, and what somebody settles about them."""

from __future__ import annotations

from uuid import UUID

from services.hall import Hall
from services.insight.settling import Codes, Holds, difference, settle
from storage.actors import Actor
from tests.builders.sampled import looked_at

THEMES = (["timing", "respect"], ["timing", "respect"], ["being_heard"])


def apart(hall: Hall, first: Actor, second: Actor, **values: object) -> UUID:
    """Store a comment that feels good to machine and first reader, and bad to the second."""
    return looked_at(hall, first, second, "positive", "positive", "negative", THEMES, **values)


def settled(hall: Hall, actor: Actor, answer: UUID, decided: Holds | Codes) -> None:
    """Settle a comment as its page shows it now."""
    settle(hall, actor, answer, decided, difference(hall, actor, answer).seen)
