"""The review page, how to be known, stopping, withdrawing and what is left."""

from __future__ import annotations

import pytest

from surveys.answers import AnswerState, AnswerValue
from surveys.inputs import (
    Answer,
    Back,
    ChooseIdentity,
    Confirm,
    Distress,
    Edit,
    Expire,
    Input,
    Pause,
    Resume,
    Reveal,
    Skip,
    Stop,
    Withdraw,
)
from surveys.kinds import Kind, Lean, Level, Mode, Status
from surveys.notices import Help, Reason, Refuse
from surveys.outputs import Completed, Review, Say, Withdrawn
from tests.surveys.builders import SAFE, Talk, question, questionnaire

ALL_MODES = (Mode.LINKED, Mode.CONFIDENTIAL, Mode.ANONYMOUS)
TOPICS = """
choices = [
  { code = "home", label.en = "Home" },
  { code = "school", label.en = "School" },
]"""
HOUSE = '{ text.en = "What?" }'
HOUSES = f"[questions.houses]\nworries = {HOUSE}\ngood = {HOUSE}\nwishes = {HOUSE}"
QUESTIONS = (
    question("hello", "statement"),
    question("topics", "multiple", TOPICS),
    question("scale", "scale", 'low.en = "Worst"\nhigh.en = "Best"'),
    question("told_on", "date"),
    question("working_well", "long_text", 'lean = "good"'),
    question("houses", "houses", HOUSES),
    question("may_quote", "yes_no", 'place = "review"'),
    question("advocate", "yes_no", 'place = "review"\nwhen = "answered(${scale})"'),
)


def talk(modes: tuple[Mode, ...] = ALL_MODES) -> Talk:
    return Talk(questionnaire(*QUESTIONS), modes)


def reviewing(modes: tuple[Mode, ...] = ALL_MODES) -> Talk:
    after = talk(modes).say("hello", "ok").say("topics", ["school", "home"]).say("scale", "7")
    return after.say("told_on", "3/10/2026").say("working_well", "My aunt").skip_all()


def test_the_review_page_shows_answers_in_words_and_what_was_skipped() -> None:
    review = reviewing().review

    assert [(item.question, item.shown, item.skipped) for item in review.items] == [
        ("topics", "Home, School", False),
        ("scale", "7", False),
        ("told_on", "3/10/2026", False),
        ("working_well", "My aunt", False),
        ("houses.worries", None, True),
        ("houses.good", None, True),
        ("houses.wishes", None, True),
    ]


def test_nothing_is_chosen_beforehand_on_the_review_page() -> None:
    review = reviewing().review

    assert review.chosen is None
    assert review.modes == ALL_MODES
    assert [ask.answered for ask in review.closing] == [False, False]


def test_where_there_is_one_way_to_be_known_nothing_needs_choosing() -> None:
    talk = Talk(questionnaire(SAFE), (Mode.LINKED,)).skip_all()

    assert talk.review.chosen is Mode.LINKED
    assert talk.take(Confirm()).state.mode is Mode.LINKED
    assert talk.status is Status.COMPLETED


def test_closing_questions_follow_from_the_answers() -> None:
    assert [ask.question for ask in reviewing().review.closing] == ["may_quote", "advocate"]
    assert [ask.question for ask in talk().skip_all().review.closing] == ["may_quote"]


def test_closing_answers_are_taken_on_the_review_page_and_never_needed() -> None:
    after = reviewing().say("may_quote", "yes")
    assert after.review.closing[0].value == "yes"

    after.take(ChooseIdentity(Mode.LINKED), Confirm())
    assert after.status is Status.COMPLETED


def test_sending_needs_a_way_of_being_known() -> None:
    after = reviewing().take(Confirm())

    assert after.shown[0] == Refuse(Reason.MODE_MISSING)
    assert isinstance(after.shown[1], Review)


def test_a_way_of_being_known_that_is_not_offered_is_refused() -> None:
    after = reviewing((Mode.LINKED, Mode.CONFIDENTIAL)).take(ChooseIdentity(Mode.ANONYMOUS))

    assert after.shown[0] == Refuse(Reason.MODE_NOT_OFFERED)
    assert after.state.mode is None


@pytest.mark.parametrize("mode", ALL_MODES)
def test_a_response_ends_in_the_mode_that_was_chosen(mode: Mode) -> None:
    after = reviewing().take(ChooseIdentity(mode), Confirm())

    assert after.shown == (Completed(),)
    assert after.state.mode is mode


def test_someone_anonymous_can_say_who_they_are_after_all() -> None:
    after = reviewing().take(ChooseIdentity(Mode.ANONYMOUS), Reveal())

    assert after.review.chosen is Mode.LINKED


def test_help_offers_someone_anonymous_to_say_who_they_are() -> None:
    known = reviewing().take(ChooseIdentity(Mode.CONFIDENTIAL), Distress(Level.NOW))
    unknown = reviewing().take(ChooseIdentity(Mode.ANONYMOUS), Distress(Level.NOW))

    assert known.shown[0] == Help(Level.NOW, reveal=False)
    assert unknown.shown[0] == Help(Level.NOW, reveal=True)
    assert unknown.take(Reveal()).review.chosen is Mode.LINKED


def test_nobody_is_linked_where_that_is_not_offered() -> None:
    after = reviewing((Mode.CONFIDENTIAL,)).take(Reveal())

    assert after.shown[0] == Refuse(Reason.MODE_NOT_OFFERED)


def test_stopping_asks_whether_to_send_or_delete() -> None:
    assert talk().take(Stop()).shown == (Say("stop_choice"),)


def test_sending_after_a_stop_makes_a_partial_response() -> None:
    after = talk().say("hello", "ok").say("topics", ["home"]).take(Stop(), Confirm())

    assert after.shown == (Completed(partial=True),)
    assert after.keys == ("topics",)


def test_deleting_after_a_stop_leaves_nothing() -> None:
    after = talk().say("hello", "ok").say("topics", ["home"]).take(Stop(), Withdraw())

    assert after.shown == (Withdrawn(),)
    assert after.finish() == ()


def test_going_on_after_a_stop_asks_the_same_question_and_still_shows_answers() -> None:
    after = talk().say("hello", "ok").say("topics", ["home"]).take(Stop(), Resume())

    assert after.asking == "scale"
    assert after.take(Back()).ask.value == ("home",)


@pytest.mark.parametrize("given", [Answer("hello", "ok"), Skip("hello"), Back(), Edit("hello")])
def test_after_a_stop_the_choice_comes_before_any_other_answer(given: Input) -> None:
    after = talk().take(Stop(), given)

    assert after.shown == (Refuse(Reason.NOT_HERE), Say("stop_choice"))


def test_help_can_be_asked_for_while_stopping_or_pausing() -> None:
    assert talk().take(Stop(), Distress(Level.NOW)).shown == (Help(Level.NOW), Say("stop_choice"))
    assert talk().take(Pause(), Distress(Level.NOW)).shown == (Help(Level.NOW), Say("paused"))


@pytest.mark.parametrize("before", [(), (Pause(),), (Stop(),)])
def test_a_draft_whose_time_is_over_becomes_partial(before: tuple[Input, ...]) -> None:
    after = talk().say("hello", "ok").say("topics", ["home"]).take(*before, Expire())

    assert after.status is Status.PARTIAL
    assert after.keys == ("topics",)


@pytest.mark.parametrize(
    "ending",
    [
        (ChooseIdentity(Mode.LINKED), Confirm()),
        (Stop(), Confirm()),
        (Withdraw(),),
        (Expire(),),
    ],
)
@pytest.mark.parametrize("late", [Answer("scale", "3"), Confirm(), Resume(), Withdraw(), Reveal()])
def test_after_the_end_every_input_is_refused_and_nothing_moves(
    ending: tuple[Input, ...], late: Input
) -> None:
    ended = reviewing().take(*ending)
    kept, shown = ended.state, ended.shown

    ended.take(late)

    assert ended.shown == (Refuse(Reason.ENDED), *shown)
    assert ended.state == kept


def test_a_whole_response_has_a_row_for_all_that_was_asked() -> None:
    after = reviewing().say("may_quote", "no").take(ChooseIdentity(Mode.LINKED), Confirm())
    answered, skipped = AnswerState.ANSWERED, AnswerState.SKIPPED
    house = ("houses", Kind.LONG_TEXT)

    assert after.finish() == (
        AnswerValue("topics", "home", answered, Kind.MULTIPLE, code="home"),
        AnswerValue("topics", "school", answered, Kind.MULTIPLE, code="school"),
        AnswerValue("scale", "", answered, Kind.SCALE, number=7),
        AnswerValue("told_on", "", answered, Kind.DATE, text="2026-10-03"),
        AnswerValue("working_well", "", answered, Kind.LONG_TEXT, Lean.GOOD, text="My aunt"),
        AnswerValue(house[0], "worries", skipped, house[1], Lean.WORRY),
        AnswerValue(house[0], "good", skipped, house[1], Lean.GOOD),
        AnswerValue(house[0], "wishes", skipped, house[1], Lean.OPEN),
        AnswerValue("may_quote", "", answered, Kind.YES_NO, code="no"),
        AnswerValue("advocate", "", skipped, Kind.YES_NO),
    )


def test_a_skipped_multiple_leaves_one_row() -> None:
    after = talk().skip_all().take(ChooseIdentity(Mode.LINKED), Confirm())
    topics = [row for row in after.finish() if row.question == "topics"]

    assert topics == [AnswerValue("topics", "", AnswerState.SKIPPED, Kind.MULTIPLE)]
