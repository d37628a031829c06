"""Ticks are on the message itself; a quick second tap does not undo the first."""

from __future__ import annotations

from bot.ticks import Ticks, toggled

PLACE = (7, 1)
NONE: frozenset[str] = frozenset()


def codes(*given: str) -> frozenset[str]:
    return frozenset(given)


def test_a_tap_ticks_and_a_second_tap_unticks() -> None:
    assert toggled(codes("a"), "b", NONE) == codes("a", "b")
    assert toggled(codes("a", "b"), "b", NONE) == codes("a")


def test_none_of_these_clears_the_others_and_is_cleared_by_them() -> None:
    alone = codes("none")
    assert toggled(codes("a", "b"), "none", alone) == codes("none")
    assert toggled(codes("none"), "a", alone) == codes("a")
    assert toggled(codes("none"), "none", alone) == NONE


def test_a_tap_made_before_the_last_one_shows_builds_on_the_last_one() -> None:
    ticks = Ticks(lambda: 100.0)
    ticks.keep(PLACE, codes("a"))
    assert ticks.at(PLACE, NONE) == codes("a")


def test_after_a_moment_the_screen_is_what_counts() -> None:
    now = [100.0]
    ticks = Ticks(lambda: now[0])
    ticks.keep(PLACE, codes("a"))
    now[0] += 3.0
    assert ticks.at(PLACE, codes("b")) == codes("b")


def test_what_could_not_be_shown_is_forgotten() -> None:
    ticks = Ticks(lambda: 100.0)
    ticks.keep(PLACE, codes("a"))
    ticks.drop(PLACE)
    ticks.drop(PLACE)
    assert ticks.at(PLACE, NONE) == NONE


def test_memory_stays_small_however_many_people_tick() -> None:
    ticks = Ticks(lambda: 100.0)
    for chat in range(2_500):
        ticks.keep((chat, 1), codes("a"))
    assert len(ticks._last) <= 1_000
