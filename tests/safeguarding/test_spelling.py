"""Spelling: mended for the rules, and the way back to what was written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguarding.rules import rules
from safeguarding.spelling import Speller


def plain() -> Speller:
    return Speller({"wanna": "want to", "kil": "kill"}, ["stepdad", "bruise"], ["braise"])


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("I Wanna go", "i want to go"),
        ("don't DON’T dont", "dont dont dont"),
        ("step-dad's", "step dads"),
        ("nooooo", "no"),
        ("killlll", "kill"),
        ("stepdd setpdad steepdad", "stepdad stepdad stepdad"),
        ("brusie bruuise bruse", "bruise bruise bruise"),
        ("braise", "braise"),
        ("a_b c/d", "a b c d"),
        ("sad 😭 day", "sad 😭 day"),
    ],
)
def test_words_come_out_as_the_rules_expect_them(text: str, mended: str) -> None:
    (thought,) = plain().thoughts(text)
    assert thought.text == mended


def test_stops_and_blank_lines_end_a_thought_and_commas_and_line_breaks_do_not() -> None:
    texts = [thought.text for thought in plain().thoughts("one, two. three?\n\nfour\nfive; six…7")]
    assert texts == ["one two", "three", "four five", "six", "7"]


@pytest.mark.parametrize("text", ["", "   ", "...", "\n\n", "---"])
def test_a_text_without_words_has_no_thoughts(text: str) -> None:
    assert plain().thoughts(text) == []


def test_a_place_leads_back_to_the_words_as_written_even_where_one_became_two() -> None:
    text = "Well, I WANNA   run away"
    (thought,) = plain().thoughts(text)
    start = thought.text.index("want")
    assert text[slice(*thought.written(start, start + len("want to run")))] == "WANNA   run"
    second = thought.text.index("to run")
    assert text[slice(*thought.written(second, second + 2))] == "WANNA"


def test_the_first_letter_is_never_taken_for_a_slip() -> None:
    (thought,) = plain().thoughts("ruise tepdad")
    assert thought.text == "ruise tepdad"


@pytest.mark.parametrize("word", ["cared", "scare", "tables", "sacred", "shuts", "along"])
def test_real_words_are_not_turned_into_alarming_ones(word: str) -> None:
    (thought,) = rules().speller.thoughts(word)
    assert thought.text == word


@given(st.text(alphabet="abkilstepd '’.!\n😭", max_size=60))
def test_every_word_leads_back_into_the_text(text: str) -> None:
    for thought in plain().thoughts(text):
        start, end = thought.written(0, len(thought.text))
        assert 0 <= start < end <= len(text)
        assert thought.text == thought.text.strip()
        assert "  " not in thought.text
