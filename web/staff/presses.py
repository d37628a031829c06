"""The mark of a form that must have its effect once: drawn when shown, sent back with it."""

from __future__ import annotations

import re
import secrets

from flask import abort, request

_LENGTH = 16


def fresh_press() -> str:
    """Return a mark for a form that is being shown."""
    return secrets.token_hex(_LENGTH)


def sent_press() -> str:
    """Return the mark that a form sent; 400 where it sent none."""
    found = request.form.get("press", "")
    return found if re.fullmatch(r"[0-9a-f]{32}", found) else abort(400)
