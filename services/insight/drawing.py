"""Draws the comments that a second person codes blind: by lot, whatever the machine made of them.

A comment's lot is a keyed hash of its id, so that anybody with the keys can draw again and find the
same sample, and nobody can choose what is in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from services.hall import Hall
from storage.models import SecondLook
from storage.queries.second_looks import not_considered, still_there

_BATCH = 500
_BYTES = 8
_ALL_LOTS = 2.0**64
_PURPOSE = "second look"


def draw(hall: Hall) -> int:
    """Draw among the comments that no draw has looked at; return how many were drawn.

    Each is looked at once, at the council's share of that day, and each batch is committed.
    """
    drawn = 0
    while True:
        with hall.sessions.reading() as session:
            fresh = not_considered(session, _BATCH)
        if not fresh:
            return drawn
        drawn += consider(hall, {answer: lot(hall, answer) for answer in fresh})


def consider(hall: Hall, lots: Mapping[UUID, float]) -> int:
    """Keep for comments whether they are drawn, by their lots; return how many are.

    Args:
        lots: from 0 to below 1 by the answer's id; those below the council's share are drawn. One
            that was looked at before stays as it is.
    """
    percent = hall.council.thresholds.second_look_percent
    with hall.sessions.writing() as session:
        rows = [
            SecondLook(
                answer_id=answer,
                drawn=lots[answer] * 100 < percent,
                percent=percent,
                at=hall.clock(),
            )
            for answer in still_there(session, list(lots))
        ]
        session.add_all(rows)
        return sum(row.drawn for row in rows)


def lot(hall: Hall, answer: UUID) -> float:
    """Return a comment's lot, from 0 to below 1."""
    drawn = hall.keys.digest(_PURPOSE, str(answer))[:_BYTES]
    return int.from_bytes(drawn, "big") / _ALL_LOTS
