"""Choosing a language in a chat: at the start and by a command, and a draft says that it is one."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import surveys
from bot.languages import languages_page
from bot.loopback import FakeBotApi
from bot.showing import turn_page
from services.hall import Hall
from services.respond.sitting import languages
from services.respond.turns import Turn
from surveys.kinds import Mode, RespondentRole, Status
from surveys.library import load
from surveys.wording import phrase
from tests.builders.invited import invited
from tests.builders.stored import draft_answers
from tests.builders.telegram import Person, bot_running

PARENT = load("parent_after_conference")
DRAFT = "This is a draft translation."


def first_question(language: str) -> Turn:
    """Return the first turn of a form that is there in English and, as a draft, in Polish."""
    state = surveys.start(PARENT, language, (Mode.LINKED,))
    shown = surveys.prompt(PARENT, state)
    return Turn(
        shown, language, (1, 9), Status.ASKING, RespondentRole.PARENT, "x", uuid4(),
        languages=tuple(one for one in languages(PARENT) if one.code in {"en", "pl"}),
    )  # fmt: skip


def labels(turn: Turn) -> list[str]:
    """Return what the buttons say."""
    return [button.label for row in turn_page(turn).keyboard for button in row]


def test_the_first_question_offers_the_other_languages_by_their_own_names() -> None:
    assert labels(first_question("en"))[-1] == "Polski"
    assert labels(first_question("pl"))[-1] == "English"


def test_a_draft_says_so_in_both_languages_and_a_reviewed_wording_says_nothing() -> None:
    told = "".join(turn_page(first_question("pl")).parts)

    assert DRAFT in told
    assert (
        len(turn_page(first_question("pl")).parts) == len(turn_page(first_question("en")).parts) + 1
    )
    assert DRAFT not in "".join(turn_page(first_question("en")).parts)


def test_the_page_of_languages_marks_those_that_are_drafts() -> None:
    page = languages_page(first_question("en"))

    assert [row[0].label for row in page.keyboard] == ["English", "Polski"]
    assert any(part.startswith("Polski: ") and DRAFT in part for part in page.parts)
    assert not any(part.startswith("English: ") for part in page.parts)


def test_a_form_in_one_language_offers_no_other() -> None:
    alone = replace(first_question("en"), languages=languages(PARENT)[:1])

    assert "Polski" not in labels(alone)


def test_in_another_language_earlier_answers_stay_and_typed_words_mean_what_they_mean_there(
    sqlite_hall: Hall, api: FakeBotApi
) -> None:
    asked = invited(sqlite_hall)
    with bot_running(sqlite_hall, api):
        person = Person(api)
        person.enters(asked.token)
        person.taps("Yes")
        before = draft_answers(sqlite_hall)
        person.types("/language")
        assert "Which language would you like?" in person.text
        person.taps("Polski")
        assert PARENT.questions[1].text["pl"] in person.text
        assert draft_answers(sqlite_hall) == before != {}

        person.types("no")
        assert phrase("pl", "refuse.not_a_choice") in person.text
        assert draft_answers(sqlite_hall) == before
        person.types("nie")
    assert draft_answers(sqlite_hall) == {**before, PARENT.questions[1].id: "no"}
