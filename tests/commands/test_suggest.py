"""``sayso analyse suggest`` prints suggested themes and what changed, never anybody's sentences."""

from __future__ import annotations

from datetime import timedelta

from services.build import opened
from settings import Settings
from tests.builders.feedback import respond, wrote
from tests.builders.loose import PETS, coded, loose
from tests.builders.operator import Operator


def test_before_there_are_comments_nothing_is_suggested(operator: Operator) -> None:
    told = operator.is_told("analyse", "suggest")
    assert "Too few responses to say whether what people write has changed." in told
    assert "No theme is suggested. 0 comments fit none; it takes 60" in told


def test_suggestions_and_new_words_are_printed_without_sentences(operator: Operator) -> None:
    with opened(Settings.read(operator.settings)) as hall:
        today = hall.clock().date()
        loose(hall, on=today - timedelta(days=200))
        new = [respond(hall, wrote("q", f"so many vapes {n}"), on=today) for n in range(40)]
        coded(hall, new)
    told = operator.is_told("analyse", "suggest")
    (line,) = (line for line in told.splitlines() if line.startswith("    44 responses: "))
    assert all(pet in line for pet in PETS)
    assert "100% of 40 comments fit no theme; in the year before, 100% of 66: +0.0 points" in told
    assert "vapes (40, 0 before)" in told
    assert "That is more than chance: look whether the codebook still fits." in told
    assert "and the" not in told


def test_a_year_like_the_last_is_no_more_than_chance(operator: Operator) -> None:
    with opened(Settings.read(operator.settings)) as hall:
        today = hall.clock().date()
        for back in (1, 200):
            loose(hall, 40, on=today - timedelta(days=back))
    assert "That is no more than chance." in operator.is_told("analyse", "suggest")
