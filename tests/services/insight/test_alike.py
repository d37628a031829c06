"""Comments like one: the nearest in meaning of those that somebody may read, and of no others."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update

from services.hall import Actor, Hall
from services.hearing import Hearing
from services.insight import alike as module
from services.insight.alike import Alike, Standing, alike
from services.insight.placing import place_comments
from services.insight.reading_room import NotYours
from storage.actors import Scope, ScopeLevel
from storage.kinds import CodingRound, StaffRole
from storage.models import Answer, KnownName, Meeting, Response, SecondLook
from storage.queries.second_looks import waiting_for
from surveys.kinds import Mode
from tests.builders.colleagues import colleague
from tests.builders.feedback import code, comment, respond, wrote
from tests.builders.invited import invited
from tests.builders.meaning import comparing, with_model
from tests.builders.read_by_staff import answered, comment_of, deeds, keep_from

LATE = "The report came late."
ALSO = "It was late, the report."
NORTH = (Scope(ScopeLevel.TEAM, "North"),)


def said(hall: Hall, text: str, **values: object) -> UUID:
    return comment(hall, text, **{"team": "North", **values})


def like(hall: Hall, answer: UUID, actor: Actor | None = None) -> Alike:
    place_comments(comparing(hall))
    with hall.sessions.reading() as session:
        response = session.get_one(Answer, answer).response_id
    return alike(comparing(hall), actor or colleague(hall).actor, response, answer)


def texts(found: Alike) -> list[str]:
    return [one.text for one in found.near]


def test_the_nearest_come_first_and_what_is_not_near_does_not_come(hall: Hall) -> None:
    mine = said(hall, LATE)
    said(hall, "The bus was late.")
    said(hall, "They were kind.")
    said(hall, ALSO)
    found = like(hall, mine)
    assert (found.text, found.standing) == (LATE, Standing.COMPARED)
    assert texts(found) == [ALSO, "The bus was late."]


def test_at_most_five_are_shown_and_none_of_the_same_response(sqlite_hall: Hall) -> None:
    two = respond(
        sqlite_hall, wrote("needs_to_happen", LATE), wrote("working_well", ALSO), team="North"
    )
    with sqlite_hall.sessions.reading() as session:
        mine = session.query(Answer.id).filter_by(response_id=two).first()[0]
    assert texts(like(sqlite_hall, mine)) == []
    for number in range(7):
        said(sqlite_hall, f"{LATE} {number}")
    found = like(sqlite_hall, mine, colleague(sqlite_hall, name="Ann Other").actor)
    assert len(found.near) == 5
    assert two not in {one.response for one in found.near}


def test_what_people_decided_holds_over_the_machine_and_comes_without_evidence(
    sqlite_hall: Hall,
) -> None:
    mine, other = said(sqlite_hall, LATE), said(sqlite_hall, ALSO)
    code(sqlite_hall, other, "neutral", ["timing"])
    (near,) = like(sqlite_hall, mine).near
    assert near.coded is not None
    assert (near.coded.round, near.coded.sentiment) == (CodingRound.MACHINE, "neutral")
    assert [(hit.theme, hit.spans) for hit in near.coded.themes] == [("timing", ())]
    code(sqlite_hall, other, "negative", ["report_on_time"], by=CodingRound.FIRST)
    (near,) = like(sqlite_hall, mine, colleague(sqlite_hall, name="Ann Other").actor).near
    assert near.coded is not None
    assert (near.coded.round, near.coded.sentiment) == (CodingRound.FIRST, "negative")


def test_the_same_words_are_shown_once_best_as_a_person_coded_them(sqlite_hall: Hall) -> None:
    mine, _, other = (said(sqlite_hall, text) for text in (LATE, ALSO, ALSO.upper().lower()))
    said(sqlite_hall, "The bus was late.")
    code(sqlite_hall, other, "negative", by=CodingRound.FIRST)
    near = like(sqlite_hall, mine).near
    assert [one.id == other for one in near] == [True, False]


def test_nobody_is_shown_what_another_team_or_a_case_kept_from_them_said(hall: Hall) -> None:
    mine = comment_of(hall, answered(hall, LATE))
    officer = colleague(hall, scope=NORTH).actor
    said(hall, ALSO, team="South")
    for mode in (Mode.LINKED, Mode.CONFIDENTIAL):
        person = invited(hall)
        answered(hall, f"{ALSO} {mode.value}", mode, person=person)
        keep_from(hall, officer, person.case_id)
    assert texts(like(hall, mine, officer)) == []
    assert len(texts(like(hall, mine, colleague(hall, name="Ann Other").actor))) == 3


def test_whoever_chaired_a_meeting_is_shown_nothing_about_it(sqlite_hall: Hall) -> None:
    person = invited(sqlite_hall)
    with sqlite_hall.sessions.writing() as session:
        session.get_one(Meeting, person.meeting_id).chair = "Sam Field"
    about, other = answered(sqlite_hall, ALSO, person=person), answered(sqlite_hall, LATE)
    chaired = colleague(sqlite_hall, StaffRole.MANAGER, name="Sam Field").actor
    assert texts(like(sqlite_hall, comment_of(sqlite_hall, other), chaired)) == []
    with pytest.raises(NotYours):
        like(sqlite_hall, comment_of(sqlite_hall, about), chaired)


def test_a_manager_is_shown_linked_words_alone_and_an_officer_confidential_ones_too(
    sqlite_hall: Hall,
) -> None:
    mine = comment_of(sqlite_hall, answered(sqlite_hall, LATE))
    linked = answered(sqlite_hall, ALSO)
    hidden = answered(sqlite_hall, f"{ALSO} Again.", Mode.CONFIDENTIAL)
    manager, officer = colleague(sqlite_hall, StaffRole.MANAGER).actor, colleague(sqlite_hall).actor
    assert {one.response for one in like(sqlite_hall, mine, manager).near} == {linked}
    assert {one.response for one in like(sqlite_hall, mine, officer).near} == {linked, hidden}


def test_what_waits_for_a_blind_second_look_is_not_shown_coded(hall: Hall) -> None:
    mine, drawn = said(hall, LATE), said(hall, ALSO)
    with hall.sessions.writing() as session:
        session.add(SecondLook(answer_id=drawn, drawn=True, percent=10, at=hall.clock()))
    assert texts(like(hall, mine)) == []
    code(hall, drawn, "negative", by=CodingRound.BLIND)
    assert texts(like(hall, mine, colleague(hall, name="Ann Other").actor)) == [ALSO]


def test_whoever_was_shown_a_comment_coded_is_never_asked_to_code_it_blind(hall: Hall) -> None:
    mine, other = said(hall, LATE), said(hall, ALSO)
    shown, fresh = (colleague(hall, name=name).actor for name in ("Ann Other", "Jo Reader"))
    like(hall, mine, shown)
    with hall.sessions.writing() as session:
        session.add(SecondLook(answer_id=other, drawn=True, percent=10, at=hall.clock()))
    with hall.sessions.reading() as session:
        waits = [session.scalars(waiting_for(session, one)).all() for one in (shown, fresh)]
    assert [[answer.id for answer in one] for one in waits] == [[], [other]]


def test_names_are_struck_and_long_words_cut_at_a_word(sqlite_hall: Hall) -> None:
    person = invited(sqlite_hall)
    with sqlite_hall.sessions.writing() as session:
        session.add(KnownName(case_id=person.case_id, name="Canarina"))
    answered(
        sqlite_hall, "Canarina was late. " + "And then again, ever again. " * 40, person=person
    )
    (near,) = like(sqlite_hall, said(sqlite_hall, LATE)).near
    assert "Canarina" not in near.text
    assert near.text.endswith(("again, …", "again. …", "ever …", "And …", "then …"))
    assert len(near.text) <= 402


def test_a_name_said_in_confidence_ties_no_words_to_those_beside_them(hall: Hall) -> None:
    person, words = invited(hall), "{} said it was late. Canary Lane was not."
    with hall.sessions.writing() as session:
        session.add(KnownName(case_id=person.case_id, name="Canarina Vale"))
    for mode in (Mode.LINKED, Mode.CONFIDENTIAL):
        answered(hall, words.format("Canarina") + mode, mode, person=person)
        person = invited(hall)
    near = like(hall, said(hall, LATE)).near
    assert len(near) == 2
    assert all(one.text.startswith("[name] said it was late. Canary Lane") for one in near)


def test_that_words_were_shown_is_recorded_comment_by_comment(sqlite_hall: Hall) -> None:
    mine, officer = said(sqlite_hall, LATE), colleague(sqlite_hall).actor
    said(sqlite_hall, ALSO), said(sqlite_hall, f"{ALSO} Again.")
    like(sqlite_hall, mine, officer)
    assert deeds(sqlite_hall, officer) == ["response_read", "comment_shown", "comment_shown"]


def test_only_the_newest_are_looked_among(
    sqlite_hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_NEWEST", 1)
    mine = said(sqlite_hall, LATE)
    said(sqlite_hall, f"{ALSO} Long ago.", on=date(2025, 1, 1))
    said(sqlite_hall, ALSO, on=date(2026, 9, 1))
    assert texts(like(sqlite_hall, mine)) == [ALSO]


def test_what_keeps_a_comment_from_being_compared_is_told(
    sqlite_hall: Hall, tmp_path: Path
) -> None:
    officer, mine = colleague(sqlite_hall).actor, said(sqlite_hall, LATE)
    with sqlite_hall.sessions.reading() as session:
        response = session.query(Response.id).first()[0]
    assert alike(comparing(sqlite_hall), officer, response, mine).standing is Standing.WAITING
    assert like(sqlite_hall, said(sqlite_hall, "n/a"), officer).standing is Standing.SAYS_NOTHING
    polish = said(sqlite_hall, "Bardzo dobrze, dziękuję", language="pl")
    assert like(sqlite_hall, polish, officer).standing is Standing.FOREIGN
    newer = comparing(sqlite_hall, with_model("second"))
    assert alike(newer, officer, response, mine).standing is Standing.WAITING
    found = alike(comparing(sqlite_hall, Hearing(tmp_path)), officer, response, mine)
    assert (found.standing, found.near) == (Standing.UNAVAILABLE, ())


def test_no_comment_that_is_not_there_or_lies_elsewhere_is_compared(sqlite_hall: Hall) -> None:
    officer, mine, other = (
        colleague(sqlite_hall).actor,
        said(sqlite_hall, LATE),
        said(sqlite_hall, ALSO),
    )
    with sqlite_hall.sessions.reading() as session:
        response = session.get_one(Answer, mine).response_id
    for answer in (uuid4(), other):
        with pytest.raises(NotYours):
            alike(comparing(sqlite_hall), officer, response, answer)
    with sqlite_hall.sessions.writing() as session:
        session.execute(update(Answer).where(Answer.id == mine).values(text_s=None))
    with pytest.raises(NotYours):
        alike(comparing(sqlite_hall), officer, response, mine)
