"""One meeting from all sides, a case's meetings, and the meetings on which views differ most."""

from __future__ import annotations

from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue

from services.insight import differences, many_views, report_desk
from services.insight.many_views import NotYours
from services.refusal import Refused
from storage.kinds import StaffRole
from web.roles import roles
from web.staff.door import actor, door, pages
from web.staff.rendering import page
from web.staff.responses import comment_context

VIEWERS = (StaffRole.OFFICER, StaffRole.SAFEGUARDING, StaffRole.MANAGER)
"""Roles that see a meeting from all sides; which meetings is decided one by one."""

LEARNERS = (StaffRole.OFFICER, StaffRole.QA)
"""Roles that look across meetings for where views differ."""


@pages.get("/meetings/<uuid:meeting_id>/views")
@roles(*VIEWERS)
def meeting_views(meeting_id: UUID) -> ResponseReturnValue:
    """Show what each said about one meeting; that their words were opened is recorded."""
    try:
        views = many_views.open_meeting(door().hall, actor(), meeting_id)
    except NotYours:
        abort(404)
    return page("meetings/views", views=views, **comment_context())


@pages.get("/cases/<uuid:case_id>/meetings")
@roles(*VIEWERS)
def case_meetings(case_id: UUID) -> ResponseReturnValue:
    """List the meetings about one case, each with the way to its views."""
    found = differences.about_case(door().hall, actor(), case_id) or abort(404)
    return page("meetings/of_case", found=found)


@pages.get("/views")
@roles(*LEARNERS)
def views() -> ResponseReturnValue:
    """List the meetings of a period on which the child and adults stand furthest apart."""
    offer = report_desk.offer(door().hall, actor())
    periods, chosen = offer.periods, request.args.get("period") or offer.usual
    try:
        found = differences.furthest_apart(door().hall, actor(), chosen)
    except Refused as refused:
        return page(
            "meetings/differences",
            {"period": str(refused)},
            found=(),
            periods=periods,
            chosen=chosen,
        )
    return page("meetings/differences", found=found, periods=periods, chosen=chosen)
