"""Every room of the staff door, gathered so that their views are on it."""

from __future__ import annotations

from flask import Flask

from services.build import present
from services.hall import Hall
from web.signing import Cookies
from web.staff import (
    accounts,
    audit,
    comments,
    concerns,
    entering,
    guard,
    health,
    home,
    responses,
    trouble,
)
from web.staff.door import Door, hang
from web.staff.formats import add_formats

VIEWS = (
    guard,
    trouble,
    entering,
    home,
    responses,
    comments,
    concerns,
    accounts,
    audit,
    health,
)
"""Modules whose import puts views on the staff door; a new room stands here and above."""


def open_staff_door(app: Flask, hall: Hall, cookies: Cookies, secret: str) -> None:
    """Put the staff door into an application."""
    add_formats(app)
    hang(app, Door(hall, cookies, secret, present))
