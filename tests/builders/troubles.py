"""Faults of a pretended Telegram, each for a few calls of one method."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.pretend import Refused

Fault = Callable[[], None]


def refuse(status: int, description: str = "", retry_after: int | None = None) -> Fault:
    """Return a fault by which the API answers with an error."""

    def fault() -> None:
        raise Refused(status, description or f"Error {status}", retry_after)

    return fault


def hang_up() -> None:
    """Close the connection without an answer."""
    raise ConnectionResetError


@dataclass
class Troubles:
    """Set as ``api.trouble``; keeps when each method was called, and with what.

    Args:
        plan: per method the faults of its next calls; None lets a call through.
        chat_id: only messages to this chat have trouble, None for all.
    """

    plan: dict[str, list[Fault | None]] = field(default_factory=dict)
    chat_id: int | None = None
    calls: list[tuple[float, str, Mapping[str, str]]] = field(default_factory=list)

    def __call__(self, method: str, fields: Mapping[str, str]) -> None:
        self.calls.append((time.monotonic(), method, dict(fields)))
        if self.chat_id is not None and fields.get("chat_id") != str(self.chat_id):
            return
        planned = self.plan.get(method, [])
        fault = planned.pop(0) if planned else None
        if fault is not None:
            fault()

    def times(self, method: str) -> list[float]:
        """Return when a method was called."""
        return [when for when, called, _ in self.calls if called == method]

    def called(self, method: str) -> list[Mapping[str, str]]:
        """Return what a method was called with."""
        return [fields for _, called, fields in self.calls if called == method]
