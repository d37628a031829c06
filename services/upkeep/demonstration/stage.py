"""The stage of a demonstration that is being shown: what its tour may do and no deployment can."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.build import demonstration_folder
from services.hall import Actor, Hall
from services.refusal import Refused
from services.staff import sessions
from services.staff.accounts import actor_of, email_mark
from services.staff.audit import Deed, note
from services.upkeep.demonstration.building import DOORS
from services.upkeep.installation import database_file
from storage.kinds import StaffRole
from storage.models import Meeting, Staff, StaffSession

_LONDON = ZoneInfo("Europe/London")
_APRIL = 4


@dataclass(frozen=True, slots=True)
class Stage:
    """A demonstration that is served; ``open_stage`` makes it, and only of a demonstration.

    Args:
        hall: the demonstration's own.
        doors: its ``demo.json``, written once it can be tried.
    """

    hall: Hall
    doors: Path

    def props(self) -> Mapping[str, Any]:
        """Return what ``demo.json`` says; nothing before it is written."""
        try:
            found: dict[str, Any] = json.loads(self.doors.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        return found

    def scene(self, name: str) -> Mapping[str, Any]:
        """Return what the demonstration prepared for a scene; nothing where it prepared none."""
        found = self.props().get("scenes", {}).get(name, {})
        return found if isinstance(found, dict) else {}


def open_stage(hall: Hall, var: Path) -> Stage:
    """Return the stage of the demonstration in a folder.

    Raises Refused for any other database: nobody is ever let in there without a password.
    """
    file = database_file(hall.sessions.engine.url.render_as_string(hide_password=False))
    if file is None or file.parent.resolve() != demonstration_folder(var).resolve():
        raise Refused("The tour is for the demonstration alone, and this is not its database.")
    return Stage(hall, var / DOORS)


def sign_in(stage: Stage, role: StaffRole) -> str:
    """Begin a proven session for the demonstration's member of staff; return the cookie's secret.

    It leaves the trace that every signing in leaves.

    Raises:
        Refused: the demonstration has nobody of this role.
    """
    hall = stage.hall
    with hall.sessions.writing() as session:
        staff = _player(session, stage, role)
        first = sessions.begin(session, hall, staff)
        session.flush()
        mark = hall.keys.digest("staff session", first)
        held = session.scalars(select(StaffSession).where(StaffSession.token_hmac == mark)).one()
        note(session, actor_of(session, staff), Deed.SIGNED_IN, hall.clock(), "staff", staff.id)
        return sessions.renew(session, hall, held)


def player(stage: Stage, role: StaffRole) -> Actor:
    """Return the demonstration's member of staff, for use cases; raises as ``sign_in`` does."""
    with stage.hall.sessions.reading() as session:
        return actor_of(session, _player(session, stage, role))


def running_quarter(stage: Stage) -> str:
    """Return the financial year's quarter that runs, such as ``2026-Q3``."""
    today = stage.hall.clock().astimezone(_LONDON).date()
    months = (today.month - _APRIL) % 12
    return f"{today.year - (today.month < _APRIL)}-Q{months // 3 + 1}"


def meeting_of(stage: Stage, scene: str) -> UUID | None:
    """Return the meeting that a scene looks at, None where the demonstration prepared none."""
    reference = stage.scene(scene).get("meeting", "")
    with stage.hall.sessions.reading() as session:
        return session.scalar(select(Meeting.id).where(Meeting.reference == reference))


def _player(session: Session, stage: Stage, role: StaffRole) -> Staff:
    logins = {login["role"]: login["email"] for login in stage.props().get("staff", ())}
    mark = email_mark(stage.hall.keys, logins.get(role, ""))
    staff = session.scalars(select(Staff).where(Staff.email_hmac == mark)).first()
    if staff is None or staff.disabled_at is not None:
        raise Refused(f"The demonstration has no {role.label.lower()}; build it afresh.")
    return staff
