"""The audit view: who did what when, by ids."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from services.staff import accounts, traces
from services.staff.traces import Wanted
from storage.kinds import StaffRole
from web.roles import roles
from web.staff.door import actor, door, pages
from web.staff.paging import SIZE, Paging, asked_page
from web.staff.rendering import page

_FIELDS = ("staff", "deed", "since", "until")


@pages.get("/audit")
@roles(StaffRole.ADMIN)
def audit() -> ResponseReturnValue:
    """List traces, the newest first, those of one person, deed or time where asked."""
    asked = {name: request.args.get(name, "").strip() for name in _FIELDS}
    wanted, faults = _read(asked)
    hall, number = door().hall, asked_page()
    found = traces.look_through(hall, actor(), wanted, number, SIZE)
    names = {account.id: account.name for account in accounts.listed(hall, actor())}
    return page(
        "audit",
        faults,
        found=found,
        paging=Paging(number, found.total),
        asked=asked,
        kept={name: text for name, text in asked.items() if text},
        names=names,
        deeds=traces.deeds(hall, actor()),
    )


def _read(asked: dict[str, str]) -> tuple[Wanted, dict[str, str]]:
    """Return the conditions that can be used, and what is the matter with the others."""
    faults: dict[str, str] = {}
    days: dict[str, date | None] = {}
    for name in ("since", "until"):
        days[name] = _day(asked[name])
        if asked[name] and days[name] is None:
            faults[name] = "Write a day such as 2026-10-15, or leave it empty"
    wanted = Wanted(_person(asked["staff"]), asked["deed"] or None, days["since"], days["until"])
    return wanted, faults


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _person(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
