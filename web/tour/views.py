"""The pages of the tour: how it goes, its scenes, and the buttons that sign somebody in."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from services.refusal import Refused
from services.staff import sessions
from services.upkeep.demonstration import rehearsal
from services.upkeep.demonstration.stage import Stage, sign_in
from storage.kinds import StaffRole
from web.respond import door as respondents
from web.roles import ANYONE, roles
from web.staff import door as staff
from web.staff.guard import own_address
from web.tour.door import NAME, pages, stage
from web.tour.props import props
from web.tour.scenes import programme
from web.wording import Wording

_RUN, _SINCE = "run", "since"


def open_tour(app: Flask, shown: Stage) -> None:
    """Open the tour of a demonstration on its application; the staff door must be there."""
    app.extensions[NAME] = shown
    app.register_blueprint(pages)


@pages.get("")
@roles(ANYONE)
def front() -> ResponseReturnValue:
    """Say what is shown, and begin."""
    return _page("front")


@pages.post("/start")
@roles(ANYONE)
def start() -> ResponseReturnValue:
    """Begin, or begin again: the clock at nought, fresh children and a fresh action."""
    visit = respondents.visiting()
    try:
        session[_RUN] = asdict(rehearsal.begin(stage(), visit.browser))
    except Refused as refused:
        return _page("front", 409, fault=str(refused))
    session[_SINCE] = staff.door().wall().isoformat()
    answer = Response(status=303, headers={"Location": url_for("tour.scene", number=1)})
    if not visit.keeps_cookies:
        respondents.door().visits.give_browser_secret(visit, answer)
    return answer


@pages.get("/<int:number>")
@roles(ANYONE)
def scene(number: int) -> ResponseReturnValue:
    """Show a scene of the tour that runs; without one, lead to its beginning."""
    found = next((each for each in programme().scenes if each.number == number), None)
    if found is None:
        abort(404)
    if _RUN not in session:
        return redirect(url_for("tour.front"), 303)
    return _page(f"scenes/{found.name}", scene=found, **props(found.name, stage(), session[_RUN]))


@pages.post("/as/<role>")
@roles(ANYONE)
def become(role: str) -> ResponseReturnValue:
    """Sign in as one of the demonstration's staff and go on to a page of theirs."""
    if role not in set(StaffRole):
        abort(404)
    before = staff.signed_in()
    if before is not None:
        sessions.end(stage().hall, before)
    try:
        token = sign_in(stage(), StaffRole(role))
    except Refused as refused:
        return _page("front", 409, fault=str(refused))
    answer = Response(status=303)
    answer.headers["Location"] = _staff_page(request.form.get("page", ""))
    return staff.keep_cookie(answer, token)


def _staff_page(wanted: str) -> str:
    """Return a page of the staff door with what it is asked; home for anything else."""
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc:
        return own_address(None)
    asked, place = parts.query and f"?{parts.query}", parts.fragment and f"#{parts.fragment}"
    return own_address(parts.path) + asked + place


def _page(template: str, status: int = 200, **context: Any) -> Response:
    since = session.get(_SINCE)
    began = datetime.fromisoformat(since) if since else None
    passed = (staff.door().wall() - began).total_seconds() if began else 0
    return Response(
        render_template(
            f"tour/{template}.html",
            programme=programme(),
            began=began,
            minute=min(int(passed // 60) + 1, programme().minutes),
            signed=staff.signed_in(),
            council=stage().hall.council,
            words=Wording(),
            staff_roles=[(role.value, role.label) for role in StaffRole],
            **{"fault": "", "scene": None, **context},
        ),
        status,
    )
