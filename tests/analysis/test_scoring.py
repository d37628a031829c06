"""Scoring of words: TextBlob's arithmetic with the field's own words over it."""

import pytest

from analysis.scoring import Feeling, WordScorer
from analysis.tokens import tokens
from tests.analysis.readers import model


def feeling(text: str, scorer: WordScorer | None = None) -> Feeling:
    return (scorer or model().scorer).feeling(tokens(text), text)


def weights(text: str) -> dict[str, float]:
    return {reason.words: round(reason.weight, 2) for reason in feeling(text).reasons}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("helpful", {"helpful": 0.6}),
        ("very helpful", {"very helpful": 0.78}),
        ("helpful and scared", {"helpful": 0.6, "scared": -0.6}),
        ("excellent", {"excellent": 1.0}),
    ],
)
def test_each_word_brings_its_own_weight(text: str, expected: dict[str, float]) -> None:
    assert weights(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "many more people in the main room",
        "the whole social work team is new",
        "my first and last meeting this year",
        "the patient was not mentally well enough",
        "a red car and a black dog",
    ],
)
def test_words_that_mislead_in_this_field_weigh_nothing(text: str) -> None:
    shown = " ".join(weights(text))
    assert not {"more", "many", "main", "whole", "social", "new", "first", "last", "patient"} & set(
        shown.split()
    )
    assert not {"red", "black"} & set(shown.split())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("not happy", "not happy"),
        ("wasn't really happy", "wasn't happy"),
        ("nobody was ever that kind", "nobody kind"),
        ("without any kind words", "without kind"),
        ("hardly helpful", "hardly helpful"),
        ("cannot say it was good", "cannot good"),
    ],
)
def test_a_negation_turns_the_next_word_with_a_feeling_and_is_shown_as_written(
    text: str, shown: str
) -> None:
    found = weights(text)
    assert set(found) == {shown}
    assert found[shown] < 0


def test_a_negation_reaches_over_three_words_and_no_further() -> None:
    assert weights("not in the room happy") == {"not happy": -0.4}
    assert weights("not in the meeting room today happy") == {"happy": 0.8}


def test_a_negation_does_not_reach_past_but_or_a_full_stop() -> None:
    assert weights("not long but happy") == {"happy": 0.8}
    assert weights("not now. happy") == {"happy": 0.8}


def test_before_a_turn_words_count_half() -> None:
    assert weights("awful but kind") == {"awful": -0.5, "kind": 0.6}
    assert weights("awful and kind") == {"awful": -1.0, "kind": 0.6}


@pytest.mark.parametrize(
    ("text", "shown", "good"),
    [
        ("above and beyond", "above and beyond", True),
        ("I CAN'T FAULT them", "can't fault", True),
        ("they talked over me", "talked over", False),
        ("what a joke", "what a joke", False),
        ("fed up", "fed up", False),
        ("nothing ever changes", "nothing ever changes", False),
        ("it could have been better", "could have been better", False),
        ("less jargon would help", "less jargon would help", False),
        ("felt sick", "felt sick", False),
        ("it was sick", "was sick", True),
    ],
)
def test_turns_of_phrase_are_scored_as_one_and_shown_as_written(
    text: str, shown: str, good: bool
) -> None:
    found = weights(text)
    assert set(found) == {shown}
    assert (found[shown] > 0) == good


def test_not_only_and_nothing_but_are_no_negations() -> None:
    assert feeling("not only kind").negative == 0
    assert feeling("nothing but kind").negative == 0


@pytest.mark.parametrize("text", ["haaaappy", "happyyyyy", "boooring", "sooooo kind"])
def test_stretched_words_are_known(text: str) -> None:
    assert feeling(text).reasons


@pytest.mark.parametrize("text", ["ok", "meh", "it was fine", "so so", "🤷"])
def test_faint_words_weigh_nothing_and_are_told(text: str) -> None:
    found = feeling(text)
    assert found.faint == (text != "so so")
    assert found.reasons == ()


def test_sums_are_kept_apart_for_good_and_bad() -> None:
    found = feeling("kind and helpful and scared")
    assert found.positive == pytest.approx(1.2)
    assert found.negative == pytest.approx(0.6)


def test_one_word_repeated_a_thousand_times_stays_within_bounds() -> None:
    found = feeling("very very really good! " * 1000)
    assert all(-1 <= reason.weight <= 1 for reason in found.reasons)


def test_two_scorers_do_not_share_words() -> None:
    words = model().lexicon.model_copy(update={"words": {"biscuit": 0.5}, "rewrites": {}})
    assert feeling("biscuit", WordScorer(words)).positive == 0.5
    assert feeling("biscuit").positive == 0
