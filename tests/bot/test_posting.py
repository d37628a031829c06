"""Sending: in order, never sooner than asked, nothing lost, and nobody pestered."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import select

from bot.loopback import FakeBotApi
from bot.messages import messages
from bot.pretend import plain
from bot.replies import Reply, View
from services.hall import Hall
from services.upkeep import outbox
from storage.kinds import OutboxState
from storage.models import Outbox
from tests.builders.invited import invited
from tests.builders.telegram import Person, bot_running, eventually
from tests.builders.troubles import Troubles, hang_up, refuse

BLOCKED = refuse(403, "Forbidden: bot was blocked by the user")
NOTES = ("door.no_link", "door.closed", "door.nothing_open", "age.again")


def put(hall: Hall, chat_id: int, note: str = "door.no_link", key: str | None = None) -> None:
    """Leave a note in the outbox for a chat."""
    with hall.sessions.writing() as session:
        reply = Reply(chat_id, view=View.NOTE, note=note).to_json()
        outbox.put(session, key or f"telegram:{chat_id}:{note}", "telegram", reply, hall.clock())


def states(hall: Hall) -> list[OutboxState]:
    with hall.sessions.reading() as session:
        return list(session.scalars(select(Outbox.state).order_by(Outbox.due_at)))


def done(hall: Hall) -> bool:
    return OutboxState.WAITING not in states(hall)


def said(api: FakeBotApi, chat_id: int) -> list[str]:
    return [plain(posted.text) for posted in api.telegram.screen(chat_id)]


def note(name: str) -> str:
    (message,) = messages(Reply(1, view=View.NOTE, note=name), council=None)  # type: ignore[arg-type]
    return plain(message.html)


def test_what_waits_when_the_bot_starts_is_sent_in_order_and_blanked(
    live_hall: Hall, api: FakeBotApi
) -> None:
    for name in NOTES:
        put(live_hall, 7, name)
    with bot_running(live_hall, api):
        eventually(lambda: done(live_hall))
    assert said(api, 7) == [note(name) for name in NOTES]
    with live_hall.sessions.reading() as session:
        assert set(session.scalars(select(Outbox.payload_s))) == {None}


def test_nothing_is_sent_to_anybody_before_the_time_that_telegram_asks_for(
    live_hall: Hall, api: FakeBotApi
) -> None:
    api.trouble = troubles = Troubles({"sendMessage": [None, refuse(429, "Too Many", 2)]})
    for name in NOTES:
        put(live_hall, 7, name)
    put(live_hall, 8)
    with bot_running(live_hall, api):
        eventually(lambda: done(live_hall))
    times = troubles.times("sendMessage")
    refused = next(when for when in times[1:] if when - times[0] < 1)
    late = [when for when in times if when - refused > 0.5]
    assert min(late) - refused >= 2
    assert said(api, 7) == [note(name) for name in NOTES]
    assert said(api, 8) == [note("door.no_link")]


@pytest.mark.parametrize("fault", [refuse(500), refuse(502), hang_up])
def test_after_a_fault_the_chat_still_gets_all_in_order(
    live_hall: Hall, api: FakeBotApi, fault: object
) -> None:
    api.trouble = Troubles({"sendMessage": [None, fault, fault]}, chat_id=7)  # type: ignore[list-item]
    for name in NOTES:
        put(live_hall, 7, name)
    with bot_running(live_hall, api):
        put(live_hall, 8)
        eventually(lambda: said(api, 8), seconds=3)
        eventually(lambda: done(live_hall))
    assert said(api, 7) == [note(name) for name in NOTES]


def test_who_blocked_the_bot_gets_nothing_more_and_others_do(
    live_hall: Hall, api: FakeBotApi
) -> None:
    asked = invited(live_hall)
    with bot_running(live_hall, api):
        person = Person(api)
        person.enters(asked.token)
        api.trouble = troubles = Troubles({"sendMessage": [BLOCKED]}, chat_id=person.chat_id)
        api.telegram.say(person.chat_id, "/skip")
        eventually(lambda: troubles.plan["sendMessage"] == [])
        other = Person(api, chat_id=7_000_000_002)
        other.types("/help")
        eventually(lambda: done(live_hall))
    assert states(live_hall).count(OutboxState.GIVEN_UP) == 1


def test_what_telegram_will_never_take_is_given_up_and_the_next_is_sent(
    live_hall: Hall, api: FakeBotApi
) -> None:
    api.trouble = Troubles({"sendMessage": [refuse(400, "Bad Request: chat not found")]})
    put(live_hall, 7, NOTES[0])
    put(live_hall, 7, NOTES[1])
    with bot_running(live_hall, api):
        eventually(lambda: done(live_hall))
    assert states(live_hall) == [OutboxState.GIVEN_UP, OutboxState.SENT]


@pytest.mark.parametrize("payload", ["", "{}", "[]", '{"chat_id": "x"}', '{"chat_id": 7, "x": 1}'])
def test_a_parcel_that_makes_no_sense_stands_in_nobodys_way(
    live_hall: Hall, api: FakeBotApi, payload: str
) -> None:
    with live_hall.sessions.writing() as session:
        outbox.put(session, "a", "telegram", payload, live_hall.clock())
    put(live_hall, 8, key="b")
    with bot_running(live_hall, api):
        eventually(lambda: done(live_hall))
    assert OutboxState.GIVEN_UP in states(live_hall)
    assert said(api, 8) == [note("door.no_link")]


def test_other_senders_parcels_are_left_alone(live_hall: Hall, api: FakeBotApi) -> None:
    with live_hall.sessions.writing() as session:
        outbox.put(session, "a", "concern_notice", "{}", live_hall.clock())
    with bot_running(live_hall, api):
        Person(api).types("/help")
    assert states(live_hall)[0] is OutboxState.WAITING


def test_with_a_tenth_of_all_calls_failing_each_way_nothing_stays_undelivered(
    live_hall: Hall, api: FakeBotApi
) -> None:
    chance = random.Random(10)
    kinds = [refuse(429, "Too Many Requests", 1), refuse(500), hang_up] + [None] * 7
    plan = [chance.choice(kinds) for _ in range(60)]
    api.trouble = Troubles({"sendMessage": plan})
    for chat_id in range(1, 31):
        put(live_hall, chat_id)
    with bot_running(live_hall, api):
        eventually(lambda: done(live_hall), seconds=90)
    assert set(states(live_hall)) == {OutboxState.SENT}
    assert all(said(api, chat_id) == [note("door.no_link")] for chat_id in range(1, 31))
