"""The second look: drawn by lot, by somebody who saw no other coding, once."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select

from analysis import Sentiment, Severity
from services.council import Council, Thresholds
from services.hall import Hall
from services.insight import coding_by_people, reading_room, second_looks
from services.insight.coding_by_people import Codes
from services.insight.drawing import consider, draw, lot
from services.insight.reading_room import NotYours
from services.refusal import Refused
from services.upkeep.shift import Shift
from services.upkeep.timetable import analyse
from storage.actors import Actor, Scope, ScopeLevel
from storage.kinds import StaffRole
from storage.models import KnownName, SecondLook
from storage.queries.second_looks import sample
from surveys.kinds import Mode
from tests.builders.colleagues import colleague
from tests.builders.feedback import code, comment, put_team, respond, wrote
from tests.builders.invited import invited
from tests.builders.read_by_staff import comment_of, deeds, heads, keep_from, themes
from tests.builders.sampled import IN, OUT, by, drawn

FOUND = Codes(Sentiment.NEGATIVE, None, ("timing", "being_heard"))


def person(hall: Hall, role: StaffRole = StaffRole.QA, name: str = "", *scope: Scope) -> Actor:
    return colleague(hall, role, *([scope] if scope else []), name=name or f"A {role}").actor


def rows(hall: Hall) -> dict[UUID, bool]:
    with hall.sessions.reading() as session:
        return {row.answer_id: row.drawn for row in session.scalars(select(SecondLook))}


def sharing(hall: Hall, percent: int) -> Hall:
    return replace(hall, council=Council(thresholds=Thresholds(second_look_percent=percent)))


def test_each_comment_is_considered_once_at_the_councils_share(hall: Hall) -> None:
    first = [comment(hall, f"It was fine {number}.") for number in range(6)]
    assert draw(sharing(hall, 100)) == 6
    late = comment(hall, "And this too.")
    assert draw(sharing(hall, 0)) == 0
    assert rows(hall) == {**dict.fromkeys(first, True), late: False}
    assert draw(sharing(hall, 100)) == 0


def test_lots_are_spread_evenly_and_the_same_at_each_draw(sqlite_hall: Hall) -> None:
    lots = [lot(sqlite_hall, UUID(int=number)) for number in range(4000)]
    assert lots == [lot(sqlite_hall, UUID(int=number)) for number in range(4000)]
    assert 360 < sum(each < 0.1 for each in lots) < 440


def test_what_the_machine_made_of_a_comment_changes_nothing(sqlite_hall: Hall) -> None:
    answers = [comment(sqlite_hall, f"It was fine {number}.") for number in range(40)]
    by_lot = {each: lot(sqlite_hall, each) < 0.3 for each in answers}
    for each in answers[::2]:
        code(sqlite_hall, each, "negative")
    draw(sharing(sqlite_hall, 30))
    assert rows(sqlite_hall) == by_lot


def test_unfinished_responses_and_closed_answers_are_not_drawn(sqlite_hall: Hall) -> None:
    comment(sqlite_hall, "I stopped here.", partial=True)
    assert draw(sharing(sqlite_hall, 100)) == 0


def test_lots_that_are_given_decide_and_a_second_draw_leaves_them(sqlite_hall: Hall) -> None:
    inside, outside = comment(sqlite_hall, "One."), comment(sqlite_hall, "Two.")
    assert consider(sqlite_hall, {inside: IN, outside: OUT}) == 1
    assert consider(sqlite_hall, {inside: OUT, outside: IN}) == 0
    with sqlite_hall.sessions.reading() as session:
        found = sample(session)
    assert (found.considered, found.drawn, found.coded) == (2, 1, 0)


def test_the_job_that_lets_the_machine_read_draws_first(sqlite_hall: Hall) -> None:
    comment(sqlite_hall, "They rang me back.")
    everyone = sharing(sqlite_hall, 100)
    assert analyse(Shift(everyone, "http://localhost")).note == "1 comments coded"
    assert second_looks.waiting(everyone, person(everyone)) == 1


def test_who_looks_sees_question_and_words_without_names_and_nothing_else(
    sqlite_hall: Hall,
) -> None:
    someone = invited(sqlite_hall, team="North")
    with sqlite_hall.sessions.writing() as session:
        session.add(KnownName(case_id=someone.case_id, name="Zebedee Quill"))
    response = respond(
        sqlite_hall, wrote("needs_to_happen", "Zebedee was left out."), team="North",
        mode=Mode.LINKED, case_id=someone.case_id,
    )  # fmt: skip
    answer = comment_of(sqlite_hall, response)
    consider(sqlite_hall, {answer: IN})
    qa = person(sqlite_hall)

    look = second_looks.next_look(sqlite_hall, qa)

    assert look is not None
    assert (look.id, look.waiting) == (answer, 1)
    assert look.asked == "What needs to happen?"
    assert "Zebedee" not in look.text
    assert look.text.endswith("was left out.")
    assert deeds(sqlite_hall, qa) == ["second_look_shown"]


def test_what_they_find_is_kept_beside_the_first_and_counts_in_no_figure(hall: Hall) -> None:
    officer, qa = person(hall, StaffRole.OFFICER), person(hall)
    answer = drawn(hall)
    code(hall, answer, "positive")
    by(hall, officer, answer, "positive")

    second_looks.keep(hall, qa, answer, FOUND)

    machine, first, blind = heads(hall, answer)
    assert (blind.round, blind.coder_id, blind.sentiment) == ("blind", qa.id, "negative")
    assert blind.severity is None
    assert themes(hall, blind) == {"timing", "being_heard"}
    assert (machine.sentiment, first.sentiment) == ("positive", "positive")
    assert second_looks.waiting(hall, qa) == 0
    assert "coding_saved" in deeds(hall, qa)


def test_the_same_form_sent_twice_is_kept_once(sqlite_hall: Hall) -> None:
    qa, answer = person(sqlite_hall), drawn(sqlite_hall)
    second_looks.keep(sqlite_hall, qa, answer, FOUND)
    second_looks.keep(sqlite_hall, qa, answer, replace(FOUND, sentiment=None))
    assert [head.sentiment for head in heads(sqlite_hall, answer)] == ["negative"]


def test_whoever_comes_second_is_told_and_changes_nothing(sqlite_hall: Hall) -> None:
    one, other, answer = (
        person(sqlite_hall, name="One"),
        person(sqlite_hall, name="Two"),
        drawn(sqlite_hall),
    )
    second_looks.keep(sqlite_hall, one, answer, FOUND)
    with pytest.raises(Refused, match="had the second look at this comment meanwhile"):
        second_looks.keep(sqlite_hall, other, answer, FOUND)
    assert len(heads(sqlite_hall, answer)) == 1


def test_nobody_looks_a_second_time_at_what_they_coded_first(sqlite_hall: Hall) -> None:
    officer, answer = person(sqlite_hall, StaffRole.OFFICER), drawn(sqlite_hall, team="North")
    assert second_looks.waiting(sqlite_hall, officer) == 1
    by(sqlite_hall, officer, answer, "positive")
    assert second_looks.next_look(sqlite_hall, officer) is None
    with pytest.raises(NotYours):
        second_looks.keep(sqlite_hall, officer, answer, FOUND)


def test_whoever_opened_the_response_has_seen_its_codes_and_does_not_look(hall: Hall) -> None:
    officer = person(hall, StaffRole.OFFICER)
    response = respond(hall, wrote("needs_to_happen", "Ring me back."), team="North")
    consider(hall, {comment_of(hall, response): IN})
    reading_room.open_response(hall, officer, response)
    assert second_looks.waiting(hall, officer) == 0
    assert second_looks.waiting(hall, person(hall, StaffRole.OFFICER, "Another")) == 1


def test_who_marked_it_as_read_does_not_look_either(sqlite_hall: Hall) -> None:
    officer = person(sqlite_hall, StaffRole.OFFICER)
    response = respond(sqlite_hall, wrote("needs_to_happen", "Ring me back."), team="North")
    consider(sqlite_hall, {comment_of(sqlite_hall, response): IN})
    coding_by_people.mark_read(sqlite_hall, officer, response)
    assert second_looks.waiting(sqlite_hall, officer) == 0


@pytest.mark.parametrize("role", [StaffRole.OFFICER, StaffRole.QA])
def test_scope_and_conflicts_hold(hall: Hall, role: StaffRole) -> None:
    mine = invited(hall, team="North")
    with hall.sessions.writing() as session:
        put_team(session, "South")
    linked = {"mode": Mode.LINKED, "case_id": mine.case_id, "team": "North"}
    answer = drawn(hall, **linked)
    here = person(hall, role, "Here", Scope(ScopeLevel.TEAM, "North"))
    there = person(hall, role, "There", Scope(ScopeLevel.TEAM, "South"))
    aunt = person(hall, role, "Aunt")
    keep_from(hall, aunt, mine.case_id)
    assert [second_looks.waiting(hall, each) for each in (here, there, aunt)] == [1, 0, 0]
    with pytest.raises(NotYours):
        second_looks.look_at(hall, aunt, answer)
    assert deeds(hall, aunt) == ["case_refused"]


def test_other_roles_have_nothing_to_look_at(sqlite_hall: Hall) -> None:
    drawn(sqlite_hall, team="North")
    others = set(StaffRole) - {StaffRole.OFFICER, StaffRole.QA}
    found = {role: second_looks.waiting(sqlite_hall, person(sqlite_hall, role)) for role in others}
    assert set(found.values()) == {0}


def test_a_comment_can_be_left_to_others(sqlite_hall: Hall) -> None:
    qa = person(sqlite_hall)
    answers = {drawn(sqlite_hall, f"It was fine {number}.") for number in range(3)}
    first = second_looks.next_look(sqlite_hall, qa)
    assert first is not None
    second = second_looks.next_look(sqlite_hall, qa, {first.id})
    assert second is not None
    assert second.id in answers - {first.id}
    assert second_looks.next_look(sqlite_hall, qa, answers) is None


def test_a_theme_that_the_codebook_lacks_is_refused(sqlite_hall: Hall) -> None:
    qa, answer = person(sqlite_hall), drawn(sqlite_hall)
    with pytest.raises(Refused, match="not in the codebook"):
        second_looks.keep(sqlite_hall, qa, answer, Codes(None, None, ("weather",)))
    assert heads(sqlite_hall, answer) == []


def test_a_comment_that_says_nothing_keeps_no_theme(sqlite_hall: Hall) -> None:
    qa, answer = person(sqlite_hall), drawn(sqlite_hall, "n/a")
    nothing = Codes(Sentiment.POSITIVE, None, ("timing",), nonanswer=True)
    second_looks.keep(sqlite_hall, qa, answer, nothing)
    (kept,) = heads(sqlite_hall, answer)
    assert (kept.nonanswer, kept.sentiment, kept.severity) == (True, None, Severity.NONE)
    assert themes(sqlite_hall, kept) == set()
