"""Comments that the demonstration council gathered elsewhere and brings in from a file."""

from __future__ import annotations

import csv
import tempfile
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

from services.hall import Actor, Hall
from services.insight.columns import PLAIN_LEANS, Columns
from services.insight.importing import import_responses
from services.insight.progress import unwatched

_FORM, _ROLE, _SHEET = "imported_feedback", "family_member", "family_member.csv"
_NAMES = ("id", "day", "rating", "comment")


def rows() -> tuple[dict[str, str], ...]:
    """Return every comment there is to bring in."""
    text = (files(__package__) / "words" / _SHEET).read_text("utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def bring_in(hall: Hall, actor: Actor, now: datetime) -> int:
    """Bring in what was said up to a day and was not there yet; return how many.

    Args:
        hall, actor: where, and who brings it in.
        now: nothing of the same day or a later one is in the file.
    """
    said = [row for row in rows() if date.fromisoformat(row["day"]) < now.date()]
    if not said:
        return 0
    columns = Columns(
        id="id", date="day", comment="comment", rating="rating", lean=None,
        rating_map={}, lean_map=PLAIN_LEANS,
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / _SHEET
        with file.open("w", encoding="utf-8", newline="") as sheet:
            writer = csv.DictWriter(sheet, _NAMES)
            writer.writeheader()
            writer.writerows(said)
        return import_responses(hall, actor, file, columns, _FORM, _ROLE, unwatched).taken
