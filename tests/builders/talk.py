"""A respondent at a seat, sending inputs with ids of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from services.hall import Hall
from services.respond import converse
from services.respond.keys import Link, Seat
from services.respond.turns import Turn
from surveys.inputs import Answer, ChooseIdentity, Confirm, Input, Skip
from surveys.kinds import Mode
from surveys.outputs import Ask
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
        turn = converse.show(self.hall, self.seat)
        while asks := [output for output in turn.outputs if isinstance(output, Ask)]:
            turn = self.say(Skip(asks[0].question))
        return turn

    def send(self, mode: Mode = Mode.LINKED) -> Turn:
        """Skip what is open, choose how to be known, and send."""
        self.skip_to_review()
        self.say(ChooseIdentity(mode))
        return self.say(Confirm())


def answer_in_turn(talk: Talk, question: str, raw: str) -> Turn:
    """Skip what is asked before a question, and answer that one."""
    turn = converse.show(talk.hall, talk.seat)
    while (asked := next(out.question for out in turn.outputs if isinstance(out, Ask))) != question:
        turn = talk.say(Skip(asked))
    return talk.answer(question, raw)
