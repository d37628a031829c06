"""Hearing what a person must look at: which level, which words, and nothing of it in a log."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from safeguarding.levels import Category, Level
from safeguarding.signal import Signal
from services.hall import Hall
from services.hearing import Hearing
from services.respond import converse, screening
from services.respond.keys import Chat, Code, Link, Resume
from services.respond.screening import Heard, screen
from services.respond.sitting import Sitting, load
from storage.models import Concern, ConcernEvent, Outbox
from surveys.inputs import Answer, ChooseIdentity, Confirm, Distress, Edit, Skip, Withdraw
from surveys.kinds import Level as Asked
from surveys.kinds import Mode
from tests.builders.canary import Canary
from tests.builders.invited import invited
from tests.builders.stored import count
from tests.builders.talk import Talk, answer_in_turn, sit_down

HARM = "My stepdad hits me with his belt"


@pytest.fixture
def talk(sqlite_hall: Hall) -> Talk:
    return sit_down(sqlite_hall, invited(sqlite_hall))


@pytest.fixture
def sitting(talk: Talk) -> Sitting:
    hall = talk.hall
    with hall.sessions.reading() as session:
        found = load(session, hall.keys, talk.seat, hall.clock())
    assert found is not None
    return found


def heard(sitting: Sitting, question: str, raw: str | tuple[str, ...]) -> Heard:
    found = screen(Hearing(), sitting, Answer(question, raw))
    assert found is not None
    return found


def test_choices_offered_are_screened_as_such_and_anything_else_as_somebodys_words(
    sitting: Sitting,
) -> None:
    taken: list[tuple[str, str]] = []

    class Listening(Hearing):
        def of_choices(self, kind: str, codes: str) -> tuple[Signal, ...]:
            taken.append(("choices", codes))
            return super().of_choices(kind, codes)

        def signals(self, kind: str, code: str | None, text: str | None) -> tuple[Signal, ...]:
            taken.append(("words", text or ""))
            return super().signals(kind, code, text)

    for question, raw in (("report_in_time", "no"), ("report_in_time", HARM), ("elsewhere", "no")):
        screen(Listening(), sitting, Answer(question, raw))
    assert taken == [("choices", "no"), ("words", HARM), ("words", "no")]


@pytest.mark.parametrize(
    ("question", "code", "level"),
    [
        ("felt_safe", "no", Level.NOW),
        ("felt_safe", "not_sure", Level.TODAY),
        ("scale_safety", "0", Level.TODAY),
    ],
)
def test_a_tapped_answer_is_heard_at_the_level_its_questionnaire_gives(
    sitting: Sitting, question: str, code: str, level: Level
) -> None:
    found = heard(sitting, question, code)
    assert (found.question, found.category) == (question, Category.NOT_SAFE)
    assert (found.level, found.words) == (level, code)


@pytest.mark.parametrize("codes", [("not_sure", "no"), ("no", "not_sure")])
def test_of_several_ticked_the_most_urgent_counts_and_all_are_kept(
    sitting: Sitting, codes: tuple[str, ...]
) -> None:
    found = heard(sitting, "felt_safe", codes)
    assert (found.level, found.words) == (Level.NOW, " ".join(codes))


def test_words_typed_where_buttons_are_raise_what_the_button_would_not(sitting: Sitting) -> None:
    both = heard(sitting, "felt_safe", ("not_sure", "I am going to kill myself tonight"))
    assert both.level is Level.NOW
    assert both.category is not Category.NOT_SAFE
    assert heard(sitting, "felt_safe", ("no", HARM)).category is Category.NOT_SAFE


@pytest.mark.parametrize("question", ["", "no_such_question", "x" * 500, HARM])
def test_words_for_a_question_nobody_asked_are_heard_without_its_name(
    sitting: Sitting, question: str
) -> None:
    assert heard(sitting, question, HARM).question == ""


@pytest.mark.parametrize("given", [Skip("felt_safe"), Edit(HARM), Answer("felt_safe", "yes")])
def test_what_says_nothing_is_not_heard(sitting: Sitting, given: Skip | Edit | Answer) -> None:
    assert screen(Hearing(), sitting, given) is None


@pytest.mark.parametrize("level", Asked)
def test_asking_for_a_person_is_not_the_same_as_not_being_safe(
    sitting: Sitting, level: Asked
) -> None:
    found = screen(Hearing(), sitting, Distress(level))
    assert found is not None
    not_safe = level is Asked.NOW
    assert found.category is (Category.NOT_SAFE if not_safe else Category.ASKED_FOR_HELP)
    assert found.level.value == level.value


@pytest.mark.parametrize("length", [4999, 5000, 5001, 20_000])
def test_of_a_long_disclosure_the_first_five_thousand_letters_are_kept(
    talk: Talk, length: int
) -> None:
    said = HARM + "." * (length - len(HARM))
    answer_in_turn(talk, "worried_about", said)
    with talk.hall.sessions.reading() as session:
        assert session.scalars(select(Concern)).one().words == said[:5000]


def test_what_is_said_again_in_other_words_is_heard_again(talk: Talk) -> None:
    answer_in_turn(talk, "worried_about", HARM)
    for said in (HARM, HARM, f"{HARM} every night"):
        talk.answer("worried_about", said)
    for model in (Concern, ConcernEvent, Outbox):
        assert count(talk.hall, model) == 2


def test_no_word_key_or_code_is_logged_on_any_path(talk: Talk, canary: Canary) -> None:
    hall, said = talk.hall, f"{HARM} {canary.text} {canary.name} {canary.phone}"
    for key in (
        Link(canary.link_token, canary.name),
        Code(canary.phone, canary.name, canary.email),
        Resume(canary.text, canary.name, canary.email),
        Chat(canary.link_token, 900461),
    ):
        converse.preview(hall, key)
        converse.open(hall, key, "x")
    talk.answer(canary.text, said)
    answer_in_turn(talk, "worried_about", said)
    talk.answer("worried_about", said * 500)
    talk.skip_to_review()
    talk.say(ChooseIdentity(Mode.CONFIDENTIAL))
    talk.say(Confirm())
    talk.answer("worried_about", said)
    other = sit_down(hall, invited(hall), canary.name)
    answer_in_turn(other, "worried_about", said)
    other.say(Withdraw())
    canary.assert_silent()


def test_no_word_is_in_the_fault_when_the_database_fails(talk: Talk, canary: Canary) -> None:
    with talk.hall.sessions.writing() as session:
        session.connection().exec_driver_sql("DROP TABLE concern_event")
    with pytest.raises(OperationalError) as fault:
        talk.answer("", f"{HARM} {canary.text} {canary.link_token}")
    canary.assert_silent(str(fault.value), repr(fault.value))


def test_when_a_concern_cannot_be_written_the_answer_is_not_taken_either(
    talk: Talk, canary: Canary, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = converse.show(talk.hall, talk.seat)
    with monkeypatch.context() as patch:
        patch.setattr(screening, "_notice", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            answer_in_turn(talk, "report_in_time", f"{HARM} {canary.text}")
    assert converse.show(talk.hall, talk.seat) == before
    assert count(talk.hall, Concern) == 0
    canary.assert_silent()


def test_a_disclosure_at_the_end_of_too_many_words_is_the_part_that_is_kept(
    sqlite_hall: Hall,
) -> None:
    said = "It was fine. " * 600 + "My stepdad hits me with his belt"
    talk = sit_down(sqlite_hall, invited(sqlite_hall))
    talk.answer("worried_about", said)
    with sqlite_hall.sessions.reading() as session:
        kept = session.scalars(select(Concern)).one().words or ""
    assert len(kept) == 5000
    assert "stepdad hits me" in kept
