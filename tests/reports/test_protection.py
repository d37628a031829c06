"""The whole report under attack: every sum that a reader can form, solved by elimination."""

import json
from collections.abc import Iterator
from fractions import Fraction

import pytest

from reports import build, render
from reports.cells import Answered, QuarterCells
from reports.report import Format, ReportKind
from tests.reports.builders import LEADERS, LISTENED, READERS, WHO, cells, choices, simulated

Sum = tuple[list[str], str]
"""Figure ids of the parts, and of their total."""

SMALL_GROUPS = {"child": 11, "young_person": 7, "parent": 26, "carer": 3, "staff": 2}


def published(counted: QuarterCells) -> dict:
    return json.loads(render(build(ReportKind.QUARTERLY, counted, LEADERS), Format.JSON))


def theme_sums(rows: list[list[str]]) -> Iterator[Sum]:
    for row in rows:
        total = f"{row[0].rsplit('.', 1)[0]}.all" if not row[0].endswith(".all") else row[0]
        yield [id_ for id_ in row if id_ != total and not id_.endswith(".share")], total


def column_sums(rows: list[list[str]], width: int) -> Iterator[Sum]:
    *inner, last = rows
    for place in range(width):
        yield [row[place] for row in inner], last[place]


def table_sums(table: dict) -> Iterator[Sum]:
    """What adds up, as a reader sees from the headings."""
    rows = [[cell[0] for cell in row["figures"]] for row in table["rows"]]
    if table["table"].startswith("themes"):
        yield from theme_sums(rows)
    elif table["columns"][-1] == "Mean":
        yield from column_sums(rows, width=1)
    elif table["table"].startswith(("answers.", "concerns")):
        if len(rows[-1]) > 1:
            yield from ((row[:-1], row[-1]) for row in rows)
        if "tick more than one" not in table["note"]:
            yield from column_sums(rows, width=len(rows[-1]))


def recovered(report: dict) -> set[str]:
    """Ids of withheld counts that the printed ones determine, by Gaussian elimination."""
    blocks = [block for section in report["sections"] for block in section["blocks"]]
    sums = [one for block in blocks if "table" in block for one in table_sums(block)]
    unknown = [f["id"] for f in report["figures"] if f["suppressed"] and f["unit"] == "count"]
    matrix = [
        [Fraction((id_ in parts) - (id_ == total)) for id_ in unknown] for parts, total in sums
    ]
    solved = eliminated(matrix)
    alone = [row for row in solved if sum(map(bool, row)) == 1]
    return {id_ for row in alone for id_, factor in zip(unknown, row, strict=True) if factor}


def eliminated(matrix: list[list[Fraction]]) -> list[list[Fraction]]:
    """The reduced row echelon form."""
    done = 0
    for column in range(len(matrix[0])):
        pivot = next((r for r in range(done, len(matrix)) if matrix[r][column]), None)
        if pivot is None:
            continue
        matrix[done], matrix[pivot] = matrix[pivot], matrix[done]
        lead = [value / matrix[done][column] for value in matrix[done]]
        matrix[done] = lead
        for place, row in enumerate(matrix):
            if place != done and row[column]:
                factor = row[column]
                matrix[place] = [a - factor * b for a, b in zip(row, lead, strict=True)]
        done += 1
    return matrix


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("people", [None, SMALL_GROUPS], ids=["usual", "small groups"])
def test_no_withheld_figure_follows_from_the_totals(
    seed: int, people: dict[str, int] | None
) -> None:
    report = published(simulated(seed, people))
    assert any(figure["suppressed"] for figure in report["figures"])
    assert recovered(report) == set()


def test_the_attack_succeeds_where_only_small_cells_are_withheld() -> None:
    report = published(cells(**choices(LISTENED, {"parent": {"yes": 20, "no": 3, "not_sure": 9}})))
    for figure in report["figures"]:
        if figure["id"] == "answers.listened.parent.not_sure":
            assert figure["suppressed"]
            figure["suppressed"] = False
    assert recovered(report) == {"answers.listened.parent.no"}


@pytest.mark.parametrize("seed", range(6))
def test_no_small_number_of_people_is_printed(seed: int) -> None:
    for figure in published(simulated(seed, SMALL_GROUPS))["figures"]:
        protected = figure["id"].startswith(("answers.", "themes.", "concerns."))
        if protected and figure["unit"] == "count":
            assert figure["value"] not in {1, 2, 3, 4}
        if figure["suppressed"]:
            assert figure["value"] is None


@pytest.mark.parametrize("seed", range(4))
def test_shares_and_means_are_withheld_with_the_counts_they_rest_on(seed: int) -> None:
    figures = {f["id"]: f for f in published(simulated(seed, SMALL_GROUPS))["figures"]}
    for id_, figure in figures.items():
        if figure["unit"] == "share" and id_.removesuffix(".share") in figures:
            assert figure["suppressed"] or not figures[id_.removesuffix(".share")]["suppressed"]
        if figure["unit"] == "mean":
            people = figures[id_.replace(".mean", ".n")]
            assert figure["suppressed"] == people["suppressed"]


@pytest.mark.parametrize("seed", range(12))
def test_subtracting_those_who_ticked_gives_no_small_number(seed: int) -> None:
    figures = {f["id"]: f for f in published(simulated(seed, SMALL_GROUPS))["figures"]}
    ticked = [f for f in figures.values() if f["id"].startswith("answers.who_was_there")]
    for figure in ticked:
        if figure["unit"] == "count" and figure["value"] is not None and figure["n"] is not None:
            assert figure["n"] - figure["value"] not in {1, 2, 3, 4}


def test_those_who_did_not_tick_are_protected_too() -> None:
    ticked = choices(WHO, {"parent": {"family": 28, "advocate": 15}})
    ticked["answered"] = (Answered(WHO.id, "parent", 30),)
    figures = {f["id"]: f for f in published(cells(**ticked))["figures"]}
    assert figures["answers.who_was_there.parent.family"]["suppressed"]
    assert figures["answers.who_was_there.parent.advocate"]["value"] == 15


def test_a_choice_that_nobody_took_is_printed_as_zero_in_small_groups_too() -> None:
    counted = choices(
        LISTENED, {"parent": {"yes": 20, "no": 9}, "carer": {"yes": 6}, "child": {"yes": 30}}
    )
    figures = {f["id"]: f for f in published(cells(**counted))["figures"]}
    assert figures["answers.listened.all.not_sure"]["value"] == 0
    assert figures["answers.listened.carer.not_sure"]["value"] == 0
    assert figures["answers.listened.carer.no"]["suppressed"]


@pytest.mark.parametrize(
    ("parents", "least"),
    [
        ({"yes": 53, "no": 2}, 0.9),
        ({"yes": 38, "no": 3}, 0.75),
        ({"yes": 6, "no": 4}, 0.5),
        ({"yes": 8, "no": 1}, None),
        ({"yes": 3, "no": 20}, None),
        ({"yes": 40, "no": 15}, None),
    ],
)
def test_where_a_share_is_withheld_it_is_told_what_it_reaches_as_far_as_that_may_be(
    parents: dict[str, int], least: float | None
) -> None:
    report = build(ReportKind.QUARTERLY, cells(**choices(LISTENED, {"parent": parents})), LEADERS)
    figures = {figure.id: figure for figure in report.figures}
    share = figures["answers.listened.parent.yes.share"]
    assert share.least == least
    assert (share.value is None) == (parents["yes"] != 40)
    assert [each.id for each in report.figures if each.least] == ([share.id] if least else [])
    shown = f"{least:.0%} or more" if least else ""
    assert shown in render(report, Format.HTML).decode()
    assert json.loads(render(report, Format.JSON))["figures"]


@pytest.mark.parametrize("seed", range(6))
def test_only_the_share_of_everybody_is_told_in_steps(seed: int) -> None:
    for figure in published(simulated(seed, SMALL_GROUPS))["figures"]:
        if figure["least"] is not None:
            assert figure["suppressed"]
            assert figure["id"].endswith(".all.yes.share")
            assert figure["least"] in {0.9, 0.75, 0.5}


def test_people_entitled_to_the_responses_see_every_number() -> None:
    report = build(ReportKind.QUARTERLY, simulated(1, SMALL_GROUPS), READERS)
    assert not any(figure.suppressed for figure in report.figures)


def test_what_respondents_did_not_say_is_never_withheld() -> None:
    report = build(ReportKind.QUARTERLY, simulated(1, SMALL_GROUPS), LEADERS)
    plain = ("meetings", "returns", "coverage", "not_asked")
    assert not any(f.suppressed for f in report.figures if f.id.startswith(plain))
