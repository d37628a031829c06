"""Meetings files, and what is in the tables once they were taken in."""

from __future__ import annotations

import csv
from io import StringIO

from sqlalchemy import func, select

from services.hall import Hall
from services.upkeep.meeting_rows import COLUMNS, read_meetings
from services.upkeep.meetings import Summary, import_meetings
from storage.models import Attendance, Case, Meeting, Recipient, RecipientCase

ROW = {
    "meeting_ref": "M-1",
    "case_id": "C-1001",
    "kind": "review_cp_conference",
    "held_on": "2026-10-01",
    "outcome": "plan_continues",
    "area": "Help and protection",
    "team": "Harbour",
    "chair": "Chair 1",
    "role": "parent",
    "recipient_ref": "P-1",
    "attended": "yes",
    "channel": "email",
    "contact": "p-1@example.org",
    "language": "en",
    "birth_month": "",
    "relation": "",
}
CHILD = {"kind": "cla_review", "role": "child", "recipient_ref": "Y-1", "birth_month": "2016-05"}


def row(**cells: str) -> dict[str, str]:
    """Return a good row with some cells changed."""
    return {**ROW, **cells}


def child(**cells: str) -> dict[str, str]:
    """Return a row about a child of ten after a review."""
    return {**ROW, **CHILD, **cells}


def sheet(*rows: dict[str, str], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """Return the rows as a file, under all the columns that the first of them has."""
    text = StringIO()
    fields = [column for column in COLUMNS if column in rows[0]]
    writer = csv.DictWriter(text, fields, delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def take_in(hall: Hall, *rows: dict[str, str], dry_run: bool = False) -> Summary:
    """Import the rows."""
    read = read_meetings(sheet(*rows), "meetings.csv")
    return import_meetings(hall, read, "meetings.csv", dry_run=dry_run)


def counted(hall: Hall) -> dict[str, int]:
    """Return how many rows the tables hold."""
    tables = (Meeting, Case, Recipient, RecipientCase, Attendance)
    with hall.sessions.reading() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in tables
        }
