"""What the list of meetings is narrowed to, as its address says."""

from __future__ import annotations

from collections.abc import Mapping

from services.upkeep.meeting_list import Wanted
from surveys.kinds import MeetingKind
from web.staff.response_filters import month_days

FILTERS = ("kind", "month", "team", "undecided")


def wanted(asked: Mapping[str, str], *, undecided: bool) -> Wanted:
    """Return what an address asks for; what is none of the choices narrows nothing.

    Args:
        asked: the address's values.
        undecided: whether the reader may ask about whom nobody was asked.
    """
    kind = asked.get("kind", "")
    return Wanted(
        kind=MeetingKind(kind) if kind in list(MeetingKind) else None,
        team=asked.get("team") or None,
        days=month_days(asked.get("month", "")),
        undecided=undecided and asked.get("undecided") == "yes",
    )


def kept(asked: Mapping[str, str]) -> dict[str, str]:
    """Return the filters of an address, to go on to other pages of the list."""
    return {name: asked[name] for name in FILTERS if asked.get(name)}
