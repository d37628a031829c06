"""Suggested themes: what comments share that no theme speaks of."""

import random

import pytest

from analysis.suggesting import FEWEST_COMMENTS, Loose, Suggestion, suggestions

OF_PETS = ("rabbit", "hamster", "kitten", "puppy", "budgie")
OF_TRAVEL = ("minibus", "taxi", "train", "tram", "bicycle")


def loose(count: int = 60, responses: int = 1000) -> list[Loose]:
    chance = random.Random(3)
    made = []
    for number in range(count):
        about = OF_PETS if number % 3 else OF_TRAVEL
        text = f"there was {' and '.join(chance.sample(about, 3))} stuff"
        made.append(Loose(number, number % responses, text))
    return made


def found(comments: list[Loose]) -> tuple[Suggestion, ...]:
    return suggestions(comments, random.Random(1))


def test_comments_that_share_words_are_suggested_together_the_largest_first() -> None:
    pets, travel = found(loose(90))
    assert (pets.responses, travel.responses) == (60, 30)
    assert set(OF_PETS) <= set(pets.words)
    assert set(OF_TRAVEL) <= set(travel.words)
    assert len(pets.examples) == 3
    assert all(example % 3 for example in pets.examples if isinstance(example, int))


def test_too_few_comments_suggest_nothing() -> None:
    assert found(loose(FEWEST_COMMENTS - 1)) == ()
    assert found([]) == ()


def test_what_fewer_than_five_responses_speak_of_is_not_suggested() -> None:
    said = loose(90)
    few = [Loose(("few", place), 500 + place % 4, "a unicorn unicorns") for place in range(30)]
    told = found([*said, *few])
    assert not any("unicorn" in one.words for one in told)
    assert all(one.responses >= 5 for one in told)
    assert found(loose(90, responses=4)) == ()


def test_examples_of_a_suggestion_come_from_different_responses() -> None:
    (pets, *_) = found(loose(120, responses=60))
    assert pets.responses <= 60
    assert len({one % 60 for one in pets.examples if isinstance(one, int)}) == 3


def test_the_same_comments_and_chance_suggest_the_same() -> None:
    assert found(loose(90)) == found(loose(90))


CLUB = ("youth club closed", "my club at night", "youth club shut", "closed club", "club for youth")
LEFT_OVER = ("worker", "children", "monday", "school", "house", "phone", "mum", "letter")


def of_any_subject(count: int) -> list[Loose]:
    """Return comments whose words have nothing to do with each other."""
    chance = random.Random(7)
    texts = (" ".join(chance.sample(LEFT_OVER, 2)) for _ in range(count))
    return [Loose(("any", place), ("any", place), text) for place, text in enumerate(texts)]


def of(texts: tuple[str, ...], count: int) -> list[Loose]:
    return [Loose(place, place, texts[place % len(texts)]) for place in range(count)]


@pytest.mark.parametrize("about_it", [24, 90])
def test_a_subject_is_suggested_whether_a_few_or_most_speak_of_it(about_it: int) -> None:
    told = found([*of_any_subject(60), *of(CLUB, about_it)])

    spoken_of = [one for one in told if "club" in one.words]
    assert 0.8 * about_it <= sum(one.responses for one in spoken_of) <= about_it
    assert "youth" in {word for one in spoken_of for word in one.words}
    assert all("club" in CLUB[key % 5] for one in spoken_of for key in one.examples)


def test_words_of_any_subject_that_only_were_left_over_are_no_theme() -> None:
    assert found(of_any_subject(120)) == ()


def test_one_word_is_a_theme_if_comments_that_fit_one_do_not_use_it_as_much() -> None:
    said = [*of_any_subject(60), *of(("no parking", "the parking", "parking again"), 20)]
    alone = suggestions(said, random.Random(1), others=["school", "house"] * 20)
    usual = suggestions(said, random.Random(1), others=["school parking", "house"] * 20)

    assert [(one.words, one.responses) for one in alone] == [(("parking",), 20)]
    assert usual == ()


def test_words_that_tell_of_nothing_make_no_theme_however_often_they_meet() -> None:
    assert found([*of_any_subject(60), *of(("I dont think so", "dont think", "think"), 30)]) == ()
