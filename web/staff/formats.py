"""How staff pages write days and moments: GOV.UK style, by the London clock."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask

from web.staff.rendering import Faults

_LONDON = ZoneInfo("Europe/London")


def on_day(day: date | None) -> str:
    """Return a day such as ``15 October 2026``, empty for None."""
    return f"{day.day} {day:%B %Y}" if day is not None else ""


def at_moment(moment: datetime | None) -> str:
    """Return an aware moment such as ``15 October 2026 at 10:00am``, empty for None."""
    if moment is None:
        return ""
    here = moment.astimezone(_LONDON)
    half = "am" if here.hour < 12 else "pm"
    return f"{on_day(here.date())} at {here.hour % 12 or 12}:{here:%M}{half}"


def fault(faults: Faults, field: str) -> dict[str, str] | None:
    """Return the ``errorMessage`` of a GOV.UK component, None where a field was taken."""
    return {"text": faults[field]} if field in faults else None


def add_formats(app: Flask) -> None:
    """Give templates these as filters."""
    app.jinja_env.filters.update(on_day=on_day, at_moment=at_moment, fault=fault)
