"""Whatever people do, in whatever order, the engine neither breaks nor leaves them stuck."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

import surveys
from surveys.inputs import (
    Answer,
    Back,
    ChangeLanguage,
    ChooseIdentity,
    Confirm,
    Distress,
    Edit,
    Expire,
    Input,
    Pause,
    Resume,
    Reveal,
    SetHelper,
    Skip,
    Stop,
    Withdraw,
)
from surveys.kinds import Helper, Level, Mode, Status
from surveys.library import all_released
from surveys.notices import Help, Refuse, Stale
from surveys.outputs import Ask, Completed, Review, Say
from surveys.path import find_path, keys
from surveys.questionnaire import Questionnaire
from surveys.state import State
from tests.surveys.builders import MODES, NOW

ALL = all_released()
KEYS = sorted({key for asked in ALL for key in keys(asked)} | {"", "nothing", "houses"})
RAWS = ["yes", "no", "part", "not_sure", "none", "bad", "case_audit", "10", "4", "2.5", "ok", ""]

key = st.sampled_from(KEYS) | st.text(max_size=5)
raw = st.sampled_from(RAWS) | st.text(max_size=20) | st.lists(st.sampled_from(RAWS), max_size=3)
sent: st.SearchStrategy[Input] = st.one_of(
    st.builds(Answer, key, raw),
    st.builds(Skip, key),
    st.builds(Edit, key),
    st.builds(ChooseIdentity, st.sampled_from(Mode)),
    st.builds(SetHelper, st.sampled_from(Helper)),
    st.builds(ChangeLanguage, st.sampled_from(["en", "pl", "cy", "\ud800"])),
    st.builds(Distress, st.sampled_from(Level)),
    st.sampled_from([Back(), Back(), Pause(), Resume(), Stop(), Confirm(), Reveal()]),
)
ending: st.SearchStrategy[Input] = st.sampled_from([Withdraw(), Expire(), Confirm()])


class Willing:
    """Answers what is asked with whatever the lists above happen to hold, else skips."""

    @staticmethod
    def next(state: State, asked: Questionnaire, choice: int) -> Input:
        shown = surveys.prompt(asked, state)
        ask = next((each for each in shown if isinstance(each, Ask)), None)
        if ask is None:
            return Confirm() if choice % 2 else Back()
        picked = ask.choices[choice % len(ask.choices)].code if ask.choices else "Some words"
        return Skip(ask.question) if choice % 5 == 0 else Answer(ask.question, picked)


turns = st.lists(sent | st.integers(0, 60), max_size=60)


def play(asked: Questionnaire, script: list[Input | int]) -> list[tuple[State, State, object]]:
    """Return each state before and after, with what was shown, passing through JSON."""
    state = surveys.start(asked, "en", MODES)
    seen: list[tuple[State, State, object]] = []
    for turn in script:
        given_input = Willing.next(state, asked, turn) if isinstance(turn, int) else turn
        after, shown = surveys.step(asked, state, given_input, NOW)
        seen.append((state, after, shown))
        assert State.from_json(after.to_json()) == after
        state = State.from_json(after.to_json())
    return seen


@given(st.sampled_from(ALL), turns)
def test_showing_again_shows_what_the_step_showed(
    asked: Questionnaire, script: list[Input | int]
) -> None:
    for before, after, shown in play(asked, script):
        if not before.status.ended:
            assert surveys.prompt(asked, after) == shown


@given(st.sampled_from(ALL), turns)
def test_an_accepted_input_counts_one_and_a_refused_one_changes_only_the_notice(
    asked: Questionnaire, script: list[Input | int]
) -> None:
    for before, after, _ in play(asked, script):
        if after.revision == before.revision:
            assert after.answers == before.answers
            assert (after.status, after.cursor, after.mode) == (
                before.status,
                before.cursor,
                before.mode,
            )
        else:
            assert after.revision == before.revision + 1
            assert not isinstance(after.notice, Refuse | Stale)


@given(st.sampled_from(ALL), turns)
def test_there_is_always_a_way_to_the_end(asked: Questionnaire, script: list[Input | int]) -> None:
    states = [surveys.start(asked, "en", MODES), *(after for _, after, _ in play(asked, script))]
    state = states[-1]
    if state.status.ended:
        return

    state, _ = surveys.step(asked, state, Resume(), NOW)
    for _ in range(len(keys(asked)) + 1):
        shown = surveys.prompt(asked, state)
        ask = next((each for each in shown if isinstance(each, Ask)), None)
        if ask is None:
            break
        state, _ = surveys.step(asked, state, Skip(ask.question), NOW)
    state, _ = surveys.step(asked, state, ChooseIdentity(MODES[0]), NOW)
    state, shown = surveys.step(asked, state, Confirm(), NOW)

    assert state.status is Status.COMPLETED
    assert shown == (Completed(),)


@given(st.sampled_from(ALL), turns)
def test_something_can_always_be_done(asked: Questionnaire, script: list[Input | int]) -> None:
    for _, after, shown in play(asked, script):
        useful = [each for each in shown if not isinstance(each, Refuse | Stale | Help)]
        assert len(useful) == 1
        if not after.status.ended:
            assert isinstance(useful[0], Ask | Review | Say)


@given(st.sampled_from(ALL), turns, ending)
def test_what_is_kept_was_asked_on_the_last_path(
    asked: Questionnaire, script: list[Input | int], last: Input
) -> None:
    played = play(asked, [*script, last])
    state = played[-1][1]
    path = find_path(asked, state)
    on_path = {each.question.id for each in path.asked + path.closing}

    rows = surveys.finish(asked, state)

    assert {row.question for row in rows} <= on_path
    assert len({(row.question, row.part) for row in rows}) == len(rows)
    for row in rows:
        held = [row.code, row.number, row.text]
        assert (sum(each is not None for each in held) == 1) == (row.state == "answered")


@settings(max_examples=30)
@given(st.sampled_from(ALL), turns, st.lists(sent, min_size=1, max_size=5))
def test_nothing_moves_after_the_end(
    asked: Questionnaire, script: list[Input | int], late: list[Input]
) -> None:
    played = play(asked, [*script, Withdraw()])
    ended = played[-1][1]

    for each in late:
        after, _ = surveys.step(asked, ended, each, NOW)
        assert after == ended
