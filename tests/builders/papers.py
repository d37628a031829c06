"""An officer with a paper on their desk, and what they type from it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID, uuid4

from services.hall import Actor, Hall
from services.upkeep import keying, paper_desk
from services.upkeep.keying import Sheet, Typed

EMPTY = Sheet({}, "14/10/2026", None, None, "en", finished=True)
"""A paper on which everything was left empty."""


def answers(**typed: str) -> Sheet:
    """Return a paper that is finished, with some answers."""
    return replace(EMPTY, answers=typed)


def key_in(
    hall: Hall, officer: Actor, draft_id: UUID, sheet: Sheet = EMPTY, press: str = ""
) -> Typed:
    """Send a page that was shown just now."""
    paper = paper_desk.opened(hall, officer, draft_id)
    revision = paper.held.revision if paper else 0
    return keying.key_in(
        hall, officer, draft_id, sheet, press=press or uuid4().hex, revision=revision
    )
