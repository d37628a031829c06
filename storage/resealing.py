"""Seals rows of older keys afresh, in batches that each stand by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from sqlalchemy import Column, Select, Table, func, select, update
from sqlalchemy.orm import Session

from storage.base import Base
from storage.engine import Sessions
from storage.keys import Keys
from storage.sealed import Sealed, place, sealed_attributes


@dataclass(frozen=True, slots=True)
class Cells:
    """One sealed column of one table."""

    table: Table
    sealed: Sealed

    @property
    def key(self) -> Column[Any]:
        """The table's primary key."""
        (found,) = self.table.primary_key.columns
        return found

    @property
    def boxes(self) -> Column[Any]:
        """The column of boxes."""
        return self.table.columns[self.sealed.column]

    def older(self, keys: Keys) -> Select[Any]:
        """Return the query of keys and boxes that the present key did not seal."""
        newest = bytes([max(keys.rings[self.sealed.ring])])
        first = func.substr(self.boxes, 1, 1, type_=self.boxes.type)
        return select(self.key, self.boxes).where(self.boxes.is_not(None), first != newest)


def sealed_cells() -> tuple[Cells, ...]:
    """Return every sealed column of every table."""
    found = [
        Cells(cast("Table", mapper.local_table), sealed)
        for mapper in Base.registry.mappers
        for sealed in sealed_attributes(mapper.class_).values()
    ]
    return tuple(sorted(found, key=lambda cells: (cells.table.name, cells.sealed.column)))


def left(sessions: Sessions, keys: Keys) -> int:
    """Count the boxes that an older key sealed."""
    with sessions.reading() as session:
        return sum(
            session.scalar(select(func.count()).select_from(cells.older(keys).subquery())) or 0
            for cells in sealed_cells()
        )


def reseal(sessions: Sessions, keys: Keys, batch: int) -> Iterator[int]:
    """Seal everything of older keys with the present one; yield the size of each batch.

    Each batch is committed by itself, so that being broken off loses nothing and the next run
    goes on from there. A row that somebody changes at the same moment keeps their words.

    Args:
        sessions: of the database.
        keys: the old ones to open with, and the present ones.
        batch: rows in one transaction.

    Raises:
        KeyFault: a box opens with none of the keys; what was done before stays done.
    """
    for cells in sealed_cells():
        after: Any = None
        while True:
            with sessions.writing() as session:
                after, done = _reseal(session, keys, cells, after, batch)
            if not done:
                break
            yield done


def _reseal(session: Session, keys: Keys, cells: Cells, after: Any, batch: int) -> tuple[Any, int]:
    """Reseal the rows behind one primary key; return the last one's key and how many."""
    query = cells.older(keys).order_by(cells.key).limit(batch)
    rows = session.execute(query if after is None else query.where(cells.key > after)).all()
    for row_id, box in rows:
        here = place(cells.table.name, cells.sealed.column, row_id)
        fresh = keys.seal(cells.sealed.ring, keys.open(cells.sealed.ring, box, here), here)
        session.execute(
            update(cells.table)
            .where(cells.key == row_id, cells.boxes == box)
            .values({cells.sealed.column: fresh})
        )
    return (rows[-1][0] if rows else after), len(rows)
