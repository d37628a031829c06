"""What words, a second list, question and ratings say together before anybody has taught."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis import CommentIn, Lean, Reason, Sentiment
from analysis.scoring import Feeling
from analysis.second import SecondOpinion
from analysis.tokens import tokens
from analysis.weighing import Chances, chances

POSITIVE, NEUTRAL, NEGATIVE = Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE
SECOND = SecondOpinion()


def felt(weight: float, *, turned: bool = False, asks: bool = False) -> Feeling:
    reasons = (Reason("word", weight),) if weight else ()
    return Feeling(max(weight, 0), max(-weight, 0), False, reasons, turned=turned, asks=asks)


def weighed(
    feeling: Feeling, second: float = 0, *ratings: float, lean: Lean = Lean.OPEN
) -> Chances:
    return chances(CommentIn("", lean, ratings), feeling, second)


@given(
    st.floats(-5, 5),
    st.floats(-1, 1),
    st.lists(st.floats(-1, 1), max_size=3),
    st.sampled_from(list(Lean)),
    st.booleans(),
)
def test_chances_add_up_and_the_guess_is_the_likeliest(
    weight: float, second: float, ratings: list[float], lean: Lean, turned: bool
) -> None:
    found = weighed(felt(weight, turned=turned), second, *ratings, lean=lean)
    assert sum(map(found.of, Sentiment)) == pytest.approx(1)
    assert found.confidence == max(map(found.of, Sentiment)) == found.of(found.guess)


@given(st.floats(-2, 1.8), st.floats(-1, 1), st.sampled_from(list(Lean)))
def test_kinder_words_never_make_it_less_positive(weight: float, second: float, lean: Lean) -> None:
    lower, higher = (weighed(felt(each), second, lean=lean) for each in (weight, weight + 0.2))
    if bool(weight) and bool(weight + 0.2):
        assert higher.positive >= lower.positive
        assert higher.negative <= lower.negative


def test_the_second_list_and_the_ratings_can_turn_weak_words() -> None:
    assert weighed(felt(0.3)).guess is POSITIVE
    assert weighed(felt(0.3), -0.9, -1.0).guess is NEGATIVE


def test_good_but_not_the_best_is_lukewarm() -> None:
    without, lukewarm = weighed(felt(0)), weighed(felt(0), 0, 0.5)
    assert lukewarm == without
    assert weighed(felt(0), 0, 1.0).positive > without.positive


def test_the_question_weighs_more_where_no_word_feels() -> None:
    quiet = weighed(felt(0), lean=Lean.WORRY).negative - weighed(felt(0)).negative
    spoken = weighed(felt(-0.01), lean=Lean.WORRY).negative - weighed(felt(-0.01)).negative
    assert quiet > spoken > 0


def test_praise_with_a_but_moves_to_the_middle_and_a_wish_towards_criticism() -> None:
    assert weighed(felt(0.5)).guess is POSITIVE
    assert weighed(felt(0.5, turned=True)).guess is NEUTRAL
    assert weighed(felt(0.1, asks=True)).guess is NEGATIVE


def heard(text: str) -> float:
    return SECOND.score(tokens(text))


def test_the_second_opinion_knows_negations_however_they_are_typed() -> None:
    assert heard("I am happy") > 0
    assert heard("I don't feel happy") < 0
    assert heard("I don’t feel happy") == heard("I don't feel happy") == heard("i dont feel happy")
    assert heard("No. Happy") > 0
    assert heard("on Tuesday") == 0


@pytest.mark.parametrize(
    "text",
    [
        "the food was good",
        "the food was very good and the staff were extremely kind",
        "she was not helpful",
        "it was somewhat boring",
        "they were nice but the room was horrible",
    ],
)
def test_the_second_opinion_is_that_of_vader_on_plain_sentences(text: str) -> None:
    said = SentimentIntensityAnalyzer().polarity_scores(text)["compound"]
    assert heard(text) == pytest.approx(said, abs=1e-3)
