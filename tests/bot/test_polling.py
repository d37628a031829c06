"""Fetching updates: kept before they are confirmed, worked around poison, patient with faults."""

from __future__ import annotations

import random
import time
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.loopback import FakeBotApi
from bot.pretend import Refused
from bot.process import BotFault
from services.hall import Hall
from services.respond import inbox
from storage.kinds import InboxState
from storage.models import Draft, Inbox
from surveys.state import State
from tests.builders.invited import invited
from tests.builders.stored import count
from tests.builders.telegram import TOKEN, Person, bot_running, eventually
from tests.builders.troubles import Troubles, hang_up, refuse

CHAT = {"id": 7_000_000_009, "type": "private"}
POISON: tuple[Any, ...] = (
    {"message": {"message_id": 1, "text": "canary"}},
    {"message": {"message_id": 1, "chat": CHAT, "text": "canary"}},
    {"message": {"message_id": 1, "date": 1, "chat": "canary", "text": 7}},
    {"message": []},
    {"callback_query": {"id": 1}},
    {"brand_new": "canary"},
    {"message": {"message_id": 2**70, "date": 1, "chat": {**CHAT, "id": 2**70}, "text": "x"}},
    {},
    {"update_id": None, "message": {"message_id": 1}},
    {"update_id": 2**70, "message": {"message_id": 1}},
    {"update_id": "7"},
    "not even a mapping",
)


def text(number: int, chat_id: int, words: str) -> dict[str, Any]:
    """Return an update with a number of its own."""
    head = {"message_id": number, "date": 1, "chat": {**CHAT, "id": chat_id}}
    return {"update_id": number, "message": {**head, "text": words}}


def settled(hall: Hall) -> int:
    """Return how many updates have had their effect."""
    with hall.sessions.reading() as session:
        return len(session.scalars(select(Inbox).where(Inbox.state == InboxState.DONE)).all())


def test_a_good_message_is_answered_within_5_seconds_around_any_poison(
    live_hall: Hall, api: FakeBotApi
) -> None:
    with bot_running(live_hall, api):
        person = Person(api)
        person.types("/help")
        for poison in POISON:
            api.telegram.push(poison)
        began = time.monotonic()
        person.types("/help")
        assert time.monotonic() - began < 5
        for poison in POISON:
            api.telegram.push(poison)
        person.types("/help")
    with live_hall.sessions.reading() as session:
        kept = session.scalars(select(Inbox)).all()
    aside = [row for row in kept if row.state is InboxState.SET_ASIDE]
    assert {row.kind for row in aside} == {"broken"}
    assert not [row for row in kept if row.payload_s or row.chat_hmac]


def test_nothing_is_confirmed_before_it_is_kept(
    live_hall: Hall, api: FakeBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed: list[int] = []
    accept, fail = inbox.accept, [True, True]

    def stubborn(hall: Hall, arrivals: list[inbox.Arrival]) -> int:
        confirmed.append(api.telegram.confirmed)
        if fail:
            fail.pop()
            raise OperationalError("insert", {}, Exception("database is locked"))
        return accept(hall, arrivals)

    monkeypatch.setattr(inbox, "accept", stubborn)
    with bot_running(live_hall, api):
        person = Person(api)
        number = api.telegram.say(person.chat_id, "/help")
        person.sees()
        eventually(lambda: api.telegram.confirmed == number + 1)
    assert confirmed == [0, 0, 0]


def test_what_was_kept_but_not_confirmed_by_a_process_that_died_is_not_done_twice(
    live_hall: Hall, api: FakeBotApi
) -> None:
    asked = invited(live_hall)
    number = api.telegram.next_update
    again = text(number, 7_000_000_001, f"/start {asked.token}")
    api.telegram.push(again)
    with bot_running(live_hall, api):
        Person(api).sees()
    api.telegram.updates.append(again)
    with bot_running(live_hall, api):
        eventually(lambda: not api.telegram.updates)
    assert len(api.telegram.posted) == 1


def test_updates_three_times_over_and_shuffled_end_in_the_same_state(
    live_hall: Hall, api: FakeBotApi
) -> None:
    asked = invited(live_hall)
    with bot_running(live_hall, api):
        person = Person(api)
        person.enters(asked.token)
        start = api.telegram.next_update + 10
        words = ["yes", "yes", "good", "1, 2", "not sure", "/skip", "back", "nope"]
        updates = [text(start + n, person.chat_id, said) for n, said in enumerate(words)] * 3
        random.Random(7).shuffle(updates)
        with api.telegram.changed:
            api.telegram.updates += updates
            api.telegram.changed.notify_all()
        eventually(lambda: settled(live_hall) == len(words) + 2)
        with live_hall.sessions.reading() as session:
            state = State.from_json(session.scalars(select(Draft)).one().state or "")
    assert dict(state.answers) == {
        "report_in_time": "yes",
        "was_there": "yes",
        "overall": "good",
        "who_was_there": ("family", "friend"),
        "listened": "not_sure",
        "respected": "no",
    }
    assert state.revision == len(words)


@pytest.mark.parametrize(
    "faults",
    [
        [refuse(500), refuse(502)],
        [hang_up, hang_up],
        [refuse(409, "Conflict: terminated by other")],
    ],
    ids=["server errors", "lost connections", "another process"],
)
def test_polling_goes_on_after_faults(live_hall: Hall, api: FakeBotApi, faults: list[Any]) -> None:
    api.trouble = Troubles({"getUpdates": faults})
    with bot_running(live_hall, api):
        person = Person(api)
        person.types("/help")
    assert faults == []


def test_polling_waits_as_long_as_telegram_asks(live_hall: Hall, api: FakeBotApi) -> None:
    api.trouble = troubles = Troubles({"getUpdates": [refuse(429, "Too Many Requests", 2)]})
    with bot_running(live_hall, api):
        Person(api).types("/help")
    first, second, *_ = troubles.times("getUpdates")
    assert second - first >= 2


def test_another_process_with_the_same_token_is_said_once_in_one_clear_line(
    live_hall: Hall, api: FakeBotApi, caplog: pytest.LogCaptureFixture
) -> None:
    conflict = refuse(409, "Conflict: terminated by other getUpdates request")
    api.trouble = Troubles({"getUpdates": [conflict, conflict]})
    with bot_running(live_hall, api):
        Person(api).types("/help")
    said = [record.message for record in caplog.records if record.name == "bot.polling"]
    assert len(said) == 1
    assert said[0].startswith("another process fetches updates for this bot; stop it")


def test_a_webhook_is_taken_away_before_polling(live_hall: Hall, api: FakeBotApi) -> None:
    api.trouble = troubles = Troubles()
    with bot_running(live_hall, api):
        eventually(lambda: troubles.times("getUpdates"))
    assert troubles.times("deleteWebhook")[0] < troubles.times("getUpdates")[0]


def test_a_token_that_telegram_does_not_know_ends_the_bot_with_a_remedy(
    live_hall: Hall, api: FakeBotApi
) -> None:
    def unknown(method: str, fields: object) -> None:
        raise Refused(401, "Unauthorized")

    api.trouble = unknown
    with pytest.raises(BotFault, match="@BotFather") as caught, bot_running(live_hall, api) as bot:
        eventually(lambda: not bot.is_alive())
    assert TOKEN not in str(caught.value)


def test_a_token_taken_back_while_running_ends_the_bot_with_a_remedy(
    live_hall: Hall, api: FakeBotApi
) -> None:
    api.trouble = troubles = Troubles({"getUpdates": [None, refuse(401, "Unauthorized")]})
    with pytest.raises(BotFault, match="@BotFather"), bot_running(live_hall, api) as bot:
        eventually(lambda: not bot.is_alive())
    assert len(troubles.times("getUpdates")) == 2


def test_a_bot_that_starts_before_telegram_can_be_reached_waits_for_it(
    live_hall: Hall, api: FakeBotApi
) -> None:
    api.trouble = troubles = Troubles({"getMe": [refuse(502), hang_up]})
    with bot_running(live_hall, api):
        assert "999" in Person(api).types("/help").text
    assert len(troubles.times("getMe")) == 3
    assert len(api.telegram.posted) == 1


def test_updates_of_many_people_are_all_answered(live_hall: Hall, api: FakeBotApi) -> None:
    people = [Person(api, chat_id=7_000_000_000 + n) for n in range(150)]
    for person in people:
        api.telegram.say(person.chat_id, "/help")
    with bot_running(live_hall, api):
        for person in people:
            person.sees()
    assert len(api.telegram.posted) == 150
    assert count(live_hall, Inbox) == 150
