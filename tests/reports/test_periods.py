"""Periods: what a code means, in days, in months and in UTC."""

import itertools
from datetime import UTC, date, datetime

import pytest

from reports.periods import PeriodFault, day_label, month_label, parse


@pytest.mark.parametrize(
    ("code", "label", "first", "after"),
    [
        ("2026-Q1", "Quarter 1 2026-27", date(2026, 4, 1), date(2026, 7, 1)),
        ("2026-Q2", "Quarter 2 2026-27", date(2026, 7, 1), date(2026, 10, 1)),
        ("2026-Q4", "Quarter 4 2026-27", date(2027, 1, 1), date(2027, 4, 1)),
        ("2026-07", "July 2026", date(2026, 7, 1), date(2026, 8, 1)),
        ("2026-12", "December 2026", date(2026, 12, 1), date(2027, 1, 1)),
        ("2026", "2026-27", date(2026, 4, 1), date(2027, 4, 1)),
        ("2099", "2099-00", date(2099, 4, 1), date(2100, 4, 1)),
        (" 2026-q2 ", "Quarter 2 2026-27", date(2026, 7, 1), date(2026, 10, 1)),
    ],
)
def test_a_code_names_days_by_the_financial_year(
    code: str, label: str, first: date, after: date
) -> None:
    period = parse(code)
    assert (period.label, period.first, period.after) == (label, first, after)


@pytest.mark.parametrize("code", ["", "2026-Q5", "2026-13", "26-Q2", "2026-7", "Q2", "2026-Q2-1"])
def test_anything_else_is_refused_with_what_to_write_instead(code: str) -> None:
    with pytest.raises(PeriodFault, match=r"is not a period; write a quarter \(2026-Q2\)"):
        parse(code)


def test_a_quarter_runs_from_midnight_to_midnight_in_london() -> None:
    quarter = parse("2026-Q2")
    assert quarter.start == datetime(2026, 6, 30, 23, tzinfo=UTC)
    assert quarter.end == datetime(2026, 9, 30, 23, tzinfo=UTC)
    winter = parse("2026-Q4")
    assert winter.start == datetime(2027, 1, 1, 0, tzinfo=UTC)


def test_the_month_of_the_clock_change_begins_in_summer_time_and_ends_in_winter_time() -> None:
    october = parse("2026-10")
    assert october.start == datetime(2026, 9, 30, 23, tzinfo=UTC)
    assert october.end == datetime(2026, 11, 1, 0, tzinfo=UTC)


def test_quarters_follow_each_other_without_gap_or_overlap() -> None:
    quarters = [parse(f"2026-Q{number}") for number in range(1, 5)]
    assert all(a.end == b.start for a, b in itertools.pairwise(quarters))
    assert parse("2026").start == quarters[0].start
    assert parse("2026").end == quarters[-1].end


def test_a_period_knows_its_months_and_days() -> None:
    assert parse("2026-Q3").months == ("2026-10", "2026-11", "2026-12")
    assert len(parse("2026").months) == 12
    assert date(2026, 9, 30) in parse("2026-Q2")
    assert date(2026, 10, 1) not in parse("2026-Q2")


def test_months_and_days_are_written_as_people_read_them() -> None:
    assert month_label("2026-07") == "July 2026"
    assert day_label(date(2026, 7, 1)) == "1 July 2026"
