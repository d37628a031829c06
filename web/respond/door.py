"""What every respondents' view needs at hand: the hall, and who is visiting."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import cast
from uuid import UUID

from flask import Blueprint, Flask, Response, abort, current_app, g, request

from services.hall import Hall
from surveys.kinds import RespondentRole
from web.respond.visit import Visit, Visits
from web.wording import Wording, worded_in

_NAME = "sayso.respond"
pages = Blueprint("respond", __name__)


@dataclass(frozen=True, slots=True)
class Door:
    """The respondents' door of one application."""

    hall: Hall
    visits: Visits


def fit(app: Flask, hall: Hall, visits: Visits) -> None:
    """Fit the door into an application; the views must be imported by then."""
    app.extensions[_NAME] = Door(hall, visits)
    app.register_blueprint(pages)


def door() -> Door:
    """Return the door of the application that serves this request."""
    return cast(Door, current_app.extensions[_NAME])


def visiting() -> Visit:
    """Return the visit that this request belongs to, the same one at each call."""
    if "visit" not in g:
        g.visit = door().visits.read(request)
    return cast(Visit, g.visit)


def wording(reader: RespondentRole | None = None) -> Wording:
    """Return the words for a page outside a conversation, in the language last used here."""
    return Wording(worded_in(visiting().language), reader)


def sent_id() -> str:
    """Return the id that the page gave this input, so that a second copy has no effect."""
    try:
        return UUID(request.form.get("input_id", "")).hex
    except ValueError:
        abort(400)


@pages.after_request
def bind_browser(response: Response) -> Response:
    """Give a new browser its secret with the first page that holds a form."""
    visit = cast(Visit | None, g.get("form_for"))
    if visit is not None and not visit.keeps_cookies and request.method == "GET":
        door().visits.give_browser_secret(visit, response)
    return response


def keep_for_news(response: Response) -> Response:
    """Let a browser that has just answered keep its secret as long as the link may open news."""
    visit = visiting()
    if visit.keeps_cookies:
        days = door().hall.council.thresholds.link_days
        door().visits.give_browser_secret(visit, response, timedelta(days=days))
    return response
