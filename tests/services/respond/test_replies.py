"""Did anything change: one tap, kept like any response, once, and heard like any words."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from services.hall import Hall
from services.respond import news, replies
from services.respond.keys import Link
from services.respond.replies import NOT_SURE, Replied, Reply
from storage.models import Answer, Concern, Draft, Response, ResponseLink
from surveys.kinds import Level, Mode, RespondentRole
from surveys.notices import Reason
from tests.builders.clock import Clock
from tests.builders.invited import Invited, invited
from tests.builders.stored import Stored, concerns, count, responses
from tests.builders.talk import BROWSER
from tests.builders.told import sent, told

DISCLOSED = "He hit me last night and I am scared to go home."


def spoke(hall: Hall, mode: Mode = Mode.LINKED, **asked: object) -> Invited:
    """Ask a person who answers and is told what came of it."""
    person = invited(hall, **asked)
    told(hall, sent(hall, person, mode))
    return person


def reply(hall: Hall, person: Invited, code: str = "better", words: str = "") -> Replied | None:
    return replies.reply(hall, Link(person.token, BROWSER), Reply(code, words))


def kept(hall: Hall) -> list[Stored]:
    """Return the responses that are replies."""
    with hall.sessions.reading() as session:
        query = select(Response.id).where(Response.questionnaire == replies.QUESTIONNAIRE)
        ids = set(session.scalars(query))
    return [each for each in responses(hall) if each.id in ids]


def test_a_tap_is_kept_as_a_response_known_like_the_one_before(hall: Hall) -> None:
    person = spoke(hall)
    assert reply(hall, person, "bit_better", "The room is nicer.") == Replied()
    (found,) = kept(hall)
    assert (found.mode, found.role, found.partial) == (Mode.LINKED, RespondentRole.PARENT, False)
    assert found.case_id == person.case_id
    assert [(row.question, row.code, row.text) for row in found.rows] == [
        ("change", "bit_better", None),
        ("needs_to_happen", None, "The room is nicer."),
    ]
    assert count(hall, Draft) == 0


def test_a_confidential_reply_stays_sealed(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    spoken = spoke(hall, Mode.CONFIDENTIAL)
    reply(hall, spoken)
    (found,) = kept(hall)
    assert (found.mode, found.case_id) == (Mode.CONFIDENTIAL, None)
    with hall.sessions.reading() as session:
        assert session.get(ResponseLink, found.id) is not None


def test_a_second_tap_changes_nothing_until_there_is_something_new(
    hall: Hall, clock: Clock
) -> None:
    person = spoke(hall)
    assert reply(hall, person, "better") == reply(hall, person, "worse") == Replied()
    assert [row.code for row in kept(hall)[0].rows if row.code] == ["better"]
    found = news.for_whom(hall, Link(person.token, BROWSER))
    assert found is not None
    assert (found.asks, found.replied) == (False, True)
    clock.advance(days=1)
    first = next(each.id for each in responses(hall) if each.id != kept(hall)[0].id)
    told(hall, first)
    reply(hall, person, "same")
    assert len(kept(hall)) == 2


def test_who_does_not_know_yet_skips_the_question(sqlite_hall: Hall) -> None:
    reply(sqlite_hall, spoke(sqlite_hall), NOT_SURE)
    (found,) = kept(sqlite_hall)
    with sqlite_hall.sessions.reading() as session:
        states = session.execute(
            select(Answer.question_id, Answer.state).where(Answer.response_id == found.id)
        )
        assert dict(states.all()) == {"change": "skipped", "needs_to_happen": "skipped"}


def test_words_that_disclose_raise_a_concern_and_offer_help(sqlite_hall: Hall) -> None:
    hall = sqlite_hall
    person = spoke(hall)
    found = reply(hall, person, "same", DISCLOSED)
    assert found is not None
    assert found.help in {Level.NOW, Level.TODAY}
    assert [question for question, _ in concerns(hall)] == ["needs_to_happen"]
    with hall.sessions.reading() as session:
        concern = session.scalars(select(Concern)).one()
        assert (concern.response_id, concern.case_id) == (kept(hall)[0].id, person.case_id)


def test_a_tap_that_it_is_worse_is_looked_at_by_a_person(sqlite_hall: Hall) -> None:
    found = reply(sqlite_hall, spoke(sqlite_hall), "worse")
    assert found == Replied(help=Level.SOON)
    assert concerns(sqlite_hall) == (("change", "soon"),)


@pytest.mark.parametrize(
    ("code", "words", "reason"),
    [("maybe", "", Reason.NOT_A_CHOICE), ("better", "long " * 2000, Reason.TOO_LONG)],
)
def test_what_cannot_be_taken_is_refused_and_nothing_is_kept(
    sqlite_hall: Hall, code: str, words: str, reason: Reason
) -> None:
    person = spoke(sqlite_hall)
    found = reply(sqlite_hall, person, code, words)
    assert found is not None
    assert found.refused is not None
    assert found.refused.reason is reason
    assert kept(sqlite_hall) == []
    assert reply(sqlite_hall, person, "better") == Replied()


def test_over_long_words_that_disclose_are_heard_all_the_same(sqlite_hall: Hall) -> None:
    person = spoke(sqlite_hall)
    found = reply(sqlite_hall, person, "same", DISCLOSED + " long" * 2000)
    assert found is not None
    assert (found.refused is not None, found.help is not None) == (True, True)
    assert len(concerns(sqlite_hall)) == 1


def test_nobody_else_can_reply(sqlite_hall: Hall) -> None:
    person = spoke(sqlite_hall)
    elsewhere = Link(person.token, "another browser")
    assert replies.reply(sqlite_hall, elsewhere, Reply("better")) is None
    untold = invited(sqlite_hall)
    sent(sqlite_hall, untold)
    assert reply(sqlite_hall, untold) is None
    assert kept(sqlite_hall) == []


def test_staff_are_told_but_not_asked(sqlite_hall: Hall) -> None:
    asked = {"questionnaire": "staff_on_quality_assurance", "role": RespondentRole.STAFF}
    person = spoke(sqlite_hall, **asked)
    assert reply(sqlite_hall, person) is None
    assert not replies.may_ask(RespondentRole.STAFF)


def test_the_page_asks_in_the_words_of_the_questionnaire() -> None:
    asked = replies.asked()
    assert asked.text == "Did anything change for you?"
    assert [choice.code for choice in asked.choices] == ["better", "bit_better", "same", "worse"]
