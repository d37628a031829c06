"""TextBlob's arithmetic on plain dictionaries gives what TextBlob gives."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from analysis.wordlist import Known, WordList

if TYPE_CHECKING:
    from textblob.en import Sentiment

NOT = "not"
UNKNOWN = ("something", "is", "a", "utterly")


def textblob() -> Sentiment:
    from textblob.en import Sentiment, sentiment

    words = Sentiment(path=sentiment.path, negations=(NOT,), modifier=sentiment.modifier)
    words.modifiers = sentiment.modifiers
    words.load()
    return words


def test_any_run_of_words_weighs_what_textblob_says() -> None:
    theirs = textblob()
    known = {
        word: Known(senses[None][0], senses[None][2], adverb="RB" in senses)
        for word, senses in theirs.items()
    }
    ours = WordList(known, NOT)
    chance = random.Random(3)
    adverbs = sorted(word for word, entry in known.items() if entry.adverb)
    feelings = sorted(word for word, entry in known.items() if entry.polarity)
    for _ in range(2_000):
        kinds = (adverbs, feelings, (NOT,), UNKNOWN)
        words = [chance.choice(chance.choice(kinds)) for _ in range(chance.randint(1, 9))]
        expected = [(chunk, polarity) for chunk, polarity, _, _ in _assessed(theirs, words)]
        assert ours.assessed(words) == expected


def _assessed(theirs: Sentiment, words: list[str]) -> list[tuple[list[str], float, float, str]]:
    return theirs.assessments((word, None) for word in words)
