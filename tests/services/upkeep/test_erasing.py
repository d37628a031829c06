"""Whoever is erased is nowhere any more, in no table and no file; nobody else loses anything."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, update

from safeguarding.states import ConcernState
from services.hall import OPERATOR, Hall
from services.refusal import Refused
from services.upkeep.erasure import erasing, shells
from services.upkeep.erasure.erasing import erase, what_goes
from services.upkeep.erasure.scope import Subject
from services.upkeep.expiry import tidy
from services.upkeep.stop_list import Subject as Stopped
from services.upkeep.stop_list import entries, lift
from storage.kinds import InvitationState, StaffRole
from storage.models import (
    Answer,
    AuditEvent,
    Coding,
    Concern,
    ConcernEvent,
    Invitation,
    Recipient,
    RecipientCase,
    Response,
    ResponseLink,
    WayBack,
)
from tests.builders.colleagues import colleague
from tests.builders.dumps import Cells, dump, on_disk, texts
from tests.builders.erasable import WITH_CASE, WITH_PERSON
from tests.builders.families import Family, family
from tests.builders.feedback import comment
from tests.builders.stored import count
from tests.builders.worries import shift

GOES = {Subject.PERSON: WITH_PERSON, Subject.CASE: WITH_PERSON | WITH_CASE}


@pytest.fixture
def mine(sqlite_hall: Hall) -> Family:
    """The family that is erased, on SQLite."""
    colleague(sqlite_hall, StaffRole.OFFICER)
    return family(sqlite_hall, "alphafam")


def named(mine: Family, subject: Subject) -> str:
    return {Subject.PERSON: mine.person, Subject.CASE: mine.case}.get(subject, str(mine.linked))


def to_go(planted: Cells, subject: Subject, stays: set[Any]) -> Cells:
    """Return the cells of a family whose values may be nowhere once it is erased."""
    return {
        (table, key, column): value
        for (table, key, column), value in planted.items()
        if value not in (None, "", [])
        and not (table.startswith("concern") and key in stays)
        and f"{table}.{column}" in GOES[subject]
    }


@pytest.mark.parametrize("subject", [Subject.PERSON, Subject.CASE])
def test_no_trace_is_left_of_who_is_erased_and_the_others_keep_everything(
    hall: Hall, subject: Subject
) -> None:
    colleague(hall, StaffRole.OFFICER)
    family(hall, "betafam")
    others = dump(hall)
    mine = family(hall, "alphafam")
    planted = {cell: value for cell, value in dump(hall).items() if cell not in others}
    stays = _open_concern(hall, mine)
    doomed = to_go(planted, subject, stays)
    assert len(doomed) > 40

    erased = erase(hall, OPERATOR, subject, named(mine, subject))

    assert erased.swept
    left = dump(hall)
    assert {cell: left.get(cell) for cell in others} == others
    assert [cell for cell, value in doomed.items() if left.get(cell) == value] == []
    kept = list(left.values())
    own = [value for value in doomed.values() if value not in others.values()]
    assert [value for value in own if value in kept] == []
    if subject is Subject.CASE:
        assert [text for text in texts(left) if mine.mark in text] == []
    if hall.sessions.engine.dialect.name == "sqlite":
        held = on_disk(hall)
        boxes = [value for value in own if isinstance(value, bytes)]
        assert len(boxes) > 30
        assert [box for box in boxes if box in held] == []
        assert subject is Subject.PERSON or mine.mark.encode() not in held


def _open_concern(hall: Hall, mine: Family) -> set[Any]:
    """Return the keys of the open concern and its event, whose words stay."""
    query = select(ConcernEvent.id).where(ConcernEvent.concern_id == mine.open_concern)
    with hall.sessions.reading() as session:
        return {(mine.open_concern,), *((each,) for each in session.scalars(query))}


def test_all_that_hangs_on_a_response_goes_with_it(hall: Hall) -> None:
    colleague(hall, StaffRole.OFFICER)
    erase(hall, OPERATOR, Subject.PERSON, family(hall, "alphafam").person)
    for model in (Response, Answer, Coding, ResponseLink, WayBack):
        assert count(hall, model) == 0, model
    gone = {table for table, _, _ in dump(hall)}
    assert not gone & {"reading", "usable_quote", "second_look", "action_response", "meaning"}


def test_looking_changes_nothing_and_tells_what_goes(sqlite_hall: Hall, mine: Family) -> None:
    before = dump(sqlite_hall)
    seen = what_goes(sqlite_hall, Subject.CASE, f"OLD-{mine.mark}")
    assert dump(sqlite_hall) == before
    assert seen.goes == {
        "people": 1,
        "cases": 1,
        "meetings": 1,
        "responses": 1,
        "answers": 1,
        "codings": 1,
        "readings": 1,
        "quotes": 1,
        "drafts": 1,
        "invitations": 3,
        "letters": 2,
        "names": 1,
        "aliases": 1,
        "concerns": 1,
    }
    assert (seen.open_concerns, seen.actions) == (1, 1)


@pytest.mark.parametrize("subject", [Subject.PERSON, Subject.CASE])
def test_confidential_responses_go_and_no_figure_tells_of_them(
    sqlite_hall: Hall, mine: Family, subject: Subject
) -> None:
    seen = erase(sqlite_hall, OPERATOR, subject, named(mine, subject)).look
    with sqlite_hall.sessions.reading() as session:
        assert session.get(Response, mine.confidential) is None
        assert session.get_one(Concern, mine.sealed_concern).words is None
        trace = session.scalars(select(AuditEvent).where(AuditEvent.what.endswith("erased")))
        assert [event.subject_id for event in trace] == [
            {Subject.PERSON: mine.person_id, Subject.CASE: mine.case_id}[subject]
        ]
    silent = family(sqlite_hall, "gammafam")
    with sqlite_hall.sessions.writing() as session:
        session.execute(delete(Concern).where(Concern.id == silent.sealed_concern))
        session.execute(delete(Response).where(Response.id == silent.confidential))
    assert what_goes(sqlite_hall, subject, named(silent, subject)) == seen


def test_a_person_is_found_behind_a_confidential_response_of_a_case_they_left(
    sqlite_hall: Hall, mine: Family
) -> None:
    with sqlite_hall.sessions.writing() as session:
        session.execute(delete(RecipientCase))
    erase(sqlite_hall, OPERATOR, Subject.PERSON, mine.person)
    assert count(sqlite_hall, Response) == 0


def test_open_concerns_keep_their_words_until_the_night_after_they_are_closed(
    hall: Hall,
) -> None:
    colleague(hall, StaffRole.OFFICER)
    mine = family(hall, "alphafam")
    erase(hall, OPERATOR, Subject.CASE, mine.case)
    assert tidy(shift(hall)).note == "nothing to forget"
    kept = _concern(hall, mine.open_concern)
    assert kept == (f"canary {mine.mark} concern", True, True)
    with hall.sessions.reading() as session:
        link = session.get_one(Concern, mine.open_concern).link or ""
    assert mine.case in link, "two people may still have to reach the child"
    with hall.sessions.writing() as session:
        session.get_one(Concern, mine.open_concern).state = ConcernState.CLOSED
    assert tidy(shift(hall)).note == "1 concerns"
    assert _concern(hall, mine.open_concern) == (None, False, False)
    assert tidy(shift(hall)).note == "nothing to forget"
    assert count(hall, Concern) == 3, "concerns stay counted"


def _concern(hall: Hall, concern_id: UUID) -> tuple[str | None, bool, bool]:
    """Return its words, whether it has a link, and whether any note stands beside it."""
    notes = select(ConcernEvent.note_s).where(ConcernEvent.concern_id == concern_id)
    with hall.sessions.reading() as session:
        found = session.get_one(Concern, concern_id)
        return found.words, found.link is not None, any(session.scalars(notes))


def test_one_response_goes_and_its_person_stays(sqlite_hall: Hall, mine: Family) -> None:
    erase(sqlite_hall, OPERATOR, Subject.RESPONSE, str(mine.linked))
    with sqlite_hall.sessions.reading() as session:
        assert list(session.scalars(select(Response.id))) == [mine.confidential]
        assert session.get_one(Recipient, mine.person_id).reference == mine.person
        assert session.get_one(Concern, mine.closed_concern).words is None
        assert session.get_one(Concern, mine.sealed_concern).words is not None
        assert session.get_one(Concern, mine.open_concern).words is not None
    kinds = {value for (_, _, column), value in dump(sqlite_hall).items() if column == "kind"}
    assert "news" not in kinds
    assert "invitation" in kinds


def test_an_anonymous_response_is_erased_by_its_id(sqlite_hall: Hall) -> None:
    answer = comment(sqlite_hall)
    with sqlite_hall.sessions.reading() as session:
        response = session.get_one(Answer, answer).response_id
    erase(sqlite_hall, OPERATOR, Subject.RESPONSE, response.hex)
    assert count(sqlite_hall, Answer) == 0


@pytest.mark.parametrize("subject", Subject)
def test_what_is_not_there_or_not_there_any_more_is_refused(
    sqlite_hall: Hall, mine: Family, subject: Subject
) -> None:
    for unknown in ("X-9", str(uuid4())):
        with pytest.raises(Refused, match="Nothing is kept under the"):
            what_goes(sqlite_hall, subject, unknown)
    reference = named(mine, subject)
    erase(sqlite_hall, OPERATOR, subject, reference)
    left = dump(sqlite_hall)
    with pytest.raises(Refused, match="it was erased before, or never was here"):
        erase(sqlite_hall, OPERATOR, subject, reference)
    assert dump(sqlite_hall) == left


def test_a_shell_cannot_be_named_and_is_on_no_list(sqlite_hall: Hall, mine: Family) -> None:
    erase(sqlite_hall, OPERATOR, Subject.PERSON, mine.person)
    with sqlite_hall.sessions.reading() as session:
        shell = session.get_one(Recipient, mine.person_id)
        states = session.scalars(select(Invitation.state).order_by(Invitation.state))
        assert set(states) == {InvitationState.ANSWERED, InvitationState.WITHDRAWN}
    assert (shell.contact_s, shell.needs, shell.birth_month, shell.language) == (
        None,
        None,
        None,
        "en",
    )
    assert entries(sqlite_hall, OPERATOR) == ()
    with pytest.raises(Refused):
        what_goes(sqlite_hall, Subject.PERSON, shell.reference)
    with pytest.raises(Refused, match="There is no person"):
        lift(sqlite_hall, OPERATOR, Stopped.PERSON, shell.reference)


def test_it_is_all_or_nothing(
    sqlite_hall: Hall, mine: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    before = dump(sqlite_hall)
    monkeypatch.setattr(shells, "empty_cases", fail)
    with pytest.raises(ZeroDivisionError):
        erasing.erase(sqlite_hall, OPERATOR, Subject.CASE, mine.case)
    assert dump(sqlite_hall) == before


def test_a_person_who_counts_nowhere_goes_altogether(sqlite_hall: Hall, mine: Family) -> None:
    with sqlite_hall.sessions.writing() as session:
        session.execute(update(Response).values(invitation_id=None))
        session.execute(delete(Invitation))
        session.execute(delete(RecipientCase))
    with sqlite_hall.sessions.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM attendance")
    erase(sqlite_hall, OPERATOR, Subject.PERSON, mine.person)
    assert count(sqlite_hall, Recipient) == 0
