"""Whoever was written to and has not answered is reminded twice at most, and can stop it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from pydantic import ValidationError

from services.hall import Hall
from services.respond import converse
from services.respond.keys import Link, Seat
from services.upkeep.expiry import tidy
from services.upkeep.fresh_links import fresh_links
from services.upkeep.letters import quiet
from services.upkeep.letters.reminding import remind
from services.upkeep.rules import Rules, load
from storage.actors import OPERATOR
from storage.keys import Keys, make_keys
from storage.kinds import Delivery, InvitationState, OutboxState
from storage.models import AuditEvent, Recipient
from surveys.inputs import Withdraw
from surveys.kinds import MeetingKind, Mode, RespondentRole
from tests.builders.canary import Canary
from tests.builders.letters import (
    ADDRESS,
    Post,
    ids,
    invitation,
    invite_by_letter,
    queue,
    set_of,
    token_in,
    way_out_in,
)
from tests.builders.talk import answer_in_turn, sit_down
from tests.builders.worries import shift


def test_silence_is_reminded_of_on_the_days_of_the_rules_and_no_more(post: Post) -> None:
    person = invite_by_letter(post.hall)
    post.send()
    sent = post.clock.now
    moments = []
    post.box.arriving = lambda letter: moments.append((post.clock.now - sent).days)
    post.days_later(20)
    post.box.arriving = lambda letter: None
    assert moments == [7, 14]
    assert invitation(post.hall, person).reminders == 2
    assert {token_in(letter) for letter in post.box.letters} == {token_in(post.box.letters[0])}


def test_a_reminder_reveals_nothing_and_opens_what_was_begun(local: Post, canary: Canary) -> None:
    invite_by_letter(local.hall, canary.email)
    local.send()
    seat = converse.open(local.hall, Link(token_in(local.box.letters[0]), "phone"), "x")
    local.days_later(7)
    reminder = local.box.letters[-1]
    assert reminder["Subject"] == "You can still have your say"
    canary.assert_silent(reminder.as_string().replace(canary.email, ""))
    for hidden in ("Brackenshire", "council", "child", "meeting", "review", "http"):
        assert hidden not in reminder.get_content()[:80]
    assert converse.open(local.hall, Link(token_in(reminder), "phone"), "y") == seat


def test_turns_of_two_processes_at_once_remind_once(post: Post) -> None:
    invite_by_letter(post.hall)
    post.send()
    post.clock.advance(days=7)
    notes = [remind(shift(post.hall)).note for _ in range(2)]
    assert notes == ["1 to be reminded", "nobody to be reminded"]
    assert set(queue(post.hall)) == {"letter", "reminder:1"}


def test_a_reminder_due_at_night_waits_for_the_morning(local: Post) -> None:
    invite_by_letter(local.hall)
    local.send()
    local.clock.now = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)
    local.remind()
    assert queue(local.hall)["reminder:1"].due_at == datetime(2026, 10, 25, 8, 0, tzinfo=UTC)
    assert len(local.box.letters) == 1


def test_a_second_reminder_keeps_its_distance_from_a_late_first(local: Post) -> None:
    invite_by_letter(local.hall)
    local.send()
    local.clock.advance(days=13)
    local.remind()
    assert local.days_later(6).note == "nothing due"
    assert local.days_later(1).note == "1 sent"


@pytest.mark.parametrize("mode", [Mode.LINKED, Mode.CONFIDENTIAL])
def test_an_answer_ends_the_reminders_and_leaves_no_trace_of_them(post: Post, mode: Mode) -> None:
    person = invite_by_letter(post.hall)
    post.send()
    post.days_later(7)
    post.clock.advance(days=7)
    remind(shift(post.hall))
    assert set(queue(post.hall)) == {"letter", "reminder:1", "reminder:2"}
    talk = sit_down(post.hall, person)
    answer_in_turn(talk, "working_well", "Fine")
    talk.send(mode)
    kept = invitation(post.hall, person)
    assert (kept.state, kept.token_s) == (InvitationState.ANSWERED, None)
    assert (kept.reminders, kept.reminded_at) == (0, None)
    assert set(queue(post.hall)) == {"letter"}
    assert post.send().note == "nothing due"


def test_taking_it_back_ends_the_reminders_too(local: Post) -> None:
    person = invite_by_letter(local.hall)
    local.send()
    talk = sit_down(local.hall, person)
    talk.say(Withdraw())
    assert invitation(local.hall, person).token_s is None
    assert local.days_later(8).note == "nothing due"


@pytest.mark.parametrize(
    "values",
    [
        {"state": InvitationState.CANCELLED},
        {"quiet_at": datetime(2026, 10, 16, tzinfo=UTC)},
        {"expires_at": datetime(2026, 10, 20, tzinfo=UTC)},
        {"delivery": Delivery.UNDELIVERABLE},
        {"token_s": None},
        {"reminders": 2},
    ],
    ids=["taken back", "asked for quiet", "run out", "undeliverable", "link handed over", "twice"],
)
def test_nobody_else_is_reminded(local: Post, values: dict[str, object]) -> None:
    person = invite_by_letter(local.hall)
    local.send()
    set_of(local.hall, person, **values)
    local.days_later(8)
    assert len(local.box.letters) == 1


def test_a_reminder_overtaken_by_a_wish_for_quiet_is_not_sent(local: Post) -> None:
    person = invite_by_letter(local.hall)
    local.send()
    local.clock.advance(days=7)
    remind(shift(local.hall))
    set_of(local.hall, person, quiet_at=local.clock.now)
    assert local.send().note == "1 stopped"


def test_a_fresh_link_handed_over_keeps_the_reminders_going_with_it(local: Post) -> None:
    person = invite_by_letter(local.hall)
    local.send()
    (fresh,) = fresh_links(local.hall, OPERATOR, person.meeting_id, None, "").links
    local.days_later(7)
    assert token_in(local.box.letters[-1]) == fresh.token


def test_the_way_out_of_a_letter_stops_the_reminders_of_it_alone(post: Post) -> None:
    person = invite_by_letter(post.hall)
    post.send()
    post.clock.advance(days=7)
    remind(shift(post.hall))
    mark = way_out_in(post.box.letters[0])
    assert quiet.known(post.hall, mark)
    assert quiet.no_more_reminders(post.hall, mark)
    assert quiet.no_more_reminders(post.hall, mark), "done twice it is done once"
    assert queue(post.hall)["reminder:1"].state == OutboxState.CANCELLED
    assert invitation(post.hall, person).token_s is None
    assert post.days_later(10).note == "nothing due"
    with post.hall.sessions.reading() as session:
        assert session.get_one(Recipient, person.recipient_id).stopped_at is None
    link = Link(token_in(post.box.letters[0]), "phone")
    assert isinstance(converse.open(post.hall, link, "x"), Seat)


def test_who_wants_no_more_letters_gets_none_about_anything(post: Post) -> None:
    person = invite_by_letter(post.hall)
    post.send()
    assert quiet.no_more_letters(post.hall, way_out_in(post.box.letters[0]))
    with post.hall.sessions.reading() as session:
        recipient = session.get_one(Recipient, person.recipient_id)
        assert (recipient.stopped_at, recipient.stop_reason) == (post.clock.now, None)
        trace = session.query(AuditEvent).filter_by(what="asked_us_to_stop").one()
        assert (trace.staff_id, trace.subject_id) == (None, person.recipient_id)
    assert post.days_later(8).note == "nothing due"


@pytest.mark.parametrize("odd", ["", "x", "%%%%", "A" * 43, "ä" * 43, "A" * 4000])
def test_a_way_out_that_we_did_not_make_leads_nowhere(sqlite_hall: Hall, odd: str) -> None:
    assert not quiet.known(sqlite_hall, odd)
    assert not quiet.no_more_letters(sqlite_hall, odd)


def test_a_way_out_cannot_be_made_without_our_keys(keys: Keys) -> None:
    invitation_id = uuid4()
    assert quiet.read(keys, quiet.mark(keys, invitation_id)) == invitation_id
    assert quiet.read(keys, quiet.mark(make_keys(), invitation_id)) is None


def test_no_sealed_link_outlives_its_invitation(post: Post) -> None:
    runs_out = invite_by_letter(post.hall, days=3)
    taken_back, goes_on = invite_by_letter(post.hall), invite_by_letter(post.hall)
    set_of(post.hall, taken_back, state=InvitationState.CANCELLED)
    post.clock.advance(days=4)
    assert "2 sealed links" in tidy(shift(post.hall)).note
    kept = [invitation(post.hall, one).token_s is not None for one in (runs_out, taken_back)]
    assert kept == [False, False]
    assert invitation(post.hall, goes_on).token_s is not None


def test_a_letter_sent_once_more_is_a_new_one(local: Post) -> None:
    invite_by_letter(local.hall)
    local.send()
    before = ids(queue(local.hall))
    local.box.refused[ADDRESS] = "550 gone"
    local.days_later(7)
    assert queue(local.hall)["reminder:1"].state == OutboxState.GIVEN_UP
    assert ids(queue(local.hall)) > before


def test_reminders_stand_in_the_rules_two_at_most_and_apart() -> None:
    asked = ("parent_after_conference", MeetingKind.REVIEW_CP_CONFERENCE, RespondentRole.PARENT)
    assert load().reminders(*asked) == (7, 14)
    rule = {
        "questionnaire": asked[0],
        "meetings": [asked[1]],
        "roles": [asked[2]],
        "after_days": 1,
        "remind_after_days": [4],
    }
    held = {"within_days": 10, "remind_after_days": [7], "rules": [rule]}
    assert Rules.model_validate(held).reminders(*asked) == (4,)
    assert Rules.model_validate(held).reminders("another", *asked[1:]) == (7,)
    for days in ([3, 6, 9], [7, 8], [1], [9, 3]):
        with pytest.raises(ValidationError):
            Rules.model_validate({**held, "remind_after_days": days})
