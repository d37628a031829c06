"""The tour's door: what its views need at hand, and who gets through."""

from __future__ import annotations

import ipaddress
from typing import cast
from urllib.parse import urlsplit

from flask import Blueprint, Request, abort, current_app, request

from services.upkeep.demonstration.stage import Stage

NAME = "sayso.tour"
pages = Blueprint("tour", __name__, url_prefix="/tour")

_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")
"""Headers by which a proxy says that the visitor is somewhere else."""


def stage() -> Stage:
    """Return the demonstration that this application shows."""
    return cast(Stage, current_app.extensions[NAME])


@pages.before_request
def let_in() -> None:
    """Let in who sits at this machine; for all others there is no such page."""
    if not at_this_machine(request):
        abort(404)


def at_this_machine(asked: Request) -> bool:
    """Whether a request came from this machine, by name of this machine, through no proxy.

    The name counts too: a stranger's site may have its own name lead to this machine, and would
    then be the same site to a browser here.
    """
    through = any(name in asked.headers for name in _FORWARDED)
    host = urlsplit(f"//{asked.headers.get('Host', '')}").hostname or ""
    return not through and _loopback(asked.remote_addr or "") and _named_loopback(host)


def _named_loopback(host: str) -> bool:
    return host == "localhost" or _loopback(host)


def _loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
