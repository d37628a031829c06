"""The reading room: who finds which response, what the filters find, and what opening leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from services.hall import Hall
from services.insight.coding_by_people import mark_read
from services.insight.reading_room import NotYours, Wanted, open_response, shelf
from storage.actors import Actor, Scope, ScopeLevel
from storage.kinds import StaffRole
from storage.models import Meeting, MeetingCase
from surveys.kinds import Mode, RespondentRole
from tests.builders.colleagues import colleague
from tests.builders.feedback import chose, code, comment, gave, respond, ticked, wrote
from tests.builders.invited import Invited, invited
from tests.builders.read_by_staff import (
    answered,
    coded,
    comment_of,
    deeds,
    disclosed,
    keep_from,
)

PAGE = 50
NORTH = Scope(ScopeLevel.TEAM, "North")


@pytest.fixture
def officer(hall: Hall) -> Actor:
    return colleague(hall).actor


def found(hall: Hall, actor: Actor, wanted: Wanted | None = None) -> set[UUID]:
    page = shelf(hall, actor, wanted or Wanted(), 0, PAGE)
    assert page.total == len(page.lines)
    return {line.id for line in page.lines}


def test_each_filter_finds_the_responses_that_fit_and_no_other(hall: Hall, officer: Actor) -> None:
    there = comment(hall, team="North", on=date(2026, 9, 30), role=RespondentRole.CARER)
    code(hall, there, "negative", ["timing"])
    read = comment(hall, team="South", on=date(2026, 10, 1), questionnaire="imported_feedback")
    (carer,) = found(hall, officer, Wanted(role=RespondentRole.CARER))
    (imported,) = found(hall, officer, Wanted(questionnaire="imported_feedback"))
    mark_read(hall, officer, imported)

    assert read != there
    assert found(hall, officer) == {carer, imported}
    assert found(hall, officer, Wanted(unread=True)) == {carer}
    assert found(hall, officer, Wanted(team="South")) == {imported}
    assert found(hall, officer, Wanted(theme="timing")) == {carer}
    assert found(hall, officer, Wanted(theme="feeling_safe")) == set()
    assert found(hall, officer, Wanted(concern=True)) == set()
    september = (date(2026, 9, 1), date(2026, 10, 1))
    assert found(hall, officer, Wanted(days=september)) == {carer}


def test_a_list_holds_counts_and_marks_but_nobodys_words(hall: Hall, officer: Actor) -> None:
    disclosed(hall, Mode.CONFIDENTIAL)
    (line,) = shelf(hall, officer, Wanted(), 0, PAGE).lines
    assert (line.comments, line.unread, line.concern, line.case) == (1, 1, True, None)
    assert "hit me" not in repr(line)


def test_pages_of_a_list_hold_each_response_once(hall: Hall, officer: Actor) -> None:
    everyone = {respond(hall, gave("scale_safety", 3), team="North") for _ in range(5)}
    pages = [shelf(hall, officer, Wanted(), first, 2) for first in (0, 2, 4)]
    assert [len(page.lines) for page in pages] == [2, 2, 1]
    assert {line.id for page in pages for line in page.lines} == everyone
    beyond = shelf(hall, officer, Wanted(), 100, 2)
    assert beyond.lines == pages[2].lines


def test_filters_offer_only_what_somebody_may_read(hall: Hall) -> None:
    respond(hall, team="North", on=date(2026, 8, 3))
    respond(hall, team="South", on=date(2026, 9, 3), questionnaire="child_after_review")
    page = shelf(hall, colleague(hall, scope=(NORTH,)).actor, Wanted(), 0, PAGE)
    assert page.teams == ("North",)
    assert set(page.titles) == {"parent_after_conference"}
    assert page.days == (date(2026, 8, 3), date(2026, 8, 3))


@pytest.mark.parametrize("mode", [Mode.LINKED, Mode.CONFIDENTIAL])
def test_a_named_worker_finds_neither_linked_nor_confidential_answers_about_themselves(
    hall: Hall, officer: Actor, mode: Mode
) -> None:
    person = invited(hall)
    response = answered(hall, mode=mode, person=person)
    other = answered(hall, mode=mode)
    keep_from(hall, officer, person.case_id)

    assert found(hall, officer) == {other}
    with pytest.raises(NotYours):
        open_response(hall, officer, response)
    with pytest.raises(NotYours):
        mark_read(hall, officer, response)
    assert deeds(hall, officer) == ["case_refused", "case_refused"]


def test_whoever_chaired_a_meeting_reads_no_single_answer_about_it(hall: Hall) -> None:
    person = invited(hall)
    with hall.sessions.writing() as session:
        session.get_one(Meeting, person.meeting_id).chair = "Sam Field"
    response, other = answered(hall, person=person), answered(hall)
    chaired = colleague(hall, StaffRole.SAFEGUARDING, name="Sam Field").actor
    assert found(hall, chaired) == {other}
    with pytest.raises(NotYours):
        open_response(hall, chaired, response)
    assert found(hall, colleague(hall, name="Ann Other").actor) == {response, other}


def test_a_response_that_is_not_there_is_refused_alike_and_leaves_no_trace(
    hall: Hall, officer: Actor
) -> None:
    with pytest.raises(NotYours):
        open_response(hall, officer, uuid4())
    assert deeds(hall, officer) == []


def test_an_opened_response_shows_each_answer_under_its_question_as_it_was_worded(
    hall: Hall, officer: Actor
) -> None:
    response = respond(
        hall,
        wrote("needs_to_happen", "Ring me."),
        *ticked("who_was_there", "friend", "advocate"),
        chose("listened", "not_sure"),
        gave("scale_safety", 3),
        chose("gone_from_the_form", "x"),
        team="North",
    )
    said = {item.asked: item.said for item in open_response(hall, officer, response).items}
    assert said["Who was there to support you?"] == ("A friend", "An advocate")
    assert said["Did people listen to what you think?"] == ("Not sure",)
    assert said["What needs to happen?"] == ("Ring me.",)
    assert said["gone_from_the_form"] == ("x",)
    assert ("3",) in said.values()
    assert deeds(hall, officer) == ["response_read"]


def test_questions_stand_in_the_order_they_were_asked_and_houses_by_name(
    hall: Hall, officer: Actor
) -> None:
    house = replace(wrote("houses", "My dog."), part="good")
    response = respond(
        hall,
        house,
        replace(house, part="worries", text="School."),
        chose("felt_safe", "yes"),
        team="North",
        questionnaire="child_after_review",
    )
    asked = [item.asked for item in open_response(hall, officer, response).items]
    assert asked[-2:] == [
        "What is in your house of worries?",
        "What is in your house of good things?",
    ]


@pytest.mark.parametrize(("said", "expected"), [("yes", True), ("no", False), ("", None)])
def test_whether_we_may_quote_is_what_the_person_said(
    hall: Hall, officer: Actor, said: str, expected: bool | None
) -> None:
    assert open_response(hall, officer, answered(hall, quote=said)).may_quote is expected


def test_a_comment_comes_with_the_suggestion_its_evidence_and_what_weighed(
    hall: Hall, officer: Actor
) -> None:
    response = answered(hall)
    comment_id = coded(hall, response)
    one = open_response(hall, officer, response).comments[comment_id]
    assert one.passes.machine is not None
    assert one.passes.machine.sentiment == "negative"
    spans = [
        one.text[start:end] for hit in one.passes.machine.themes for start, end, _ in hit.spans
    ]
    assert "late" in spans
    assert any("listened" in words for words, _ in one.why)
    assert one.worst == "Nobody listened"


def test_reasons_are_not_made_up_for_a_coding_of_another_analyser(
    hall: Hall, officer: Actor
) -> None:
    response = answered(hall)
    code(hall, comment_of(hall, response), "negative", analyser="an older one")
    (one,) = open_response(hall, officer, response).comments.values()
    assert (one.why, one.unsure, one.worst) == ((), None, "")


def test_only_officers_and_safeguarding_are_told_of_a_concern(hall: Hall) -> None:
    disclosed(hall, Mode.LINKED)
    told = {}
    for role in (StaffRole.OFFICER, StaffRole.SAFEGUARDING, StaffRole.MANAGER):
        actor = colleague(hall, role).actor
        (line,) = shelf(hall, actor, Wanted(), 0, PAGE).lines
        told[role] = (line.concern, len(open_response(hall, actor, line.id).concerns))
    assert told == {
        StaffRole.OFFICER: (True, 1),
        StaffRole.SAFEGUARDING: (True, 1),
        StaffRole.MANAGER: (False, 0),
    }


def test_someone_named_in_a_siblings_case_does_not_read_about_their_joint_meeting(
    hall: Hall, officer: Actor
) -> None:
    person: Invited = invited(hall)
    sibling = invited(hall)
    with hall.sessions.writing() as session:
        session.add(MeetingCase(meeting_id=person.meeting_id, case_id=sibling.case_id))
    answered(hall, person=person)
    keep_from(hall, officer, sibling.case_id)
    assert found(hall, officer) == set()
