"""How far each language is, for those who find translators and who put translations in."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from services.upkeep.translating import progress
from storage.kinds import StaffRole
from web.roles import roles
from web.staff.door import pages
from web.staff.rendering import page


@pages.get("/languages")
@roles(StaffRole.OFFICER, StaffRole.ADMIN)
def languages() -> ResponseReturnValue:
    """List every language with its questionnaires and phrases, and all that each lacks."""
    return page("languages", languages=progress())
