"""Figures: counts, shares and means, and what stays empty; concerns and method."""

import pytest

from reports import concern_figures
from reports.cells import Concerns, Handling, Method
from reports.figures import Figures
from reports.method import method, notices
from reports.report import Figure, Headlines, Policy, Prose, Table, Unit
from tests.reports.builders import LEADERS, QUARTER, READERS, SCOPE, cells

MAKE = Figures(SCOPE, QUARTER, threshold=5)


def test_a_count_carries_what_it_is_part_of_and_where_and_when() -> None:
    figure = MAKE.count("a.b", "label", 12, n=40)
    assert figure == Figure("a.b", "label", 12, 40, SCOPE, QUARTER, Unit.COUNT)


def test_a_withheld_count_has_no_value() -> None:
    figure = MAKE.count("a.b", "label", 3, n=40, hidden={"a.b"})
    assert (figure.value, figure.suppressed) == (None, True)


@pytest.mark.parametrize(
    ("part", "whole", "hidden", "value", "suppressed"),
    [
        (10, 40, set(), 0.25, False),
        (1, 3, set(), 0.3333, False),
        (0, 40, set(), 0.0, False),
        (0, 0, set(), None, False),
        (10, 40, {"part"}, None, True),
        (10, 40, {"whole"}, None, True),
    ],
)
def test_a_share_is_of_printed_counts_only(
    part: int, whole: int, hidden: set[str], value: float | None, suppressed: bool
) -> None:
    one = MAKE.count("part", "", part, hidden=hidden)
    all_ = MAKE.count("whole", "", whole, hidden=hidden)
    share = MAKE.share(one, all_)
    assert (share.id, share.unit) == ("part.share", Unit.SHARE)
    assert (share.value, share.suppressed) == (value, suppressed)


def test_a_mean_is_rounded_so_that_it_tells_no_single_answer() -> None:
    people = MAKE.count("n", "", 7)
    assert MAKE.mean("mean", "", 44.0, people).value == 6.3


def test_a_mean_of_withheld_people_is_withheld_and_of_nobody_is_empty() -> None:
    gone = MAKE.count("n", "", 3, hidden={"n"})
    assert MAKE.mean("mean", "", 21.0, gone).suppressed
    nobody = MAKE.mean("mean", "", 0.0, MAKE.count("n", "", 0))
    assert (nobody.value, nobody.suppressed) == (None, False)


def test_figures_by_machine_are_marked() -> None:
    assert MAKE.by_machine().count("a", "", 1).machine
    assert not MAKE.count("a", "", 1).machine


def concerns(*rows: tuple[str, Handling, int, int]) -> tuple[Concerns, ...]:
    return tuple(Concerns(*row) for row in rows)


def told(raised: tuple[Concerns, ...], threshold: int = 5) -> dict[str, Figure]:
    blocks = concern_figures.raised(raised, Figures(SCOPE, QUARTER, threshold))
    return {figure.id: figure for block in blocks for figure in block.figures}


def test_concerns_are_counted_by_urgency_with_totals_on_both_sides() -> None:
    raised = concerns(
        ("soon", Handling.WAITING, 8, 8),
        ("now", Handling.IN_TIME, 6, 0),
        ("today", Handling.LATE, 9, 5),
    )
    found = told(raised, threshold=0)
    assert found["concerns.now.all"].value == 6
    assert found["concerns.all.late"].value == 9
    assert found["concerns.all.all"].value == 23
    assert found["concerns.open"].value == 13


def test_the_most_urgent_stand_first() -> None:
    raised = concerns(("soon", Handling.WAITING, 8, 8), ("now", Handling.IN_TIME, 6, 0))
    *_, table = concern_figures.raised(raised, MAKE)
    assert isinstance(table, Table)
    assert [row.header for row in table.rows] == ["At once", "Soon", "Total"]


@pytest.mark.parametrize("still_open", [1, 4, 17, 19])
def test_few_open_and_few_closed_concerns_are_both_withheld(still_open: int) -> None:
    found = told(concerns(("today", Handling.IN_TIME, 20, still_open)))
    assert found["concerns.open"].suppressed
    assert found["concerns.all.all"].value == 20


@pytest.mark.parametrize("still_open", [0, 5, 15, 20])
def test_none_open_or_many_are_told(still_open: int) -> None:
    found = told(concerns(("today", Handling.IN_TIME, 20, still_open)))
    assert found["concerns.open"].value == still_open


def test_no_concerns_are_told_in_a_sentence_and_a_nought() -> None:
    assert list(concern_figures.raised((), MAKE)) == [
        Prose("No concerns were raised in this period.")
    ]
    assert concern_figures.all_raised((), MAKE).value == 0


def test_concerns_open_with_the_two_numbers_that_matter() -> None:
    headlines, _ = concern_figures.raised(concerns(("now", Handling.IN_TIME, 20, 6)), MAKE)
    assert isinstance(headlines, Headlines)
    assert [figure.value for figure in headlines.figures] == [20, 6]


MADE = Method("a 1, a 2", "2026.1", 90, 6, 7, 0, 12, 80, 0)


def prose(policy: Policy, made: Method = MADE) -> str:
    guarded = Figures(SCOPE, QUARTER, policy.suppression)
    blocks = method(cells(method=made), policy, guarded)
    return " ".join(block.text for block in blocks if isinstance(block, Prose))


def test_the_method_names_every_analyser_and_codebook_that_coded() -> None:
    assert "Analyser: a 1, a 2. Codebook: 2026.1." in prose(LEADERS)


def test_the_rule_of_withholding_is_told_where_it_applies() -> None:
    assert "Numbers of 1 to 4, and zeros among fewer than 10, are withheld" in prose(LEADERS)
    assert "withheld" not in prose(READERS).split("Percentages")[1]


def test_a_council_s_own_threshold_is_told_as_it_is() -> None:
    stricter = Policy(LEADERS.audience, threshold=10)
    assert "Numbers of 1 to 9, and zeros among fewer than 20" in prose(stricter)


def test_without_comments_the_method_speaks_of_no_machine() -> None:
    nothing = Method("", "")
    assert "Analyser" not in prose(LEADERS, nothing)
    assert not any("machine" in notice for notice in notices(cells(method=nothing), LEADERS))


def test_the_notice_to_those_entitled_warns_against_passing_it_on() -> None:
    assert any("Do not pass this copy on" in each for each in notices(cells(), READERS))
    assert not any("Do not pass" in each for each in notices(cells(), LEADERS))
