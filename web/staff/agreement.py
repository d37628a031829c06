"""How far people and the machine agree: in numbers, in words, theme by theme, and as a curve."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from services.insight.agreeing import agreement as measured
from storage.kinds import StaffRole
from web.roles import roles
from web.staff.door import actor, door, pages
from web.staff.navigation import may
from web.staff.rendering import page

READERS = (StaffRole.OFFICER, StaffRole.QA, StaffRole.LEADER)
"""Roles that answer for what reports say of comments."""


@pages.get("/agreement")
@roles(*READERS)
def agreement() -> ResponseReturnValue:
    """Show how far people and the machine agree within this person's scope; figures alone."""
    return page(
        "second_looks/agreement",
        found=measured(door().hall, actor()),
        smallest=door().hall.council.thresholds.smallest_cell,
        looks=may(actor(), "staff.second_look"),
    )
