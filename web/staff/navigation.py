"""The rooms of the staff door by area, in the order of the navigation."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request, url_for

from services.hall import Actor
from web.roles import allowed

AREAS = (
    ("", (("Home", "staff.home"), ("Concerns", "staff.concerns"))),
    (
        "Asking",
        (
            ("Meetings", "staff.meetings"),
            ("Invite", "staff.invitations"),
            ("Questionnaires", "staff.questionnaires"),
            ("Paper forms", "staff.papers"),
            ("Languages", "staff.languages"),
            ("Stop list", "staff.stop_list"),
        ),
    ),
    (
        "Reading",
        (
            ("Responses", "staff.responses"),
            ("Views", "staff.views"),
            ("Second look", "staff.second_look"),
            ("Agreement", "staff.agreement"),
        ),
    ),
    ("Reporting", (("Reports", "staff.reports"), ("Actions", "staff.actions"))),
    (
        "Set-up",
        (("Staff", "staff.accounts"), ("Audit", "staff.audit"), ("Health", "staff.health")),
    ),
)
"""A line for each room: what it is called, and its endpoint, whose own roles decide who sees it."""
_MOST_IN_A_ROW = 7
"""Somebody with more rooms sees them by area, since nobody takes in a dozen at a glance."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A room that somebody may enter, or an area of several.

    Args:
        label: as the navigation calls it.
        address: where it is; of an area, where its first room is.
        current: whether this is its own page.
        active: whether this page lies in it.
        rooms: those of an area.
    """

    label: str
    address: str
    current: bool
    active: bool
    rooms: tuple[Entry, ...] = ()


def entries(actor: Actor) -> tuple[Entry, ...]:
    """Return the rooms that somebody's role opens, by area where they are many."""
    areas = [
        (label, tuple(_room(*room) for room in rooms if may(actor, room[1])))
        for label, rooms in AREAS
    ]
    if sum(len(rooms) for _, rooms in areas) <= _MOST_IN_A_ROW:
        return tuple(room for _, rooms in areas for room in rooms)
    return tuple(entry for label, rooms in areas for entry in _grouped(label, rooms))


def may(actor: Actor, endpoint: str) -> bool:
    """Return whether somebody's role opens a page."""
    return actor.role in allowed(current_app.view_functions[endpoint])


def _grouped(label: str, rooms: tuple[Entry, ...]) -> tuple[Entry, ...]:
    if not label or len(rooms) < 2:
        return rooms
    return (Entry(label, rooms[0].address, False, any(room.active for room in rooms), rooms),)


def _room(label: str, endpoint: str) -> Entry:
    address = url_for(endpoint)
    within = endpoint != "staff.home" and request.path.startswith(address)
    return Entry(label, address, request.endpoint == endpoint, within)
