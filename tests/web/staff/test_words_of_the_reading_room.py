"""Small pieces of the reading room and the desk: evidence, lengths of time, filters."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.kinds import CodingRound
from storage.queries.passes import Hit, Pass
from surveys.kinds import RespondentRole
from web.staff.durations import in_words
from web.staff.evidence import quoted, segments
from web.staff.response_filters import kept, months, wanted

TEXT = "Nobody listened 👪 at all"


def coded(*spans: tuple[int, int]) -> Pass:
    """Return a pass whose one theme has this evidence."""
    hit = Hit("being_heard", tuple((*span, "listened") for span in spans))
    at = datetime(2026, 10, 15, tzinfo=UTC)
    return Pass(
        uuid4(), uuid4(), CodingRound.MACHINE, None, "a", "b", None, None, False, at, (hit,)
    )


def test_evidence_is_marked_where_it_stands_and_overlaps_are_marked_once() -> None:
    assert segments(TEXT, coded((7, 15), (0, 10), (16, 17))) == (
        ("Nobody listened", True),
        (" ", False),
        ("👪", True),
        (" at all", False),
    )
    assert segments(TEXT, None) == ((TEXT, False),)


@given(st.text(), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30))))
def test_the_pieces_together_are_always_the_words(text: str, spans: list[tuple[int, int]]) -> None:
    pieces = segments(text, coded(*spans))
    assert "".join(piece for piece, _ in pieces) == text


def test_a_phrase_that_stands_twice_is_quoted_once() -> None:
    assert quoted("late, so late", Hit("timing", ((0, 4, "late"), (9, 13, "late")))) == ("late",)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(minutes=-35), "35 minutes"),
        (timedelta(hours=2, minutes=5), "2 hours 5 minutes"),
        (timedelta(days=1, minutes=30), "1 day 30 minutes"),
        (timedelta(days=3, hours=4, minutes=9), "3 days 4 hours"),
    ],
)
def test_a_length_of_time_is_said_in_its_two_largest_units(length: timedelta, words: str) -> None:
    assert in_words(length) == words


def test_an_address_narrows_the_list_by_what_it_names() -> None:
    found = wanted({"role": "parent", "month": "2026-12", "unread": "yes", "team": ""})
    assert found.role is RespondentRole.PARENT
    assert found.days == (date(2026, 12, 1), date(2027, 1, 1))
    assert (found.unread, found.concern, found.team) == (True, False, None)


@pytest.mark.parametrize("month", ["", "2026", "2026-13", "9999-12", "soon", "2026-10-01"])
def test_what_is_no_month_narrows_nothing(month: str) -> None:
    assert wanted({"month": month}).days is None


def test_pages_keep_the_filters_and_nothing_else() -> None:
    assert kept({"role": "parent", "team": "", "page": "3", "next": "x"}) == {"role": "parent"}


def test_months_run_from_the_newest_to_the_oldest_over_the_turn_of_a_year() -> None:
    found = months((date(2025, 11, 30), date(2026, 1, 1)))
    assert [code for code, _ in found] == ["2026-01", "2025-12", "2025-11"]
    assert months(None) == ()
