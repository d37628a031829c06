"""Attributes whose words are encrypted in the row and plain only in memory."""

from __future__ import annotations

from typing import Any, overload

from sqlalchemy import event
from sqlalchemy.orm import Session, object_session

from storage.keys import Keys, Ring

_WAITING = "_words_to_seal"


def place(table: str, column: str, row_id: object) -> bytes:
    """Return the associated data that ties a sealed value to its one cell."""
    return f"{table}\0{column}\0{row_id}".encode()


class Sealed:
    """A text attribute kept sealed in a bytes column.

    A SQLAlchemy type never sees the row, and the box must be bound to its row, so this is a
    descriptor. Words set before the row has a session wait in memory and are sealed the
    moment the row joins one; the session carries the keys.

    Args:
        column: name of the bytes column on the same model.
        ring: which keys seal it.
    """

    def __init__(self, column: str, ring: Ring = Ring.DATA) -> None:
        self.column = column
        self.ring = ring

    @overload
    def __get__(self, row: None, owner: type) -> Sealed: ...
    @overload
    def __get__(self, row: object, owner: type) -> str | None: ...
    def __get__(self, row: Any, owner: type) -> Sealed | str | None:
        if row is None:
            return self
        waiting = row.__dict__.get(_WAITING, {})
        if self.column in waiting:
            text: str | None = waiting[self.column]
            return text
        box: bytes | None = getattr(row, self.column)
        if box is None:
            return None
        return _keys(row).open(self.ring, box, self._place(row))

    def __set__(self, row: Any, text: str | None) -> None:
        if text is None:
            row.__dict__.get(_WAITING, {}).pop(self.column, None)
            setattr(row, self.column, None)
        elif object_session(row) is None:
            row.__dict__.setdefault(_WAITING, {})[self.column] = text
        else:
            setattr(row, self.column, self.box(_keys(row), row, text))

    def box(self, keys: Keys, row: Any, text: str) -> bytes:
        """Return the sealed bytes of a text for this attribute of this row."""
        return keys.seal(self.ring, text, self._place(row))

    def _place(self, row: Any) -> bytes:
        table = row.__table__
        (key,) = table.primary_key.columns.keys()
        return place(table.name, self.column, getattr(row, key))


class AlwaysSealed(Sealed):
    """A sealed attribute that every row has."""

    @overload
    def __get__(self, row: None, owner: type) -> Sealed: ...
    @overload
    def __get__(self, row: object, owner: type) -> str: ...
    def __get__(self, row: Any, owner: type) -> Sealed | str:
        found: Sealed | str | None = super().__get__(row, owner)
        if found is None:
            raise ValueError(f"{self.column} is empty, which this table does not allow.")
        return found


def _keys(row: object) -> Keys:
    session = object_session(row)
    if session is None:
        raise RuntimeError("A sealed attribute can only be opened while its row has a session.")
    keys: Keys = session.info["keys"]
    return keys


def sealed_attributes(model: type) -> dict[str, Sealed]:
    """Return the sealed attributes of a model by attribute name."""
    return {name: found for name, found in vars(model).items() if isinstance(found, Sealed)}


@event.listens_for(Session, "transient_to_pending")
@event.listens_for(Session, "detached_to_persistent")
def _seal_waiting(session: Session, row: Any) -> None:
    waiting = row.__dict__.pop(_WAITING, None)
    if not waiting:
        return
    by_column = {found.column: found for found in sealed_attributes(type(row)).values()}
    for column, text in waiting.items():
        setattr(row, column, by_column[column].box(session.info["keys"], row, text))
