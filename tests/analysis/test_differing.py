"""What two readers differ on, of what both could tell."""

from __future__ import annotations

import pytest

from analysis.comparing import NOTHING, Coded, Matter, differing

MINE = Coded("positive", "1", frozenset({"timing"}))


@pytest.mark.parametrize(
    ("other", "on"),
    [
        (MINE, ()),
        (Coded("negative", "1", frozenset({"timing"})), (Matter.FEELING,)),
        (Coded(NOTHING, "1", frozenset({"timing"})), (Matter.FEELING,)),
        (Coded("positive", "2", frozenset({"timing"})), (Matter.WEIGHT,)),
        (Coded("positive", "1", frozenset({"timing", "respect"})), (Matter.THEMES,)),
        (Coded("negative", "2", frozenset()), (Matter.FEELING, Matter.WEIGHT, Matter.THEMES)),
        (Coded(None, None, None), ()),
        (Coded(None, "2", frozenset({"timing"})), (Matter.WEIGHT,)),
    ],
)
def test_readers_differ_where_both_could_tell_and_told_otherwise(
    other: Coded, on: tuple[Matter, ...]
) -> None:
    assert differing(MINE, other) == on
    assert differing(other, MINE) == on
