"""A respondent at a seat, sending inputs with ids of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

import surveys
from services.hall import Hall
from services.respond import converse, sitting
from services.respond.keys import Link, Seat
from services.respond.turns import Turn
from storage.models import Draft
from surveys.inputs import Answer, ChooseIdentity, Confirm, Input, Skip
from surveys.kinds import Mode
from surveys.outputs import Ask
from surveys.state import State
from tests.builders.invited import Invited

BROWSER = "the browser of this test"


def sit_down(hall: Hall, person: Invited, browser: str = BROWSER) -> Talk:
    """Open the conversation behind a person's link."""
    seat = converse.open(hall, Link(person.token, browser), "open")
    assert isinstance(seat, Seat), seat
    return Talk(hall, seat)


@dataclass
class Talk:
    """One conversation under way."""

    hall: Hall
    seat: Seat
    numbers: count[int] = field(default_factory=count)

    def say(self, given: Input, input_id: str | None = None) -> Turn:
        """Send one input, as new unless an id is given."""
        return converse.receive(self.hall, self.seat, input_id or self.next_id(), given)

    def next_id(self) -> str:
        """Return an id that no earlier input had."""
        return f"{self.seat.draft_id}:{next(self.numbers)}"

    def answer(self, question: str, raw: str) -> Turn:
        """Answer one question."""
        return self.say(Answer(question, raw))

    def skip_to_review(self) -> Turn:
        """Pass over everything that is still open."""
        return skip_while(self.hall, self.seat, lambda question: True)

    def send(self, mode: Mode = Mode.LINKED) -> Turn:
        """Skip what is open, choose how to be known, and send."""
        self.skip_to_review()
        self.say(ChooseIdentity(mode))
        return self.say(Confirm())


def answer_in_turn(talk: Talk, question: str, raw: str) -> Turn:
    """Skip what is asked before a question, and answer that one."""
    skip_while(talk.hall, talk.seat, lambda asked: asked != question)
    return talk.answer(question, raw)


def skip_while(hall: Hall, seat: Seat, goes_on: Callable[[str], bool]) -> Turn:
    """Skip question after question and keep where that leads, by one write.

    To send each skip took four fifths of what preparing a response takes; that skips sent one by
    one come to the same is shown by the golden conversations.
    """
    now = hall.clock()
    with hall.sessions.writing() as session:
        held = sitting.load(session, hall.keys, seat, now)
        state, asked = (held.state, _asked(held, held.state)) if held else (None, "")
        while held and state and asked and goes_on(asked):
            state, _ = surveys.step(held.questionnaire, state, Skip(asked), now)
            asked = _asked(held, state)
        if held and state != held.state:
            draft = session.get_one(Draft, seat.draft_id)
            draft.state, draft.touched_at = state.to_json(), now
            draft.expires_at = now + timedelta(days=hall.council.thresholds.draft_days)
    return converse.show(hall, seat)


def _asked(held: sitting.Sitting, state: State) -> str:
    asks = (each for each in surveys.prompt(held.questionnaire, state) if isinstance(each, Ask))
    return next((each.question for each in asks), "")
