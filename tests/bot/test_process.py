"""The bot as a process: ends cleanly, survives being killed, and logs nothing private."""

from __future__ import annotations

import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.loopback import FakeBotApi
from bot.taps import Tap, Verb, read, write
from services.hall import Hall
from storage.models import Draft, Inbox, ProcessedInput
from surveys.answers import AnswerState
from tests.builders.bot_process import BotProcess
from tests.builders.canary import Canary
from tests.builders.invited import Invited, invited
from tests.builders.stored import count, responses
from tests.builders.telegram import TOKEN, Person, eventually
from tests.builders.troubles import Troubles, hang_up, refuse


@pytest.fixture
def bot(live_hall: Hall, api: FakeBotApi, tmp_path: Path) -> Iterator[BotProcess]:
    """A bot that is not started yet, and does not outlive the test."""
    bot = BotProcess(live_hall, api.url, tmp_path)
    yield bot
    if bot.process is not None and bot.process.poll() is None:
        bot.kill()


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_when_told_to(bot: BotProcess, api: FakeBotApi, by: signal.Signals) -> None:
    bot.start()
    Person(api).types("/help")
    began = time.monotonic()
    assert bot.end(by) == 0
    assert time.monotonic() - began < 5
    assert "the bot has stopped" in bot.log
    assert "Traceback" not in bot.log


def test_told_to_end_under_load_it_answers_what_it_took_and_the_next_one_the_rest(
    bot: BotProcess, api: FakeBotApi
) -> None:
    people = [Person(api, chat_id=7_000_000_000 + n) for n in range(60)]
    bot.start()
    people[0].types("/help")
    for person in people:
        api.telegram.say(person.chat_id, "/privacy")
    assert bot.end() == 0
    bot.start()
    for person in people:
        eventually(lambda person=person: "end-to-end" in person.text)
    bot.end()
    assert len(api.telegram.posted) == 61


def test_a_token_that_telegram_does_not_know_is_one_sentence_and_status_1(
    bot: BotProcess, api: FakeBotApi
) -> None:
    api.trouble = Troubles({"getMe": [refuse(401, "Unauthorized")]})
    bot.start()
    assert bot.process is not None
    assert bot.process.wait(120) == 1
    assert "@BotFather" in bot.log
    assert "Traceback" not in bot.log


def test_neither_the_token_nor_anybodys_words_reach_the_log(
    bot: BotProcess, api: FakeBotApi, canary: Canary
) -> None:
    asked = invited(bot.hall)
    api.trouble = Troubles(
        {
            "getMe": [refuse(502), hang_up],
            "getUpdates": [refuse(500, canary.text), None, hang_up, refuse(409, TOKEN)],
            "sendMessage": [refuse(500, canary.text), hang_up, refuse(400, canary.text)],
        }
    )
    api.telegram.push({"message": {"text": canary.text, "from": {"first_name": canary.name}}})
    api.telegram.push({"message": {"date": 1, "chat": {"id": canary.phone}, "text": canary.email}})
    bot.start()
    person = Person(api)
    for _ in range(4):
        api.telegram.say(person.chat_id, f"/start {asked.token}")
    person.sees()
    eventually(lambda: person.last.buttons)
    person.taps("Yes, I am 16 or over")
    eventually(lambda: "Question 1" in person.text)
    for text in (canary.text, canary.email, canary.phone, "x" * 100_000):
        person.types(text)
    bot.end()
    canary.assert_silent(bot.log)
    assert asked.token not in bot.log
    assert TOKEN.partition(":")[2] not in bot.log
    assert "parcel" in bot.log, "the faults were there to be logged"


KILLS = 3


def test_killed_amid_answers_it_loses_and_doubles_nothing(bot: BotProcess, api: FakeBotApi) -> None:
    _survive(bot, api, people=4, seed=1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_killed_three_times_amid_300_answers_it_loses_and_doubles_nothing(
    bot: BotProcess, api: FakeBotApi, seed: int
) -> None:
    answered = _survive(bot, api, people=20, seed=seed)
    assert answered >= 300


def _survive(bot: BotProcess, api: FakeBotApi, people: int, seed: int) -> int:
    """Let people answer while the bot is killed again and again; return how many answers."""
    chance = random.Random(seed)
    answering = [
        Answering(Person(api, 7_000_000_000 + n), invited(bot.hall), random.Random(seed + n))
        for n in range(people)
    ]
    bot.start()
    for each in answering:
        each.start()
    for kill in range(1, KILLS + 1):
        wanted = people * 12 * kill // (KILLS + 1)
        eventually(lambda wanted=wanted: _answers(answering) >= wanted, seconds=120)
        time.sleep(chance.random() / 10)
        bot.kill()
        bot.start()
    for each in answering:
        each.join(120)
    assert [each.fault for each in answering] == [None] * people
    bot.end()
    _assert_all_is_there(bot.hall, answering)
    _assert_each_was_answered_once(bot.hall, api, people)
    return _answers(answering)


def _answers(answering: list[Answering]) -> int:
    return sum(len(each.said) + each.skipped for each in answering)


def _assert_all_is_there(hall: Hall, answering: list[Answering]) -> None:
    """Every answer that was acknowledged is stored as it was given, once."""
    stored = [
        {row.question: row.code or row.text or str(int(row.number or 0)) for row in found.rows
         if row.state is AnswerState.ANSWERED}
        for found in responses(hall)
    ]  # fmt: skip
    given = [each.said for each in answering]
    assert sorted(stored, key=repr_of) == sorted(given, key=repr_of)
    assert count(hall, Draft) == 0


def repr_of(answers: dict[str, str]) -> str:
    return repr(sorted(answers.items()))


def _assert_each_was_answered_once(hall: Hall, api: FakeBotApi, people: int) -> None:
    updates = count(hall, Inbox)
    # The age question alone is answered without an input of the conversation.
    assert count(hall, ProcessedInput) == updates - people
    expected = updates + people  # a welcome for each
    repeats = len(api.telegram.posted) - expected
    assert 0 <= repeats <= KILLS


class Answering(threading.Thread):
    """Somebody who answers or skips whatever the newest message asks, and sends it.

    Args:
        person: who.
        invitation: what they were asked.
        chance: draws what they answer.
    """

    def __init__(self, person: Person, invitation: Invited, chance: random.Random) -> None:
        super().__init__(daemon=True)
        self.person, self.invitation, self.chance = person, invitation, chance
        self.said: dict[str, str] = {}
        self.skipped = 0
        self.fault: str | None = "not finished"

    def run(self) -> None:
        try:
            self._answer_all()
        except (AssertionError, LookupError) as fault:
            self.fault = f"{fault!r} at {self.person.text!r}"
        else:
            self.fault = None

    def _answer_all(self) -> None:
        self.person.api.telegram.say(self.person.chat_id, f"/start {self.invitation.token}")
        self._until(self._taps)
        self._tap(next(tap for tap in self._taps() if tap.verb is Verb.OLD_ENOUGH))
        while "Thank you. We have what you said" not in self.person.text:
            self._until(lambda: self._asked() != "")
            asked = self._asked()
            self._answer(asked)
            self._until(lambda asked=asked: self._asked() != asked)

    def _answer(self, asked: str) -> None:
        taps = [tap for tap in self._taps() if tap.verb is Verb.ANSWER]
        if asked in _STEPS:
            self._tap(
                self.chance.choice([tap for tap in self._taps() if tap.verb in _STEPS[asked]])
            )
        elif taps and self.chance.random() < 0.8:
            tap = self.chance.choice(taps)
            self.said[asked] = tap.code
            self._tap(tap)
        elif "Write your answer" in self.person.text:
            self.said[asked] = f"{self.person.chat_id} on {asked}"
            self.person.api.telegram.say(self.person.chat_id, self.said[asked])
        else:
            self.skipped += 1
            self._tap(next(tap for tap in self._taps() if tap.verb is Verb.SKIP))

    def _asked(self) -> str:
        """Return what the newest message asks: a question, the mode, sending, or nothing."""
        verbs = {tap.verb: tap.question for tap in self._taps()}
        if Verb.SKIP in verbs:
            return verbs[Verb.SKIP]
        return next((step for step, verb in _STEPS.items() if verb in verbs), "")

    def _taps(self) -> list[Tap]:
        screen = self.person.api.telegram.screen(self.person.chat_id)
        buttons = self.person.last.buttons if screen else []
        return [tap for _, data in buttons if (tap := read(data)) is not None]

    def _tap(self, tap: Tap) -> None:
        self.person.api.telegram.tap(self.person.chat_id, self.person.last.number, write(tap))

    def _until(self, holds: Callable[[], object]) -> None:
        eventually(holds, seconds=90)


_STEPS = {"how to be known": Verb.MODE, "whether to send": Verb.CONFIRM}
