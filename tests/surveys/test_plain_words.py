"""What is asked is short, plain for those who read it, and begins with who reads it."""

from __future__ import annotations

import warnings

import pytest

import surveys.library as library
from surveys.booklet import most_asked
from surveys.kinds import RespondentRole
from surveys.library import load
from surveys.questionnaire import Questionnaire
from surveys.word_rules import words_of

with warnings.catch_warnings():
    warnings.filterwarnings("ignore", "pkg_resources is deprecated", UserWarning)
    import textstat

ASKED = [each for each in library.all_released() if each.id != "imported_feedback"]
NAMES = [each.id for each in ASKED]
CHILDREN = {RespondentRole.CHILD, RespondentRole.YOUNG_PERSON}
FAMILIES = [each.id for each in ASKED if set(each.audience) & (CHILDREN | {RespondentRole.PARENT})]


def sentence(text: str) -> str:
    text = text.strip()
    return text if text[-1] in ".?!" else f"{text}."


def all_words(asked: Questionnaire) -> str:
    texts = [asked.introduction["en"]]
    for question in asked.questions:
        texts += [words["en"] for _, words in words_of(question) if words]
    return " ".join(map(sentence, texts))


def grade(asked: Questionnaire) -> int:
    """Return the reading grade that its least practised readers need."""
    if RespondentRole.CHILD in asked.audience:
        return 4
    at_work = {RespondentRole.PARTNER, RespondentRole.STAFF, RespondentRole.CHAIR}
    return 8 if set(asked.audience) <= at_work else 6


@pytest.mark.parametrize("asked", ASKED, ids=NAMES)
def test_the_words_are_as_plain_as_their_readers_need(asked: Questionnaire) -> None:
    assert textstat.flesch_kincaid_grade(all_words(asked)) <= grade(asked)


@pytest.mark.parametrize("name", FAMILIES)
def test_no_single_text_is_much_harder_than_the_rest(name: str) -> None:
    texts = [words["en"] for q in load(name).questions for _, words in words_of(q) if words]
    texts = [text for text in texts if len(text.split()) > 3]

    assert [text for text in texts if textstat.flesch_kincaid_grade(sentence(text)) > 9] == []


@pytest.mark.parametrize("asked", ASKED, ids=NAMES)
def test_nobody_is_asked_too_much(asked: Questionnaire) -> None:
    child = RespondentRole.CHILD in asked.audience

    assert most_asked(asked) <= (10 if child else 15)
    assert asked.minutes <= (4 if child else 6)


@pytest.mark.parametrize("asked", ASKED, ids=NAMES)
def test_the_introduction_is_short_and_says_who_reads_when_and_the_limit(
    asked: Questionnaire,
) -> None:
    words = asked.introduction["en"]

    assert len(words.split()) <= 60
    assert "reads this on work" in words
    assert "999" in words
    assert "at risk" in words or "may be hurt" in words
    assert "kip" in words
