"""Suggested themes: what comments share that no theme speaks of."""

import random

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
