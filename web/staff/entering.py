"""Signing in, a step a page: password, the first time an own one and an authenticator, code."""

from __future__ import annotations

from flask import Response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from services.refusal import Refused
from services.staff import sessions, signing_in
from services.staff.sessions import Step
from storage.kinds import StaffRole
from web.roles import ANYONE, roles
from web.staff.door import (
    door,
    drop_cookie,
    keep_cookie,
    me,
    pages,
    signed_in,
    source,
)
from web.staff.enrolment import Enrolment
from web.staff.guard import at_step, own_address
from web.staff.rendering import page


@pages.get("/sign-in")
@roles(ANYONE)
def sign_in() -> ResponseReturnValue:
    """Ask for e-mail address and password."""
    if signed_in() is not None:
        return redirect(url_for("staff.home"), 303)
    return page("sign_in", email="", next=_next())


@pages.post("/sign-in")
@roles(ANYONE)
def sign_in_given() -> ResponseReturnValue:
    """Check them; the right ones lead to the next step and nowhere else yet."""
    email, password = request.form.get("email", "").strip(), request.form.get("password", "")
    if not email or not password:
        faults = {"email": "Enter your e-mail address"} if not email else {}
        faults |= {} if password else {"password": "Enter your password"}
        return page("sign_in", faults, email=email, next=_next())
    try:
        token = signing_in.give_password(door().hall, email, password, source())
    except Refused as refused:
        return page("sign_in", {"email": str(refused)}, email=email, next=_next())
    return _onward(token)


@pages.get("/password")
@roles(*StaffRole)
@at_step(Step.SET_PASSWORD)
def password() -> ResponseReturnValue:
    """Ask for a password of their own instead of the one-time one."""
    return page("password", next=_next())


@pages.post("/password")
@roles(*StaffRole)
@at_step(Step.SET_PASSWORD)
def password_given() -> ResponseReturnValue:
    """Keep it, when it is hard to guess."""
    given = request.form.get("password", "")
    if given != request.form.get("again", ""):
        fault = "The two passwords differ; type the same one twice."
        return page("password", {"again": fault}, next=_next())
    try:
        signing_in.set_password(door().hall, me(), given)
    except Refused as refused:
        return page("password", {"password": str(refused)}, next=_next())
    return redirect(own_address(_next()), 303)


@pages.get("/authenticator")
@roles(*StaffRole)
@at_step(Step.ENROL)
def authenticator() -> ResponseReturnValue:
    """Show a fresh key to add to an authenticator app."""
    return page("authenticator", enrolment=Enrolment.fresh(door(), me()), next=_next())


@pages.post("/authenticator")
@roles(*StaffRole)
@at_step(Step.ENROL)
def authenticator_given() -> ResponseReturnValue:
    """Keep the key, once a code shows that the app has it."""
    kept = Enrolment.carried(door(), me(), request.form.get("enrolment", ""))
    if kept is None:
        fault = (
            "This page was open too long; take this new key, and remove the old one from the app."
        )
        fresh = Enrolment.fresh(door(), me())
        return page("authenticator", {"code": fault}, enrolment=fresh, next=_next())
    try:
        token = signing_in.enrol(door().hall, me(), kept.secret, _code(), door().wall())
    except Refused as refused:
        return page("authenticator", {"code": str(refused)}, enrolment=kept, next=_next())
    return _onward(token)


@pages.get("/code")
@roles(*StaffRole)
@at_step(Step.GIVE_CODE)
def code() -> ResponseReturnValue:
    """Ask for a one-time code."""
    return page("code", again=False, next=_next())


@pages.post("/code")
@roles(*StaffRole)
@at_step(Step.GIVE_CODE)
def code_given() -> ResponseReturnValue:
    """Let in whoever has it."""
    return _take_code(again=False)


@pages.get("/prove")
@roles(*StaffRole)
def prove() -> ResponseReturnValue:
    """Ask for a code once more, before rights are given or taken."""
    return page("code", again=True, next=_next())


@pages.post("/prove")
@roles(*StaffRole)
def prove_given() -> ResponseReturnValue:
    """Open for a few minutes what needs it."""
    return _take_code(again=True)


@pages.post("/sign-out")
@roles(*StaffRole)
@at_step(*Step)
def sign_out() -> ResponseReturnValue:
    """End the session here and in the table, so that its cookie is worth nothing."""
    sessions.end(door().hall, me())
    session.clear()
    return drop_cookie(_redirect(url_for("staff.sign_in")))


def _take_code(*, again: bool) -> ResponseReturnValue:
    try:
        token = signing_in.give_code(door().hall, me(), _code(), source(), door().wall())
    except Refused as refused:
        return page("code", {"code": str(refused)}, again=again, next=_next())
    return _onward(token)


def _onward(token: str) -> Response:
    """Go on with a new secret, and with a new form token too."""
    session.clear()
    return keep_cookie(_redirect(own_address(_next())), token)


def _redirect(address: str) -> Response:
    answer = Response(status=303)
    answer.headers["Location"] = address
    return answer


def _code() -> str:
    return request.form.get("code", "")


def _next() -> str:
    return own_address(request.values.get("next"))
