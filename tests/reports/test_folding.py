"""Folding: pages for people leave out what is withheld whole, and name it."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from reports import build, render
from reports.as_html import as_part_of_page
from reports.cells import Answered, Chosen, Summed
from reports.folding import folded
from reports.report import Format, Prose, Report, ReportKind, Section, Table
from tests.reports.builders import (
    LEADERS,
    LISTENED,
    READERS,
    SCALE,
    THEMES,
    cells,
    choices,
    comments,
    simulated,
)


def report(**counted: object) -> Report:
    return build(ReportKind.QUARTERLY, cells(**counted), LEADERS)


def answered(by_role: dict[str, dict[str, int]]) -> Report:
    return report(**choices(LISTENED, by_role))


def section(made: Report, id_: str) -> Section:
    return next(each for each in folded(made).sections if each.id == id_)


def tables(made: Report) -> Iterator[Table]:
    for each in made.sections:
        yield from (block for block in each.blocks if isinstance(block, Table))


def test_a_group_too_small_to_show_apart_is_named_with_its_size_where_that_is_printed() -> None:
    made = answered(
        {"parent": {"yes": 40, "no": 30}, "carer": {"yes": 7}, "young_person": {"yes": 60, "no": 9}}
    )
    (table,) = section(made, "how_well").blocks
    assert isinstance(table, Table)
    assert table.columns == ("Answer", "Young people", "Everyone")
    assert "Groups not shown apart, to protect people: Parents (70); Carers (7)." in table.note


def test_every_row_keeps_as_many_cells_as_there_are_headings() -> None:
    made = build(ReportKind.QUARTERLY, simulated(4, {"child": 8, "parent": 40}), LEADERS)
    for table in tables(folded(made)):
        assert all(len(row.cells) + 1 == len(table.columns) for row in table.rows)


def test_a_question_that_few_answered_is_named_at_the_end_of_its_section() -> None:
    (left,) = section(answered({"parent": {"yes": 6}}), "how_well").blocks
    assert left == Prose("Withheld to protect people: “Did people listen to what you think?”")


def test_themes_that_few_raised_are_named_under_the_table() -> None:
    said = comments({"timing": {"positive": 30, "negative": 12}, "family_time": {"negative": 3}})
    made = report(comments=said, themes=THEMES)
    table = next(b for b in section(made, "said").blocks if isinstance(b, Table))
    assert [row.header for row in table.rows] == ["Time and timing", "All comments"]
    assert "Withheld to protect people: Seeing family and friends." in table.note


def test_what_is_printed_stays_as_it_is() -> None:
    made = build(ReportKind.QUARTERLY, simulated(3), READERS)
    assert folded(made) == made


@pytest.mark.parametrize("seed", range(6))
def test_folding_loses_no_printed_answer_but_zeros_and_sizes_of_groups(seed: int) -> None:
    small = simulated(seed, {"child": 12, "parent": 40, "staff": 3})
    made = build(ReportKind.QUARTERLY, small, LEADERS)
    kept = {figure.id for figure in folded(made).figures}
    lost = [figure.id for figure in made.figures if figure.id not in kept and figure.value]
    assert all(id_.endswith((".n", ".all")) for id_ in lost), lost


def test_a_mean_of_everyone_stays_where_no_group_can_be_shown_apart() -> None:
    made = report(
        questions=(SCALE,),
        answered=(Answered(SCALE.id, "parent", 30), Answered(SCALE.id, "child", 3)),
        summed=(Summed(SCALE.id, "parent", 150.0), Summed(SCALE.id, "child", 15.0)),
    )
    (table,) = section(made, "better_off").blocks
    assert isinstance(table, Table)
    assert [row.header for row in table.rows] == ["Everyone"]
    assert "Withheld to protect people: Children; Parents." in table.note


def test_pages_are_folded_and_the_data_is_whole() -> None:
    made = answered({"parent": {"yes": 40, "no": 30}, "child": {"yes": 2}, "carer": {"yes": 20}})
    ids = {figure["id"] for figure in json.loads(render(made, Format.JSON))["figures"]}
    assert "answers.listened.child.yes" in ids
    assert "Children</th>" not in render(made, Format.HTML).decode()


def test_no_row_on_a_page_is_full_of_withheld_numbers() -> None:
    small = simulated(2, {"child": 6, "parent": 9, "staff": 3})
    made = build(ReportKind.QUARTERLY, small, LEADERS)
    for table in tables(folded(made)):
        for row in table.rows:
            tells = (not cell[0].suppressed or cell[-1].least for cell in row.cells)
            assert row.total or any(tells)


def test_the_part_of_a_page_that_staff_read_is_folded_too() -> None:
    made = answered({"parent": {"yes": 40, "no": 30}, "child": {"yes": 2}, "carer": {"yes": 20}})
    part = as_part_of_page(made)
    assert "Children</th>" not in part
    assert "Groups not shown apart, to protect people: Children" in part


def test_many_questions_that_few_answered_are_counted_and_the_first_named() -> None:
    asked = tuple(replace(LISTENED, id=f"q{n}", text=f"Question {n}?") for n in range(9))
    few = tuple(Answered(question.id, "parent", 2) for question in asked)
    said = tuple(Chosen(question.id, "parent", "yes", 2) for question in asked)
    made = report(questions=asked, answered=few, chosen=said)
    (left,) = section(made, "how_well").blocks
    assert isinstance(left, Prose)
    assert left.text.startswith("9 more tables are withheld")
    assert "“Question 4?”, and others." in left.text
