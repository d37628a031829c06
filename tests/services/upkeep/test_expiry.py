"""What ran out is ended: no words are lost, and nothing is kept that has no use."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from services.hall import Hall
from services.respond import converse
from services.respond.keys import Link, Seat
from services.respond.turns import Closed
from services.upkeep.expiry import expire_drafts, tidy
from storage.kinds import InvitationState
from storage.models import Concern, Doorstep, Draft, Invitation, ProcessedInput, ResponseLink
from surveys.inputs import ChooseIdentity, Distress, Pause, Skip, Stop
from surveys.kinds import Level, Mode, RespondentRole
from tests.builders.clock import Clock
from tests.builders.invited import Invited, crowd, invited
from tests.builders.stored import count, responses
from tests.builders.talk import BROWSER, Talk, answer_in_turn, sit_down
from tests.builders.worries import shift

WORDS = "I did not understand what they decided."


def speaking(hall: Hall, person: Invited) -> Talk:
    """A conversation in which something was said in words."""
    talk = sit_down(hall, person)
    answer_in_turn(talk, "working_well", WORDS)
    return talk


def state(hall: Hall, person: Invited) -> InvitationState:
    with hall.sessions.reading() as session:
        return session.get_one(Invitation, person.invitation_id).state


def concern(hall: Hall) -> Concern:
    with hall.sessions.reading() as session:
        return session.scalars(select(Concern)).one()


def test_a_draft_left_for_fourteen_days_is_kept_as_a_partial_response(
    hall: Hall, clock: Clock
) -> None:
    person = invited(hall)
    speaking(hall, person)
    clock.advance(days=13, hours=23)
    assert expire_drafts(shift(hall)).note == "nothing expired"
    clock.advance(hours=1)
    assert expire_drafts(shift(hall)).note == "1 kept as partial"
    (kept,) = responses(hall)
    assert (kept.partial, kept.mode, kept.case_id) == (True, Mode.CONFIDENTIAL, None)
    assert WORDS in [row.text for row in kept.rows]
    assert (count(hall, Draft), count(hall, ResponseLink)) == (0, 1)
    assert state(hall, person) is InvitationState.PARTIAL


def test_what_was_kept_once_is_not_kept_again(hall: Hall, clock: Clock) -> None:
    speaking(hall, invited(hall))
    clock.advance(days=20)
    assert expire_drafts(shift(hall)).note == "1 kept as partial"
    assert expire_drafts(shift(hall)).note == "nothing expired"
    assert len(responses(hall)) == 1


@pytest.mark.parametrize("last", [Pause(), Stop()])
def test_whoever_paused_or_did_not_say_whether_to_send_is_kept_too(
    sqlite_hall: Hall, clock: Clock, last: Pause | Stop
) -> None:
    speaking(sqlite_hall, invited(sqlite_hall)).say(last)
    clock.advance(days=15)
    expire_drafts(shift(sqlite_hall))
    assert [kept.partial for kept in responses(sqlite_hall)] == [True]


@pytest.mark.parametrize("mode", [Mode.LINKED, Mode.ANONYMOUS])
def test_a_mode_that_was_chosen_holds(hall: Hall, clock: Clock, mode: Mode) -> None:
    talk = speaking(hall, crowd(hall, "parent_after_conference", RespondentRole.PARENT)[0])
    talk.skip_to_review()
    talk.say(ChooseIdentity(mode))
    clock.advance(days=15)
    expire_drafts(shift(hall))
    (kept,) = responses(hall)
    assert kept.mode is mode
    assert (kept.case_id is not None) is (mode is Mode.LINKED)


def test_a_draft_in_which_nothing_was_said_goes_and_its_link_opens_again(
    hall: Hall, clock: Clock
) -> None:
    person = invited(hall)
    talk = sit_down(hall, person)
    talk.say(Distress(Level.NOW))
    clock.advance(days=15)
    assert expire_drafts(shift(hall)).note == "1 empty"
    assert responses(hall) == ()
    assert concern(hall).draft_id is None, "the concern outlives the draft"
    assert isinstance(converse.open(hall, Link(person.token, BROWSER), "again"), Seat)


def test_a_draft_of_skips_alone_is_kept(sqlite_hall: Hall, clock: Clock) -> None:
    talk = sit_down(sqlite_hall, invited(sqlite_hall))
    talk.say(Skip("report_in_time"))
    clock.advance(days=15)
    assert expire_drafts(shift(sqlite_hall)).note == "1 kept as partial"


def test_a_concern_goes_over_to_the_response(hall: Hall, clock: Clock) -> None:
    talk = speaking(hall, invited(hall))
    talk.say(Distress(Level.TODAY))
    clock.advance(days=15)
    expire_drafts(shift(hall))
    assert concern(hall).response_id == responses(hall)[0].id


def test_a_draft_that_cannot_be_read_stays_and_does_not_keep_the_others(
    hall: Hall, clock: Clock
) -> None:
    broken, sound = speaking(hall, invited(hall)), speaking(hall, invited(hall))
    with hall.sessions.writing() as session:
        session.execute(
            update(Draft).where(Draft.id == broken.seat.draft_id).values(state_s=b"\x01rubbish")
        )
    clock.advance(days=15)
    found = expire_drafts(shift(hall))
    assert found.note == "1 kept as partial, 1 unreadable"
    assert found.fault is not None
    assert "1 expired drafts could not be closed" in found.fault
    assert left(hall) == [broken.seat.draft_id]
    assert sound.seat.draft_id not in left(hall)


def left(hall: Hall) -> list[UUID]:
    with hall.sessions.reading() as session:
        return list(session.scalars(select(Draft.id)))


def test_old_links_are_forgotten_and_look_as_before(hall: Hall, clock: Clock) -> None:
    person, fresh = invited(hall, days=7), invited(hall, days=42)
    clock.advance(days=8)
    before = converse.open(hall, Link(person.token, BROWSER), "before")
    assert tidy(shift(hall)).note == "1 links"
    with hall.sessions.reading() as session:
        gone = session.get_one(Invitation, person.invitation_id)
        assert (gone.token_hmac, gone.code_hmac, gone.state) == (None, None, InvitationState.READY)
    after = converse.open(hall, Link(person.token, BROWSER), "after")
    assert isinstance(after, Closed)
    assert after == before
    assert isinstance(converse.open(hall, Link(fresh.token, BROWSER), "open"), Seat)


def test_the_link_of_a_draft_that_still_lives_is_kept(hall: Hall, clock: Clock) -> None:
    person = invited(hall, days=7)
    clock.advance(days=6)
    speaking(hall, person)
    clock.advance(days=5)
    assert tidy(shift(hall)).note == "nothing to forget"
    assert isinstance(converse.open(hall, Link(person.token, BROWSER), "again"), Seat)


def test_old_marks_are_forgotten_but_those_of_imports_never(hall: Hall, clock: Clock) -> None:
    person = invited(hall)
    now = clock.now
    ages = {"web": 91, "telegram": 91, "chat": 89, "csv_import:own": 900}
    with hall.sessions.writing() as session:
        for mark, hours in ((b"1", 48), (b"2", 2)):
            at = now - timedelta(hours=hours)
            session.add(Doorstep(chat_hmac=mark, invitation_id=person.invitation_id, at=at))
        for channel, days in ages.items():
            at = now - timedelta(days=days)
            session.add(ProcessedInput(channel=channel, input_id="1", at=at))
    assert tidy(shift(hall)).note == "1 doorsteps, 2 inputs"
    with hall.sessions.reading() as session:
        assert set(session.scalars(select(ProcessedInput.channel))) == {"chat", "csv_import:own"}
        assert list(session.scalars(select(Doorstep.chat_hmac))) == [b"2"]
