"""One person's whole conversation, through the same service as the web form and the bot."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from services.hall import Hall
from services.refusal import Refused
from services.respond import converse
from services.respond.keys import Chat, Code, Key, Link, Seat
from services.respond.turns import Closed, Turn
from services.upkeep.demonstration.calendar import Clock
from services.upkeep.demonstration.post import deliver
from services.upkeep.demonstration.voices import Voice, manner
from services.upkeep.links import Issued
from storage.kinds import Channel
from surveys.inputs import (
    Back,
    ChooseIdentity,
    Confirm,
    Input,
    Pause,
    Resume,
    SetHelper,
    Stop,
    Withdraw,
)
from surveys.kinds import Helper, Mode, Status
from surveys.outputs import Ask, Review

_LONGEST = 80
"""Inputs; a conversation that needs more than this is going round in circles."""

_SOURCE = "demonstration"


class Way(StrEnum):
    """How a conversation goes."""

    THROUGH = "through"
    WITH_A_BREAK = "with_a_break"
    BACK_ONCE = "back_once"
    STOPPED = "stopped"
    WITHDRAWN = "withdrawn"
    LEFT_OPEN = "left_open"


@dataclass
class Numbers:
    """Ids of inputs and chats. Telegram's own are positive, so these can meet none of them."""

    last: int = 0

    def next(self) -> int:
        """Return a number that was not used before."""
        self.last += 1
        return self.last


@dataclass
class Sitting:
    """Somebody answering; ``hold`` carries the conversation to where it ends.

    Args:
        voice: who speaks.
        way: how it goes.
    """

    hall: Hall
    clock: Clock
    chance: random.Random
    numbers: Numbers
    voice: Voice
    way: Way
    browser: str = field(default="", init=False)
    _asked: int = field(default=0, init=False)

    def hold(self, issued: Issued, *, on_telegram: bool) -> Status:
        """Open the conversation and answer until it ends; return how it stands."""
        key = self._key(issued, on_telegram=on_telegram)
        seat = converse.open(self.hall, key, self._input_id(telegram=on_telegram))
        if isinstance(seat, Closed):
            raise Refused(
                f"The demonstration's own link is closed ({seat.reason}); tell Sayso's makers."
            )
        turn = converse.show(self.hall, seat)
        for _ in range(_LONGEST):
            if turn.status.ended or self._leaves(turn):
                break
            for given in self._next(turn, issued):
                turn = self._send(seat, given)
        if on_telegram:
            deliver(self.hall, Channel.TELEGRAM)
        return turn.status

    def _key(self, issued: Issued, *, on_telegram: bool) -> Key:
        number = self.numbers.next()
        if on_telegram:
            return Chat(issued.token, 7_000_000_000 + number)
        self.browser = f"browser-{number}"
        if self.chance.random() < 0.4:
            return Code(issued.code, self.browser, _SOURCE)
        return Link(issued.token, self.browser)

    def _input_id(self, *, telegram: bool) -> str:
        number = self.numbers.next()
        return str(-number) if telegram else f"demonstration-{number}"

    def _send(self, seat: Seat, given: Input) -> Turn:
        self.clock.now += timedelta(seconds=self.chance.randint(5, 60))
        return converse.receive(
            self.hall, seat, self._input_id(telegram=seat.channel is Channel.TELEGRAM), given
        )

    def _leaves(self, turn: Turn) -> bool:
        return self.way is Way.LEFT_OPEN and self._asked >= 4

    def _next(self, turn: Turn, issued: Issued) -> list[Input]:
        if turn.status is Status.STOPPING:
            return [Withdraw() if self.way is Way.WITHDRAWN else Confirm()]
        if turn.status is Status.PAUSED:
            return [Resume()]
        review = next((one for one in turn.outputs if isinstance(one, Review)), None)
        if review is not None:
            return self._close(review, issued)
        return [self._answer(next(one for one in turn.outputs if isinstance(one, Ask)))]

    def _answer(self, ask: Ask) -> Input:
        self._asked += 1
        if self._asked == 5 and self.way is Way.BACK_ONCE:
            return Back()
        if self._asked == 6 and self.way is Way.WITH_A_BREAK:
            return Pause()
        if self._asked == 8 and self.way in {Way.STOPPED, Way.WITHDRAWN}:
            return Stop()
        return self.voice.reply(ask)

    def _close(self, review: Review, issued: Issued) -> list[Input]:
        closing = [said for ask in review.closing if (said := self.voice.close(ask)) is not None]
        return [*closing, *self._helped(issued), ChooseIdentity(self._mode(review)), Confirm()]

    def _helped(self, issued: Issued) -> list[Input]:
        helpers = manner()["helpers"].get(issued.role)
        if helpers is None:
            return []
        return [SetHelper(Helper(self.chance.choices(list(helpers), list(helpers.values()))[0]))]

    def _mode(self, review: Review) -> Mode:
        if self.voice.part.mode is not None:
            return Mode(self.voice.part.mode)
        weights = manner()["modes"]
        modes: list[Mode] = list(review.modes)
        return self.chance.choices(modes, [weights[each] for each in modes])[0]
