"""Whoever spoke before can tell us anything, without being invited and without being tied to it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from services.hall import Hall
from services.respond.keys import Link, Seat
from services.respond.speaking_again import speak_again
from storage.kinds import InvitationState
from storage.models import Invitation
from surveys.kinds import Mode, RespondentRole
from tests.builders.clock import Clock
from tests.builders.invited import Invited, crowd, invited
from tests.builders.stored import Stored, concerns, responses
from tests.builders.talk import BROWSER, Talk, answer_in_turn
from tests.builders.told import sent


def again(hall: Hall, person: Invited, browser: str = BROWSER) -> Seat | None:
    return speak_again(hall, Link(person.token, browser))


def _asked(response: Stored) -> set[str]:
    return {row.question for row in response.rows}


@pytest.mark.parametrize("mode", [Mode.LINKED, Mode.CONFIDENTIAL])
def test_who_spoke_before_speaks_again_and_is_heard(hall: Hall, mode: Mode) -> None:
    person = invited(hall)
    sent(hall, person, mode)

    seat = again(hall, person)
    assert seat is not None
    talk = Talk(hall, seat)
    answer_in_turn(talk, "felt_safe", "no")
    talk.send(Mode.LINKED)

    (newest,) = (each for each in responses(hall) if _asked(each) >= {"about", "felt_safe"})
    assert (newest.mode, newest.case_id) == (Mode.LINKED, person.case_id)
    assert concerns(hall) == (("felt_safe", "now"),)


def test_the_same_form_goes_on_until_it_is_sent_and_then_a_new_one_begins(
    sqlite_hall: Hall,
) -> None:
    person = invited(sqlite_hall)
    sent(sqlite_hall, person)

    first, second = again(sqlite_hall, person), again(sqlite_hall, person)
    assert first is not None
    Talk(sqlite_hall, first).send()
    third = again(sqlite_hall, person)

    assert first == second != third
    assert len(responses(sqlite_hall)) == 2


def test_the_day_on_which_somebody_speaks_again_stands_nowhere_beside_their_name(
    sqlite_hall: Hall, clock: Clock
) -> None:
    person = invited(sqlite_hall)
    sent(sqlite_hall, person)
    clock.advance(days=9)

    seat = again(sqlite_hall, person)
    assert seat is not None
    Talk(sqlite_hall, seat).send(Mode.CONFIDENTIAL)

    with sqlite_hall.sessions.reading() as session:
        before = session.get_one(Invitation, person.invitation_id)
        row = session.scalars(select(Invitation).where(Invitation.meeting_id.is_(None))).one()
        assert (row.created_at, row.expires_at) == (before.created_at, before.expires_at)
        assert (row.state, row.sent_at, row.token_hmac) == (InvitationState.ANSWERED, None, None)


def test_nobody_else_can_begin_it(sqlite_hall: Hall, clock: Clock) -> None:
    hall, person, silent = sqlite_hall, invited(sqlite_hall), invited(sqlite_hall)
    partner = invited(hall, "partner_after_conference", RespondentRole.PARTNER)
    unknown = crowd(hall, "parent_after_conference", RespondentRole.PARENT)[0]
    sent(hall, person)
    sent(hall, partner)
    sent(hall, unknown, Mode.ANONYMOUS)

    assert again(hall, person, "another browser") is None
    assert [again(hall, each) for each in (silent, partner, unknown)] == [None] * 3
    clock.advance(days=42)
    assert again(hall, person) is None
