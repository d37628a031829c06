"""Analysers are measured on what was coded blind, which none of them learned from."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import pytest
from sqlalchemy import select

from services.hall import Hall
from services.insight import teaching
from services.insight.drawing import consider
from services.insight.teaching import BLIND_FEWEST, in_use, teach
from services.refusal import Refused
from storage.actors import Actor
from storage.kinds import StaffRole
from storage.models import Answer
from tests.builders.colleagues import colleague
from tests.builders.lessons import IN_ONE, MEANS, THEME, lessons
from tests.builders.sampled import IN, by

BLIND = 48
WRONG = {"zorbed": "negative", "mimbly": "positive", "grelky": "neutral"}


@pytest.fixture
def qa(sqlite_hall: Hall) -> Actor:
    return colleague(sqlite_hall, StaffRole.QA).actor


def whole_responses(hall: Hall, answers: Sequence[UUID], comments: int) -> dict[UUID, str]:
    """Return the words of so many comments, response by response."""
    with hall.sessions.reading() as session:
        query = select(Answer).where(Answer.id.in_(answers)).order_by(Answer.response_id)
        return {row.id: row.text or "" for row in session.scalars(query.limit(comments))}


def draw_and_code(hall: Hall, actor: Actor, words: dict[UUID, str], *themes: str) -> None:
    """Draw comments and code them blind, with these themes where they speak of a meeting."""
    consider(hall, dict.fromkeys(words, IN))
    for answer, text in words.items():
        meant = next(MEANS[word] for word in text.split() if word in MEANS)
        by(hall, actor, answer, meant, themes if "meeting" in text else (), blind=True)


def test_what_was_drawn_is_measured_on_and_never_learned_from(sqlite_hall: Hall, qa: Actor) -> None:
    words = whole_responses(sqlite_hall, lessons(sqlite_hall, 264), BLIND)
    blank, *told = words
    draw_and_code(sqlite_hall, qa, {each: words[each] for each in told}, THEME)
    consider(sqlite_hall, {blank: IN})
    by(sqlite_hall, qa, blank, None, blind=True)

    taught = teach(sqlite_hall)

    assert (taught.blind, taught.promoted) == (True, True)
    assert taught.learned_from == 264 - BLIND
    assert taught.measured_on == BLIND - 1, "of one comment that person could tell nothing"


def test_an_analyser_that_only_pleases_its_teachers_is_not_promoted(
    sqlite_hall: Hall, qa: Actor
) -> None:
    """Who coded first is wrong throughout; whoever coded blind knows what was meant."""
    words = whole_responses(sqlite_hall, lessons(sqlite_hall, 240, WRONG), BLIND)
    draw_and_code(sqlite_hall, qa, words)
    taught = teach(sqlite_hall)
    assert (taught.blind, taught.promoted) == (True, False)
    assert in_use(sqlite_hall).models is sqlite_hall.models


def test_too_few_coded_blind_leave_it_to_one_response_in_five(
    sqlite_hall: Hall, qa: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned_from: list[int] = []

    def stop(kept: Sequence[object], *rest: object) -> None:
        learned_from.append(len(kept))
        raise Refused("That is enough to know.")

    monkeypatch.setattr(teaching.training, "train", stop)
    words = whole_responses(sqlite_hall, lessons(sqlite_hall, 300), IN_ONE)
    draw_and_code(sqlite_hall, qa, words, THEME)
    with pytest.raises(Refused, match="enough to know"):
        teach(sqlite_hall)
    assert IN_ONE < BLIND_FEWEST
    assert learned_from[0] < 300 - IN_ONE
    assert learned_from[0] > 0.5 * 300
