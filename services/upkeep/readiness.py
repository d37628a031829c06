"""Whether answers can be kept: the database is within reach and of this release."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from services.hall import Hall
from storage import schema
from storage.engine import StorageFault


def ready(hall: Hall) -> bool:
    """Return whether the database answers and has the tables of this release."""
    try:
        schema.check(hall.sessions.engine)
    except (DBAPIError, StorageFault):
        return False
    return True
