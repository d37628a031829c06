"""What became of differing comments is counted; the machine neither learns nor is measured anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from services.hall import Hall
from services.insight import teaching
from services.insight.moderated import moderated
from services.insight.settling import Codes, Holds
from storage.kinds import CodingRound, StaffRole
from storage.queries.learning import coded_blind, coded_by_people
from storage.queries.passes import Pass
from storage.queries.second_looks import Looks
from tests.builders.apart import apart, settled
from tests.builders.colleagues import colleague
from tests.builders.feedback import code, comment

SUMMER = datetime(2026, 7, 31, 23, 30, tzinfo=UTC)
"""The first half hour of August in London."""


def found(felt: str | None, at: datetime = SUMMER) -> Pass:
    return Pass(
        uuid4(), uuid4(), CodingRound.FIRST, uuid4(), None, "test", felt, None, False, at, ()
    )


def two(
    first: str, second: str, held: str | None = None, at: datetime = SUMMER, weight: int = 0
) -> Looks:
    """Return a comment as two readers and whoever settled it coded it."""
    settled_as = replace(found(held, at), severity=weight or None) if held else None
    return Looks(uuid4(), found(second), None, found(first), settled_as)


def test_differing_comments_are_counted_by_month_and_by_whose_reading_held() -> None:
    july = SUMMER.replace(day=3)
    looks = [
        two("positive", "positive"),
        two("positive", "negative"),
        two("positive", "negative", "positive", july),
        two("positive", "negative", "negative"),
        two("positive", "negative", "neutral"),
        two("positive", "negative", "negative", weight=2),
        replace(two("positive", "negative"), first=None),
    ]
    told = moderated(looks, 1)
    assert (told.coded, told.differing) == (6, 5)
    assert told.settled.held == {Holds.FIRST: 1, Holds.SECOND: 1, Holds.NEITHER: 2}
    assert (told.settled.n, told.settled.changed) == (4, 3)
    months = {month: (each.n, each.changed) for month, each in told.by_month}
    assert months == {date(2026, 7, 1): (1, 0), date(2026, 8, 1): (3, 3)}


@pytest.mark.parametrize(
    ("settled", "alone", "together"),
    [
        ({5: 5, 6: 7}, [5, 6], 0),
        ({5: 2, 6: 7, 7: 4}, [6], 6),
        ({5: 2, 6: 7, 7: 6}, [6], 8),
        ({5: 2, 6: 3}, [], 5),
    ],
)
def test_months_with_few_stand_together_and_never_so_that_a_sum_tells_them(
    settled: dict[int, int], alone: list[int], together: int
) -> None:
    looks = [
        two("positive", "negative", "positive", SUMMER.replace(day=3, month=month))
        for month, count in settled.items()
        for _ in range(count)
    ]
    rows = dict(moderated(looks, 5).by_month)
    assert [month.month for month in rows if month] == alone
    assert (rows[None].n if None in rows else 0) == together


def test_with_nothing_coded_twice_there_is_nothing_to_count() -> None:
    told = moderated([], 5)
    assert (told.coded, told.differing, told.settled.n, told.by_month) == (0, 0, 0, ())


def test_a_settled_comment_is_the_peoples_word_yet_never_learned_from(sqlite_hall: Hall) -> None:
    officer = colleague(sqlite_hall).actor
    qa = colleague(sqlite_hall, StaffRole.QA).actor
    answer = apart(sqlite_hall, officer, qa)
    free = comment(sqlite_hall, "They were on time.")
    code(sqlite_hall, free, "positive", by=CodingRound.FIRST)
    with sqlite_hall.sessions.reading() as session:
        blind = [(one.answer, one.coded.id) for one in coded_blind(session)]

    settled(sqlite_hall, qa, answer, Codes(None, None, ("timing",)))

    with sqlite_hall.sessions.reading() as session:
        coded = {one.answer: one for one in coded_by_people(session)}
        kept, apart_from, _ = teaching._split(session, tuple(coded.values()))
        assert [(one.answer, one.coded.id) for one in coded_blind(session)] == blind
    assert coded[answer].coded.round is CodingRound.RESOLVED
    learned = {one.origin for one in (*kept, *apart_from)}
    assert learned == {coded[free].response}
