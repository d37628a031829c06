"""What each scene needs on its page: links, addresses, and what the demonstration prepared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import segno
from flask import url_for
from markupsafe import Markup

from services.upkeep.demonstration.stage import Stage
from web.staff.door import door

Run = Mapping[str, str]
"""What one run of the tour was given, as its cookie keeps it."""


def props(name: str, stage: Stage, run: Run) -> dict[str, Any]:
    """Return what the template of a scene reads, beside what every page of the tour does."""
    made = _BY_SCENE.get(name, _nothing)
    return {"prepared": stage.scene(name), **made(stage, run)}


def _nothing(stage: Stage, run: Run) -> dict[str, Any]:
    return {}


def _not_safe(stage: Stage, run: Run) -> dict[str, Any]:
    address = door().base_url + url_for("respond.link", token=run["token"])
    return {"link": address, "code": run["code"], "picture": _drawn(address)}


def _evidence(stage: Stage, run: Run) -> dict[str, Any]:
    return {"report": _report(stage)}


def _report(stage: Stage) -> str:
    period = stage.props().get("period", "")
    return url_for("staff.reports", period=period, scope="authority", audience="leadership")


def _drawn(address: str) -> Markup:
    drawn = segno.make(address, error="m", micro=False).svg_inline(
        scale=4, border=4, light="#fff", omitsize=True, svgclass="tour-qr", lineclass=None
    )
    return Markup(drawn)  # noqa: S704  # drawn from our own address, not from words


_BY_SCENE: Mapping[str, Callable[[Stage, Run], dict[str, Any]]] = {
    "not_safe": _not_safe,
    "evidence": _evidence,
    "layouts": _evidence,
}
