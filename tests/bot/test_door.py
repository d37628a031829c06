"""Coming in from Telegram: links, the age question, and what is never kept."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.loopback import FakeBotApi
from bot.pretend import plain
from services.hall import Hall
from services.respond import converse
from services.respond.keys import Link
from storage.kinds import InboxState
from storage.models import Concern, Doorstep, Draft, Inbox, Outbox
from surveys.kinds import RespondentRole
from tests.builders.invited import invited
from tests.builders.stored import concerns, count
from tests.builders.telegram import Person, bot_running, eventually

DISCLOSURE = "my stepdad hits me every night"
GROUP = -100_200_300


def settled(hall: Hall) -> bool:
    with hall.sessions.reading() as session:
        waiting = select(Inbox.update_id).where(Inbox.state == InboxState.WAITING)
        return session.scalar(waiting) is None


def test_the_age_is_asked_before_anything_is_bound(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.types(f"/start {asked.token}")
        assert "are you 16 or over?" in person.text
        assert count(sqlite_hall, Draft) == 0
        person.taps("Yes, I am 16 or over")
        eventually(lambda: "Question 1" in person.text)
        assert count(sqlite_hall, Draft) == 1
        assert count(sqlite_hall, Doorstep) == 0


def test_the_form_says_who_reads_and_where_secrecy_ends_before_the_first_question(
    sqlite_hall: Hall, api: FakeBotApi
) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        Person(api).enters(asked.token)
    _, welcome, question = (plain(posted.text) for posted in api.telegram.posted)
    assert "A person at the council reads this" in welcome
    assert "we must act" in welcome
    assert question.startswith("Question 1 of")


def test_somebody_under_16_is_shown_the_browser_and_leaves_nothing(
    sqlite_hall: Hall, api: FakeBotApi
) -> None:
    asked = invited(sqlite_hall, "young_person_after_review", RespondentRole.YOUNG_PERSON)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.types(f"/start {asked.token}")
        person.taps("No, I am under 16")
        assert f"https://sayso.example/r/{asked.token}" in person.text
        eventually(lambda: settled(sqlite_hall))
    for table in (Doorstep, Draft, Concern):
        assert count(sqlite_hall, table) == 0
    with sqlite_hall.sessions.reading() as session:
        assert not session.scalars(select(Inbox).where(Inbox.payload_s.is_not(None))).all()
        assert not session.scalars(select(Inbox).where(Inbox.chat_hmac.is_not(None))).all()
        assert not session.scalars(select(Outbox).where(Outbox.payload_s.is_not(None))).all()


def test_a_childs_form_never_comes_to_telegram(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall, "child_after_review", RespondentRole.CHILD)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.types(f"/start {asked.token}")
    assert f"https://sayso.example/r/{asked.token}" in person.text
    assert person.last.buttons == []
    assert count(sqlite_hall, Doorstep) == 0


def test_unknown_used_and_foreign_links_get_the_same_words(
    sqlite_hall: Hall, api: FakeBotApi
) -> None:
    mine, in_browser = invited(sqlite_hall), invited(sqlite_hall)
    converse.open(sqlite_hall, Link(in_browser.token, "a browser"), "open")
    with bot_running(sqlite_hall, api):
        Person(api).enters(mine.token)
        stranger = Person(api, chat_id=7_000_000_002)
        heard = {
            plain(stranger.types(f"/start {token}").text)
            for token in (mine.token, in_browser.token, "A" * 22, "short", "x" * 500, "a b", "?")
        }
    assert len(heard) == 1
    assert "This link does not open a form here." in heard.pop()
    assert count(sqlite_hall, Draft) == 2


def test_an_age_button_cannot_open_anothers_form(sqlite_hall: Hall, api: FakeBotApi) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        other = Person(api, chat_id=7_000_000_002)
        other.types(f"/start {asked.token}")
        question = other.last
        Person(api).enters(asked.token)
        other.taps("Yes, I am 16 or over", question)
        assert "does not open a form here" in other.text
        other.taps("No, I am under 16", question)
        assert "does not open a form here" in other.text
    assert count(sqlite_hall, Draft) == 1


def test_pressing_the_link_again_shows_where_the_form_stands(
    sqlite_hall: Hall, api: FakeBotApi
) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        person.taps("Skip")
        for command in (f"/start {asked.token}", "/start"):
            person.types(command)
            assert "Question 2" in person.text


def test_words_before_the_age_is_known_raise_a_concern_and_the_person_is_told(
    sqlite_hall: Hall, api: FakeBotApi
) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.types(f"/start {asked.token}")
        person.types("is anybody there?")
        assert "We did not keep what you just typed" in person.text
        person.types(DISCLOSURE)
        assert "We have passed it to the people" in person.text
        assert "0800 1111" in person.text
    assert [question for question, _ in concerns(sqlite_hall)] == ["doorstep"]


def test_words_from_nobody_knows_whom_get_help_and_the_truth(
    sqlite_hall: Hall, api: FakeBotApi
) -> None:
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.types(DISCLOSURE)
        assert "nobody here will see it" in person.text
        assert "999" in person.text
        person.types("hello?")
        assert "No form is open in this chat" in person.text
    assert concerns(sqlite_hall) == ()


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("/start", "press the link in the message"),
        ("/help", "0800 1111"),
        ("/privacy", "not end-to-end encrypted"),
        ("/delete", "nothing here that we can delete"),
        ("/skip", "press the link in the message"),
        ("/stop", "We keep nothing from this chat"),
        ("/nonsense", "press the link in the message"),
    ],
)
def test_every_command_has_an_answer_while_no_form_is_open(
    sqlite_hall: Hall, api: FakeBotApi, command: str, said: str
) -> None:
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.types(command)
        assert said in person.text


@pytest.mark.parametrize("data", ["a|123456|was_there|yes", "v|123456||help", "rubbish", "d"])
def test_a_button_of_a_form_that_is_closed_changes_nothing(
    sqlite_hall: Hall, api: FakeBotApi, data: str
) -> None:
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.types("/start")
        person.taps_data(data)
        assert "belongs to a form that is closed" in person.text
        eventually(lambda: len(api.telegram.seen_taps) == 1)


@pytest.mark.parametrize("medium", ["photo", "voice", "location"])
def test_media_get_a_kind_refusal_and_leave_only_a_number(
    sqlite_hall: Hall, api: FakeBotApi, medium: str
) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        chat = {"id": person.chat_id, "type": "private"}
        sent = {"message_id": 1, "date": 1, "chat": chat, "caption": "canary", medium: [{}]}
        number = api.telegram.push({"message": sent})
        person.sees()
        assert "We can read only words and buttons." in person.text
    with sqlite_hall.sessions.reading() as session:
        kept = session.get_one(Inbox, number)
    assert (kept.kind, kept.payload_s, kept.chat_hmac) == ("media", None, None)


def test_a_group_gets_one_line_and_nothing_of_it_is_kept(
    sqlite_hall: Hall, api: FakeBotApi
) -> None:
    chat = {"id": GROUP, "type": "supergroup", "title": "canaries"}
    with bot_running(sqlite_hall, api):
        for text in (DISCLOSURE, "/start", "more talk"):
            number = api.telegram.push(
                {"message": {"message_id": 1, "date": 1, "chat": chat, "text": text}}
            )
        eventually(lambda: api.telegram.confirmed > number)
        eventually(lambda: api.telegram.screen(GROUP))
    assert len(api.telegram.posted) == 1
    assert "private chat" in api.telegram.posted[0].text
    assert concerns(sqlite_hall) == ()
    with sqlite_hall.sessions.reading() as session:
        assert not session.scalars(select(Inbox).where(Inbox.payload_s.is_not(None))).all()


def test_two_forms_in_one_chat_go_on_with_the_newer_and_then_the_older(
    live_hall: Hall, api: FakeBotApi
) -> None:
    first, second = invited(live_hall), invited(live_hall, "staff_on_quality_assurance")
    with bot_running(live_hall, api):
        person = Person(api)
        person.enters(first.token)
        old = person.last
        person.enters(second.token)
        person.taps("Skip", old)
        assert "That button belongs to something we have left" in person.text
        person.types("/stop")
        person.taps("Delete it")
        person.types("/start")
        assert "Did you get the report in time" in person.text
    assert count(live_hall, Draft) == 1
