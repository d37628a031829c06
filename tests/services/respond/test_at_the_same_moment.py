"""Several writers at once: whoever is told that something was kept finds it kept."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest

from services.hall import Hall
from services.respond import converse
from services.respond.keys import Code, Link, Resume, Seat
from services.respond.turns import Closed, ClosedReason, Turn
from storage.models import Draft, Lockout, ProcessedInput, Response
from surveys.inputs import Answer, ChooseIdentity, Confirm, Distress, Input, Pause, Withdraw
from surveys.kinds import Level, Mode, Status
from surveys.outputs import Say
from tests.builders.invited import Invited, invited
from tests.builders.stored import concerns, count, draft_answers, responses
from tests.builders.talk import BROWSER, Talk, sit_down

SOURCE = "192.0.2.7"
SHORT_WAIT = 0.3


@pytest.fixture
def talk(hall: Hall) -> Talk:
    return sit_down(hall, invited(hall))


@pytest.fixture
def meet(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Let two writers both have found the draft unchanged before either goes on.

    Where a lock keeps the second one out, the first goes on alone after a short wait: one that
    ends the draft when it has read it, one that goes on with it when it has written it.
    """

    def arrange() -> None:
        both, names = Barrier(2), converse.apply.__globals__
        whose, go_on = names["_whose"], names["_go_on"]

        def wait() -> None:
            with suppress(BrokenBarrierError):
                both.wait(SHORT_WAIT)

        def found(*given: object) -> object:
            wait()
            return whose(*given)

        def written(*given: object) -> object:
            kept = go_on(*given)
            wait()
            return kept

        monkeypatch.setitem(names, "_whose", found)
        monkeypatch.setitem(names, "_go_on", written)

    return arrange


def at_once(talk: Talk, *inputs: Input) -> list[Turn]:
    with ThreadPoolExecutor(len(inputs)) as pool:
        return list(pool.map(talk.say, inputs))


def ready_to_send(talk: Talk) -> None:
    talk.skip_to_review()
    talk.say(ChooseIdentity(Mode.CONFIDENTIAL))


def test_send_and_delete_at_once_end_one_way_only(
    talk: Talk, hall: Hall, meet: Callable[[], None]
) -> None:
    ready_to_send(talk)
    meet()
    turns = at_once(talk, Confirm(), Withdraw())
    told = {type(output).__name__ for turn in turns for output in turn.outputs}
    assert len(told & {"Completed", "Withdrawn"}) == 1
    assert count(hall, Response) == ("Completed" in told)
    assert count(hall, Draft) == 0


def test_two_tabs_that_send_at_once_store_one_response(
    talk: Talk, hall: Hall, meet: Callable[[], None]
) -> None:
    ready_to_send(talk)
    meet()
    at_once(talk, Confirm(), Confirm())
    assert count(hall, Response) == 1


def test_an_answer_that_was_taken_while_sending_is_in_the_response(
    talk: Talk, hall: Hall, meet: Callable[[], None]
) -> None:
    ready_to_send(talk)
    meet()
    _, answered = at_once(talk, Confirm(), Answer("report_in_time", "no"))
    stored = {row.question: row.code for row in responses(hall)[0].rows}
    taken = answered.status is Status.REVIEWING
    assert stored["report_in_time"] == ("no" if taken else None)


def test_two_devices_that_ask_for_help_at_once_raise_one_concern(talk: Talk, hall: Hall) -> None:
    at_once(talk, *[Distress(Level.NOW)] * 2)
    assert concerns(hall) == (("", "now"),)


def test_an_older_revision_is_redone_on_the_newer_one(
    talk: Talk, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk.answer("report_in_time", "no")
    decide, inputs = converse.decide, [Answer("was_there", "no")]

    def overtaken(*given: object) -> object:
        decided = decide(*given)
        if inputs:
            talk.say(inputs.pop())
        return decided

    monkeypatch.setattr(converse, "decide", overtaken)
    talk.answer("report_in_time", "yes")
    assert draft_answers(hall) == {"was_there": "no", "report_in_time": "yes"}


def test_an_input_overtaken_three_times_is_not_kept_and_can_be_sent_again(
    talk: Talk, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    decide, inside = converse.decide, []

    def overtaken(*given: object) -> object:
        decided = decide(*given)
        if not inside:
            inside.append(True)
            talk.answer("report_in_time", "no")
            inside.clear()
        return decided

    with monkeypatch.context() as patch:
        patch.setattr(converse, "decide", overtaken)
        with pytest.raises(converse.Busy):
            talk.say(Answer("report_in_time", "yes"), "tap")
    assert draft_answers(hall) == {"report_in_time": "no"}
    assert count(hall, ProcessedInput) == 3
    talk.say(Answer("report_in_time", "yes"), "tap")
    assert draft_answers(hall) == {"report_in_time": "yes"}


def test_one_browser_that_opens_six_times_at_once_has_one_draft(hall: Hall) -> None:
    person = invited(hall)
    keys = [Link(person.token, BROWSER), Code(person.code, BROWSER, SOURCE)] * 3
    with ThreadPoolExecutor(6) as pool:
        seats = set(pool.map(lambda key: converse.open(hall, key, "open"), keys))
    assert len(seats) == count(hall, Draft) == 1


def test_of_two_browsers_that_open_at_once_one_is_let_in(hall: Hall) -> None:
    person = invited(hall)
    with ThreadPoolExecutor(2) as pool:
        keys = [Link(person.token, browser) for browser in ("one", "other")]
        found = list(pool.map(lambda key: converse.open(hall, key, "open"), keys))
    assert count(hall, Draft) == 1
    assert sorted(isinstance(each, Seat) for each in found) == [False, True]
    assert Closed(ClosedReason.OTHER_BROWSER) in found


def test_two_people_answer_and_send_at_once_and_each_keeps_their_own(hall: Hall) -> None:
    said = {invited(hall): code for code in ("yes", "no")}

    def take_part(person: Invited) -> None:
        talk = sit_down(hall, person)
        talk.answer("report_in_time", said[person])
        talk.send(Mode.LINKED)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(take_part, said))
    stored = {
        found.case_id: next(row.code for row in found.rows if row.question == "report_in_time")
        for found in responses(hall)
    }
    assert stored == {person.case_id: code for person, code in said.items()}


def test_an_answer_that_races_a_move_is_kept_or_told_that_its_seat_is_gone(
    talk: Talk, hall: Hall
) -> None:
    words = talk.say(Pause()).resume_words or ""
    with ThreadPoolExecutor(2) as pool:
        pool.submit(converse.open, hall, Resume(words, "new", SOURCE), "move")
        turn = pool.submit(talk.answer, "report_in_time", "no").result()
    gone = turn.outputs == (Say("gone"),)
    assert draft_answers(hall) == ({} if gone else {"report_in_time": "no"})


@pytest.mark.parametrize("way_in", ["open", "preview"])
def test_wrong_codes_from_one_place_at_once_are_all_counted(hall: Hall, way_in: str) -> None:
    def guess(number: int) -> object:
        key = Code(f"WRONG{number}", BROWSER, SOURCE)
        return converse.preview(hall, key) if way_in == "preview" else converse.open(hall, key, "x")

    with ThreadPoolExecutor(3) as pool:
        assert set(pool.map(guess, range(3))) == {Closed(ClosedReason.UNKNOWN)}
    with hall.sessions.reading() as session:
        assert session.query(Lockout).one().tries == 3
