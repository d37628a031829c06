"""When a staff page cannot be shown: what is the matter and what to do, and never a trace."""

from __future__ import annotations

from flask import Response, abort, g
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from services.staff.sessions import Step
from storage.kinds import StaffRole
from web.errors import log_places
from web.roles import roles
from web.staff.door import pages
from web.staff.guard import at_step
from web.staff.rendering import page

_WORDED = frozenset({401, 403, 404, 413})
_NOT_SENT_BY_US = "stale"


@pages.errorhandler(HTTPException)
def refuse(error: HTTPException) -> Response:
    """Say what is the matter with a request."""
    status = error.code or 500
    other = "500" if status >= 500 else "400"
    answer = page("trouble", status=status, what=str(status) if status in _WORDED else other)
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        answer.headers["Allow"] = ", ".join(sorted(allowed))
    return answer


@pages.errorhandler(CSRFError)
def refuse_foreign(error: CSRFError) -> Response:
    """Say that a form did not come from an open page of ours."""
    return page("trouble", status=403, what=_NOT_SENT_BY_US)


@pages.errorhandler(Exception)
def fail(error: Exception) -> Response:
    """Log where it went wrong, without words, and say that it is ours to mend."""
    log_places(error)
    g.setdefault("signed", None)  # The database may be what failed; do not ask it again.
    return page("trouble", status=500, what="500")


@pages.get("/<path:elsewhere>")
@roles(*StaffRole)
@at_step(*Step)
def nowhere(elsewhere: str) -> ResponseReturnValue:
    """Answer an address that no room has, alike for all who are signed in."""
    abort(404)
