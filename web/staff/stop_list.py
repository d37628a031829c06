"""People who must not be written to: who they are, putting somebody on the list, and off it."""

from __future__ import annotations

from flask import abort, request
from flask.typing import ResponseReturnValue

from services.refusal import Refused
from services.upkeep import stop_list as use_cases
from services.upkeep.stop_list import Subject
from storage.kinds import StaffRole, StopReason
from web.roles import roles
from web.staff.door import actor, door, pages
from web.staff.rendering import Faults, done, page


@pages.get("/stop-list")
@roles(StaffRole.OFFICER)
def stop_list() -> ResponseReturnValue:
    """List them, with the form to add one."""
    return _show()


@pages.post("/stop-list")
@roles(StaffRole.OFFICER)
def stop_listed() -> ResponseReturnValue:
    """Put a person or a case on the list."""
    subject, reference, reason = _sent("subject"), _sent("reference"), _sent("reason")
    faults = {
        name: fault
        for name, fault, taken in (
            ("subject", "Choose whether it is a person or a case", subject in set(Subject)),
            ("reference", "Give the reference of the person or the case", bool(reference)),
            ("reason", "Choose why", reason in set(StopReason)),
        )
        if not taken
    }
    if faults:
        return _show(faults)
    about = Subject(subject)
    try:
        use_cases.stop(door().hall, actor(), about, reference, StopReason(reason))
    except Refused as refused:
        return _show({"reference": str(refused)})
    said = f"Nothing more is sent about {reference}. What waited to be sent was cancelled."
    return done(said, "staff.stop_list")


@pages.post("/stop-list/lift")
@roles(StaffRole.OFFICER)
def stop_lifted() -> ResponseReturnValue:
    """Take a person or a case off the list."""
    if _sent("subject") not in set(Subject):
        abort(400)
    reference = _sent("reference")
    try:
        use_cases.lift(door().hall, actor(), Subject(_sent("subject")), reference)
    except Refused as refused:
        return _show({"listed": str(refused)})
    said = f"{reference} is off the list. What was cancelled stays cancelled."
    return done(said, "staff.stop_list")


def _sent(name: str) -> str:
    return request.form.get(name, "").strip()


def _show(faults: Faults | None = None) -> ResponseReturnValue:
    typed = {name: _sent(name) for name in ("subject", "reference", "reason")}
    return page(
        "stop_list",
        faults,
        entries=use_cases.entries(door().hall, actor()),
        reasons=tuple(StopReason),
        typed=typed if faults and "listed" not in faults else {},
    )
