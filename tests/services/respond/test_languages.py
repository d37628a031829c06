"""A conversation in another language: offered, changed midway, and withdrawn under one's feet."""

from __future__ import annotations

import pytest

from services.hall import Hall
from services.respond import at_hand, converse
from services.respond.keys import Link
from services.respond.opening import chosen, spoken
from services.respond.turns import Preview, Spoken, Turn
from surveys import library
from surveys.inputs import ChangeLanguage, Distress
from surveys.kinds import Kind, Level
from surveys.notices import Help, Reason, Refuse
from surveys.outputs import Ask
from surveys.path import expand
from surveys.questionnaire import LanguageStatus
from surveys.showing import in_words
from tests.builders.invited import invited
from tests.builders.stored import draft_answers
from tests.builders.talk import BROWSER, sit_down
from tests.surveys.builders import question as written
from tests.surveys.builders import questionnaire

FORM = library.load("parent_after_conference")
OFFERED = tuple(Spoken(code, status == "draft") for code, status in FORM.languages.items())


def asked(turn: Turn) -> Ask:
    """Return the question that a turn asks."""
    return next(output for output in turn.outputs if isinstance(output, Ask))


def test_the_first_page_offers_all_languages_and_begins_in_english(sqlite_hall: Hall) -> None:
    key = Link(invited(sqlite_hall, language="pl").token, BROWSER)

    english, polish, unknown = (
        converse.preview(sqlite_hall, key, each) for each in (None, "pl", "xqz")
    )

    assert isinstance(english, Preview)
    assert isinstance(polish, Preview)
    assert english == unknown
    assert english.languages == OFFERED
    assert (english.language, english.title) == ("en", FORM.title["en"])
    assert (polish.language, polish.title) == ("pl", FORM.title["pl"])
    assert polish.introduction == FORM.introduction["pl"]


def test_the_language_changes_midway_and_every_answer_stays(sqlite_hall: Hall) -> None:
    talk = sit_down(sqlite_hall, invited(sqlite_hall))
    talk.answer("report_in_time", "yes")
    before = asked(converse.show(sqlite_hall, talk.seat))

    turn = talk.say(ChangeLanguage("pl"))

    assert (turn.language, turn.title, turn.languages) == ("pl", FORM.title["pl"], OFFERED)
    assert asked(turn).question == before.question
    assert asked(turn).text != before.text
    assert draft_answers(sqlite_hall) == {"report_in_time": "yes"}
    assert Turn.from_json(turn.to_json()) == turn


def test_help_stays_in_sight_when_the_language_changes(sqlite_hall: Hall) -> None:
    talk = sit_down(sqlite_hall, invited(sqlite_hall))
    talk.say(Distress(Level.NOW))

    assert Help(Level.NOW) in talk.say(ChangeLanguage("pl")).outputs


def test_a_language_that_is_not_there_is_refused(sqlite_hall: Hall) -> None:
    talk = sit_down(sqlite_hall, invited(sqlite_hall))

    turn = talk.say(ChangeLanguage("cy"))

    assert Refuse(Reason.LANGUAGE_MISSING) in turn.outputs
    assert turn.language == "en"


def test_a_translation_taken_away_meanwhile_leaves_the_conversation_in_english(
    sqlite_hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk = sit_down(sqlite_hall, invited(sqlite_hall))
    talk.answer("report_in_time", "yes")
    talk.say(ChangeLanguage("pl"))
    alone = library.parse(library.source(FORM.id, FORM.version), "x.toml")
    monkeypatch.setattr(at_hand, "understood", lambda *_: alone)

    turn = converse.show(sqlite_hall, talk.seat)

    assert (turn.language, turn.languages) == ("en", (Spoken("en", draft=False),))
    assert asked(turn).text == FORM.questions[1].text["en"]
    assert draft_answers(sqlite_hall) == {"report_in_time": "yes"}


def test_a_draft_is_for_whoever_chooses_it_and_for_no_invitation() -> None:
    draft = FORM.model_copy(update={"languages": {**FORM.languages, "pl": LanguageStatus.DRAFT}})

    assert (chosen(draft, "pl"), spoken(draft, "pl")) == ("pl", "en")
    assert (chosen(draft, "cy"), chosen(draft, "")) == ("en", "en")


@pytest.mark.parametrize(
    ("language", "day", "number"),
    [
        ("en", "3/10/2026", "2.5"),
        ("pl", "3 października 2026", "2,5"),
        ("ur", "3 اکتوبر، 2026", "2.5"),
    ],
)
def test_dates_and_numbers_are_read_back_as_the_language_has_them(
    language: str, day: str, number: str
) -> None:
    form = questionnaire(written("when", Kind.DATE), written("how_many", Kind.NUMBER))
    when, how_many = (part for each in form.questions for part in expand(each))

    assert in_words(when, "2026-10-03", language) == day
    assert in_words(how_many, 2.5, language) == number
