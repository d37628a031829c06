"""Answering, skipping and what is shown: the ordinary way through a questionnaire."""

from __future__ import annotations

import pytest

import surveys
from surveys.inputs import Answer, Confirm, Distress, Edit, SetHelper, Skip
from surveys.kinds import Helper, Kind, Level, Mode, Picture, Status
from surveys.library import load
from surveys.notices import Help, Reason, Refuse, Stale
from surveys.triggers import Trigger
from tests.surveys.builders import NOW, Talk, question, questionnaire

SAFETY = question(
    "felt_safe",
    "yes_no",
    """signals.no = { category = "not_safe", level = "now" }
signals.not_sure = { category = "not_safe", level = "today" }""",
)
MORE = question("felt_safe_more", "long_text", "when = \"${felt_safe} = 'no'\"")
LAST = question("working_well", "long_text", 'lean = "good"\nhint.en = "At home."')
CLOSING = question("may_quote", "yes_no", 'place = "review"')


def talk() -> Talk:
    return Talk(questionnaire(SAFETY, MORE, LAST, CLOSING))


def test_the_first_question_is_asked_at_once() -> None:
    assert talk().asking == "felt_safe"
    assert talk().status is Status.ASKING


def test_an_answer_leads_to_the_question_that_follows_from_it() -> None:
    assert talk().say("felt_safe", "no").asking == "felt_safe_more"
    assert talk().say("felt_safe", "yes").asking == "working_well"


def test_a_skipped_question_opens_no_branch_and_is_not_an_answer() -> None:
    after = talk().take(Skip("felt_safe"))

    assert after.asking == "working_well"
    assert "felt_safe" not in after.state.answers


def test_a_refused_answer_changes_nothing_and_asks_again() -> None:
    before = talk()
    kept = before.state

    after = before.say("felt_safe", "x" * 100_000)

    assert after.shown[0] == Refuse(Reason.NOT_A_CHOICE, "felt_safe")
    assert after.asking == "felt_safe"
    assert (after.state.answers, after.state.revision) == (kept.answers, kept.revision)


def test_a_hundred_thousand_characters_are_refused_whole_and_not_cut() -> None:
    after = talk().say("felt_safe", "yes").say("working_well", "x" * 100_000)

    assert after.shown[0] == Refuse(Reason.TOO_LONG, "working_well", 5000)
    assert "working_well" not in after.state.answers
    assert after.state.revision == 1


def test_a_refusal_stays_until_something_is_accepted() -> None:
    after = talk().say("felt_safe", "perhaps")

    assert isinstance(surveys.prompt(after.questionnaire, after.state)[0], Refuse)
    assert after.say("felt_safe", "yes").state.notice is None


@pytest.mark.parametrize(("code", "level"), [("no", Level.NOW), ("not_sure", Level.TODAY)])
def test_a_choice_that_signals_harm_shows_help_at_once_and_goes_on(code: str, level: Level) -> None:
    after = talk().say("felt_safe", code)

    assert after.shown[0] == Help(level)
    assert after.asking is not None


def test_of_several_choices_that_signal_harm_the_most_urgent_decides() -> None:
    signals = """choices = [
  { code = "sad", label.en = "Sad" },
  { code = "hurt", label.en = "Hurt" },
  { code = "fine", label.en = "Fine" },
]
signals.sad = { category = "asked_for_help", level = "soon" }
signals.hurt = { category = "not_safe", level = "now" }"""
    asked = questionnaire(question("feelings", "multiple", signals), LAST)

    assert Talk(asked).say("feelings", ["sad", "hurt", "fine"]).shown[0] == Help(Level.NOW)
    assert Talk(asked).say("feelings", ["fine"]).state.notice is None
    assert surveys.triggers(asked, "feelings", ("sad", "hurt")) == (
        Trigger("asked_for_help", Level.SOON),
        Trigger("not_safe", Level.NOW),
    )


@pytest.mark.parametrize(("key", "value"), [("felt_safe", None), ("nothing", "no"), ("", "no")])
def test_a_skip_and_an_unknown_question_trigger_nothing(key: str, value: str | None) -> None:
    assert surveys.triggers(talk().questionnaire, key, value) == ()


def test_help_is_shown_again_until_something_is_accepted() -> None:
    after = talk().say("felt_safe", "no")

    assert surveys.prompt(after.questionnaire, after.state) == after.shown
    assert after.take(Skip("felt_safe_more")).state.notice is None


def test_asking_for_a_person_shows_help_and_loses_no_question() -> None:
    after = talk().take(Distress(Level.SOON))

    assert after.shown[0] == Help(Level.SOON)
    assert after.asking == "felt_safe"
    assert after.state.revision == 1


def test_an_answer_given_twice_is_the_same_as_given_once() -> None:
    once = talk().say("felt_safe", "yes")
    twice = talk().say("felt_safe", "yes").say("felt_safe", "yes")

    assert twice.shown == once.shown
    assert twice.finish() == once.finish()


@pytest.mark.parametrize("key", ["felt_safe_more", "may_quote", "working_well", "houses.good"])
def test_an_answer_off_the_path_is_not_taken(key: str) -> None:
    after = talk().say(key, "yes")

    assert isinstance(after.shown[0], Stale)
    assert after.asking == "felt_safe"
    assert after.state.answers == {}
    assert after.state.revision == 0


def test_a_late_button_for_a_question_that_fell_off_the_path_is_stale() -> None:
    after = talk().say("felt_safe", "no").say("felt_safe", "yes").say("felt_safe_more", "Late")

    assert after.shown[0] == Stale("felt_safe_more")
    assert after.asking == "working_well"


@pytest.mark.parametrize("key", ["", "nonsense", "\ud800", "felt_safe.\x00", "x" * 100_000])
def test_a_question_that_does_not_exist_is_stale_and_its_name_is_not_kept(key: str) -> None:
    assert talk().say(key, "yes").shown[0] == Stale("")
    assert talk().take(Skip(key)).shown[0] == Stale("")
    assert talk().take(Edit(key)).shown[0] == Stale("")


def test_a_statement_is_read_and_passed_in_two_ways() -> None:
    asked = questionnaire(question("hello", "statement"), LAST)

    assert Talk(asked).say("hello", "ok").asking == "working_well"
    assert Talk(asked).take(Skip("hello")).asking == "working_well"


def test_the_ask_carries_all_that_a_door_needs() -> None:
    ask = talk().say("felt_safe", "yes").ask

    assert (ask.kind, ask.text, ask.hint) == (Kind.LONG_TEXT, "About working_well?", "At home.")
    assert (ask.max_length, ask.position, ask.total) == (5000, 2, 2)
    assert not ask.answered
    assert not ask.skipped


def test_each_kind_brings_its_own_choices_ends_and_pictures() -> None:
    scale = question("scale", "scale", 'low.en = "Worst"\nhigh.en = "Best"')
    number = question("hours", "number", "minimum = 0\nmaximum = 24.5")
    child = Talk(load("child_after_review")).say("was_there", "yes").ask
    shown = Talk(questionnaire(scale, number))

    assert [choice.code for choice in shown.ask.choices] == [str(step) for step in range(11)]
    assert (shown.ask.low, shown.ask.high) == ("Worst", "Best")
    assert (shown.say("scale", "3").ask.low, shown.ask.high) == ("0", "24.5")
    assert [choice.picture for choice in child.choices] == list(Picture)[:5]


def test_three_houses_are_asked_one_by_one_with_their_pictures() -> None:
    house = '{ text.en = "What is in it?", hint.en = "Big or small." }'
    houses = f"[questions.houses]\nworries = {house}\ngood = {house}\nwishes = {house}"
    asked = Talk(questionnaire(question("houses", "houses", houses)))
    seen = []
    while asked.asking:
        seen.append((asked.asking, asked.ask.kind, asked.ask.picture, asked.ask.hint))
        asked.say(asked.asking, "Something")

    assert seen == [
        (f"houses.{part}", Kind.LONG_TEXT, f"house_{part}", "Big or small.")
        for part in ("worries", "good", "wishes")
    ]


def test_progress_grows_when_a_branch_opens() -> None:
    assert talk().ask.total == 2
    assert talk().say("felt_safe", "no").ask.total == 3


def test_who_helped_is_kept_without_moving_the_conversation() -> None:
    after = talk().take(SetHelper(Helper.CARER))

    assert after.state.helper is Helper.CARER
    assert after.asking == "felt_safe"


def test_sending_before_the_end_is_refused_with_the_question_that_is_open() -> None:
    after = talk().take(Confirm())

    assert after.shown[0] == Refuse(Reason.NOT_FINISHED)
    assert after.asking == "felt_safe"


def test_a_conversation_starts_only_in_a_language_that_is_there_and_with_a_mode() -> None:
    asked = questionnaire(LAST)

    with pytest.raises(ValueError, match="not written in 'cy'"):
        surveys.start(asked, "cy", (Mode.LINKED,))
    with pytest.raises(ValueError, match="at least one way"):
        surveys.start(asked, "en", ())


def test_a_draft_of_another_version_is_never_continued() -> None:
    state = surveys.start(load("child_after_review"), "en", (Mode.LINKED,))

    with pytest.raises(ValueError, match="belongs to child_after_review@"):
        surveys.step(questionnaire(LAST), state, Answer("was_there", "yes"), NOW)
