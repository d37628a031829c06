"""The outside of every e-mail that Sayso sends."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlsplit
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from services.council import Council, EmailAddress

_ADDRESS = TypeAdapter(EmailAddress)


def is_address(text: str) -> bool:
    """Return whether a text is one address for mail, and nothing that could make it two."""
    try:
        _ADDRESS.validate_python(text)
    except ValidationError:
        return False
    return True


def envelope(
    council: Council, base_url: str, to: Iterable[str], letter_id: UUID, now: datetime
) -> EmailMessage:
    """Return a letter without subject and words.

    Args:
        council: whose letter it is.
        base_url: address of the site, without a slash at the end.
        to: addresses.
        letter_id: the same when the letter is sent again, so that mail systems know a repeat.
        now: aware moment of writing.

    Raises:
        ValueError: an address is none.
    """
    to = tuple(to)
    if not all(map(is_address, to)):
        raise ValueError("This is not an address for mail.")
    host = _mail_host(base_url)
    found = EmailMessage()
    found["From"] = Address("Sayso", addr_spec=council.notices_from or f"sayso@{host}")
    found["To"] = [Address(addr_spec=each) for each in to]
    found["Date"] = format_datetime(now)
    found["Message-ID"] = f"<{letter_id}@{host}>"
    found["Auto-Submitted"] = "auto-generated"
    return found


def _mail_host(base_url: str) -> str:
    """Return the site's host; one written in colons cannot stand in an e-mail address."""
    host = urlsplit(base_url).hostname or ""
    return host if host and ":" not in host else "localhost"
