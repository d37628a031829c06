"""The end of a form as the bot shows it: the list, the closing questions, sending."""

from __future__ import annotations

from bot.messages import messages
from bot.pages import Message
from bot.pretend import plain
from bot.replies import Reply, View
from bot.taps import Verb
from services.council import Council
from surveys.kinds import Kind, Mode
from surveys.outputs import Ask, Review, ReviewItem
from tests.builders.shown import YES_NO, labels, posted, shown, taps
from tests.builders.turns import turn_of


def closing(*states: str) -> tuple[Ask, ...]:
    """Return closing questions that are open, answered or skipped."""
    return tuple(
        Ask(
            f"c{n}",
            Kind.YES_NO,
            f"Closing {n}?",
            choices=YES_NO,
            answered=state == "answered",
            skipped=state == "skipped",
            value="yes" if state == "answered" else None,
            position=n,
            total=len(states),
            closing=True,
        )
        for n, state in enumerate(states, 1)
    )


ITEMS = (
    ReviewItem("a", "First?", "Yes", skipped=False),
    ReviewItem("b", "Second?", None, skipped=True),
    ReviewItem("c", "Third?", None, skipped=False),
)


def end(closing: tuple[Ask, ...], chosen: Mode | None = None, view: View = View.TURN) -> Message:
    return shown(Review(ITEMS, closing, (Mode.LINKED, Mode.CONFIDENTIAL), chosen), view=view)


def test_at_the_end_one_first_sees_all_answers_and_the_first_closing_question() -> None:
    text = plain(end(closing("open", "open")).html)
    assert "1. First?\nYes\n\n2. Second?\nSkipped\n\n3. Third?\nAnswered before the break" in text
    assert text.endswith("Closing 1?")


def test_closing_questions_come_one_at_a_time_whether_answered_or_skipped() -> None:
    text = plain(end(closing("answered", "skipped", "open")).html)
    assert "Closing 3?" in text
    assert "First?" not in text


def test_back_at_a_closing_question_leads_to_the_one_before() -> None:
    (back,) = [tap for tap in taps(end(closing("answered", "open"))) if tap.verb is Verb.EDIT]
    assert back.question == "c1"


def test_how_to_be_known_is_asked_with_nothing_chosen_beforehand() -> None:
    message = end(closing("answered"))
    assert [tap.code for tap in taps(message)[:2]] == ["linked", "confidential"]
    assert "it may go on your file" in plain(message.html)
    assert not [label for label in labels(message) if "✅" in label]


def test_sending_is_offered_last_and_says_how_one_is_known() -> None:
    message = end(closing("answered"), Mode.CONFIDENTIAL)
    assert labels(message)[0] == "Send"
    assert "Read my words, but not my name" in plain(message.html)


def test_each_answer_can_be_changed_by_its_number() -> None:
    message = end(closing("answered", "open"), view=View.ANSWERS)
    edits = [tap.question for tap in taps(message) if tap.verb is Verb.EDIT]
    assert edits == ["a", "b", "c", "c1"]
    assert labels(message)[:4] == ["1", "2", "3", "4"]


def test_a_long_list_of_long_answers_is_cut_into_messages_telegram_takes() -> None:
    items = tuple(ReviewItem(f"q{n}", f"Number {n}?", "word " * 900, False) for n in range(40))
    review = Review(items, (), (Mode.LINKED,), None)
    found = messages(Reply(7, turn_of(review), View.ANSWERS), Council())
    assert len(found) > 1
    for message in found:
        posted(message)
    assert "".join(message.html for message in found).count("Number ") == 40
    assert [bool(message.keyboard) for message in found] == [False] * (len(found) - 1) + [True]
