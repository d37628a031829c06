"""Words that are not English are marked for a reader of them, and no machine feels for them."""

from __future__ import annotations

import pytest

from services.hall import Hall
from services.insight.coding import code_comments
from services.insight.reading_room import Wanted, open_response, shelf
from tests.builders.colleagues import colleague
from tests.builders.feedback import respond, wrote


@pytest.mark.parametrize(
    ("asked_in", "words", "language"),
    [
        ("pl", "It was good", "pl"),
        ("en", "مجھے یہ میٹنگ اچھی لگی", "ur"),
    ],
)
def test_words_in_another_language_wait_for_somebody_who_reads_it(
    sqlite_hall: Hall, asked_in: str, words: str, language: str
) -> None:
    officer = colleague(sqlite_hall).actor
    response = respond(sqlite_hall, wrote("working_well", words), language=asked_in)
    code_comments(sqlite_hall)

    (comment,) = open_response(sqlite_hall, officer, response).comments.values()

    assert comment.language == language
    assert comment.unsure == "language"
    assert comment.passes.machine is not None
    assert comment.passes.machine.sentiment is None
    assert not comment.passes.machine.themes


def test_the_list_finds_what_was_not_answered_in_english(sqlite_hall: Hall) -> None:
    officer = colleague(sqlite_hall).actor
    respond(sqlite_hall, wrote("working_well", "It was good"))
    polish = respond(sqlite_hall, wrote("working_well", "Dobrze"), language="pl")

    found = shelf(sqlite_hall, officer, Wanted(foreign=True), 0, 50)

    assert [(line.id, line.language) for line in found.lines] == [(polish, "pl")]
