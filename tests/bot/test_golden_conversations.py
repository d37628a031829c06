"""Golden conversations through the real bot, over HTTP, by taps and by typing."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.loopback import FakeBotApi
from services.hall import Hall
from storage.kinds import Channel
from storage.models import Draft, Inbox
from surveys.kinds import Mode, Status
from tests.builders.invited import invited
from tests.builders.performing import Performer
from tests.builders.stored import concerns, count, responses
from tests.builders.telegram import Person, bot_running
from tests.conversations import Conversation, load_all

GOLDEN = load_all()
TELEGRAM = [golden for golden in GOLDEN if golden.telegram]
ELSEWHERE = [golden for golden in GOLDEN if not golden.telegram]


def test_enough_golden_conversations_suit_telegram() -> None:
    assert len(TELEGRAM) >= 12
    for shows in ("branch", "change", "disclose"):
        assert len([golden for golden in TELEGRAM if shows in golden.shows]) >= 3


@pytest.mark.parametrize("golden", TELEGRAM, ids=lambda golden: golden.name)
def test_a_golden_conversation_leaves_the_response_written_by_hand(
    hall: Hall, golden: Conversation
) -> None:
    # Both ways of answering and both databases, without playing each conversation four times.
    typing = hall.sessions.engine.dialect.name == "postgresql"
    asked = invited(hall, golden.questionnaire, golden.role)
    with FakeBotApi() as api, bot_running(hall, api):
        person = Person(api)
        person.enters(asked.token)
        performer = Performer(person, typing)
        for given in golden.steps:
            performer.does(given)
    expected = golden.expected
    found = [(r.mode, r.role, r.partial, r.helper, r.rows) for r in responses(hall)]
    if expected.status is Status.WITHDRAWN:
        assert found == []
    else:
        partial = expected.status is Status.PARTIAL
        mode = expected.mode or Mode.CONFIDENTIAL
        assert found == [(mode, golden.role, partial, expected.helper, expected.rows)]
        assert {r.channel for r in responses(hall)} == {Channel.TELEGRAM}
    assert count(hall, Draft) == 0
    _assert_heard(hall, golden)
    _assert_nothing_left(hall)


def _assert_heard(hall: Hall, golden: Conversation) -> None:
    heard = concerns(hall)
    for question, level in golden.expected.tapped:
        assert (question, level.value) in heard
    for key in golden.expected.worded:
        assert key.partition(".")[0] in {question for question, _ in heard}
    if not golden.expected.tapped and not golden.expected.worded:
        assert heard == ()


def _assert_nothing_left(hall: Hall) -> None:
    with hall.sessions.reading() as session:
        left = session.scalars(select(Inbox).where(Inbox.payload_s.is_not(None))).all()
    assert left == []


@pytest.mark.parametrize("golden", ELSEWHERE, ids=lambda golden: golden.name)
def test_what_is_not_for_telegram_stays_outside_or_lacks_the_anonymous_way(
    sqlite_hall: Hall, golden: Conversation
) -> None:
    asked = invited(sqlite_hall, golden.questionnaire, golden.role)
    with FakeBotApi() as api, bot_running(sqlite_hall, api):
        person = Person(api)
        person.types(f"/start {asked.token}")
        if "https://sayso.example/r/" in person.text:
            assert count(sqlite_hall, Draft) == 0
            return
        person.taps("Yes, I am 16 or over")
        performer = Performer(person)
        performer._come_to_the_end()
        assert "Nobody may know who I am" not in person.text
