"""The screen: what it must see, what it must leave, and what it hands on."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import clean_text
from safeguarding import Category, Level, Signal, signals
from safeguarding.rules import rules


def found(text: str) -> dict[Category, Level]:
    return {signal.category: signal.level for signal in signals("long_text", None, text, None)}


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("my dads girlfriend slaps my little brother all the time", Category.PHYSICAL_HARM),
        ("I get hit if I don't do the washing", Category.PHYSICAL_HARM),
        ("My son came back from contact with a black eye.", Category.PHYSICAL_HARM),
        ("grandad puts his hand up my skirt", Category.SEXUAL_HARM),
        ("this man off snapchat wants to meet me", Category.SEXUAL_HARM),
        ("she says I am a mistake and wishes she never had me", Category.EMOTIONAL_HARM),
        ("theres no milk for the baby and we sleep in our coats", Category.NEGLECT),
        ("we get left on our own all night", Category.NEGLECT),
        ("ive been scratching my arms until they bleed", Category.SELF_HARM),
        ("i wish i was dead", Category.SUICIDE),
        ("my partner controls all my money", Category.DOMESTIC_ABUSE),
        ("dad grabbed mum by the neck", Category.DOMESTIC_ABUSE),
        ("they make me drop packages for some boys", Category.EXPLOITATION),
        ("everyone in my class calls me a tramp", Category.BULLYING),
        ("i ran away on friday", Category.MISSING),
        ("I don't feel safe in this placement", Category.NOT_SAFE),
        ("please can someone help me", Category.ASKED_FOR_HELP),
    ],
)
def test_plain_statements_are_seen_in_their_category(text: str, category: Category) -> None:
    assert category in found(text)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("he herts me", Category.PHYSICAL_HARM),
        ("my stepdad hitts me", Category.PHYSICAL_HARM),
        ("i want to kil myslef", Category.SUICIDE),
        ("kms", Category.SUICIDE),
        ("I DONT FEEL SAAAAFE AT HOME", Category.NOT_SAFE),
        ("im scaird of my step dad", Category.NOT_SAFE),
        ("I don’t feel safe", Category.NOT_SAFE),
        ("my dad\nhits me", Category.PHYSICAL_HARM),
        ("been self-harming", Category.SELF_HARM),
        (clean_text("i want to d\u200bie"), Category.SUICIDE),
    ],
)
def test_spelling_shouting_and_hidden_characters_do_not_hide_a_statement(
    text: str, category: Category
) -> None:
    assert category in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody hit me or shouted at me",
        "He never hurts me and they always feed me",
        "My social worker is absolutely killing it",
        "that review was so boring I nearly died",
        "It hit me that she really listens",
        "her words really touched me",
        "I beat him at chess",
        "we cut the meeting short",
        "I feel safe with my carers",
        "The plan is there to keep me safe",
        "I don't want to go home yet, I like it here",
        "I was scared of speaking at first but it was fine",
        "We learned about running away and who to call",
        "Mum doesn't drink any more and things are better",
        "The training on domestic abuse was useful",
        "I need help with my homework",
        "My phone died so I missed the call",
        "",
        "👍👍",
    ],
)
def test_ordinary_feedback_and_figures_of_speech_raise_nothing(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("sometimes i want to die", Level.TODAY),
        ("i am going to kill myself", Level.NOW),
        ("i took twenty tablets", Level.NOW),
        ("I would never kill myself", Level.SOON),
    ],
)
def test_thought_plan_and_act_are_told_apart_and_a_denial_is_still_read(
    text: str, level: Level
) -> None:
    assert found(text)[Category.SUICIDE] is level


def test_a_plain_statement_counts_though_the_same_was_denied_before() -> None:
    assert found("I would never kill myself but today I want to kill myself") == {
        Category.SUICIDE: Level.NOW
    }


def test_urgent_words_in_the_same_thought_raise_today_to_now() -> None:
    assert found("he hits me")[Category.PHYSICAL_HARM] is Level.TODAY
    assert found("he is going to be drunk and hits me tonight")[Category.PHYSICAL_HARM] is Level.NOW
    assert found("He hits me. The meeting is tonight")[Category.PHYSICAL_HARM] is Level.TODAY


@pytest.mark.parametrize(
    "text",
    [
        "I don't know why dad hits me",
        "no he hits me",
        "she wont stop hitting me",
        "nobody cares when he hits me",
        "I was fine but he hits me",
    ],
)
def test_a_negation_of_something_else_takes_nothing_back(text: str) -> None:
    assert Category.PHYSICAL_HARM in found(text)


def test_the_span_shows_the_words_as_they_were_written() -> None:
    text = "It was OK. But my stepdad’s mate HERTS   me when he is drunk!"
    spans = [signal.span for signal in signals("long_text", None, text, None)]
    shown = [text[span[0] : span[1]] for span in spans if span]
    assert any("HERTS   me" in words for words in shown)


def test_one_signal_for_each_category_and_the_most_urgent_first() -> None:
    text = "he hits me. he hits me. i ran away. i took an overdose"
    result = signals("long_text", None, text, None)
    assert [signal.level for signal in result] == [Level.NOW, Level.TODAY, Level.TODAY]
    assert len({signal.category for signal in result}) == 3


@pytest.mark.parametrize("category", list(Category))
def test_a_ticked_trigger_raises_its_category_without_any_words(category: Category) -> None:
    (signal,) = signals("single", category.value, None, None)
    assert signal == Signal(
        category, rules().answers[category], None, "answer.single", rules().version
    )


def test_a_trigger_nobody_knows_is_not_dropped() -> None:
    (signal,) = signals("single", "a_new_code", None, None)
    assert signal.category is Category.UNCLASSIFIED
    assert signal.level is Level.TODAY


def test_a_tick_and_words_of_the_same_category_make_one_signal() -> None:
    result = signals("single", "not_safe", "I don't feel safe", None)
    assert [signal.category for signal in result] == [Category.NOT_SAFE]


def test_the_same_statement_is_seen_wherever_it_stands_in_a_long_text() -> None:
    filler = "The chair was kind and the room was warm. "
    assert found(filler * 50 + "He hits me. " + filler * 50) == {
        Category.PHYSICAL_HARM: Level.TODAY
    }


@pytest.mark.parametrize(
    "word",
    [
        "he ",
        "dont want to ",
        "a",
        "she keeps ",
        "i need help ",
        "me ",
        "not he hits me ",
        "suicide prevention ",
        "nobody ever killed himself ",
        "he never touched my arm ",
    ],
)
def test_a_hostile_hundred_thousand_letters_are_screened_within_seconds(word: str) -> None:
    began = time.thread_time()
    found(word * (100_000 // len(word)))
    assert time.thread_time() - began < 10


@given(st.text(max_size=300))
def test_any_text_is_screened_without_failing_and_spans_lie_inside_it(text: str) -> None:
    for signal in signals("long_text", None, text, None):
        assert signal.span
        start, end = signal.span
        assert 0 <= start < end <= len(text)
