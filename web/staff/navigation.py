"""The rooms of the staff door, in the order of the navigation."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, request, url_for

from services.hall import Actor
from web.roles import allowed

ROOMS = (
    ("Home", "staff.home"),
    ("Concerns", "staff.concerns"),
    ("Meetings", "staff.meetings"),
    ("Views", "staff.views"),
    ("Invite", "staff.invitations"),
    ("Paper forms", "staff.papers"),
    ("Languages", "staff.languages"),
    ("Stop list", "staff.stop_list"),
    ("Responses", "staff.responses"),
    ("Second look", "staff.second_look"),
    ("Actions", "staff.actions"),
    ("Reports", "staff.reports"),
    ("Agreement", "staff.agreement"),
    ("Staff", "staff.accounts"),
    ("Audit", "staff.audit"),
    ("Health", "staff.health"),
)
"""A line for each room: what it is called, and its endpoint, whose own roles decide who sees it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A room that somebody may enter.

    Args:
        label: as the navigation calls it.
        address: where it is.
        current: whether this is its own page.
        active: whether this page lies in it.
    """

    label: str
    address: str
    current: bool
    active: bool


def entries(actor: Actor) -> tuple[Entry, ...]:
    """Return the rooms that somebody's role opens."""
    return tuple(_entry(label, endpoint) for label, endpoint in ROOMS if may(actor, endpoint))


def may(actor: Actor, endpoint: str) -> bool:
    """Return whether somebody's role opens a page."""
    return actor.role in allowed(current_app.view_functions[endpoint])


def _entry(label: str, endpoint: str) -> Entry:
    address = url_for(endpoint)
    within = endpoint != "staff.home" and request.path.startswith(address)
    return Entry(label, address, request.endpoint == endpoint, within)
