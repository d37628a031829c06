"""Layouts: the same figures in five orders, and every fault of a layout named before it is used."""

import json
import re
from dataclasses import replace
from functools import cache

import pytest

from analysis import baseline
from reports import build, render
from reports.cells import Actions, QuarterCells
from reports.layout import Layout
from reports.layout_blocks import Points, Quadrants, Rating, Ratings
from reports.layout_names import names
from reports.quotes import Quote, Strand
from reports.report import Audience, Format, Policy, Report, ReportKind, Summary, Table
from services.insight.layouts import find
from tests.reports.builders import (
    FELT_SAFE,
    LEADERS,
    LISTENED,
    READERS,
    SCRUTINY,
    cells,
    choices,
    simulated,
)
from tests.reports.layouts import indicator, own, section
from tests.reports.test_rendering import read

QUOTE = Quote("a", "It was kind.", "parent", Strand.WORKING_WELL, confirmed=True)


@cache
def layout(name: str) -> Layout:
    found = find(name, baseline().codebook)
    assert found is not None
    return found


def laid(chosen: Layout, counted: QuarterCells | None = None, policy: Policy = LEADERS) -> Report:
    return build(ReportKind.QUARTERLY, counted or simulated(3), policy, chosen)


def test_there_are_five_layouts_named_by_their_shape() -> None:
    assert names() == (
        "outcomes_based",
        "priorities",
        "scorecard",
        "signs_of_safety",
        "voice_first",
    )
    assert len({layout(name).title for name in names()}) == 5


@pytest.mark.parametrize("policy", [LEADERS, READERS, SCRUTINY])
def test_the_figures_are_the_same_in_every_layout(policy: Policy) -> None:
    counted = simulated(3)

    def figures(chosen: Layout | None) -> object:
        made = build(ReportKind.QUARTERLY, counted, policy, chosen)
        return json.loads(render(made, Format.JSON))["figures"]

    plain = figures(None)
    assert all(figures(layout(name)) == plain for name in names())


@pytest.mark.parametrize("name", names())
def test_each_is_a_sound_page_and_word_document_and_names_itself_in_the_data(name: str) -> None:
    report = laid(layout(name))
    html = render(report, Format.HTML).decode()
    reader = read(html)
    assert len(reader.ids) == len(set(reader.ids))
    assert layout(name).title in html
    assert json.loads(render(report, Format.JSON))["layout"] == name
    assert render(report, Format.DOCX).startswith(b"PK")


@pytest.mark.parametrize("name", names())
def test_each_says_who_was_not_heard_how_it_was_made_and_what_to_read_first(name: str) -> None:
    report = laid(layout(name))
    tables = {
        block.id for part in report.sections for block in part.blocks if isinstance(block, Table)
    }
    assert {"coverage", "method"} <= tables
    assert "Feedback and silence are never evidence about a family." in report.notices


@pytest.mark.parametrize("name", names())
def test_a_quarter_without_a_single_answer_can_be_laid_out(name: str) -> None:
    html = render(laid(layout(name), cells()), Format.HTML).decode()
    assert "None" not in re.sub(r"None of the indicators", "", html)
    assert "{" not in html.split("</style>")[1]


@pytest.mark.parametrize("name", names())
def test_no_layout_prints_a_number_that_sayso_s_own_order_withholds(name: str) -> None:
    people = {"child": {"yes": 9, "no": 2}, "parent": {"yes": 20, "no": 7}}
    counted = replace(cells(), **choices(LISTENED, people))
    withheld = {f.id for f in laid(layout(name), counted).figures if f.suppressed}
    assert withheld
    shown = laid(layout(name), counted)
    for part in shown.sections:
        for block in part.blocks:
            assert all(f.value is None for f in block.figures if f.id in withheld)


@pytest.mark.parametrize("name", names())
def test_scrutiny_reads_no_quotes_in_any_layout(name: str) -> None:
    counted = replace(simulated(3), quotes=(QUOTE,))
    page = render(laid(layout(name), counted, SCRUTINY), Format.HTML).decode()
    assert "It was kind." not in page
    assert "It was kind." in render(laid(layout(name), counted), Format.HTML).decode()


def test_a_sentence_holds_its_figures_and_takes_the_right_noun() -> None:
    chosen = own(section('{ points = ["{actions.done:action was/actions were} done."] }'))
    for done, said in ((1, "1 action was done."), (3, "3 actions were done.")):
        report = laid(chosen, replace(simulated(3), actions=Actions(5, done)))
        (points,) = report.sections[0].blocks
        assert isinstance(points, Points)
        assert [point.text for point in points.points] == [said]
        assert points.points[0].figures[0].id == "actions.done"


def test_a_sentence_whose_figure_is_withheld_is_left_out_and_counted() -> None:
    chosen = own(section('{ points = ["{answers.listened.child.no} said no."] }'))
    few = choices(LISTENED, {"child": {"yes": 9, "no": 2}, "parent": {"yes": 20, "no": 7}})
    (points,) = laid(chosen, replace(cells(), **few)).sections[0].blocks
    assert isinstance(points, Points)
    assert [point.text for point in points.points] == [
        "1 more sentence is left out: a number in it is withheld to protect people."
    ]


@pytest.mark.parametrize(
    ("yes", "no", "rating"),
    [(40, 10, Rating.GOOD), (39, 11, Rating.FAIR), (25, 25, Rating.FAIR), (20, 30, Rating.POOR)],
)
def test_an_indicator_stands_where_its_thresholds_put_it(yes: int, no: int, rating: Rating) -> None:
    chosen = own(section('{ ratings = "All" }, { indicators = ["good", "poor"] }'), indicator())
    counted = replace(cells(), **choices(LISTENED, {"parent": {"yes": yes, "no": no}}))
    table, points = laid(chosen, counted).sections[0].blocks
    assert isinstance(table, Ratings)
    assert isinstance(points, Points)
    assert (table.rows[0].rating, table.rows[0].base) == (rating, "of 50")
    assert len(points.points) == (rating is not Rating.FAIR)


def test_what_is_withheld_and_what_nobody_answered_are_told_apart() -> None:
    chosen = own(section('{ ratings = "All" }'), indicator())
    few = replace(cells(), **choices(LISTENED, {"parent": {"yes": 3, "no": 1}}))
    told = [laid(chosen, counted).sections[0].blocks[0] for counted in (few, cells())]
    words = [block.rows[0].word for block in told if isinstance(block, Ratings)]
    assert words == ["Withheld", "Nobody answered"]


@pytest.mark.parametrize(
    ("yes", "no", "word"), [(53, 2, "On track"), (38, 2, "Withheld"), (2, 53, "Withheld")]
)
def test_an_aim_that_a_withheld_share_surely_reaches_is_reached(
    yes: int, no: int, word: str
) -> None:
    chosen = own(section('{ ratings = "All" }'), indicator())
    counted = replace(cells(), **choices(LISTENED, {"parent": {"yes": yes, "no": no}}))
    table = laid(chosen, counted).sections[0].blocks[0]
    assert isinstance(table, Ratings)
    assert table.rows[0].word == word


def test_a_mean_says_how_many_it_comes_from_and_not_of_how_many() -> None:
    chosen = own(section('{ ratings = "All" }'), indicator("answers.scale_safety.all.mean"))
    (table,) = laid(chosen).sections[0].blocks
    assert isinstance(table, Ratings)
    assert table.rows[0].base == "from 96 people"


def test_where_one_role_alone_answered_its_figures_stand_for_everybodys() -> None:
    counted = replace(cells(), **choices(FELT_SAFE, {"child": {"yes": 30, "no": 10}}))
    report = laid(layout("voice_first"), counted)
    rows = [
        row
        for part in report.sections
        for block in part.blocks
        if isinstance(block, Ratings)
        for row in block.rows
    ]
    assert [row.figure.value for row in rows if row.figure and "felt_safe" in row.figure.id] == [
        0.75
    ]


def test_each_theme_stands_under_one_priority_and_none_is_lost() -> None:
    report = laid(layout("priorities"))
    whole = next(
        block
        for part in build(ReportKind.QUARTERLY, simulated(3), LEADERS).sections
        for block in part.blocks
        if isinstance(block, Table) and block.id == "themes"
    )
    placed = [
        row.header
        for part in report.sections
        for block in part.blocks
        if isinstance(block, Table) and block.id.startswith("themes.")
        for row in block.rows
    ]
    assert sorted(placed) == sorted(row.header for row in whole.rows if not row.total)


def test_the_summary_form_puts_strengths_worries_and_needs_in_their_own_sections() -> None:
    report = laid(layout("signs_of_safety"))
    strands = [
        (part.id, len(block.columns))
        for part in report.sections
        for block in part.blocks
        if isinstance(block, Summary)
    ]
    assert strands == [("working_well", 1), ("worried", 1), ("action_needed", 1)]


def test_the_scorecard_numbers_its_headings_and_the_others_do_not() -> None:
    assert laid(layout("scorecard")).sections[0].numbered.startswith("1. ")
    assert laid(layout("priorities")).sections[0].numbered == "Summary of the quarter"


def test_outcomes_come_on_one_page_in_four_corners() -> None:
    (block,) = laid(layout("outcomes_based")).sections[0].blocks
    assert isinstance(block, Quadrants)
    assert len(block.groups) == 4


def test_hostile_words_of_a_council_stay_text_in_every_layout() -> None:
    hostile = replace(simulated(3), council="<script>alert(1)</script>")
    for name in names():
        assert "<script" not in render(laid(layout(name), hostile), Format.HTML).decode()


def test_an_audience_sees_the_same_threshold_however_it_is_laid_out() -> None:
    policy = Policy(Audience.BOARD, threshold=8)
    data = json.loads(render(laid(layout("scorecard"), policy=policy), Format.JSON))
    assert (data["threshold"], data["audience"]) == (8, "board")
