"""Suggested themes and the notice of change: from what is coded, to whoever may see the words."""

from __future__ import annotations

from datetime import date

import pytest

from services.hall import OPERATOR, Hall
from services.insight.drawing import consider
from services.insight.suggesting import Found, suggest
from storage.actors import Scope, ScopeLevel
from storage.kinds import StaffRole
from tests.builders.colleagues import colleague
from tests.builders.feedback import put_team, respond, wrote
from tests.builders.loose import PETS, PRAMS, coded, loose
from tests.builders.read_by_staff import deeds

EARLIER = date(2026, 5, 4)


def words(found: Found) -> list[str]:
    return [word for one in found.themes for word in one.words]


def test_comments_without_a_theme_suggest_what_they_share(hall: Hall) -> None:
    loose(hall)
    officer = colleague(hall).actor

    found = suggest(hall, officer)

    pets, prams = found.themes
    assert (found.loose, pets.responses, prams.responses) == (66, 44, 22)
    assert set(pets.words) == set(PETS)
    assert len(pets.examples) == 3
    assert all(any(pet in text for pet in PETS) for text in pets.examples)
    assert "suggestions_shown" in deeds(hall, officer)


def test_comments_with_a_theme_or_without_an_answer_suggest_nothing(sqlite_hall: Hall) -> None:
    texts = [f"the {PETS[n % 5]} and the {PETS[n % 4]}" for n in range(66)]
    responses = [respond(sqlite_hall, wrote("q", text)) for text in texts]
    span = {"start": 0, "end": 3, "phrase": "the"}
    coded(sqlite_hall, responses, theme="timing", spans=[span])
    found = suggest(sqlite_hall, OPERATOR)
    assert (found.themes, found.loose) == ((), 0)
    assert found.drift.loose_now.of == 66


@pytest.mark.parametrize(("elsewhere", "told"), [("the bus", ["parking"]), ("parking", [])])
def test_a_word_that_comments_with_a_theme_use_as_much_is_none_of_its_own(
    sqlite_hall: Hall, elsewhere: str, told: list[str]
) -> None:
    odd = [f"{PETS[n % 5]} {PRAMS[n % 4]}" for n in range(45)]
    coded(sqlite_hall, [respond(sqlite_hall, wrote("q", text)) for text in odd + ["parking"] * 20])
    span = {"start": 0, "end": 3, "phrase": elsewhere}
    fitting = [respond(sqlite_hall, wrote("q", elsewhere)) for _ in range(20)]
    coded(sqlite_hall, fitting, theme="timing", spans=[span])
    assert words(suggest(sqlite_hall, OPERATOR)) == told


def test_what_is_drawn_for_a_second_look_gives_no_example(sqlite_hall: Hall) -> None:
    answers = loose(sqlite_hall)
    consider(sqlite_hall, dict.fromkeys(answers[:60], 0.0))
    found = suggest(sqlite_hall, OPERATOR)
    assert (found.themes, found.loose) == ((), 66)


def test_names_and_numbers_are_struck(sqlite_hall: Hall) -> None:
    responses = [
        respond(sqlite_hall, wrote("q", f"Mrs Quibble had a {PETS[n % 5]}, ring 07700 900123"))
        for n in range(66)
    ]
    coded(sqlite_hall, responses)
    found = suggest(sqlite_hall, OPERATOR)
    told = " ".join([*words(found), *(text for one in found.themes for text in one.examples)])
    assert found.themes
    assert "Quibble" not in told
    assert "07700" not in told
    assert "name" not in words(found)


@pytest.mark.parametrize(("role", "team", "seen"), [("qa", "South", 0), ("qa", "North", 66)])
def test_nobody_is_shown_words_outside_their_teams(
    sqlite_hall: Hall, role: str, team: str, seen: int
) -> None:
    with sqlite_hall.sessions.writing() as session:
        put_team(session, "South")
    loose(sqlite_hall, team="North")
    scope = (Scope(ScopeLevel.TEAM, team),)
    found = suggest(sqlite_hall, colleague(sqlite_hall, StaffRole(role), scope).actor)
    assert found.loose == seen
    assert bool(found.themes) is bool(seen)


def test_new_words_of_the_last_three_months_are_a_notice(sqlite_hall: Hall) -> None:
    loose(sqlite_hall, 60, EARLIER)
    responses = [respond(sqlite_hall, wrote("q", f"zorbed vapes {n}")) for n in range(40)]
    coded(sqlite_hall, responses)
    change = suggest(sqlite_hall, OPERATOR).drift
    assert change.notice
    assert {"zorbed", "vapes"} <= {one.word for one in change.words}
    assert (change.words[0].now, change.words[0].before) == (40, 0)


def test_few_responses_are_told_as_too_few(sqlite_hall: Hall) -> None:
    loose(sqlite_hall, 3)
    found = suggest(sqlite_hall, OPERATOR)
    assert not found.drift.enough
    assert not found.drift.notice
    assert found.themes == ()
