"""The way out that every e-mail holds: no more reminders, or no more e-mails at all."""

from __future__ import annotations

from collections.abc import Callable

from flask import abort, request
from flask.typing import ResponseReturnValue

from services.hall import Hall
from services.upkeep.letters import quiet as use_cases
from web.respond.door import door, pages, visiting, wording
from web.respond.rendering import page
from web.roles import RESPONDENT, roles

_WAYS: dict[str, Callable[[Hall, str], bool]] = {
    "reminders": use_cases.no_more_reminders,
    "letters": use_cases.no_more_letters,
}


@pages.get("/r/quiet/<mark>")
@roles(RESPONDENT)
def quiet(mark: str) -> ResponseReturnValue:
    """Ask what is to stop; mail scanners open links too, so this changes nothing."""
    if not use_cases.known(door().hall, mark):
        return _unknown()
    return page("quiet", visiting(), wording(), mark=mark, done="")


@pages.post("/r/quiet/<mark>")
@roles(RESPONDENT)
def quiet_wanted(mark: str) -> ResponseReturnValue:
    """Stop it."""
    wanted = request.form.get("stop", "")
    if wanted not in _WAYS:
        abort(400)
    if not _WAYS[wanted](door().hall, mark):
        return _unknown()
    return page("quiet", visiting(), wording(), mark=mark, done=wanted)


def _unknown() -> ResponseReturnValue:
    return page("closed", visiting(), wording(), 404, reason="no_way_out")
