"""Writes the letters that tell of a concern, which reveal nothing about it."""

from __future__ import annotations

import tomllib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from enum import StrEnum
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo

from services.council import Council

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
    host = _mail_host(base_url)
    found = EmailMessage()
    found["Subject"] = words["subject"]
    found["From"] = Address("Sayso", addr_spec=council.notices_from or f"sayso@{host}")
    found["To"] = [Address(addr_spec=each) for each in council.safeguarding_contacts]
    found["Date"] = format_datetime(now)
    found["Message-ID"] = f"<{letter_id}@{host}>"
    found["Auto-Submitted"] = "auto-generated"
    link = f"{base_url}/staff/concerns/{concern_id}"
    body: str = words["body"]
    found.set_content(
        body.strip().format(due=_moment(due_at), link=link, council=council.name) + "\n"
    )
    return found


def _mail_host(base_url: str) -> str:
    """Return the site's host; one written in colons cannot stand in an e-mail address."""
    host = urlsplit(base_url).hostname or ""
    return host if host and ":" not in host else "localhost"


def _moment(moment: datetime) -> str:
    local = moment.astimezone(_LONDON)
    return f"{local:%H:%M on %A} {local.day} {local:%B %Y}"
