"""The coding that holds decides the figures; the expected counts were made by hand."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from reports.cells import ALL, NOT_SURE, Asks, CommentsByRole
from services.hall import Hall
from storage.kinds import CodingRound, StaffRole
from storage.models import Answer, Reading, Staff
from storage.queries import codings
from surveys.kinds import Lean, RespondentRole
from tests.builders.clock import START
from tests.builders.feedback import code, comment, respond, wrote
from tests.builders.slices import slice_of

FIRST, BLIND, RESOLVED = CodingRound.FIRST, CodingRound.BLIND, CodingRound.RESOLVED
LATER = START + timedelta(hours=1)


def counted(hall: Hall) -> dict[tuple[str, str], tuple[int, int]]:
    with hall.sessions.reading() as session:
        found = codings.counted_comments(session, slice_of()).comments
    return {(row.theme, row.sentiment): (row.comments, row.people) for row in found}


def test_comments_are_counted_in_all_four_grouping_sets(hall: Hall) -> None:
    code(hall, comment(hall), "negative", ["delay", "contact"])
    code(hall, comment(hall), "negative", ["delay"])
    code(hall, comment(hall), "positive", ["contact"])
    code(hall, comment(hall), None)
    assert counted(hall) == {
        ("delay", "negative"): (2, 2),
        ("contact", "negative"): (1, 1),
        ("contact", "positive"): (1, 1),
        ("delay", ALL): (2, 2),
        ("contact", ALL): (2, 2),
        (ALL, "negative"): (2, 2),
        (ALL, "positive"): (1, 1),
        (ALL, NOT_SURE): (1, 1),
        (ALL, ALL): (4, 4),
    }


def test_a_person_who_writes_twice_is_one_person(hall: Hall) -> None:
    response = respond(hall, wrote("working_well", "Good"), wrote("worried_about", "Slow"))
    with hall.sessions.reading() as session:
        written = session.scalars(select(Answer.id).where(Answer.response_id == response)).all()
    for answer in written:
        code(hall, answer, "negative", ["delay"])
    assert counted(hall)["delay", "negative"] == (2, 1)
    assert counted(hall)[ALL, ALL] == (2, 1)


@pytest.mark.parametrize(
    ("passes", "holds"),
    [
        ([(CodingRound.MACHINE, "a"), (FIRST, "b")], "b"),
        ([(FIRST, "b"), (CodingRound.MACHINE, "a")], "b"),
        ([(FIRST, "b"), (RESOLVED, "c"), (FIRST, "d")], "c"),
        ([(CodingRound.MACHINE, "a"), (CodingRound.MACHINE, "b")], "b"),
        ([(CodingRound.MACHINE, "a"), (BLIND, "b")], "a"),
    ],
)
def test_people_hold_over_the_machine_and_the_newest_over_the_older(
    hall: Hall, passes: list[tuple[CodingRound, str]], holds: str
) -> None:
    answer = comment(hall)
    for hour, (by, theme) in enumerate(passes):
        at = START + timedelta(hours=hour)
        code(hall, answer, "neutral", [theme], by=by, at=at, analyser=f"test {hour}")
    assert counted(hall) == {
        (holds, "neutral"): (1, 1),
        (holds, ALL): (1, 1),
        (ALL, "neutral"): (1, 1),
        (ALL, ALL): (1, 1),
    }


def test_a_theme_that_a_person_took_away_is_gone(hall: Hall) -> None:
    answer = comment(hall)
    code(hall, answer, "negative", ["delay", "contact"])
    code(hall, answer, "negative", ["contact"], by=FIRST, at=LATER)
    assert ("delay", ALL) not in counted(hall)


def test_non_answers_partial_and_uncoded_comments_are_left_out(hall: Hall) -> None:
    code(hall, comment(hall, "n/a"), None, nonanswer=True)
    code(hall, comment(hall, partial=True), "negative", ["delay"])
    comment(hall, "Nobody has read me yet")
    assert counted(hall) == {}


def test_the_method_says_how_the_comments_were_read(hall: Hall) -> None:
    code(hall, comment(hall), "negative", ["delay"])
    code(hall, comment(hall, "n/a"), None, nonanswer=True, analyser="test 2")
    code(hall, comment(hall, "Dziękuję", language="pl"), None)
    checked = comment(hall)
    code(hall, checked, "positive", by=FIRST)
    comment(hall, "Nobody has read me yet")
    respond(hall, wrote("working_well", "Broken off"), partial=True)
    mark_read(hall, checked)
    with hall.sessions.reading() as session:
        method = codings.counted_comments(session, slice_of()).method
    assert (method.analyser, method.codebook) == ("test 1, test 2", "test")
    assert (method.comments, method.nonanswers, method.not_english) == (5, 1, 1)
    assert (method.uncoded, method.checked, method.read, method.partial) == (1, 1, 1, 1)


def mark_read(hall: Hall, answer: object) -> None:
    with hall.sessions.writing() as session:
        reader = Staff(
            email_hmac=b"e",
            email="officer@example.org",
            name="Officer",
            role=StaffRole.OFFICER,
            password="-",
            created_at=START,
        )
        session.add(reader)
        session.flush()
        session.add(Reading(answer_id=answer, staff_id=reader.id, at=START))


def test_an_empty_period_has_a_method_too(hall: Hall) -> None:
    with hall.sessions.reading() as session:
        method = codings.counted_comments(session, slice_of()).method
    assert (method.analyser, method.codebook, method.comments, method.uncoded) == ("", "", 0, 0)


def test_themes_are_counted_by_role(hall: Hall) -> None:
    code(hall, comment(hall), "negative", ["delay"])
    code(hall, comment(hall, role=RespondentRole.CARER), "positive", ["delay"])
    code(hall, comment(hall, role=RespondentRole.CARER), "positive")
    with hall.sessions.reading() as session:
        found = set(codings.counted_comments(session, slice_of()).by_role)
    assert found == {
        CommentsByRole("delay", "parent", 1, 1),
        CommentsByRole("delay", "carer", 1, 1),
        CommentsByRole(ALL, "parent", 1, 1),
        CommentsByRole(ALL, "carer", 2, 2),
    }


def test_what_people_ask_for_is_in_open_questions_and_not_praise(hall: Hall) -> None:
    code(hall, comment(hall), "negative", ["delay"])
    code(hall, comment(hall), None, ["delay"])
    code(hall, comment(hall), "positive", ["delay"])
    code(hall, comment(hall, lean=Lean.WORRY), "negative", ["delay"])
    with hall.sessions.reading() as session:
        assert codings.counted_comments(session, slice_of()).asks == (Asks("delay", 2, 2),)


def test_counting_the_same_pass_twice_changes_nothing(hall: Hall) -> None:
    answer = comment(hall)
    code(hall, answer, "negative", ["delay"])
    code(hall, answer, "negative", ["delay"])
    assert counted(hall)["delay", "negative"] == (1, 1)
