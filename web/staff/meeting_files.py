"""A meetings file on its way: its size and kind, and the field that carries it to the second page.

Nothing of it is kept on the server between the two pages. The first page reads it and gives it
back, signed for whoever sent it; the second takes that field and checks everything again.
"""

from __future__ import annotations

import base64
from typing import Any, cast

from flask import request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.datastructures import FileStorage

from services.refusal import Refused
from services.staff.sessions import IDLE
from web.staff.door import actor, door, pages

LARGEST = 5_000_000
"""Bytes of a file; larger ones are for the command line."""

_ROOM = 8_000_000
"""Bytes of a whole request: the file again as text, and the fields around it."""

_TAKES_FILES = frozenset(
    {"staff.import_given", "staff.import_confirmed", "staff.links_file", "staff.paper_printed"}
)
_NOT_CSV = {
    b"PK": "an Excel workbook",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"%PDF": "a PDF",
    b"{\\rtf": "a letter",
    b"<": "a web page",
}


@pages.url_value_preprocessor
def make_room(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Let requests that carry a file be larger, before their form token is looked for."""
    if endpoint in _TAKES_FILES:
        request.max_content_length = request.max_form_memory_size = _ROOM


def taken(sent: FileStorage | None) -> tuple[bytes, str]:
    """Return what was sent and its name; raises Refused for anything that is no CSV file."""
    if sent is None or not sent.filename:
        raise Refused("Choose the file with the meetings.")
    data = sent.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Refused(
            f"The file is larger than {LARGEST // 1_000_000} MB; split it into smaller files."
        )
    if not data.strip():
        raise Refused("The file is empty; choose the one that holds the meetings.")
    kind = next((kind for mark, kind in _NOT_CSV.items() if data.startswith(mark)), None)
    if kind is not None:
        raise Refused(f"This is {kind}; save it from the spreadsheet as 'CSV UTF-8' first.")
    return data, _named(sent.filename)


def carried(payload: Any) -> str:
    """Return values as a field that only this person can send back."""
    return _serializer().dumps({"staff": str(actor().id), "payload": payload})


def carried_file(data: bytes, name: str) -> str:
    """Return a file as such a field."""
    return carried([name, base64.b64encode(data).decode("ascii")])


def brought_back(field: str) -> Any:
    """Return the values of a field, None when it is forged, old or somebody else's."""
    try:
        found = _serializer().loads(field, max_age=int(IDLE.total_seconds()))
    except BadData:
        return None
    return found["payload"] if found["staff"] == str(actor().id) else None


def brought_back_file(field: str) -> tuple[bytes, str] | None:
    """Return the file of a field, None as ``brought_back`` does."""
    found = cast("list[str] | None", brought_back(field))
    return (base64.b64decode(found[1]), found[0]) if found else None


def _named(filename: str) -> str:
    """Return the name as messages show it: without folders, and short."""
    name = filename.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in name if letter.isprintable())[:80] or "The file"


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(door().secret, salt="staff file")
