"""Working through the inbox: what fails is tried again, then given up honestly."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError

from bot import draining
from bot.desk import Aftermath, Desk
from bot.loopback import FakeBotApi
from services.build import present
from services.hall import Hall
from services.respond.converse import Busy
from services.respond.inbox import Claimed
from storage.kinds import InboxState
from storage.models import Draft, Inbox
from tests.builders.invited import invited
from tests.builders.stored import count
from tests.builders.telegram import Person, bot_running, eventually

LOCKED = OperationalError("update", {}, Exception("database is locked"))


def failing(
    patch: pytest.MonkeyPatch, fault: Exception, times: int, only: int | None = None
) -> list[int]:
    """Let the work on updates of one chat fail some times; return the updates tried."""
    real: Callable[[Desk, Claimed], Aftermath] = draining.work
    tried: list[int] = []

    def work(desk: Desk, claimed: Claimed) -> Aftermath:
        if only is None or f'"chat_id": {only}' in claimed.payload:
            tried.append(claimed.update_id)
            if len(tried) <= times:
                raise fault
        return real(desk, claimed)

    patch.setattr(draining, "work", work)
    return tried


@pytest.mark.parametrize("fault", [LOCKED, Busy()])
def test_while_the_database_is_busy_an_update_waits_and_is_then_answered(
    live_hall: Hall, api: FakeBotApi, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    tried = failing(monkeypatch, fault, times=2)
    with bot_running(live_hall, api):
        Person(api).types("/help")
    assert len(tried) == 3


def test_a_fault_that_passes_is_not_noticed_by_anybody(
    live_hall: Hall, api: FakeBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, ValueError("a slip"), times=3)
    with bot_running(live_hall, api):
        person = Person(api)
        person.types("/help")
        assert "0800 1111" in person.text
    assert len(api.telegram.posted) == 1


def test_what_fails_each_time_is_given_up_and_the_person_is_asked_to_send_it_again(
    live_hall: Hall, api: FakeBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = invited(live_hall)
    with bot_running(live_hall, api):
        person = Person(api)
        person.enters(asked.token)
        failing(monkeypatch, ValueError("a bug"), times=5)
        person.types("canary words")
        assert "we could not keep your last message" in person.text
        person.types("/skip")
        assert "Question 2" in person.text
    with live_hall.sessions.reading() as session:
        kept = session.query(Inbox).filter(Inbox.state == InboxState.SET_ASIDE).one()
    assert (kept.payload_s, kept.chat_hmac) == (None, None)
    assert count(live_hall, Draft) == 1


def test_one_chat_that_fails_keeps_no_other_waiting_for_long(
    live_hall: Hall, api: FakeBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlucky, lucky = Person(api, chat_id=7_000_000_001), Person(api, chat_id=7_000_000_002)
    failing(monkeypatch, ValueError("a bug"), times=99, only=unlucky.chat_id)
    with bot_running(live_hall, api):
        api.telegram.say(unlucky.chat_id, "/help")
        api.telegram.say(lucky.chat_id, "/help")
        eventually(lambda: lucky.text, seconds=5)
        eventually(lambda: unlucky.text)
    assert "we could not keep your last message" in unlucky.text


def test_two_bots_on_one_database_share_the_chats_without_doubling(
    hall: Hall, api: FakeBotApi
) -> None:
    hall = replace(hall, clock=present)
    asked = [invited(hall) for _ in range(4)]
    people = [Person(api, chat_id=7_000_000_000 + n) for n in range(4)]
    with bot_running(hall, api), bot_running(hall, api):
        for person, invitation in zip(people, asked, strict=True):
            person.enters(invitation.token)
            for _ in range(3):
                person.taps("Skip")
            assert "Question 4" in person.text
    # For each: the age question, the welcome, and four questions.
    assert len(api.telegram.posted) == 4 * 6
