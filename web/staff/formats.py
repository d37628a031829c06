"""How staff pages write days and moments: GOV.UK style, by the London clock."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import Flask

from services.staff.scopes import label
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


def when(point: date | datetime) -> str:
    """Return a day or a moment, whichever it is."""
    return at_moment(point) if isinstance(point, datetime) else on_day(point)


def in_words(code: str) -> str:
    """Return a stored code such as ``signed_in`` as people read it: its label, if it has one."""
    words = code.replace("_", " ").replace("totp", "authenticator app")
    return getattr(code, "label", words[:1].upper() + words[1:])


def fault(faults: Faults, field: str) -> dict[str, str] | None:
    """Return the ``errorMessage`` of a GOV.UK component, None where a field was taken."""
    return {"text": faults[field]} if field in faults else None


def add_formats(app: Flask) -> None:
    """Give templates these as filters."""
    app.jinja_env.filters.update(
        at_moment=at_moment,
        fault=fault,
        in_words=in_words,
        on_day=on_day,
        scope_label=label,
        when=when,
    )
