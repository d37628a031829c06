"""When something goes wrong: one friendly sentence, the help numbers, and never a trace."""

from __future__ import annotations

import logging
import traceback

from flask import Flask, Response, g, make_response, render_template, request, session
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from services.respond.converse import Busy
from web.respond.door import door
from web.respond.visit import SESSION_LANGUAGE, Visit
from web.wording import Wording, worded_in

_log = logging.getLogger(__name__)
_WORDED = frozenset({400, 403, 404, 405, 413, 429, 500, 503})
_OURS_TO_MEND = frozenset({500, 503})


def handle_errors(app: Flask) -> None:
    """Answer every error of the application with the error page."""

    @app.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> Response:
        return _page(error.code or 500, error)

    @app.errorhandler(CSRFError)
    def refuse_foreign(error: CSRFError) -> Response:
        return _page(403)

    @app.errorhandler(Busy)
    def ask_to_repeat(error: Busy) -> Response:
        return _page(503)

    @app.errorhandler(Exception)
    def fail(error: Exception) -> Response:
        log_places(error)
        return _page(500)


def _page(status: int, error: HTTPException | None = None) -> Response:
    worded = status if status in _WORDED else (500 if status >= 500 else 400)
    body = render_template(
        "error.html",
        words=Wording(_language()),
        council=door().hall.council,
        status=worded,
        again=_sent() if worded in _OURS_TO_MEND else [],
        mended=worded in _OURS_TO_MEND,
    )
    response = make_response(body, status)
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        response.headers["Allow"] = ", ".join(sorted(allowed))
    return response


def _language() -> str:
    """Return the language of the conversation that the error was met in."""
    visit: Visit | None = g.get("visit")
    return worded_in(visit.language if visit else session.get(SESSION_LANGUAGE))


def _sent() -> list[tuple[str, str]]:
    """Return the fields of a POST, so that one press sends the same words once more.

    The page's own id goes with them, so what was kept after all is not kept twice.
    """
    return list(request.form.items(multi=True)) if request.method == "POST" else []


def log_places(error: Exception) -> None:
    """Log what kind of error and where in the code: its message may hold somebody's words."""
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.filename}:{frame.lineno}" for frame in reversed(frames))
    _log.error("%s in %s: %s", type(error).__name__, request.endpoint, places)
