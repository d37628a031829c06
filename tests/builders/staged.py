"""A demonstration's stage over any hall: its staff, one team, and what ``demo.json`` says."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from services.hall import Hall
from services.upkeep.demonstration.colleagues import settle_in
from services.upkeep.demonstration.stage import Stage
from tests.builders.feedback import put_team


def staged(hall: Hall, folder: Path, **scenes: dict[str, Any]) -> Stage:
    """Let one of each staff role settle in; ``scenes`` are what was prepared for each."""
    with hall.sessions.writing() as session:
        put_team(session, "Harbour")
    logins = settle_in(hall, random.Random(7))
    told = {
        "staff": [login.to_dict() for login in logins],
        "period": "2026-Q2",
        "scenes": scenes,
    }
    doors = folder / "demo.json"
    doors.write_text(json.dumps(told))
    return Stage(hall, doors)
