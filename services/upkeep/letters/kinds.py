"""The kinds of letter, by which the outbox knows who sends them."""

from __future__ import annotations

from enum import StrEnum


class Letter(StrEnum):
    """What a letter is: the invitation itself, or a reminder of it."""

    INVITATION = "invitation"
    REMINDER = "reminder"


KINDS = tuple(Letter)

NEWS = "news"
"""A notice to somebody who answered that there is something new to read; not sent with these."""
