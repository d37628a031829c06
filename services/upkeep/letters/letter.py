"""Writes a letter to somebody who was asked; outside and first lines reveal nothing."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from email.message import EmailMessage
from importlib.resources import files
from typing import Any
from uuid import UUID

from services.council import Council
from services.upkeep.envelope import envelope
from services.upkeep.letters.kinds import Letter

_WORDS: dict[str, dict[str, Any]] = tomllib.loads(
    (files("services.upkeep.letters") / "words.toml").read_text("utf-8")
)
_DEFAULT = "en"


@dataclass(frozen=True, slots=True, repr=False)
class Addressed:
    """What a letter is made of.

    Args:
        kind: which letter.
        invitation_id: what it is about.
        address: where it goes.
        language: in which it is written, English where nobody has translated it and checked that.
        token: of the link.
        quiet: mark of the way out.
        until: last day of the link, in London.
    """

    kind: Letter
    invitation_id: UUID
    address: str
    language: str
    token: str
    quiet: str
    until: date


def write(
    council: Council, base_url: str, about: Addressed, letter_id: UUID, now: datetime
) -> EmailMessage:
    """Return the letter.

    Args:
        council, base_url, letter_id, now: as for ``envelope``.
        about: whom it goes to and what it says.
    """
    words = _WORDS.get(about.language, _WORDS[_DEFAULT])[about.kind]
    quiet = f"{base_url}/r/quiet/{about.quiet}"
    found = envelope(council, base_url, (about.address,), letter_id, now)
    found["Subject"] = words["subject"]
    found["List-Unsubscribe"] = f"<{quiet}>"
    body: str = words["body"]
    filled = body.strip().format(
        link=f"{base_url}/r/{about.token}",
        quiet=quiet,
        until=f"{about.until.day} {about.until:%B %Y}",
        council=council.name,
    )
    found.set_content(filled + "\n")
    return found
