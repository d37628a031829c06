"""Learning from people's coding: what is learned, what is remembered, and when it is not sure."""

import random
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from analysis import CommentIn, Example, Lean, Model, Sentiment, analyse, analyse_all
from analysis.features import SIDES, features, parts
from analysis.learned import FIRST_THEME, Learned, Settings
from analysis.model import featured, taught_model
from analysis.recall import LEARNED
from analysis.scoring import Feeling
from analysis.tokens import tokens
from analysis.training import FEWEST_OF_A_SENTIMENT, FEWEST_OF_A_THEME, lacking, train
from analysis.weighing import Chances
from tests.analysis.readers import model

POSITIVE, NEUTRAL, NEGATIVE = Sentiment.POSITIVE, Sentiment.NEUTRAL, Sentiment.NEGATIVE
# Words that no list knows, so that only learning can tell what they mean.
MEANS = {"zorbed": POSITIVE, "mimbly": NEUTRAL, "grelky": NEGATIVE}
PLACES = ("meeting", "house", "school", "chair", "plan", "worker", "room")
RARE = "quinquereme"


def examples() -> list[Example]:
    chance = random.Random(5)
    made = []
    for number in range(150):
        word = list(MEANS)[number % 3]
        about = chance.sample(PLACES, 2)
        text = f"the {about[0]} was {word} and the {about[1]} too {number}"
        themes = frozenset({"seats"} if "chair" in about else ())
        made.append(Example(CommentIn(text), MEANS[word], themes))
    rare = Example(CommentIn(f"{RARE} zorbed, ring 07700 900123"), POSITIVE)
    return [*made, *([rare] * 4)]


def alike(sentiment: Sentiment, times: int) -> list[Example]:
    return [Example(CommentIn(f"so {number}"), sentiment) for number in range(times)]


@cache
def learned() -> Learned:
    return train(examples(), model(), "7", random.Random(1))


def taught() -> Model:
    return taught_model(model(), learned())


@pytest.mark.parametrize(("word", "sentiment"), MEANS.items())
def test_what_people_mean_by_a_word_is_learned(word: str, sentiment: Sentiment) -> None:
    reading = analyse(CommentIn(f"my review was {word}"), taught())
    assert reading.guess is sentiment
    assert reading.analyser == "learned 7"
    if sentiment is not NEUTRAL:
        assert reading.why[0].words == word


def test_a_misspelt_word_is_known_by_its_parts() -> None:
    assert analyse(CommentIn("it was grelkyy"), taught()).guess is NEGATIVE


def test_what_it_never_saw_is_left_to_people() -> None:
    reading = analyse(CommentIn("xyzzy plugh"), taught())
    assert reading.sentiment is None
    assert reading.unsure is not None
    assert reading.confidence < learned().settings.confidence


def test_a_theme_is_learned_with_the_words_that_earned_it() -> None:
    text = "mimbly chair"
    hits = {hit.theme: hit for hit in analyse(CommentIn(text), taught()).themes}
    (span, *_) = hits["seats"].spans
    assert span.phrase == LEARNED
    assert any(text[one.start : one.end] == "chair" for one in hits["seats"].spans)
    assert "seats" not in {hit.theme for hit in analyse(CommentIn("mimbly plan"), taught()).themes}


def test_a_theme_that_nobody_coded_stays_as_the_codebook_finds_it() -> None:
    found = [hit.theme for hit in analyse(CommentIn("they listened to me"), taught()).themes]
    assert found == [hit.theme for hit in analyse(CommentIn("they listened to me"), model()).themes]


def test_the_likeliest_theme_stands_in_where_none_is_likely_enough() -> None:
    cautious = replace(learned(), settings=Settings(theme=0.9, likeliest=0.4))
    of_seats = FIRST_THEME + cautious.themes.index("seats")
    scores = np.zeros((3, FIRST_THEME + len(cautious.themes)))
    scores[:, of_seats] = (3.0, 0.0, -1.0)
    assert cautious.found(scores) == [["seats"], ["seats"], []]
    assert cautious.found(scores, [False] * 3) == [["seats"], [], []]


@pytest.mark.parametrize(("found", "spoken"), [(POSITIVE, False), (NEUTRAL, True)])
def test_nothing_is_an_answer_where_people_found_something_in_it(
    found: Sentiment, spoken: bool
) -> None:
    empty = [Example(CommentIn("Nothing to add"), found, origin=place) for place in range(9)]
    taught = train([*examples(), *empty], model(), "1", random.Random(1))
    reading = analyse(CommentIn("nothing to add."), taught_model(model(), taught))
    assert reading.nonanswer is spoken
    assert reading.guess is found
    assert analyse(CommentIn("-"), taught_model(model(), taught)).nonanswer


def test_only_words_of_enough_responses_are_remembered_and_no_contacts() -> None:
    assert "zorbed" in learned().terms.rows
    assert not any(RARE in term or "07700" in term for term in learned().terms.rows)
    assert not any(part in learned().grams.rows for part in (RARE[:5], "077"))


def test_comments_of_one_response_count_once() -> None:
    twice = [
        replace(one, origin=number % 3, comment=CommentIn(f"{one.comment.text} blorp"))
        for number, one in enumerate(examples()[:60])
    ]
    assert "blorp" not in train(twice, model(), "1", random.Random(1)).terms.rows


def test_the_same_examples_and_chance_teach_the_same() -> None:
    again = train(examples(), model(), "7", random.Random(1))
    assert again.settings == learned().settings
    assert np.array_equal(again.terms.weights, learned().terms.weights)


def test_a_sentiment_that_some_part_of_the_examples_lacks_is_learned_from_the_others() -> None:
    by_word = [
        replace(one, origin=number % 3 if number < 60 else number)
        for number, one in enumerate(examples())
    ]
    taught = train([one for one in by_word if one.sentiment], model(), "1", random.Random(1))
    assert analyse(CommentIn("so grelky"), taught_model(model(), taught)).guess is NEGATIVE


def test_who_coded_themes_only_leaves_sentiment_as_it_was() -> None:
    only = [replace(one, sentiment=None) for one in examples()]
    reader = taught_model(model(), train(only, model(), "1", random.Random(1)))
    comment = CommentIn("She listened and was really kind about the chair")
    assert analyse(comment, reader).sentiment is analyse(comment, model()).sentiment
    assert "seats" in {hit.theme for hit in analyse(comment, reader).themes}


def test_reading_does_the_arithmetic_of_fitting() -> None:
    found = featured(CommentIn("the chair was zorbed"), model())
    (scores,) = learned().scores([found])
    assert scores.shape == (FIRST_THEME + len(learned().themes),)
    assert learned().chances(scores).positive > 0.5
    longer = replace(found, words=(*found.words, "never"), terms=found.terms | {"never seen"})
    assert learned().chances(learned().scores([longer])[0]).positive != pytest.approx(
        learned().chances(scores).positive, abs=1e-6
    )


@pytest.mark.parametrize("with_reasons", [True, False])
def test_many_comments_are_read_as_each_by_itself(with_reasons: bool) -> None:
    comments = [one.comment for one in examples()[:110]]
    strange = ("xyzzy grelkyy chair", "", "n/a", "y" * 90, "🙂 chair", "They listened. Chair?")
    comments += [CommentIn(text, Lean.WORRY, (0.5,)) for text in strange]
    comments.append(CommentIn("la chaise", language="fr"))
    for reader in (model(), taught()):
        alone = [analyse(comment, reader, explain=with_reasons) for comment in comments]
        assert analyse_all(comments, reader, explain=with_reasons) == alone
        # More than are weighed at once, and in another company.
        assert analyse_all(comments[::-1] * 6, reader, explain=with_reasons) == alone[::-1] * 6


def test_no_comments_are_read_as_none() -> None:
    assert analyse_all((), taught()) == []


def test_chances_add_up_whatever_the_settings() -> None:
    likely: Chances = learned().chances(np.array([900.0, -900.0, 0.0, 0.0]))
    assert likely.positive + likely.neutral + likely.negative == pytest.approx(1)


@pytest.mark.parametrize(
    ("few", "said"),
    [
        (alike(POSITIVE, FEWEST_OF_A_SENTIMENT), "neutral and negative"),
        ([alike(each, 1)[0] for each in Sentiment] * FEWEST_OF_A_SENTIMENT, "positive"),
        ([Example(CommentIn("a"), themes=frozenset({"t"}))] * (FEWEST_OF_A_THEME - 1), "theme"),
        ([], "theme"),
    ],
)
def test_too_few_examples_are_told(few: list[Example], said: str) -> None:
    assert said in lacking(few)


def test_enough_examples_lack_nothing() -> None:
    assert lacking(examples()) == ""
    assert lacking([Example(CommentIn("a"), themes=frozenset({"t"}))] * FEWEST_OF_A_THEME) == ""


def test_parts_of_a_word_know_where_it_ends() -> None:
    assert parts("ok") == {" o", "ok", "k ", " ok", "ok ", " ok "}


@pytest.mark.parametrize("ratings", [(), (1.0,), (0.5,), (0.0,), (-1.0, -0.5)])
def test_each_rating_has_one_place(ratings: tuple[float, ...]) -> None:
    comment = CommentIn("fine", Lean.GOOD, ratings)
    found = features(comment, tokens("fine"), Feeling(0, 0, True, ()), 0.0, ())
    assert len(found.side) == SIDES
    assert sum(found.side[3:8]) == 1
