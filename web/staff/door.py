"""What every staff view needs at hand: the hall, and who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from flask import Blueprint, Flask, Response, abort, current_app, g, request

from services.hall import Actor, Hall
from services.staff import sessions
from services.staff.sessions import Signed
from web.signing import Cookies

View = TypeVar("View", bound=Callable[..., Any])

NAME = "sayso.staff"
_QUIET_MARK = "__sayso_quiet__"
pages = Blueprint("staff", __name__, url_prefix="/staff")


@dataclass(frozen=True, slots=True)
class Door:
    """The staff door of one application.

    Args:
        hall: the deployment.
        cookies: names and flags of its cookies.
        secret: signs what the enrolment form carries.
        wall: the time outside, which authenticator apps follow.
        base_url: where respondents reach the site, without a slash at the end.
        sends_mail: whether a mail server is set.
    """

    hall: Hall
    cookies: Cookies
    secret: str
    wall: Callable[[], datetime]
    base_url: str
    sends_mail: bool


def hang(app: Flask, made: Door) -> None:
    """Hang the door into an application; the views must be imported by then."""
    app.extensions[NAME] = made
    app.register_blueprint(pages)


def door() -> Door:
    """Return the door of the application that serves this request."""
    return cast(Door, current_app.extensions[NAME])


def signed_in() -> Signed | None:
    """Return the signed-in browser of this request, the same one at each call."""
    if "signed" not in g:
        token = request.cookies.get(door().cookies.staff)
        there = not getattr(_view(), _QUIET_MARK, False)
        g.signed = sessions.signed(door().hall, token, touch=there) if token else None
    return cast(Signed | None, g.signed)


def quiet(view: View) -> View:
    """Declare that a page calls a view by itself: no sign that anybody still sits there."""
    setattr(view, _QUIET_MARK, True)
    return view


def _view() -> object:
    return current_app.view_functions.get(request.endpoint or "")


def me() -> Signed:
    """Return who is signed in; 401 where nobody is."""
    return signed_in() or abort(401)


def actor() -> Actor:
    """Return who asks, for use cases."""
    return me().actor


def source() -> str:
    """Return the network address that wrong tries are counted by."""
    return request.remote_addr or ""


def keep_cookie(response: Response, token: str) -> Response:
    """Give the browser its session's secret, which ends with the browser at the latest."""
    cookies = door().cookies
    response.set_cookie(
        cookies.staff, token, path="/", secure=cookies.secure, httponly=True, samesite="Lax"
    )
    return response


def drop_cookie(response: Response) -> Response:
    """Take the session's secret from the browser."""
    cookies = door().cookies
    response.delete_cookie(
        cookies.staff, path="/", secure=cookies.secure, httponly=True, samesite="Lax"
    )
    return response
