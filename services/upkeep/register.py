"""Finds or makes rows by the council's references, and keeps count of what that changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Self, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.base import Base

Model = TypeVar("Model", bound=Base)

_BATCH = 500
"""Values in one IN list; both engines take more, but neither gains by it."""


@dataclass(slots=True)
class Tally:
    """How many were new, changed and unchanged."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """What a file changed of something that was there: never a contact's own value."""

    what: str
    reference: str
    columns: tuple[str, ...]


@dataclass(slots=True)
class Shelf(Generic[Model]):
    """Rows of one table by key; each is counted once, however many rows of a file name it."""

    what: str
    held: dict[str, Model]
    tally: Tally = field(default_factory=Tally)
    changes: list[Change] = field(default_factory=list)

    def bring(
        self,
        session: Session,
        said: Mapping[str, Mapping[str, Any]],
        make: Callable[[str, Mapping[str, Any]], Model],
    ) -> Self:
        """Settle the rows that were there and make the others, by what was said of each."""
        for key, values in said.items():
            if key in self.held:
                self.settle(key, values)
                continue
            given = {name: value for name, value in values.items() if value is not None}
            self.held[key] = make(key, given)
            self.tally.new += 1
            session.add(self.held[key])
        return self

    def settle(self, key: str, values: Mapping[str, Any]) -> None:
        """Bring a row that was there up to these values; None means that nothing was said."""
        row = self.held[key]
        said = {name: value for name, value in values.items() if value is not None}
        changed = tuple(name for name, value in said.items() if getattr(row, name) != value)
        for name in changed:
            setattr(row, name, said[name])
        if changed:
            self.tally.changed += 1
            self.changes.append(Change(self.what, key, changed))
        else:
            self.tally.unchanged += 1


def fetch(
    session: Session,
    column: InstrumentedAttribute[Any],
    values: Collection[Any],
    model: type[Model],
) -> Iterator[Model]:
    """Yield the rows of a table whose column holds one of the values."""
    for batch in batches(values):
        yield from session.scalars(select(model).where(column.in_(batch)))


def batches(values: Collection[Any]) -> Iterator[list[Any]]:
    """Yield the values in lists short enough for one query."""
    ordered = list(values)
    for start in range(0, len(ordered), _BATCH):
        yield ordered[start : start + _BATCH]
