"""TextBlob's arithmetic on plain dictionaries gives what TextBlob gives."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from analysis.textblob_list import textblob_list
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


def test_the_list_is_read_as_textblob_reads_it_word_for_word_and_in_its_order() -> None:
    theirs = {
        word: Known(senses[None][0], senses[None][2], adverb="RB" in senses)
        for word, senses in textblob().items()
    }
    assert len(theirs) > 2_800
    assert list(textblob_list().items()) == list(theirs.items())


def test_without_its_file_the_remedy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.textblob_list._FILE", Path("en", "gone.xml"))
    with pytest.raises(LookupError, match=r"gone\.xml is not there; install Sayso's requirements"):
        textblob_list()


def test_any_run_of_words_weighs_what_textblob_says() -> None:
    theirs = textblob()
    known = textblob_list()
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
