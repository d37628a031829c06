"""An invitation goes out by e-mail once, by day, reveals nothing, and its failures are seen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from services.hall import OPERATOR
from services.respond import converse
from services.respond.keys import Code, Link, Seat
from services.upkeep.letters import letter, outcomes
from services.upkeep.letters.by_hand import send_now
from services.upkeep.letters.hours import is_decent, next_decent
from services.upkeep.letters.sending import pause, send_letters
from services.upkeep.letters.standing import standing, undelivered
from services.upkeep.outbox import Fault
from storage.kinds import Contact, Delivery, InvitationState, OutboxState, StopReason
from storage.models import Case, Invitation, Recipient, RecipientCase
from surveys import library
from surveys.questionnaire import LanguageStatus
from tests.builders.canary import Canary
from tests.builders.letters import (
    ADDRESS,
    Post,
    invitation,
    invite_by_letter,
    queue,
    set_of,
    token_in,
    way_out_in,
)
from tests.builders.mailbox import LOST
from tests.builders.worries import BASE_URL, shift


def test_who_prefers_email_gets_a_letter_whose_link_opens(post: Post) -> None:
    person = invite_by_letter(post.hall)
    assert (invitation(post.hall, person).delivery, queue(post.hall)["letter"].state) == (
        Delivery.WAITING,
        OutboxState.WAITING,
    )

    assert post.send().note == "1 sent"

    (letter,) = post.box.letters
    assert letter["To"] == ADDRESS
    kept = invitation(post.hall, person)
    assert (kept.delivery, kept.sent_at) == (Delivery.SENT, post.clock.now)
    assert isinstance(converse.open(post.hall, Link(token_in(letter), "phone"), "x"), Seat)
    assert post.send().note == "nothing due"


def test_the_token_is_sealed_beside_its_hash_and_nowhere_plain(local: Post) -> None:
    person = invite_by_letter(local.hall)
    local.send()
    token = token_in(local.box.letters[0])
    kept = invitation(local.hall, person)
    assert kept.token_s is not None
    everywhere = [getattr(kept, column.name) for column in Invitation.__table__.columns]
    assert token not in repr(everywhere) + repr([vars(row) for row in queue(local.hall).values()])


def test_a_letter_reveals_nothing_outside_or_in_its_first_lines(
    local: Post, canary: Canary
) -> None:
    person = invite_by_letter(local.hall, canary.email)
    local.send()
    (letter,) = local.box.letters
    assert letter["Subject"] == "Have your say"
    assert letter["From"] == "Sayso <sayso@sayso.council.example>"
    whole = letter.as_string().replace(canary.email, "")
    canary.assert_silent(whole)
    first = letter.get_content()[:160]
    for hidden in ("Brackenshire", "council", "child", "conference", "meeting", "http"):
        assert hidden not in first.lower() + letter["Subject"].lower()
    for never in (person.case_reference, "conference", "protection", "North", "social", "parent"):
        assert never not in whole
    assert "999" in letter.get_content()
    assert letter["List-Unsubscribe"] == f"<{BASE_URL}/r/quiet/{way_out_in(letter)}>"


@pytest.mark.parametrize(
    ("london", "decent"),
    [
        (datetime(2026, 10, 15, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 15, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 15, 19, 59, tzinfo=UTC), True),
        (datetime(2026, 10, 15, 20, 0, tzinfo=UTC), False),
        (datetime(2026, 12, 1, 7, 59, tzinfo=UTC), False),
        (datetime(2026, 12, 1, 8, 0, tzinfo=UTC), True),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), False),
        (datetime(2027, 3, 28, 1, 30, tzinfo=UTC), False),
    ],
)
def test_nobody_is_written_to_by_night_in_london(london: datetime, decent: bool) -> None:
    assert is_decent(london) is decent
    assert is_decent(next_decent(london))
    assert (next_decent(london) == london) is decent


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        (datetime(2026, 10, 24, 21, 0, tzinfo=UTC), datetime(2026, 10, 25, 8, 0, tzinfo=UTC)),
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), datetime(2027, 3, 28, 7, 0, tzinfo=UTC)),
    ],
)
def test_the_next_morning_begins_at_eight_on_the_days_the_clocks_change(
    asked: datetime, due: datetime
) -> None:
    assert next_decent(asked) == due


def test_a_letter_asked_for_at_night_leaves_in_the_morning(local: Post) -> None:
    local.clock.now = datetime(2026, 10, 15, 20, 30, tzinfo=UTC)
    invite_by_letter(local.hall)
    assert local.send().note == "nothing due"
    assert queue(local.hall)["letter"].tries == 0
    local.clock.now = datetime(2026, 10, 16, 7, 0, tzinfo=UTC)
    assert local.send().note == "1 sent"


@pytest.mark.parametrize("reply", ["451 later", LOST])
def test_a_letter_not_taken_for_now_is_tried_again_with_the_same_id(post: Post, reply: str) -> None:
    invite_by_letter(post.hall)
    post.box.replies.append(reply)
    assert "1 letters were not taken" in (post.send().fault or "")
    row = queue(post.hall)["letter"]
    assert (row.state, row.fault) == (OutboxState.WAITING, Fault.UNREACHABLE)
    assert post.send().note == "nothing due"
    post.clock.advance(minutes=1)
    assert post.send().note == "1 sent"
    assert len(set(post.box.ids)) == 1


def test_an_address_refused_for_good_is_shown_and_its_link_kept_no_longer(post: Post) -> None:
    person = invite_by_letter(post.hall)
    post.box.refused[ADDRESS] = "550 no such mailbox"
    assert post.send().note == "1 could not be delivered"
    kept = invitation(post.hall, person)
    assert (kept.delivery, kept.sent_at, kept.token_s) == (Delivery.UNDELIVERABLE, None, None)
    row = queue(post.hall)["letter"]
    assert (row.state, row.fault, row.payload_s) == (OutboxState.GIVEN_UP, Fault.REFUSED, None)
    assert post.days_later(8).note == "nothing due"
    assert [one.meeting_id for one in undelivered(post.hall, OPERATOR)] == [person.meeting_id]
    assert standing(post.hall, sends_mail=True).undeliverable == 1
    post.clock.advance(days=40)
    assert undelivered(post.hall, OPERATOR) == ()


def test_letter_words_refused_for_good_count_as_undeliverable(local: Post) -> None:
    person = invite_by_letter(local.hall)
    local.box.replies.append("554 not wanted")
    local.send()
    assert invitation(local.hall, person).delivery is Delivery.UNDELIVERABLE


def test_a_server_that_refuses_us_makes_nobody_undeliverable(local: Post) -> None:
    person = invite_by_letter(local.hall)
    shut = shift(local.hall, f"smtp://user:wrong@127.0.0.1:{local.box.port}")
    assert send_letters(shut).fault is not None
    assert invitation(local.hall, person).delivery is Delivery.WAITING


def test_a_server_that_is_away_is_not_asked_for_every_letter(local: Post) -> None:
    for _ in range(5):
        invite_by_letter(local.hall)
    local.box.replies.extend(["421 away"] * 5)
    assert local.send().note == "3 not sent yet"


@pytest.mark.parametrize("address", ["mum", "a@b@c.example", "mum@family.example\nBcc: x@y.z"])
def test_what_is_no_address_counts_as_undeliverable(local: Post, address: str) -> None:
    person = invite_by_letter(local.hall, address)
    local.send()
    assert invitation(local.hall, person).delivery is Delivery.UNDELIVERABLE
    assert local.box.letters == []


def test_somebody_who_now_prefers_another_way_is_not_written_to(local: Post) -> None:
    person = invite_by_letter(local.hall)
    with local.hall.sessions.writing() as session:
        session.execute(update(Recipient).values(channel=Contact.POST))
    local.send()
    assert invitation(local.hall, person).delivery is Delivery.UNDELIVERABLE


def test_without_a_mail_server_letters_wait_untried_and_the_job_says_so(local: Post) -> None:
    assert send_letters(shift(local.hall)).fault is None
    invite_by_letter(local.hall)
    fault = send_letters(shift(local.hall)).fault or ""
    assert fault.startswith("1 letters were not sent: no mail server is set; set SMTP_URL")
    assert queue(local.hall)["letter"].tries == 0


@pytest.mark.parametrize("state", [InvitationState.ANSWERED, InvitationState.COUNTED])
def test_a_letter_that_an_answer_made_needless_is_passed_over_without_a_trace(
    post: Post, state: InvitationState
) -> None:
    person = invite_by_letter(post.hall)
    set_of(post.hall, person, state=state)
    assert post.send().note == "1 needless"
    assert post.box.letters == []
    assert invitation(post.hall, person).delivery is Delivery.SENT, "as beside everybody"
    assert queue(post.hall) == {}


@pytest.mark.parametrize(
    "stop",
    [
        update(Case).values(stop_reason=StopReason.MISSING),
        update(Recipient).values(stopped_at=datetime(2026, 10, 1, tzinfo=UTC)),
        update(RecipientCase).values(may_contact=False),
    ],
    ids=["case stopped", "person stopped", "no contact"],
)
def test_whoever_must_not_be_written_to_is_not_though_a_letter_waits(
    post: Post, stop: object
) -> None:
    invite_by_letter(post.hall)
    with post.hall.sessions.writing() as session:
        session.execute(stop)
    assert post.send().note == "1 stopped"
    assert post.box.letters == []
    assert queue(post.hall)["letter"].state == OutboxState.CANCELLED


def test_a_link_that_ran_out_before_it_could_be_sent_is_shown_as_undelivered(
    local: Post,
) -> None:
    person = invite_by_letter(local.hall, days=1)
    local.clock.advance(days=2)
    local.send()
    assert invitation(local.hall, person).delivery is Delivery.UNDELIVERABLE


@pytest.mark.parametrize("by_letter", [True, False])
def test_a_letter_sent_by_hand_leaves_what_was_emailed_and_every_code_working(
    local: Post, by_letter: bool
) -> None:
    person = invite_by_letter(local.hall)
    local.send() if by_letter else set_of(local.hall, person, token_s=None, delivery=None)
    local.box.letters.clear()

    assert send_now(local.hall, OPERATOR, person.meeting_id, None, "") == 1
    local.send()

    assert (token_in(local.box.letters[0]) == person.token) is by_letter
    code = Code(person.code, "phone", "192.0.2.1")
    assert isinstance(converse.open(local.hall, code, "x"), Seat)


def test_the_pauses_grow_to_two_hours() -> None:
    minutes = [pause(tries).total_seconds() / 60 for tries in (1, 2, 3, 8, 500)]
    assert minutes == [1, 2, 4, 120, 120]


@pytest.mark.parametrize(
    ("status", "subject"), [("draft", "English"), ("reviewed", "Po polsku"), ("", "English")]
)
def test_a_letter_is_in_the_persons_language_only_once_somebody_checked_the_questions(
    post: Post, monkeypatch: pytest.MonkeyPatch, status: str, subject: str
) -> None:
    english = letter._WORDS["en"]
    for code, words in (("en", "English"), ("pl", "Po polsku")):
        told = {kind: {**each, "subject": words} for kind, each in english.items()}
        monkeypatch.setitem(letter._WORDS, code, told)
    form = library.load("parent_after_conference")
    spoken_in = {"en": LanguageStatus.REVIEWED} | ({"pl": LanguageStatus(status)} if status else {})
    monkeypatch.setattr(
        outcomes, "asked", lambda *_: form.model_copy(update={"languages": spoken_in})
    )
    person = invite_by_letter(post.hall)
    with post.hall.sessions.writing() as session:
        session.get_one(Recipient, person.recipient_id).language = "pl"

    post.send()

    assert [each["Subject"] for each in post.box.letters] == [subject]
