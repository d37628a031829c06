"""No text is much harder than the rest, and what is asked begins with who reads it.

How plain and how long the whole may be is held by ``test_readiness``.
"""

from __future__ import annotations

import pytest

import surveys.library as library
from surveys.kinds import RespondentRole
from surveys.library import load
from surveys.plainness import grade
from surveys.questionnaire import Questionnaire
from surveys.word_rules import words_of

ASKED = [each for each in library.all_released() if each.id != "imported_feedback"]
NAMES = [each.id for each in ASKED]
CHILDREN = {RespondentRole.CHILD, RespondentRole.YOUNG_PERSON}
FAMILIES = [each.id for each in ASKED if set(each.audience) & (CHILDREN | {RespondentRole.PARENT})]


@pytest.mark.parametrize("name", FAMILIES)
def test_no_single_text_is_much_harder_than_the_rest(name: str) -> None:
    texts = [words["en"] for q in load(name).questions for _, words in words_of(q) if words]
    texts = [text for text in texts if len(text.split()) > 3]

    assert [text for text in texts if grade([text]) > 9] == []


@pytest.mark.parametrize("asked", ASKED, ids=NAMES)
def test_the_introduction_says_who_reads_when_and_the_limit(
    asked: Questionnaire,
) -> None:
    words = asked.introduction["en"]

    assert "reads this on work" in words
    assert "999" in words
    assert "at risk" in words or "may be hurt" in words
    assert "kip" in words
