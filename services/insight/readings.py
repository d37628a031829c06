"""What two readers of one comment found, held against each other and against what was settled."""

from __future__ import annotations

from enum import StrEnum

from analysis.comparing import NOTHING, Coded, Matter, Pair, differing
from storage.queries.passes import Pass
from storage.queries.second_looks import Looks


class Holds(StrEnum):
    """Whose reading holds once what two readers differ on was settled."""

    FIRST = "first"
    SECOND = "second"
    NEITHER = "neither"


def pair(one: Looks, other: Pass) -> Pair:
    """Return a reading of a comment, and that of whoever saw no other, as they are compared."""
    blind = _coded(one.blind, None if one.blind.blank else themes_of(one.blind))
    return _coded(other, themes_of(other)), blind


def apart(one: Looks) -> tuple[Matter, ...]:
    """Return what two people differ on; nothing where no other person has coded the comment."""
    return differing(*pair(one, one.first)) if one.first else ()


def holds(one: Looks) -> Holds | None:
    """Return whose reading holds, None where nobody has settled it."""
    if one.settled is None:
        return None
    readings = {Holds.FIRST: one.first, Holds.SECOND: one.blind}
    same = (who for who, found in readings.items() if found and _same(found, one.settled))
    return next(same, Holds.NEITHER)


def themes_of(found: Pass) -> frozenset[str]:
    """Return the ids of the themes of a pass."""
    return frozenset(hit.theme for hit in found.themes)


def _coded(found: Pass, themes: frozenset[str] | None) -> Coded:
    return Coded(
        feeling=NOTHING if found.nonanswer else found.sentiment,
        weight=None if found.severity is None else str(found.severity),
        themes=themes,
    )


def _same(one: Pass, other: Pass) -> bool:
    def told(found: Pass) -> tuple[object, ...]:
        return found.sentiment, found.severity, found.nonanswer, themes_of(found)

    return told(one) == told(other)
