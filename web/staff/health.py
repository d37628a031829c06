"""The health page: whether the site can keep answers, and whether its jobs run."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from services.upkeep import readiness, running
from services.upkeep.letters.standing import standing
from storage.kinds import StaffRole
from web.roles import roles
from web.staff.door import door, pages
from web.staff.rendering import page


@pages.get("/health")
@roles(StaffRole.ADMIN)
def health() -> ResponseReturnValue:
    """Show the database, the keys, each job's last turn and what waits to be sent."""
    hall = door().hall
    return page(
        "health",
        revision=readiness.revision(),
        database_fault=readiness.database_fault(hall),
        keys_fault=readiness.keys_fault(hall),
        hears_meaning=hall.hearing.uses_model(),
        hearing_fault=hall.hearing.fault(),
        jobs=running.jobs(hall, door().wall()),
        sendings=readiness.sendings(hall),
        letters=standing(hall, sends_mail=door().sends_mail),
        sends_mail=door().sends_mail,
    )
