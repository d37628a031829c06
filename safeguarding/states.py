"""The life of a concern: its states and the steps allowed between them."""

from __future__ import annotations

from enum import StrEnum


class ConcernState(StrEnum):
    """Where a concern stands."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    RESPONSE_REQUESTED = "response_requested"
    RESPONSE_RECEIVED = "response_received"
    CLOSED = "closed"
