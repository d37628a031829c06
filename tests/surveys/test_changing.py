"""Going back, changing answers, pausing and changing language."""

from __future__ import annotations

import pytest

import surveys
from surveys import engine
from surveys.inputs import Answer, Back, ChangeLanguage, Edit, Pause, Resume, Skip
from surveys.kinds import Status
from surveys.notices import Reason, Refuse, Stale
from surveys.outputs import Say
from surveys.path import Path, find_path
from surveys.questionnaire import Questionnaire
from surveys.state import State
from tests.surveys.builders import HEADER, Talk, question, questionnaire

LISTENED = question("listened", "yes_no")
MORE = question("listened_more", "long_text", "when = \"${listened} = 'no'\"")
SCALE = question("scale", "scale", 'low.en = "Worst"\nhigh.en = "Best"')
UP = question("scale_up", "long_text", 'when = "${scale} < 10"')
CLOSING = question("hear_back", "yes_no", 'place = "review"')

NOTE = question("note", "short_text", 'place = "review"')


def talk() -> Talk:
    return Talk(questionnaire(LISTENED, MORE, SCALE, UP, CLOSING))


def test_back_shows_the_question_before_with_its_answer() -> None:
    after = talk().say("listened", "yes").take(Back())

    assert after.asking == "listened"
    assert (after.ask.answered, after.ask.value) == (True, "yes")


def test_back_goes_further_each_time_and_stops_at_the_first_question() -> None:
    after = talk().say("listened", "no").say("listened_more", "Me").take(Back(), Back())
    assert after.asking == "listened"

    after.take(Back())
    assert after.shown[0] == Refuse(Reason.NO_WAY_BACK)
    assert after.asking == "listened"


def test_back_from_the_review_page_leads_to_the_last_question() -> None:
    after = talk().skip_all().take(Back())

    assert after.status is Status.ASKING
    assert after.asking == "scale"


def test_after_a_changed_answer_the_first_open_question_follows() -> None:
    after = talk().say("listened", "no").say("listened_more", "Me").take(Back(), Back())

    assert after.say("listened", "yes").asking == "scale"


def test_an_answer_to_an_earlier_question_changes_it_without_going_back() -> None:
    after = talk().say("listened", "yes").say("listened", "no")

    assert after.state.answers["listened"] == "no"
    assert after.asking == "listened_more"


def test_what_falls_off_the_path_is_kept_in_the_draft_and_comes_back_with_it() -> None:
    after = talk().say("listened", "no").say("listened_more", "Me").say("listened", "yes")
    assert after.state.answers["listened_more"] == "Me"
    assert "listened_more" not in after.keys

    after.say("listened", "no")
    assert after.asking == "scale"
    assert "listened_more" in after.keys


def test_an_answer_off_the_path_decides_about_nothing() -> None:
    inner = question("inner", "yes_no", "when = \"${listened} = 'no'\"")
    deep = question("deep", "long_text", "when = \"${inner} = 'yes'\"")
    after = Talk(questionnaire(LISTENED, inner, deep, SCALE))

    after.say("listened", "no").say("inner", "yes").say("listened", "yes")

    assert after.asking == "scale"


def test_skipping_an_answered_question_takes_the_answer_out() -> None:
    after = talk().say("listened", "yes").take(Back(), Skip("listened"))

    assert "listened" not in after.state.answers
    assert after.asking == "scale"


def test_answering_a_skipped_question_replaces_the_skip() -> None:
    after = talk().take(Skip("listened"), Back())
    assert after.ask.skipped

    assert after.say("listened", "yes").state.skipped == frozenset()


def test_keeping_an_answer_after_going_back_leads_on_and_still_shows_it() -> None:
    after = talk().say("listened", "yes").take(Back(), Resume())

    assert after.asking == "scale"
    assert after.take(Back()).ask.value == "yes"


def test_a_question_can_be_changed_from_the_review_page() -> None:
    after = talk().take(Skip("listened")).say("scale", "10")
    assert after.status is Status.REVIEWING

    assert after.take(Edit("scale")).asking == "scale"
    assert after.say("scale", "9").asking == "scale_up"


def test_editing_back_to_the_same_answer_returns_to_the_review_page() -> None:
    after = talk().take(Skip("listened")).say("scale", "10").take(Edit("scale"))

    assert after.say("scale", "10").status is Status.REVIEWING


def test_a_question_not_reached_cannot_be_edited() -> None:
    assert talk().take(Edit("scale")).shown[0] == Stale("scale")


def test_a_closing_question_can_be_opened_and_left_by_itself() -> None:
    after = Talk(questionnaire(SCALE, CLOSING, NOTE)).skip_all().take(Edit("note"))
    assert (after.asking, after.ask.position, after.ask.total) == ("note", 2, 2)

    assert after.take(Back()).status is Status.REVIEWING
    assert after.take(Edit("note")).say("note", "Bye").status is Status.REVIEWING
    assert after.review.closing[1].value == "Bye"


def test_a_pause_keeps_everything_and_coming_back_asks_the_same_question() -> None:
    after = talk().say("listened", "no").take(Pause())
    assert after.shown == (Say("paused"),)

    assert after.take(Resume()).asking == "listened_more"


def test_after_a_pause_earlier_answers_are_kept_but_not_shown_again() -> None:
    after = talk().say("listened", "yes").take(Pause(), Resume(), Back())

    assert (after.ask.answered, after.ask.value) == (True, None)
    assert after.state.answers["listened"] == "yes"


def test_an_answer_given_after_the_pause_is_shown_again() -> None:
    after = talk().say("listened", "no").take(Pause(), Resume()).say("listened", "yes")

    assert after.take(Back()).ask.value == "yes"


def test_the_review_page_hides_what_was_said_before_a_pause() -> None:
    after = talk().say("listened", "yes").take(Pause(), Resume()).say("scale", "10")

    assert [(item.shown, item.skipped) for item in after.review.items] == [
        (None, False),
        ("10", False),
    ]


def test_an_answer_during_a_pause_ends_it() -> None:
    after = talk().take(Pause()).say("listened", "yes")

    assert after.status is Status.ASKING
    assert after.asking == "scale"


WELSH = HEADER.replace('languages.en = "reviewed"', 'languages = { en = "reviewed", cy = "draft" }')
for field in ("title", "purpose", "introduction"):
    WELSH = WELSH.replace(f"{field}.en", f'{field}.cy = "Cymraeg"\n{field}.en')


def test_a_change_of_language_words_the_same_question_and_keeps_the_answers() -> None:
    both = 'text.cy = "Sut?"\nplace = "path"'
    first = question("first", "long_text", 'text.cy = "Beth?"')
    after = Talk(questionnaire(first, question("how", "long_text", both), header=WELSH))

    after.say("first", "Words").take(ChangeLanguage("cy"))

    assert after.ask.text == "Sut?"
    assert after.state.answers == {"first": "Words"}


def test_a_language_that_is_not_there_is_refused() -> None:
    after = talk().take(ChangeLanguage("\ud800xx"))

    assert after.shown[0] == Refuse(Reason.LANGUAGE_MISSING)
    assert after.state.language == "en"


def test_the_path_is_walked_again_only_where_a_step_said_something_new(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    walked: list[State] = []

    def counted(asked: Questionnaire, state: State) -> Path:
        walked.append(state)
        return find_path(asked, state)

    here = talk().say("listened", "no")
    monkeypatch.setattr(engine, "find_path", counted)
    for given in (Back(), Edit("listened"), Pause(), Resume(), Edit("scale")):
        walked.clear()
        here.take(given)
        assert len(walked) == 1
        assert here.shown == surveys.prompt(here.questionnaire, here.state)
    for given in (Answer("listened", "yes"), Skip("scale")):
        walked.clear()
        here.take(given)
        assert len(walked) == 2
        assert here.shown == surveys.prompt(here.questionnaire, here.state)
