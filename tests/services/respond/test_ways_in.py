"""Links, codes, resume words and chats: who is let in, and what a stranger learns."""

from __future__ import annotations

from itertools import count as numbers

import pytest

from services.hall import Hall
from services.respond import converse, entrance
from services.respond.keys import Chat, Code, Key, Link, Paper, Resume, Seat
from services.respond.turns import Closed, ClosedReason, Preview
from storage.actors import OPERATOR
from storage.models import Draft, Invitation, Lockout
from surveys.inputs import Answer, Pause, Withdraw
from surveys.inputs import Resume as GoOn
from surveys.kinds import RespondentRole
from surveys.outputs import Review, Say
from tests.builders.clock import Clock
from tests.builders.invited import invited
from tests.builders.stored import count
from tests.builders.talk import BROWSER, Talk, sit_down

UNKNOWN = Closed(ClosedReason.UNKNOWN)
HERE = "192.0.2.1"


def try_code(hall: Hall, code: str, source: str = HERE) -> Seat | Closed:
    return converse.open(hall, Code(code, BROWSER, source), "open")


def test_a_link_shows_what_is_asked_and_opens_nothing(hall: Hall) -> None:
    person = invited(hall)
    preview = converse.preview(hall, Link(person.token, BROWSER))
    assert isinstance(preview, Preview)
    assert preview.role is RespondentRole.PARENT
    assert preview.introduction
    assert count(hall, Draft) == 0


def test_link_and_code_lead_to_the_same_seat(hall: Hall) -> None:
    person = invited(hall)
    by_link = converse.open(hall, Link(person.token, BROWSER), "a")
    assert by_link == try_code(hall, person.code)


@pytest.mark.parametrize("typed", ["{}", " {} ", "{low}", "{front}-{back}", "{front} {back}"])
def test_a_code_may_be_typed_carelessly(hall: Hall, typed: str) -> None:
    code = invited(hall).code
    written = typed.format(code, low=code.lower(), front=code[:4], back=code[4:])
    assert isinstance(try_code(hall, written), Seat)


def test_unknown_expired_used_and_withdrawn_are_told_alike(hall: Hall, clock: Clock) -> None:
    used, withdrawn, expired = invited(hall), invited(hall), invited(hall, days=1)
    sit_down(hall, used).send()
    sit_down(hall, withdrawn).say(Withdraw())
    clock.advance(days=2)
    for token in ("AAAAAAAAAAAAAAAAAAAAAA", "", used.token, withdrawn.token, expired.token):
        assert converse.preview(hall, Link(token, BROWSER)) == UNKNOWN
        assert converse.open(hall, Link(token, BROWSER), "x") == UNKNOWN
    for code in ("ZZZZ-ZZZZ", "", used.code, withdrawn.code, expired.code):
        assert try_code(hall, code) == UNKNOWN


def test_a_begun_conversation_outlives_its_invitation(hall: Hall, clock: Clock) -> None:
    person = invited(hall, days=1)
    seat = sit_down(hall, person).seat
    clock.advance(days=3)
    assert converse.open(hall, Link(person.token, BROWSER), "x") == seat


def test_another_browser_needs_the_resume_words(hall: Hall) -> None:
    person = invited(hall)
    talk = sit_down(hall, person)
    elsewhere = converse.open(hall, Link(person.token, "another browser"), "x")
    assert elsewhere == Closed(ClosedReason.OTHER_BROWSER)

    words = talk.say(Pause()).resume_words
    assert words is not None
    assert len(words.split()) == 4
    typed = "  " + words.upper().replace(" ", " - ")
    assert converse.open(hall, Resume(typed, "another browser", HERE), "y") == talk.seat
    assert converse.open(hall, Link(person.token, "another browser"), "z") == talk.seat
    assert converse.open(hall, Link(person.token, BROWSER), "w") == Closed(
        ClosedReason.OTHER_BROWSER
    )


@pytest.mark.parametrize("make", [Code, Resume])
def test_ten_wrong_tries_close_the_door_for_that_source_only(
    hall: Hall, clock: Clock, make: type[Code] | type[Resume]
) -> None:
    person = invited(hall)
    for _ in range(10):
        assert converse.open(hall, make("wrong words here now", BROWSER, HERE), "x") == UNKNOWN
    blocked = Closed(ClosedReason.TOO_MANY_TRIES)
    assert converse.open(hall, make("wrong", BROWSER, HERE), "x") == blocked
    assert isinstance(try_code(hall, person.code, "192.0.2.2"), Seat)
    clock.advance(hours=1)
    assert isinstance(try_code(hall, person.code), Seat)


def test_a_wrong_link_is_not_counted_so_that_nobody_can_be_locked_out(hall: Hall) -> None:
    for _ in range(20):
        converse.preview(hall, Link("wrong", BROWSER))
    assert count(hall, Lockout) == 0


def test_no_token_or_code_stands_in_the_database(hall: Hall) -> None:
    person = invited(hall)
    with hall.sessions.reading() as session:
        held = session.get_one(Invitation, person.invitation_id)
        values = b"".join(str(value).encode() for value in vars(held).values())
    assert person.token.encode() not in values
    assert person.code.encode() not in values


def chat(person_token: str, number: int = 7) -> Key:
    return Chat(person_token, number)


def test_a_token_serves_one_chat(hall: Hall) -> None:
    person = invited(hall, "young_person_after_review", RespondentRole.YOUNG_PERSON)
    seat = converse.open(hall, chat(person.token), "100")
    assert isinstance(seat, Seat)
    assert converse.open(hall, chat(person.token), "101") == seat
    assert isinstance(converse.open(hall, chat(person.token, 8), "102"), Closed)
    assert converse.seat_of_chat(hall, 7) == seat
    assert converse.seat_of_chat(hall, 8) is None


def test_a_child_is_never_asked_on_telegram(hall: Hall) -> None:
    person = invited(hall, "child_after_review", RespondentRole.CHILD)
    assert converse.open(hall, chat(person.token), "100") == Closed(ClosedReason.NOT_HERE)
    assert count(hall, Draft) == 0


def test_a_chat_cannot_take_over_what_was_begun_in_a_browser(hall: Hall) -> None:
    person = invited(hall, "young_person_after_review", RespondentRole.YOUNG_PERSON)
    sit_down(hall, person)
    assert converse.open(hall, chat(person.token), "100") == Closed(ClosedReason.OTHER_BROWSER)


def values_shown(hall: Hall, talk: Talk) -> list[str | None]:
    turn = talk.skip_to_review()
    review = next(output for output in turn.outputs if isinstance(output, Review))
    return [item.shown for item in review.items if not item.skipped]


def test_thirty_idle_minutes_hide_what_was_said(hall: Hall, clock: Clock) -> None:
    talk = sit_down(hall, invited(hall))
    talk.say(Answer("report_in_time", "no"))
    clock.advance(minutes=29)
    talk.say(Answer("was_there", "no"))
    assert all(values_shown(hall, talk))
    clock.advance(minutes=30)
    assert values_shown(hall, talk) == [None, None]


def test_moving_to_another_device_hides_what_was_said(hall: Hall) -> None:
    talk = sit_down(hall, invited(hall))
    talk.say(Answer("report_in_time", "no"))
    words = talk.say(Pause()).resume_words
    there = converse.open(hall, Resume(words or "", "another browser", HERE), "y")
    assert isinstance(there, Seat)
    moved = Talk(hall, there, numbers(100))
    moved.say(GoOn())
    assert values_shown(hall, moved) == [None]


def test_a_device_that_was_left_behind_sees_and_does_nothing_more(hall: Hall) -> None:
    talk = sit_down(hall, invited(hall))
    words = talk.say(Pause()).resume_words
    converse.open(hall, Resume(words or "", "another browser", HERE), "y")
    assert converse.show(hall, talk.seat).outputs == (Say("gone"),)
    assert talk.say(Answer("report_in_time", "no")).outputs == (Say("gone"),)


def test_a_draft_is_over_after_fourteen_days(hall: Hall, clock: Clock) -> None:
    person = invited(hall)
    sit_down(hall, person)
    clock.advance(days=14)
    assert converse.open(hall, Link(person.token, BROWSER), "x") == UNKNOWN


def test_every_way_in_finds_the_invitation_and_what_was_begun_with_it(hall: Hall) -> None:
    person, other = invited(hall), invited(hall)
    ways = (
        Link(person.token, BROWSER),
        Chat(person.token, 7),
        Code(person.code, BROWSER, HERE),
        Paper(person.invitation_id, OPERATOR),
    )

    def behind(key: Key) -> tuple[object, object] | None:
        with hall.sessions.reading() as session:
            found = entrance.behind(session, hall, key)
            return found and (found.invitation.id, found.draft and found.draft.id)

    assert [behind(key) for key in ways] == [(person.invitation_id, None)] * 4
    talk = sit_down(hall, person)
    sit_down(hall, other, "another browser")
    words = talk.say(Pause()).resume_words
    assert words is not None
    begun = (person.invitation_id, talk.seat.draft_id)
    assert [behind(key) for key in (*ways, Resume(words, BROWSER, HERE))] == [begun] * 5
    assert behind(Paper(None, OPERATOR)) is behind(Resume("one two", BROWSER, HERE)) is None
