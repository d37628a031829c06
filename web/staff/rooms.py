"""Every room of the staff door, gathered so that their views are on it."""

from __future__ import annotations

from flask import Flask

from web.staff import (
    accounts,
    action_news,
    actions,
    agreement,
    alike,
    audit,
    chosen,
    comments,
    concerns,
    entering,
    guard,
    health,
    home,
    invitations,
    keying,
    languages,
    many_views,
    meeting_by_hand,
    meetings,
    papers,
    report_evidence,
    reports,
    responses,
    second_looks,
    settling,
    stop_list,
    suggested,
    trouble,
)
from web.staff.door import Door, hang
from web.staff.formats import add_formats

VIEWS = (
    guard,
    trouble,
    entering,
    home,
    meetings,
    meeting_by_hand,
    many_views,
    invitations,
    papers,
    keying,
    languages,
    stop_list,
    responses,
    comments,
    alike,
    second_looks,
    settling,
    agreement,
    concerns,
    actions,
    action_news,
    reports,
    report_evidence,
    suggested,
    accounts,
    audit,
    chosen,
    health,
)
"""Modules whose import puts views on the staff door; a new room stands here and above."""


def open_staff_door(app: Flask, made: Door) -> None:
    """Put the staff door into an application."""
    add_formats(app)
    hang(app, made)
