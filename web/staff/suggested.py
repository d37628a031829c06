"""Themes that the codebook may lack, and a notice when what people write has changed."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from services.insight.suggesting import suggest
from storage.kinds import StaffRole
from web.roles import roles
from web.staff.door import actor, door, pages
from web.staff.rendering import page

CODEBOOK_KEEPERS = (StaffRole.OFFICER, StaffRole.QA)
"""Roles that code, and so judge whether the codebook fits."""


@pages.get("/reports/suggested-themes")
@roles(*CODEBOOK_KEEPERS)
def suggested_themes() -> ResponseReturnValue:
    """Show what comments suggest; that examples were shown is recorded."""
    return page("reports/suggested", found=suggest(door().hall, actor()))
