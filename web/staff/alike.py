"""Comments like this one: what others said that means much the same, for whoever codes it."""

from __future__ import annotations

from uuid import UUID

from flask import abort
from flask.typing import ResponseReturnValue

from services.insight.alike import alike
from services.insight.reading_room import NotYours
from web.roles import roles
from web.staff.door import actor, door, pages
from web.staff.rendering import page
from web.staff.responses import READERS, comment_context


@pages.get("/responses/<uuid:response_id>/comments/<uuid:comment_id>/alike")
@roles(*READERS)
def comments_alike(response_id: UUID, comment_id: UUID) -> ResponseReturnValue:
    """Show the nearest in meaning; whose words were shown is recorded."""
    if not door().hall.hearing.is_set():
        abort(404)
    try:
        found = alike(door().hall, actor(), response_id, comment_id)
    except NotYours:
        abort(404)
    return page("responses/alike", found=found, **comment_context())
