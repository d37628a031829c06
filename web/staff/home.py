"""Home: what waits for whoever signed in."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from storage.kinds import StaffRole
from web.roles import roles
from web.staff.door import pages
from web.staff.rendering import page


@pages.get("/")
@roles(*StaffRole)
def home() -> ResponseReturnValue:
    """Show what waits."""
    return page("home")
