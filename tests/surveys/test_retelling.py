"""The conversation so far, for a chat that keeps it on the screen; breaks hide what was before."""

from __future__ import annotations

import surveys
from surveys.inputs import Back, Confirm, Edit, Pause, Resume, Skip, Stop
from surveys.outputs import Retold, Said
from tests.surveys.builders import NOTE, SAFE, SCALE, TOPICS, Talk, question, questionnaire

FACES = question(
    "overall",
    "faces",
    """choices = [
  { code = "bad", label.en = "Bad" },
  { code = "ok", label.en = "OK" },
  { code = "good", label.en = "Good" },
]""",
)
MORE = question("safe_more", "long_text", "when = \"${safe} = 'no'\"")
LAST = question("may_quote", "yes_no", 'place = "review"')
QUESTIONS = (question("hello", "statement"), SAFE, MORE, FACES, TOPICS, SCALE, NOTE, LAST)


def talk() -> Talk:
    return Talk(questionnaire(*QUESTIONS))


def told(conversation: Talk) -> Retold:
    return surveys.retell(conversation.questionnaire, conversation.state)


def said(conversation: Talk) -> dict[str, str | None]:
    return {each.question: each.shown for each in told(conversation).said}


def begun() -> Talk:
    return (
        talk()
        .say("hello", "ok")
        .say("safe", "no")
        .say("safe_more", "At night")
        .say("overall", "ok")
    )


def test_nothing_was_said_before_the_first_question() -> None:
    assert told(talk()) == Retold()


def test_what_was_said_is_told_in_words_and_in_order_of_the_path() -> None:
    after = begun().say("topics", ["home"]).say("scale", "7")

    assert list(said(after).items()) == [
        ("hello", None),
        ("safe", "No"),
        ("safe_more", "At night"),
        ("overall", "OK"),
        ("topics", "Home"),
        ("scale", "7"),
    ]


def test_a_statement_a_face_and_a_skip_are_told_as_what_they_are() -> None:
    after = begun().take(Skip("topics"))

    statement, *_, face, skip = told(after).said
    assert statement == Said("hello", "About hello?", None, skipped=False, statement=True)
    assert face.picture == "face_ok"
    assert skip == Said("topics", "About topics?", None, skipped=True)


def test_the_question_that_is_asked_now_is_not_among_it() -> None:
    changing = begun().take(Back())

    assert changing.asking == "overall"
    assert "overall" not in said(changing)


def test_an_answer_off_the_path_is_not_told() -> None:
    assert "safe_more" not in said(begun().say("safe", "yes"))


def test_on_a_break_nothing_is_told() -> None:
    assert told(begun().take(Pause())).said == ()


def test_after_a_break_neither_answers_nor_the_questions_before_it_are_told() -> None:
    before = begun().take(Skip("topics")).say("scale", "7")

    after = before.take(Pause(), Resume())

    assert told(after) == Retold((), kept_back=True)


def test_what_is_said_or_changed_after_the_break_is_told_again() -> None:
    after = begun().take(Pause(), Resume()).say("topics", ["home"]).say("safe", "not_sure")

    assert said(after) == {"safe": "Not sure", "topics": "Home"}
    assert told(after).kept_back


def test_who_skips_a_hidden_answer_has_nothing_kept_back_any_more() -> None:
    after = talk().say("hello", "ok").say("safe", "yes").take(Pause(), Resume(), Skip("safe"))

    assert "safe" in said(after)
    hidden = {each.question for each in told(after).said if each.shown}
    assert hidden == set()


def test_the_review_page_names_what_is_hidden_so_that_it_can_be_changed() -> None:
    after = begun().take(Pause(), Resume()).skip_all()

    assert said(after)["safe"] is None
    assert {each.question for each in told(after).said if not each.skipped} >= {"safe", "overall"}
    assert "may_quote" not in said(after)


def test_closing_answers_are_told_once_they_are_given() -> None:
    after = begun().skip_all().say("may_quote", "yes")

    assert said(after)["may_quote"] == "Yes"
    assert "may_quote" not in said(after.take(Edit("may_quote")))


def test_whoever_stopped_sees_what_would_be_sent_until_it_is() -> None:
    stopped = begun().take(Stop())
    assert said(stopped)["safe"] == "No"

    assert told(stopped.take(Confirm())).said == ()
