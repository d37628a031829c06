"""The last pages: thanks, deleted, gone, and the quick way out. None shows an answer."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from flask import Response, abort, make_response, redirect, render_template, session
from flask.typing import ResponseReturnValue

from services.respond.turns import Turn
from surveys.kinds import RespondentRole
from surveys.outputs import Say
from web.respond.door import door, keep_for_news, pages, visiting, wording
from web.roles import RESPONDENT, roles

ELSEWHERE = "https://www.bbc.co.uk/weather"
"""Where the quick way out leads: a page that anybody might have open, as GOV.UK advises."""

_READER = "reader"


class Ending(StrEnum):
    """How a conversation ended, as its last page tells it."""

    COMPLETED = "completed"
    PARTIAL = "partial"
    WITHDRAWN = "withdrawn"
    KEPT = "kept"
    GONE = "gone"


_TEXTS = {
    Ending.COMPLETED: ("end.completed", "end.next"),
    Ending.PARTIAL: ("end.partial", "end.next"),
    Ending.WITHDRAWN: ("end.withdrawn",),
    Ending.KEPT: ("end.withdrawn", "say.concern_kept"),
    Ending.GONE: ("say.gone",),
}


_SENT = frozenset({Ending.COMPLETED, Ending.PARTIAL})


def ending(turn: Turn) -> Ending:
    """Return how a turn that has ended is to be told."""
    if Say("concern_kept") in turn.outputs:
        return Ending.KEPT
    return Ending.GONE if Say("gone") in turn.outputs else Ending(turn.status)


def remember_reader(role: RespondentRole | None) -> None:
    """Keep for the last page who reads it; who they are is already forgotten."""
    session[_READER] = role


def end_page(how: Ending, role: RespondentRole | None) -> Response:
    """Render the last page."""
    words = wording(role)
    return make_response(
        render_template(
            "respond/ended.html",
            words=words,
            how=how,
            texts=_TEXTS[how],
            council=door().hall.council,
        )
    )


@pages.get("/r/ended/<how>")
@roles(RESPONDENT)
def ended(how: str) -> ResponseReturnValue:
    """Tell how it ended."""
    if how not in set(Ending):
        abort(404)
    role = session.get(_READER)
    page = end_page(Ending(how), RespondentRole(role) if role else None)
    return keep_for_news(page) if how in _SENT else page


@pages.get("/r/leave")
@roles(RESPONDENT)
def leave() -> ResponseReturnValue:
    """Go to an ordinary page, and let the back button find nothing; the answers stay saved."""
    visit = visiting()
    door().visits.remember(replace(visit, draft=None))
    return redirect(ELSEWHERE, 303)
