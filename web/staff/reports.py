"""Reports: choose period, scope and readers, look at the report, take it along as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from services.insight import report_desk
from services.insight.report_desk import QUARTERLY, NotYours, Offer, Shown, Wanted
from services.refusal import Refused
from storage.kinds import StaffRole
from web.roles import roles
from web.staff.actions import WRITERS
from web.staff.door import actor, door, pages
from web.staff.navigation import may
from web.staff.rendering import page

MAKERS = (StaffRole.OFFICER, StaffRole.QA, StaffRole.LEADER, StaffRole.MANAGER)
"""Roles that make reports, each within its own scope."""

TYPES: Mapping[str, str] = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
}
"""What a report can be taken along as."""

NAMES = ("period", "scope", "audience", "layout")
"""What an address says of the report that it asks for."""


@pages.get("/reports")
@roles(*MAKERS)
def reports() -> ResponseReturnValue:
    """Offer the choice, and show the report where one was made; that it was is recorded."""
    offer = report_desk.offer(door().hall, actor())
    if "period" not in request.args:
        return _page(offer, None)
    try:
        shown = report_desk.show(door().hall, actor(), wanted(offer), _way)
    except NotYours:
        abort(404)
    except Refused as refused:
        return _page(offer, None, {"period": str(refused)})
    return _page(offer, shown)


@pages.get("/reports/download")
@roles(*MAKERS)
def report_download() -> ResponseReturnValue:
    """Give a report as a file; without a choice, go back to where it is made."""
    form = request.args.get("format", "")
    if "period" not in request.args or form not in TYPES:
        return redirect(url_for("staff.reports"), 303)
    offer = report_desk.offer(door().hall, actor())
    try:
        name, data = report_desk.download(door().hall, actor(), wanted(offer), form)
    except NotYours:
        abort(404)
    except Refused as refused:
        return _page(offer, None, {"period": str(refused)})
    given = Response(data, content_type=TYPES[form])
    given.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return given


def wanted(offer: Offer) -> Wanted:
    """Return what the address asks for; what it leaves out is the first on offer."""
    asked = request.args
    return Wanted(
        kind=QUARTERLY,
        period=asked.get("period", ""),
        scope=asked.get("scope") or _first(offer.scopes),
        audience=asked.get("audience") or _first(offer.audiences),
        layout=asked.get("layout", ""),
    )


def _way(figure_id: str) -> str:
    """Return the address of what stands behind a figure of the report that is asked for."""
    return url_for("staff.report_evidence", figure=figure_id, **chosen())


def chosen() -> dict[str, Any]:
    """Return which report the address asks for, as other addresses about it must say it."""
    return {name: request.args[name] for name in NAMES if request.args.get(name)}


def _first(choices: tuple[tuple[str, str], ...]) -> str:
    return choices[0][0] if choices else ""


def _page(
    offer: Offer, shown: Shown | None, faults: Mapping[str, str] | None = None
) -> ResponseReturnValue:
    return page(
        "reports/report",
        faults,
        offer=offer,
        shown=shown,
        chosen=chosen(),
        body=Markup(shown.body) if shown else "",  # noqa: S704 - escaped where it was rendered
        acts=actor().role in WRITERS,
        keeps_codebook=may(actor(), "staff.suggested_themes"),
    )
