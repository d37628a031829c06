"""What stands behind a number of a report: the sentence it makes, and the quotes that it counts."""

from __future__ import annotations

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from services.insight import report_desk
from services.insight.evidence import evidence
from services.insight.reading_room import NotYours
from services.refusal import Refused
from web.roles import roles
from web.staff.door import actor, door, pages
from web.staff.navigation import may
from web.staff.rendering import page
from web.staff.reports import MAKERS, chosen, wanted


@pages.get("/reports/behind")
@roles(*MAKERS)
def report_evidence() -> ResponseReturnValue:
    """Show a figure with the quotes behind it; without a report or figure, go to the reports."""
    if "period" not in request.args or "figure" not in request.args:
        return redirect(url_for("staff.reports"), 303)
    hall, who = door().hall, actor()
    try:
        asked = wanted(report_desk.offer(hall, who))
        found = evidence(hall, who, asked, request.args["figure"])
    except NotYours:
        abort(404)
    except Refused:
        return redirect(url_for("staff.reports", **chosen()), 303)
    return page(
        "reports/evidence",
        found=found,
        chosen=chosen(),
        opens=may(who, "staff.response"),
        quoted=report_desk.quoted_to(who),
    )
