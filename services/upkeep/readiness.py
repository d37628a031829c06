"""Whether answers can be kept, and what waits to be sent, as the running site sees it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from services.hall import Hall
from storage import schema
from storage.engine import StorageFault
from storage.keys import KeyFault
from storage.kinds import OutboxState
from storage.models import Outbox


def ready(hall: Hall) -> bool:
    """Return whether the database answers and has the tables of this release."""
    return database_fault(hall) is None


def database_fault(hall: Hall) -> str | None:
    """Return what is wrong with the database and the remedy, None when nothing is."""
    try:
        schema.check(hall.sessions.engine)
    except DBAPIError:
        return "The database cannot be reached; see that it runs."
    except StorageFault as fault:
        return str(fault)
    return None


def keys_fault(hall: Hall) -> str | None:
    """Return why the sealing keys do not open this database, None when they do."""
    try:
        schema.prove_keys(hall.sessions)
    except KeyFault as fault:
        return str(fault)
    return None


def revision() -> str:
    """Return the revision of the tables that this release works with."""
    return schema.head()


@dataclass(frozen=True, slots=True)
class Sending:
    """What is to be sent of one kind: how much waits, and how much was given up."""

    kind: str
    waiting: int
    given_up: int


def sendings(hall: Hall) -> tuple[Sending, ...]:
    """Count by kind what waits to be sent and what was given up."""
    waiting = func.count().filter(Outbox.state == OutboxState.WAITING)
    given_up = func.count().filter(Outbox.state == OutboxState.GIVEN_UP)
    query = select(Outbox.kind, waiting, given_up).group_by(Outbox.kind).order_by(Outbox.kind)
    with hall.sessions.reading() as session:
        return tuple(Sending(*row) for row in session.execute(query))
