"""How much was done, and who was not heard: tables of counts that are never withheld."""

import pytest

from reports import activity, coverage
from reports.cells import Coverage, Invitations, MeetingsHeld, NotAsked
from reports.figures import Figures
from reports.periods import parse
from reports.report import Block, Prose, Table
from tests.reports.builders import QUARTER, SCOPE

FIGURES = Figures(SCOPE, QUARTER, threshold=5)


def tables(blocks: list[Block]) -> dict[str, Table]:
    return {block.id: block for block in blocks if isinstance(block, Table)}


def values(table: Table) -> dict[str, list[float | None]]:
    return {row.header: [cell[0].value for cell in row.cells] for row in table.rows}


def held(*rows: tuple[str, str, str, int]) -> dict[str, Table]:
    return tables(list(activity.held(tuple(MeetingsHeld(*row) for row in rows), FIGURES)))


def test_every_month_of_the_period_has_a_column_even_without_meetings() -> None:
    table = held(("cla_review", "North", "2026-08", 3))["meetings_by_kind"]
    assert table.columns == (
        "Kind of meeting",
        "July 2026",
        "August 2026",
        "September 2026",
        "Total",
    )
    assert values(table) == {"Looked-after child review": [0, 3, 0, 3], "Total": [0, 3, 0, 3]}


def test_kinds_stand_in_the_order_of_the_wording_and_new_ones_last() -> None:
    table = held(
        ("dip_sample", "North", "2026-07", 1),
        ("cin_review", "North", "2026-07", 1),
        ("cla_review", "North", "2026-07", 1),
    )["meetings_by_kind"]
    assert [row.header for row in table.rows] == [
        "Looked-after child review",
        "Child in need review",
        "Dip sample",
        "Total",
    ]


def test_one_team_alone_gets_no_table_of_teams() -> None:
    assert set(held(("cla_review", "North", "2026-07", 3))) == {"meetings_by_kind"}
    several = held(("cla_review", "North", "2026-07", 3), ("cla_review", "East", "2026-07", 4))
    assert values(several["meetings_by_team"]) == {"East": [4], "North": [3], "Total": [7]}


def test_totals_are_marked_as_such() -> None:
    table = held(("cla_review", "North", "2026-07", 3))["meetings_by_kind"]
    assert [row.total for row in table.rows] == [False, True]


def test_a_year_has_a_column_for_each_of_its_months() -> None:
    year = Figures(SCOPE, parse("2026"), threshold=5)
    (table,) = activity.held((MeetingsHeld("cla_review", "North", "2027-03", 2),), year)
    assert isinstance(table, Table)
    assert len(table.columns) == 14


def returned(*rows: tuple[str, str, int, int, int]) -> dict[str, Table]:
    return tables(list(activity.returns(tuple(Invitations(*row) for row in rows), FIGURES)))


def test_returns_are_told_by_month_and_by_role_with_the_same_totals() -> None:
    both = returned(
        ("2026-07", "child", 10, 4, 2),
        ("2026-07", "parent", 20, 5, 0),
        ("2026-09", "parent", 10, 5, 1),
    )
    by_month = values(both["returns_by_month"])
    assert by_month["July 2026"] == [30, 9, 2, 0.3]
    assert by_month["August 2026"] == [0, 0, 0, None]
    by_role = values(both["returns_by_role"])
    assert by_role["Children"] == [10, 4, 2, 0.4]
    assert by_role["Parents"] == [30, 10, 1, 0.3333]
    assert by_month["Total"] == by_role["Total"] == [40, 14, 3, 0.35]


def test_small_numbers_of_invitations_are_shown() -> None:
    table = returned(("2026-07", "child", 1, 1, 0))["returns_by_role"]
    assert values(table)["Children"] == [1, 1, 0, 1.0]


def test_the_headlines_are_worded_for_themselves() -> None:
    rows = (Invitations("2026-07", "child", 10, 4, 0),)
    sent, answered, rate = activity.all_returned(rows, FIGURES)
    assert (sent.label, answered.label) == ("invitations sent", "returned by the person")
    assert (rate.label, rate.value) == ("of invitations returned", 0.4)


def test_people_around_the_meetings_are_told_by_role() -> None:
    rows = (Coverage("parent", 30, 20, 12), Coverage("child", 20, 5, 2))
    (table,) = coverage.coverage(rows, (), FIGURES)
    assert isinstance(table, Table)
    assert values(table) == {
        "Children": [20, 5, 2, 18, 0.1],
        "Parents": [30, 20, 12, 18, 0.4],
        "Total": [50, 25, 14, 36, 0.28],
    }


def test_reasons_for_not_asking_stand_with_the_most_frequent_first() -> None:
    reasons = (NotAsked("Too young", 2), NotAsked("No contact details", 7))
    *_, table = coverage.coverage((Coverage("child", 9, 0, 0),), reasons, FIGURES)
    assert isinstance(table, Table)
    assert values(table) == {"No contact details": [7], "Too young": [2]}
    assert table.rows[0].cells[0][0].id == "not_asked.no_contact_details"


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        (activity.held((), FIGURES), "No meetings were recorded in this period."),
        (activity.returns((), FIGURES), "No invitations were sent in this period."),
        (coverage.coverage((), (), FIGURES), "Nobody was there to be asked in this period."),
    ],
)
def test_nothing_to_count_is_said_in_a_sentence(blocks: object, said: str) -> None:
    assert list(blocks) == [Prose(said)]
