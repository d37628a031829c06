"""Whatever people do in whatever order, at any tab and time: what is promised stays true."""

from __future__ import annotations

from itertools import count
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select, text

from services.hall import Hall
from services.respond import converse
from services.respond.keys import Link, Resume, Seat
from services.respond.sitting import resume_words
from services.respond.turns import Closed, Turn
from storage.base import Base
from storage.models import Concern, Draft, Response
from surveys.inputs import (
    Answer,
    Back,
    ChangeLanguage,
    ChooseIdentity,
    Confirm,
    Distress,
    Edit,
    Input,
    Pause,
    Reveal,
    SetHelper,
    Skip,
    Stop,
    Withdraw,
)
from surveys.inputs import Resume as GoOn
from surveys.kinds import Helper, Level, Mode, RespondentRole, Status
from surveys.notices import Refuse, Stale
from surveys.outputs import Ask
from surveys.state import State
from tests.builders.clock import Clock
from tests.builders.invited import CROWD, Invited, invited

CHILD = ("child_after_review", RespondentRole.CHILD)
PARENT = ("parent_after_conference", RespondentRole.PARENT)
DEVICES = ("phone", "tablet")
HARM = "My stepdad hits me with his belt"

people, devices = st.integers(0, 2), st.sampled_from(DEVICES)
questions = st.sampled_from(
    ["was_there", "felt_safe", "felt_safe_more", "worried_about", "scale_safety", "", "\x00", "x"]
)
raw_answers = st.one_of(
    st.sampled_from(["yes", "no", "not_sure", "0", "-1", "", HARM, "a" * 6000, "\ud800\x00"]),
    st.text(max_size=20),
    st.lists(st.sampled_from(["family", "nobody", "no", "?"]), max_size=3).map(tuple),
)
others: st.SearchStrategy[Input] = st.one_of(
    st.sampled_from([Back(), Pause(), GoOn(), Stop(), Reveal(), Confirm(), Withdraw()]),
    st.builds(ChooseIdentity, st.sampled_from(Mode)),
    st.builds(SetHelper, st.sampled_from(Helper)),
    st.builds(ChangeLanguage, st.sampled_from(["en", "cy", ""])),
    st.builds(Edit, questions),
)


class Conversations(RuleBasedStateMachine):
    """Three people, each with two devices, against a model of what they were told is kept."""

    hall: Hall
    clock: Clock

    @initialize()
    def invite(self) -> None:
        asked = (CHILD, PARENT, PARENT)
        self.people = [invited(self.hall, *each) for each in asked]
        for _ in range(CROWD):
            invited(self.hall, *PARENT)
        self.numbers = count()
        self.seats: dict[int, Seat] = {}
        self.kept: dict[int, dict[str, Any]] = {}
        self.sent: list[tuple[int, str, Input]] = []
        self.disclosed: set[int] = set()
        self.anonymous: set[int] = set()
        self.completed = 0
        for who in range(3):
            self.open_by_link(who, DEVICES[0])

    @rule(who=people, device=devices)
    def come_by_link(self, who: int, device: str) -> None:
        self.open_by_link(who, device)

    def open_by_link(self, who: int, device: str) -> None:
        found = converse.open(self.hall, Link(self.people[who].token, device), "open")
        if isinstance(found, Seat):
            assert self.seats.get(who, found) == found
            self.seats[who] = found
        else:
            assert isinstance(found, Closed)

    @rule(who=people, device=devices)
    def move_by_words(self, who: int, device: str) -> None:
        words = resume_words(self.hall.keys, self.seats[who].draft_id)
        found = converse.open(self.hall, Resume(words, device, f"source {who}"), "move")
        assert found == self.seats[who] or isinstance(found, Closed)
        if isinstance(found, Seat):
            self.seats[who] = found

    @rule(who=people, question=questions, raw=raw_answers, late=st.booleans())
    def answer(self, who: int, question: str, raw: Any, late: bool) -> None:
        turn = converse.show(self.hall, self.seats[who])
        open_now = [out.question for out in turn.outputs if isinstance(out, Ask)]
        key = question if late or not open_now else open_now[0]
        before = self.draft(who)
        self.send(who, Answer(key, raw))
        if before is not None and raw == HARM:
            self.disclosed.add(who)

    @rule(who=people)
    def finish(self, who: int) -> None:
        if self.draft(who) is None:
            return
        turn = self.send(who, GoOn())
        while asks := [out for out in turn.outputs if isinstance(out, Ask)]:
            if turn.status is not Status.ASKING:
                break
            turn = self.send(who, Skip(asks[0].question))
        mode = Mode.ANONYMOUS if who in (1, 2) else Mode.CONFIDENTIAL
        self.send(who, ChooseIdentity(mode))
        assert self.send(who, Confirm()).status is Status.COMPLETED

    @rule(who=people, given=others)
    def do(self, who: int, given: Input) -> None:
        self.send(who, given)

    @rule(who=people, level=st.sampled_from(Level))
    def ask_for_help(self, who: int, level: Level) -> None:
        if self.draft(who) is not None:
            self.disclosed.add(who)
        self.send(who, Distress(level))

    @rule(minutes=st.sampled_from([-10, 1, 29, 30, 24 * 60]))
    def time_passes(self, minutes: int) -> None:
        self.clock.advance(minutes=minutes)

    @precondition(lambda self: self.sent)
    @rule(which=st.integers(0, 30))
    def send_an_old_one_again(self, which: int) -> None:
        who, input_id, given = self.sent[which % len(self.sent)]
        before = everything(self.hall)
        converse.receive(self.hall, self.seats[who], input_id, given)
        assert everything(self.hall) == before

    @rule()
    def look(self) -> None:
        before = everything(self.hall)
        for seat in self.seats.values():
            converse.show(self.hall, seat)
        assert everything(self.hall) == before

    def send(self, who: int, given: Input) -> Turn:
        input_id, before = f"in-{next(self.numbers)}", self.draft(who)
        turn = converse.receive(self.hall, self.seats[who], input_id, given)
        if before is not None:
            self.sent.append((who, input_id, given))
            self.note(who, given, before, turn)
        return turn

    def note(self, who: int, given: Input, before: State, turn: Turn) -> None:
        after = self.draft(who)
        if after is None:
            self.completed += turn.status is not Status.WITHDRAWN
            if before.mode is Mode.ANONYMOUS and turn.status is not Status.WITHDRAWN:
                self.anonymous.add(who)
            self.kept.pop(who, None)
            return
        taken = after.revision == before.revision + 1
        assert taken or (after.revision, after.answers) == (before.revision, before.answers)
        assert not (taken and any(isinstance(out, Refuse | Stale) for out in turn.outputs))
        if taken and isinstance(given, Answer):
            self.kept.setdefault(who, {})[given.question] = after.answers[given.question]
        if taken and isinstance(given, Skip):
            self.kept.get(who, {}).pop(given.question, None)

    def draft(self, who: int) -> State | None:
        with self.hall.sessions.reading() as session:
            held = session.get(Draft, self.seats[who].draft_id)
            alive = held is not None and held.expires_at > self.clock.now
            return State.from_json(held.state) if alive and held is not None else None

    @invariant()
    def every_answer_that_was_taken_is_there(self) -> None:
        for who, answers in getattr(self, "kept", {}).items():
            held = self.draft(who)
            assert held is None or dict(held.answers) == answers

    @invariant()
    def every_disclosure_waits_for_a_person(self) -> None:
        if getattr(self, "disclosed", None):
            origins = {self.seats[who].draft_id for who in self.disclosed}
            with self.hall.sessions.reading() as session:
                assert origins <= set(session.scalars(select(Concern.origin_id)))

    @invariant()
    def every_ending_left_one_response(self) -> None:
        if hasattr(self, "completed"):
            with self.hall.sessions.reading() as session:
                assert len(session.scalars(select(Response.id)).all()) == self.completed

    @invariant()
    def nothing_leads_from_an_anonymous_person_to_their_words(self) -> None:
        for who in getattr(self, "anonymous", ()):
            assert tables_naming(self.hall, self.people[who]) == {"invitation"}


def everything(hall: Hall) -> dict[str, list[tuple[Any, ...]]]:
    with hall.sessions.reading() as session:
        return {
            table.name: [tuple(row) for row in session.execute(text(f'SELECT * FROM "{table}"'))]
            for table in Base.metadata.sorted_tables
        }


def tables_naming(hall: Hall, person: Invited) -> set[str]:
    wanted = person.invitation_id.hex
    return {
        table
        for table, rows in everything(hall).items()
        if any(wanted in str(value).replace("-", "") for row in rows for value in row)
    }


def test_any_conversation_keeps_every_promise(sqlite_hall: Hall, clock: Clock) -> None:
    class Here(Conversations):
        def teardown(self) -> None:
            with sqlite_hall.sessions.writing() as session:
                for table in reversed(Base.metadata.sorted_tables):
                    session.execute(table.delete())

    Here.hall, Here.clock = sqlite_hall, clock
    run_state_machine_as_test(Here, settings=settings(max_examples=10, stateful_step_count=25))
