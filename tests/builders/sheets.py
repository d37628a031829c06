"""CSV files to import, and the columns they have."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

from services.hall import OPERATOR, Hall
from services.insight.columns import Columns
from services.insight.importing import Imported, import_responses
from services.insight.progress import unwatched
from storage.models import Answer, AuditEvent, Concern, Outbox, ProcessedInput, Response
from tests.builders.stored import count

HEADER = ("ref", "day", "score", "asked for", "said")
COLUMNS = Columns(id="ref", date="day", comment="said")
ALL_COLUMNS = Columns(id="ref", date="day", comment="said", rating="score", lean="asked for")
DISCLOSURE = "my stepdad hits me when he is cross"
TOUCHED = (Response, Answer, ProcessedInput, Concern, Outbox, AuditEvent)
ROW = ("1", "2026-08-03", "2", "good", "They rang me back.")


def row(number: int, said: str = ROW[4], **cells: str) -> tuple[str, ...]:
    """Return a good row with an id of its own and some cells changed."""
    values = dict(zip(("ref", "day", "score", "lean", "said"), ROW, strict=True))
    return tuple((values | {"ref": f"R{number}", "said": said} | cells).values())


def text_of(rows: Iterable[tuple[str, ...]], separator: str = ",") -> str:
    """Return the rows as CSV text under the usual header."""
    text = StringIO()
    csv.writer(text, delimiter=separator).writerows((HEADER, *rows))
    return text.getvalue()


def sheet(folder: Path, *rows: tuple[str, ...], name: str = "survey.csv") -> Path:
    """Write a file of rows under the usual header."""
    file = folder / name
    file.write_bytes(text_of(rows).encode("utf-8", "surrogatepass"))
    return file


def bring_in(hall: Hall, file: Path, columns: Columns = ALL_COLUMNS, **values: Any) -> Imported:
    """Import a file as comments of parents."""
    told = {"questionnaire": "imported_feedback", "role": "parent", "progress": unwatched}
    return import_responses(hall, OPERATOR, file, columns, **(told | values))


def counts(hall: Hall) -> dict[str, int]:
    """Return how many rows every table holds that an import may touch."""
    return {table.__tablename__: count(hall, table) for table in TOUCHED}
