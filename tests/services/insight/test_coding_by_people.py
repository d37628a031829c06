"""People confirm or correct the machine: codings are added, older views are told so."""

from __future__ import annotations

from uuid import UUID

import pytest

from analysis import Sentiment, Severity
from services.hall import Hall
from services.insight.coding_by_people import Codes, confirm, correct, let_quote, mark_read
from services.insight.reading_room import Comment, NotYours, Wanted, open_response, shelf
from services.refusal import Refused
from storage.actors import Actor
from storage.kinds import CodingRound
from storage.models import Reading
from tests.builders.clock import Clock
from tests.builders.colleagues import colleague
from tests.builders.invited import invited
from tests.builders.read_by_staff import (
    answered,
    coded,
    comment_of,
    deeds,
    heads,
    keep_from,
    themes,
)
from tests.builders.stored import count

PRAISE = Codes(Sentiment.POSITIVE, Severity.NONE, ("timing",))


@pytest.fixture
def officer(hall: Hall) -> Actor:
    return colleague(hall).actor


@pytest.fixture
def response(hall: Hall) -> UUID:
    return answered(hall)


def seen(hall: Hall, actor: Actor, response: UUID) -> str:
    """Return the coding that the page of a response's only comment shows."""
    (found,) = look(hall, actor, response)
    return str(found.passes.holding.id) if found.passes.holding else ""


def look(hall: Hall, actor: Actor, response: UUID) -> tuple[Comment, ...]:
    return tuple(open_response(hall, actor, response).comments.values())


def test_confirming_adds_the_persons_own_pass_with_the_machines_evidence(
    hall: Hall, officer: Actor, response: UUID, clock: Clock
) -> None:
    comment = coded(hall, response)
    clock.advance(minutes=5)
    confirm(hall, officer, response, comment, seen(hall, officer, response))

    machine, person = heads(hall, comment)
    assert (person.round, person.coder_id, person.analyser) == (CodingRound.FIRST, officer.id, None)
    assert (person.sentiment, person.severity) == (machine.sentiment, machine.severity)
    assert themes(hall, person) == themes(hall, machine) != set()
    (shown,) = look(hall, officer, response)
    assert shown.passes.person is not None
    assert shown.passes.machine is not None
    assert shown.passes.person.themes == shown.passes.machine.themes
    assert shown.coder == officer.name
    assert "coding_saved" in deeds(hall, officer)


def test_correcting_holds_over_the_machine_and_over_ones_own_earlier_word(
    hall: Hall, officer: Actor, response: UUID
) -> None:
    comment = coded(hall, response)
    correct(hall, officer, response, comment, PRAISE, seen(hall, officer, response))
    unsure = Codes(None, None, ("feeling_safe", "timing", "timing"))
    # The clock stands still: two passes of one moment must not run into each other.
    correct(hall, officer, response, comment, unsure, seen(hall, officer, response))

    assert [head.round for head in heads(hall, comment)] == ["machine", "first", "first"]
    (shown,) = look(hall, officer, response)
    assert shown.passes.person is not None
    assert (shown.passes.person.sentiment, shown.passes.person.severity) == (None, None)
    assert [hit.theme for hit in shown.passes.person.themes] == ["feeling_safe", "timing"]
    assert shelf(hall, officer, Wanted(theme="feeling_safe"), 0, 9).total == 1
    assert shelf(hall, officer, Wanted(theme="reports_and_records"), 0, 9).total == 0


def test_a_comment_that_the_machine_has_not_read_can_be_coded_but_not_confirmed(
    hall: Hall, officer: Actor, response: UUID
) -> None:
    comment = comment_of(hall, response)
    with pytest.raises(Refused, match="has not read this comment yet"):
        confirm(hall, officer, response, comment, "")
    correct(hall, officer, response, comment, PRAISE, "")
    assert [head.sentiment for head in heads(hall, comment)] == ["positive"]


def test_whoever_worked_on_an_older_view_is_told_and_nothing_changes(
    hall: Hall, officer: Actor, response: UUID
) -> None:
    comment = coded(hall, response)
    old = seen(hall, officer, response)
    correct(hall, colleague(hall, name="Another").actor, response, comment, PRAISE, old)
    with pytest.raises(Refused, match="Nothing was changed"):
        confirm(hall, officer, response, comment, old)
    with pytest.raises(Refused, match="Nothing was changed"):
        correct(hall, officer, response, comment, PRAISE, old)
    assert len(heads(hall, comment)) == 2


def test_a_theme_outside_the_codebook_is_refused(
    hall: Hall, officer: Actor, response: UUID
) -> None:
    comment = comment_of(hall, response)
    with pytest.raises(Refused, match="not in the codebook"):
        correct(hall, officer, response, comment, Codes(None, None, ("made_up",)), "")
    assert heads(hall, comment) == []


def test_a_comment_that_says_nothing_keeps_no_theme_and_no_feeling(
    hall: Hall, officer: Actor, response: UUID
) -> None:
    comment = coded(hall, response)
    empty = Codes(Sentiment.NEGATIVE, Severity.SERIOUS, ("timing",), nonanswer=True)
    correct(hall, officer, response, comment, empty, seen(hall, officer, response))
    head = heads(hall, comment)[-1]
    assert (head.nonanswer, head.sentiment, themes(hall, head)) == (True, None, set())


def test_marking_as_read_twice_keeps_one_row_for_each_comment(
    hall: Hall, officer: Actor, response: UUID
) -> None:
    assert mark_read(hall, officer, response) == 1
    assert mark_read(hall, officer, response) == 0
    assert count(hall, Reading) == 1
    opened = open_response(hall, officer, response)
    assert opened.read
    assert not open_response(hall, colleague(hall, name="Another").actor, response).read


def test_a_quote_may_be_used_and_taken_back(hall: Hall, officer: Actor, response: UUID) -> None:
    comment = comment_of(hall, response)
    for usable in (True, True, False, False, True):
        let_quote(hall, officer, response, comment, usable=usable)
        assert look(hall, officer, response)[0].usable is usable
    marks = [deed for deed in deeds(hall, officer) if deed.startswith("quote")]
    assert marks == ["quote_allowed", "quote_taken_back", "quote_allowed"]


@pytest.mark.parametrize("said", ["no", ""])
def test_words_are_not_quoted_without_the_persons_yes(
    hall: Hall, officer: Actor, said: str
) -> None:
    response = answered(hall, quote=said)
    with pytest.raises(Refused, match="did not agree to be quoted"):
        let_quote(hall, officer, response, comment_of(hall, response), usable=True)
    assert not look(hall, officer, response)[0].usable


def test_nobody_codes_or_quotes_what_they_may_not_read(hall: Hall, officer: Actor) -> None:
    person = invited(hall)
    response = answered(hall, person=person)
    comment = coded(hall, response)
    keep_from(hall, officer, person.case_id)
    before = heads(hall, comment)
    for deed in (
        lambda: confirm(hall, officer, response, comment, str(before[0].id)),
        lambda: correct(hall, officer, response, comment, PRAISE, str(before[0].id)),
        lambda: let_quote(hall, officer, response, comment, usable=True),
    ):
        with pytest.raises(NotYours):
            deed()
    assert len(heads(hall, comment)) == 1
    assert deeds(hall, officer) == ["case_refused"] * 3


def test_a_comment_of_another_response_is_not_reached_through_this_one(
    hall: Hall, officer: Actor, response: UUID
) -> None:
    foreign = comment_of(hall, answered(hall))
    with pytest.raises(NotYours):
        correct(hall, officer, response, foreign, PRAISE, "")
