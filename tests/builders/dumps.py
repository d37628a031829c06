"""Everything that a database holds, cell by cell, as it lies there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from services.hall import Hall
from storage.base import Base

Cells = dict[tuple[str, Any, str], Any]
"""Values by table, primary key and column."""


def dump(hall: Hall) -> Cells:
    """Return every cell of every table; sealed ones sealed."""
    with hall.sessions.reading() as session:
        return {
            (table.name, _key(table, row), column.name): row[column.name]
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table)).mappings()
            for column in table.columns
        }


def _key(table: Any, row: Any) -> Any:
    return tuple(row[column.name] for column in table.primary_key.columns)


def texts(cells: Cells) -> Iterator[str]:
    """Yield every value as text."""
    for value in cells.values():
        yield value.hex() if isinstance(value, bytes) else str(value)


def on_disk(hall: Hall) -> bytes:
    """Return all that an SQLite database's files hold, the write-ahead file included."""
    file = Path(hall.sessions.engine.url.database or "")
    return b"".join(part.read_bytes() for part in sorted(file.parent.glob(f"{file.name}*")))
