"""Linked, confidential, anonymous: what the database can say about who spoke."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from services.hall import Hall
from services.respond import converse
from services.respond.keys import Chat, Seat
from storage.kinds import InvitationState
from storage.models import Base, Concern, Invitation, Response, ResponseLink
from surveys.inputs import ChooseIdentity, Confirm, Distress, Stop
from surveys.kinds import Level, Mode, RespondentRole
from surveys.notices import Reason, Refuse
from surveys.outputs import Review
from tests.builders.invited import Invited, crowd, invited
from tests.builders.stored import responses
from tests.builders.talk import Talk, sit_down

STAFF = ("staff_on_quality_assurance", RespondentRole.STAFF)


def offered(talk: Talk) -> tuple[Mode, ...]:
    turn = talk.skip_to_review()
    return next(output.modes for output in turn.outputs if isinstance(output, Review))


def state_of(hall: Hall, person: Invited) -> InvitationState:
    with hall.sessions.reading() as session:
        return session.get_one(Invitation, person.invitation_id).state


def only_concern(hall: Hall) -> tuple[object, str | None]:
    with hall.sessions.reading() as session:
        concern = session.query(Concern).one()
        return concern.case_id, concern.link


def test_a_linked_response_bears_the_case(hall: Hall) -> None:
    person = invited(hall)
    sit_down(hall, person).send(Mode.LINKED)
    assert [found.case_id for found in responses(hall)] == [person.case_id]
    assert state_of(hall, person) is InvitationState.ANSWERED


def test_a_confidential_response_says_whose_it_is_only_under_the_second_key(hall: Hall) -> None:
    person = invited(hall)
    sit_down(hall, person).send(Mode.CONFIDENTIAL)
    with hall.sessions.reading() as session:
        response = session.query(Response).one()
        link = session.query(ResponseLink).one()
        known = (response.case_id, response.meeting_id, response.recipient_id)
        assert (*known, response.invitation_id) == (None,) * 4
        assert json.loads(link.link or "")["case_id"] == str(person.case_id)
        assert link.case_hmac == hall.keys.digest("case", str(person.case_id))


def test_an_anonymous_response_leaves_no_thread_to_its_person(hall: Hall) -> None:
    person = crowd(hall, *STAFF)[0]
    talk = sit_down(hall, person)
    talk.say(Distress(Level.SOON))
    talk.send(Mode.ANONYMOUS)

    assert state_of(hall, person) is InvitationState.COUNTED
    response = responses(hall)[0]
    assert response.case_id is None
    assert only_concern(hall) == (None, None)
    clues = _rows_naming(hall, str(talk.seat.draft_id)) | _rows_naming(hall, str(response.id))
    assert clues & _rows_naming(hall, str(person.invitation_id)) == set()
    assert _tables_naming(hall, str(person.invitation_id)) == {"invitation"}


def _rows_naming(hall: Hall, wanted: str) -> set[tuple[str, str]]:
    plain = wanted.replace("-", "")
    found = set()
    with hall.sessions.reading() as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(text(f'SELECT * FROM "{table.name}"')):
                said = " ".join(str(value).replace("-", "") for value in row)
                if plain in said:
                    found.add((table.name, said))
    return found


def _tables_naming(hall: Hall, wanted: str) -> set[str]:
    return {table for table, _ in _rows_naming(hall, wanted)}


def test_a_turn_says_that_somebody_must_find_the_one_who_spoke(hall: Hall) -> None:
    talk = sit_down(hall, crowd(hall, *STAFF)[0])
    assert not converse.show(hall, talk.seat).heard

    talk.say(Distress(Level.SOON))

    assert converse.show(hall, talk.seat).heard
    assert talk.say(ChooseIdentity(Mode.ANONYMOUS)).heard


def test_anonymity_is_not_offered_where_few_were_asked(hall: Hall) -> None:
    talk = sit_down(hall, invited(hall, *STAFF))
    assert offered(talk) == (Mode.LINKED, Mode.CONFIDENTIAL)
    turn = talk.say(ChooseIdentity(Mode.ANONYMOUS))
    assert isinstance(turn.outputs[0], Refuse)
    assert turn.outputs[0].reason is Reason.MODE_NOT_OFFERED


def test_anonymity_is_not_offered_on_telegram(hall: Hall) -> None:
    asked = ("young_person_after_review", RespondentRole.YOUNG_PERSON)
    person = crowd(hall, *asked)[0]
    seat = converse.open(hall, Chat(person.token, 7), "100")
    assert isinstance(seat, Seat)
    talk = Talk(hall, seat)
    talk.next_id = lambda: str(101 + next(talk.numbers))  # type: ignore[method-assign]
    assert Mode.ANONYMOUS not in offered(talk)


@pytest.mark.parametrize(
    ("mode", "open_case", "sealed"),
    [(Mode.LINKED, True, True), (Mode.CONFIDENTIAL, False, True), (Mode.ANONYMOUS, False, False)],
)
def test_a_concern_says_what_the_chosen_mode_allows(
    hall: Hall, mode: Mode, open_case: bool, sealed: bool
) -> None:
    person = crowd(hall, *STAFF)[0]
    talk = sit_down(hall, person)
    talk.say(Distress(Level.NOW))
    before = only_concern(hall)
    assert before[0] is None
    assert before[1] is not None

    talk.skip_to_review()
    talk.say(ChooseIdentity(mode))
    for _ in range(2):
        case_id, link = only_concern(hall)
        assert (case_id == person.case_id, link is not None) == (open_case, sealed)
        talk.say(Confirm())


def test_an_unsent_response_is_treated_as_confidential(hall: Hall) -> None:
    talk = sit_down(hall, invited(hall))
    talk.say(Stop())
    talk.say(Confirm())
    assert responses(hall)[0].mode is Mode.CONFIDENTIAL


def test_the_database_refuses_a_link_on_an_unlinked_response(hall: Hall) -> None:
    person = invited(hall)
    sit_down(hall, person).send(Mode.CONFIDENTIAL)
    with pytest.raises(IntegrityError), hall.sessions.writing() as session:
        session.query(Response).one().case_id = person.case_id


def test_two_siblings_in_one_meeting_each_speak_for_their_own_case(hall: Hall) -> None:
    first, second = invited(hall), invited(hall)
    for person in (first, second):
        sit_down(hall, person).send(Mode.LINKED)
    assert {found.case_id for found in responses(hall)} == {first.case_id, second.case_id}
