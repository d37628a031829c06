"""Writes the letters that tell of a concern, which reveal nothing about it."""

from __future__ import annotations

import tomllib
from datetime import datetime
from email.message import EmailMessage
from enum import StrEnum
from importlib.resources import files
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from services.council import Council
from services.upkeep.envelope import envelope

_LONDON = ZoneInfo("Europe/London")
_WORDS: dict[str, Any] = tomllib.loads((files("services.care") / "notices.toml").read_text("utf-8"))

MISSING_SERVER: str = _WORDS["missing_server"]
MISSING_CONTACTS: str = _WORDS["missing_contacts"]


class Notice(StrEnum):
    """Which letter: that a concern was raised, or that nobody acknowledged it in time."""

    RAISED = "raised"
    ESCALATED = "escalated"


def letter(
    council: Council,
    base_url: str,
    notice: Notice,
    concern_id: UUID,
    due_at: datetime,
    letter_id: UUID,
    now: datetime,
) -> EmailMessage:
    """Return the letter to a council's safeguarding contacts.

    Args:
        council: whose contacts are told.
        base_url: address of the site, without a slash at the end.
        notice: which letter.
        concern_id: makes the link, which opens only after signing in.
        due_at: aware moment by which somebody must acknowledge it.
        letter_id: the same when the letter is sent again, so that mail systems know a repeat.
        now: aware moment of writing.
    """
    words = _WORDS[notice]
    found = envelope(council, base_url, council.safeguarding_contacts, letter_id, now)
    found["Subject"] = words["subject"]
    link = f"{base_url}/staff/concerns/{concern_id}"
    body: str = words["body"]
    found.set_content(
        body.strip().format(due=_moment(due_at), link=link, council=council.name) + "\n"
    )
    return found


def _moment(moment: datetime) -> str:
    local = moment.astimezone(_LONDON)
    return f"{local:%H:%M on %A} {local.day} {local:%B %Y}"
