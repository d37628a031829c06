"""Who gets through the staff door: asked before each view, by what the view itself declares."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar

from flask import abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from services.staff.sessions import Signed, Step
from web.roles import ANYONE, allowed
from web.staff.door import door, pages, signed_in

View = TypeVar("View", bound=Callable[..., Any])

PROOF_LASTS = timedelta(minutes=5)
"""How long a one-time code opens what would give somebody rights or take them away."""

STEPS = {
    Step.SET_PASSWORD: "staff.password",
    Step.ENROL: "staff.authenticator",
    Step.GIVE_CODE: "staff.code",
}
"""The page of each step on the way in."""

_STEP_MARK, _FRESH_MARK = "__sayso_step__", "__sayso_fresh__"
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_ADDRESS = re.compile(r"/staff/[\w./-]*")


def at_step(*steps: Step) -> Callable[[View], View]:
    """Declare that a view belongs to a step of signing in; without it, to those who are in."""

    def mark(view: View) -> View:
        setattr(view, _STEP_MARK, frozenset(steps))
        return view

    return mark


def steps_of(view: Callable[..., Any]) -> frozenset[Step]:
    """Return the steps that a view belongs to."""
    found: frozenset[Step] = getattr(view, _STEP_MARK, frozenset({Step.DONE}))
    return found


def freshly_proven(view: View) -> View:
    """Declare that a view wants a one-time code given in the last minutes."""
    setattr(view, _FRESH_MARK, True)
    return view


def own_address(text: str | None) -> str:
    """Return an address of ours to go on to; home for anything else, whoever's it is."""
    wanted = text or ""
    return wanted if _OWN_ADDRESS.fullmatch(wanted) else url_for("staff.home")


@pages.before_request
def let_in() -> ResponseReturnValue | None:
    """Let a request through to its view, or say where it must go first."""
    view = current_app.view_functions[request.endpoint or ""]
    roles = allowed(view)
    if ANYONE in roles:
        return None
    signed = signed_in()
    if signed is None:
        return _to("staff.sign_in") if request.method in _READS else abort(401)
    if signed.step not in steps_of(view):
        return _to_its_step(signed)
    if signed.actor.role not in roles:
        abort(403)
    if getattr(view, _FRESH_MARK, False) and not _fresh(signed):
        return _to("staff.prove")
    return None


def _to_its_step(signed: Signed) -> ResponseReturnValue:
    if signed.step is Step.DONE:
        return redirect(url_for("staff.home"), 303)
    return _to(STEPS[signed.step]) if request.method in _READS else abort(401)


def _fresh(signed: Signed) -> bool:
    proven = signed.proven_at
    return proven is not None and door().hall.clock() - proven < PROOF_LASTS


def _to(endpoint: str) -> ResponseReturnValue:
    """Send to a page that knows where to go on; never with what was asked or searched there."""
    return redirect(url_for(endpoint, next=request.path), 303)
