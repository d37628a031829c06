"""Long lists, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

SIZE = 50


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of a list is shown.

    Args:
        number: from 1; never beyond the last.
        total: rows in all.
    """

    number: int
    total: int

    @property
    def pages(self) -> int:
        """How many there are; an empty list has one."""
        return max(1, -(-self.total // SIZE))


def asked_page() -> int:
    """Return the page that the address asks for; 1 for anything that is not a page number."""
    text = request.args.get("page", "")
    return max(1, int(text)) if text.isascii() and text.isdecimal() and len(text) < 7 else 1
