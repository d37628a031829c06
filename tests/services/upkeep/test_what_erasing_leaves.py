"""Figures stay true after erasing, siblings keep what is theirs, and nobody is asked again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from reports.cells import Coverage
from services.care.desk import tray
from services.hall import OPERATOR, Hall
from services.respond import converse, entrance
from services.respond.keys import Link
from services.respond.turns import Closed
from services.upkeep.erasure.erasing import erase
from services.upkeep.erasure.scope import Subject
from services.upkeep.invitations import invite_by_rules, invite_to_meeting
from services.upkeep.letters.allowed import off_limits
from storage import engine as engines
from storage.engine import make_engine
from storage.kinds import InvitationState, StaffRole, StopReason
from storage.models import Case, Draft, Invitation, Meeting, Recipient
from storage.queries import meetings
from storage.sweeping import sweep
from surveys.kinds import Mode
from tests.builders.attendances import child, counted, row, take_in
from tests.builders.colleagues import colleague
from tests.builders.dumps import dump
from tests.builders.families import family
from tests.builders.invited import invited
from tests.builders.read_by_staff import disclosed, keep_from
from tests.builders.slices import slice_of
from tests.builders.stored import count
from tests.builders.talk import sit_down
from tests.builders.told import sent

SUBJECTS = (Subject.PERSON, Subject.CASE)


def figures(hall: Hall) -> list[object]:
    """Return all that reports count of meetings, and of those who were asked about them."""
    counts = (meetings.held, meetings.coverage, meetings.not_asked, meetings.invitations)
    with hall.sessions.reading() as session:
        return [
            sorted(found(session, slice_of(period)), key=str)
            for found in counts
            for period in ("2026-Q1", "2026-Q2", "2026-Q3")
        ]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_meetings_people_and_return_rates_are_counted_as_before(
    hall: Hall, subject: Subject
) -> None:
    colleague(hall, StaffRole.OFFICER)
    mine = family(hall, "alphafam")
    # Known by the case alone: nobody said whether she was expected at the second meeting.
    earlier = row(meeting_ref="M-2", case_id=mine.case, held_on="2026-05-01", recipient_ref="P-2")
    take_in(hall, earlier)
    before = figures(hall)
    assert Coverage("parent", could=2, asked=0, answered=0) in before[3]
    erase(hall, OPERATOR, subject, mine.person if subject is Subject.PERSON else mine.case)
    assert figures(hall) == before


def test_a_shell_is_not_asked_again_and_no_ground_of_its_own_is_written_down(
    sqlite_hall: Hall,
) -> None:
    take_in(sqlite_hall, row(), row(recipient_ref="P-2", contact="p-2@example.org"))
    erase(sqlite_hall, OPERATOR, Subject.PERSON, "P-1")
    assert [link.recipient for link in invite_by_rules(sqlite_hall, OPERATOR).links] == ["P-2"]
    assert count(sqlite_hall, Invitation) == 1


def test_nobody_is_asked_about_a_case_that_is_gone_with_what_forbade_to_write(hall: Hall) -> None:
    elsewhere = row(case_id="C-3", meeting_ref="M-3", held_on="2026-05-01")
    joint = [row(case_id=case, meeting_ref="M-2") for case in ("C-1", "C-2")]
    take_in(hall, row(case_id="C-1"), *joint, elsewhere)
    with hall.sessions.writing() as session:
        child = select(Case).where(Case.reference == "C-1")
        session.scalars(child).one().stop_reason = StopReason.DEATH
    erase(hall, OPERATOR, Subject.CASE, "C-1")
    assert [link.meeting for link in invite_by_rules(hall, OPERATOR).links] == ["M-3"]


def test_nobody_is_reminded_of_a_meeting_of_which_a_case_is_gone(hall: Hall) -> None:
    take_in(hall, *(row(case_id=case) for case in ("C-1", "C-2")))
    invite_to_meeting(hall, "M-1")
    with hall.sessions.reading() as session:
        assert not session.scalars(select(Invitation.id).where(off_limits())).all()
    erase(hall, OPERATOR, Subject.CASE, "C-1")
    with hall.sessions.reading() as session:
        assert len(session.scalars(select(Invitation.id).where(off_limits())).all()) == 1


def test_who_was_asked_about_siblings_because_of_one_alone_is_asked_no_more(hall: Hall) -> None:
    father = {"recipient_ref": "F-1", "contact": "f-1@example.org"}
    take_in(
        hall,
        *(row(case_id=case) for case in ("C-1", "C-2")),
        row(case_id="C-1", **father),
        row(case_id="C-3", meeting_ref="M-3", **father),
    )
    invite_to_meeting(hall, "M-1")
    erase(hall, OPERATOR, Subject.CASE, "C-1")
    query = select(Recipient.reference, Invitation.state).join_from(Invitation, Recipient)
    with hall.sessions.reading() as session:
        states = dict(session.execute(query).all())
    assert states == {"F-1": InvitationState.CANCELLED, "P-1": InvitationState.READY}


def test_the_next_meetings_file_brings_the_person_back_as_somebody_new(sqlite_hall: Hall) -> None:
    take_in(sqlite_hall, row())
    erase(sqlite_hall, OPERATOR, Subject.PERSON, "P-1")
    assert take_in(sqlite_hall, row()).people.new == 1
    assert counted(sqlite_hall)["recipient"] == 2


def test_siblings_keep_their_meeting_and_their_mother(sqlite_hall: Hall) -> None:
    take_in(
        sqlite_hall,
        row(case_id="C-1"),
        row(case_id="C-2"),
        child(meeting_ref="M-9", case_id="C-1", recipient_ref="Y-1"),
    )
    erase(sqlite_hall, OPERATOR, Subject.CASE, "C-1")
    with sqlite_hall.sessions.reading() as session:
        references = [
            {name for name in session.scalars(select(model.reference)) if " " not in name}
            for model in (Case, Meeting, Recipient)
        ]
        mother = session.scalars(select(Recipient).where(Recipient.reference == "P-1")).one()
        assert mother.contact == "p-1@example.org"
    assert references == [{"C-2"}, {"M-1"}, {"P-1"}]
    assert counted(sqlite_hall)["recipient_case"] == 1


def test_a_conversation_that_is_open_ends_and_its_link_opens_nothing(hall: Hall) -> None:
    person, other = invited(hall), invited(hall)
    talk = sit_down(hall, person)
    sit_down(hall, other)
    erase(hall, OPERATOR, Subject.CASE, person.case_reference)
    assert count(hall, Draft) == 1
    assert talk.skip_to_review().status.ended
    assert isinstance(converse.open(hall, Link(person.token, "x"), "again"), Closed)


def test_a_link_opened_in_the_moment_of_erasing_opens_nothing(
    sqlite_hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, look = invited(sqlite_hall), entrance.find

    def overtaken(session: Session, *given: Any) -> Any:
        found = look(session, *given)
        session.execute(update(Invitation).values(token_hmac=None))
        return found

    monkeypatch.setattr(entrance, "find", overtaken)
    assert isinstance(converse.open(sqlite_hall, Link(person.token, "x"), "open"), Closed)
    assert count(sqlite_hall, Draft) == 0


def test_words_said_in_confidence_and_the_way_back_to_them_go(sqlite_hall: Hall) -> None:
    person = invited(sqlite_hall)
    sent(sqlite_hall, person, Mode.CONFIDENTIAL)
    erase(sqlite_hall, OPERATOR, Subject.CASE, person.case_reference)
    tables = {table for table, _, _ in dump(sqlite_hall)}
    assert not tables & {"response", "answer", "response_link", "way_back", "draft"}
    assert {"meeting", "invitation", "recipient", "case"} <= tables


@pytest.mark.parametrize("mode", [None, Mode.CONFIDENTIAL])
def test_a_concern_that_is_left_stays_hidden_from_whom_a_conflict_keeps_from_its_case(
    hall: Hall, mode: Mode | None
) -> None:
    person = invited(hall)
    disclosed(hall, mode, person)
    named, other = (colleague(hall, StaffRole.SAFEGUARDING, name=name).actor for name in "ab")
    keep_from(hall, named, person.case_id)
    keep_from(hall, other, invited(hall).case_id)
    erase(hall, OPERATOR, Subject.CASE, person.case_reference)
    assert [tray(hall, one, 0, 9).total for one in (named, other)] == [0, 1]


def test_a_file_that_somebody_reads_on_is_told_of(
    sqlite_hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(engines._PRAGMAS, "busy_timeout", 1)
    impatient = make_engine(sqlite_hall.sessions.engine.url.render_as_string())
    with sqlite_hall.sessions.reading() as reader:
        reader.scalar(select(Case.id))
        take_in(sqlite_hall, row(held_on=date(2026, 9, 9).isoformat()))
        assert not sweep(impatient, ())
    assert sweep(impatient, ())
    impatient.dispose()
