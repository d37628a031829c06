"""An officer with a paper on their desk, and what they type from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import surveys
from services.hall import Actor, Hall
from services.respond.sitting import Sitting
from services.upkeep import keying, paper_desk
from services.upkeep.keying import Sheet, Typed
from services.upkeep.paper_desk import About, Open
from surveys.kinds import Mode, RespondentRole
from surveys.questionnaire import Questionnaire

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


def paper(asked: Questionnaire, role: RespondentRole = RespondentRole.PARENT) -> Open:
    """Return a paper that was just taken up, without a database."""
    state = surveys.start(asked, "en", (Mode.LINKED, Mode.CONFIDENTIAL))
    held = Sitting(
        draft_id=uuid4(),
        revision=1,
        questionnaire=asked,
        role=role,
        state=state,
        chat_id=None,
        resume_words="",
        heard=False,
    )
    return Open(held, About(), None, date(2026, 11, 1))
