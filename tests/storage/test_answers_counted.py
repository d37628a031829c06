"""Answers are counted by people, question and role; the expected counts were made by hand."""

from __future__ import annotations

from datetime import date

import pytest

from reports.cells import Answered, Chosen, Scope, ScopeLevel, Summed
from services.hall import Hall
from storage.queries import answers
from storage.queries.scopes import Slice
from surveys import library
from surveys.kinds import RespondentRole
from tests.builders.feedback import chose, gave, respond, skipped, ticked
from tests.builders.slices import slice_of


def answered(hall: Hall, part: Slice | None = None) -> set[Answered]:
    with hall.sessions.reading() as session:
        return set(answers.answered(session, part or slice_of()))


def test_people_who_answered_and_skipped_are_counted_by_role(hall: Hall) -> None:
    for code in ("yes", "yes", "no"):
        respond(hall, chose("listened", code))
    respond(hall, skipped("listened"))
    respond(hall, chose("listened", "no"), role=RespondentRole.CARER)
    assert answered(hall) == {
        Answered("listened", "parent", people=3, skipped=1),
        Answered("listened", "carer", people=1, skipped=0),
    }
    with hall.sessions.reading() as session:
        assert set(answers.chosen(session, slice_of())) == {
            Chosen("listened", "parent", "yes", 2),
            Chosen("listened", "parent", "no", 1),
            Chosen("listened", "carer", "no", 1),
        }


def test_one_person_who_ticks_three_boxes_is_one_person(hall: Hall) -> None:
    respond(hall, *ticked("who_was_there", "family", "friend", "advocate"))
    respond(hall, *ticked("who_was_there", "family"))
    assert answered(hall) == {Answered("who_was_there", "parent", people=2, skipped=0)}
    with hall.sessions.reading() as session:
        chosen = {found.code: found.people for found in answers.chosen(session, slice_of())}
    assert chosen == {"family": 2, "friend": 1, "advocate": 1}


def test_numbers_are_added_up(hall: Hall) -> None:
    for number in (0, 7, 10):
        respond(hall, gave("scale_safety", number))
    with hall.sessions.reading() as session:
        assert answers.summed(session, slice_of()) == (Summed("scale_safety", "parent", 17.0),)
        assert answers.chosen(session, slice_of()) == ()


def test_partial_responses_stay_outside_the_figures(hall: Hall) -> None:
    respond(hall, chose("listened", "yes"), partial=True)
    assert answered(hall) == set()


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2026, 6, 30), False),
        (date(2026, 7, 1), True),
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
    ],
)
def test_the_quarter_ends_where_it_says(hall: Hall, day: date, inside: bool) -> None:
    respond(hall, chose("listened", "yes"), on=day)
    assert bool(answered(hall)) is inside


def test_a_scope_counts_its_own_teams_alone(hall: Hall) -> None:
    respond(hall, chose("listened", "yes"), team="North", area="In need")
    respond(hall, chose("listened", "yes"), team="South", area="In need")
    respond(hall, chose("listened", "yes"), team="Leaving care", area="In care")
    respond(hall, chose("listened", "yes"))
    people = {
        scope: sum(found.people for found in answered(hall, slice_of(scope=Scope(level, scope))))
        for level, scope in (
            (ScopeLevel.AUTHORITY, "Exampleshire"),
            (ScopeLevel.SERVICE_AREA, "In need"),
            (ScopeLevel.TEAM, "South"),
        )
    }
    assert people == {"Exampleshire": 4, "In need": 2, "South": 1}


def test_each_wording_that_was_used_is_named(hall: Hall) -> None:
    respond(hall, chose("listened", "yes"))
    respond(
        hall,
        chose("listened", "yes"),
        questionnaire="child_after_review",
        role=RespondentRole.CHILD,
    )
    with hall.sessions.reading() as session:
        found = answers.asked_in(session, slice_of())
    named = ("child_after_review", "parent_after_conference")
    assert [(each.questionnaire, each.version, each.question) for each in found] == [
        (name, library.load(name).version, "listened") for name in named
    ]


def test_an_empty_database_counts_nothing(hall: Hall) -> None:
    with hall.sessions.reading() as session:
        for count in (answers.asked_in, answers.answered, answers.chosen, answers.summed):
            assert count(session, slice_of()) == ()
