"""Home: what waits for whoever signed in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app, url_for
from flask.typing import ResponseReturnValue

from services.staff.home import Matter, chaired, waiting
from storage.kinds import StaffRole
from web.roles import roles
from web.staff.door import actor, door, pages
from web.staff.navigation import may
from web.staff.rendering import page

ROOM_OF = {
    Matter.CONCERNS: "staff.concerns",
    Matter.COMMENTS: "staff.responses",
    Matter.SECOND_LOOKS: "staff.second_look",
    Matter.MEETINGS: "staff.meetings",
    Matter.CHAIRED: "staff.meetings",
    Matter.ACTIONS: "staff.actions",
    Matter.UNTOLD: "staff.actions",
    Matter.REPORT: "staff.reports",
    Matter.ACCOUNTS: "staff.accounts",
    Matter.FAULTS: "staff.health",
}
"""Where each matter is dealt with."""

NARROWED: Mapping[Matter, Mapping[str, Any]] = {
    Matter.ACTIONS: {"show": "open"},
    Matter.UNTOLD: {"show": "untold"},
}
"""What narrows a room's list to the matter."""


@pages.get("/")
@roles(*StaffRole)
def home() -> ResponseReturnValue:
    """Show what waits, with the way to it."""
    hall, who = door().hall, actor()
    return page(
        "home",
        waiting=[(one, _way(one.matter)) for one in waiting(hall, who, door().wall())],
        tells=may(who, "staff.action_published"),
        held=chaired(hall, who),
    )


def _way(matter: Matter) -> str | None:
    endpoint = ROOM_OF[matter]
    there = endpoint in current_app.view_functions and may(actor(), endpoint)
    return url_for(endpoint, **NARROWED.get(matter, {})) if there else None
