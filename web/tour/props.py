"""What each scene needs on its page: links, addresses, and what the demonstration prepared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import segno
from flask import url_for
from markupsafe import Markup

from services.insight import layouts, report_desk
from services.insight.reporting import Wanted, make_report
from services.upkeep.demonstration.stage import Stage, meeting_of, player, running_quarter
from storage.kinds import StaffRole
from web.staff.door import door

Run = Mapping[str, str]
"""What one run of the tour was given, as its cookie keeps it."""


def props(name: str, stage: Stage, run: Run) -> dict[str, Any]:
    """Return what the template of a scene reads, beside what every page of the tour does."""
    return _BY_SCENE[name](stage, run)


def _not_safe(stage: Stage, run: Run) -> dict[str, Any]:
    link = url_for("respond.link", token=run["token"])
    return {"link": link, "code": run["code"], "picture": _drawn(door().base_url + link)}


def _many_views(stage: Stage, run: Run) -> dict[str, Any]:
    meeting = meeting_of(stage, "many_views")
    return {"views": url_for("staff.meeting_views", meeting_id=meeting) if meeting else ""}


def _evidence(stage: Stage, run: Run) -> dict[str, Any]:
    return {"report": _report(stage)}


def _you_said(stage: Stage, run: Run) -> dict[str, Any]:
    return {
        "link": url_for("respond.link", token=run["spoke"]),
        "action": url_for("staff.action", action_id=run["action"]),
        "report": _report(stage, running_quarter(stage)) + "#actions",
        "done": _actions_done(stage),
    }


def _actions_done(stage: Stage) -> int:
    """Return how many actions the report of the quarter that runs counts as done."""
    wanted = Wanted(report_desk.QUARTERLY, running_quarter(stage), "authority", "leadership")
    figures = make_report(stage.hall, wanted).figures
    return next(int(each.value or 0) for each in figures if each.id == "actions.done")


def _layouts(stage: Stage, run: Run) -> dict[str, Any]:
    offered = report_desk.offer(stage.hall, player(stage, StaffRole.LEADER)).layouts
    councils = [(id_, name) for id_, name in offered if id_ != layouts.STANDARD]
    return {"layouts": [(name, _report(stage, layout=id_)) for id_, name in councils]}


def _report(stage: Stage, period: str = "", **more: str) -> str:
    wanted: dict[str, Any] = {"scope": "authority", "audience": "leadership", **more}
    asked = period or stage.props().get("period", "")
    return url_for("staff.reports", period=asked, **wanted)


def _drawn(address: str) -> Markup:
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        scale=4, border=4, light="#fff", omitsize=True, svgclass="tour-qr", lineclass=None
    )
    return Markup(drawn)  # noqa: S704  # drawn from our own address, not from words


_BY_SCENE: Mapping[str, Callable[[Stage, Run], dict[str, Any]]] = {
    "not_safe": _not_safe,
    "many_views": _many_views,
    "evidence": _evidence,
    "you_said": _you_said,
    "layouts": _layouts,
}
