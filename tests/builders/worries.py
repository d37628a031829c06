"""Concerns as they arise: somebody taps that they need a person, and a notice waits."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select

from services.care.concerns import acknowledge
from services.hall import OPERATOR, Hall
from services.upkeep.mail_server import MailServer
from services.upkeep.shift import Shift
from storage.models import Concern, ConcernEvent, Outbox
from surveys.inputs import Distress
from surveys.kinds import Level
from tests.builders.invited import invited
from tests.builders.talk import sit_down

CONTACTS = ("lead@council.example", "duty@council.example")
BASE_URL = "https://sayso.council.example"


def told(hall: Hall, *contacts: str) -> Hall:
    """Return the hall of a council that names whom to tell."""
    named = hall.council.model_copy(
        update={"name": "Brackenshire", "safeguarding_contacts": contacts or CONTACTS}
    )
    return replace(hall, council=named)


def shift(hall: Hall, url: str | None = None) -> Shift:
    """Return a turn for a job, with a mail server unless there is none."""
    return Shift(hall, BASE_URL, MailServer.parse(url) if url else None)


def worry(hall: Hall, level: Level = Level.NOW) -> UUID:
    """Let somebody ask for a person; return the id of the concern."""
    before = set(_ids(hall))
    sit_down(hall, invited(hall)).say(Distress(level))
    (fresh,) = set(_ids(hall)) - before
    return fresh


def look_after(hall: Hall, concern: UUID) -> None:
    """Let somebody acknowledge a concern."""
    acknowledge(hall, OPERATOR, str(concern))


def events(hall: Hall, concern: UUID) -> list[str]:
    """Return what happened to a concern, in order."""
    query = select(ConcernEvent.event).where(ConcernEvent.concern_id == concern)
    with hall.sessions.reading() as session:
        return list(session.scalars(query.order_by(ConcernEvent.at, ConcernEvent.event)))


def notices(hall: Hall) -> dict[str, Outbox]:
    """Return the notices in the outbox by what they tell."""
    query = select(Outbox).where(Outbox.kind == "concern_notice")
    with hall.sessions.reading() as session:
        return {row.key.rpartition(":")[2]: row for row in session.scalars(query)}


def _ids(hall: Hall) -> list[UUID]:
    with hall.sessions.reading() as session:
        return list(session.scalars(select(Concern.id)))
