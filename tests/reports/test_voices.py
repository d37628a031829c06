"""Themes in comments: rows that add up, what is withheld, and the three columns."""

from dataclasses import replace

import pytest

from reports.breakdown import ThemeRow, by_feeling, by_role
from reports.cells import ALL, Asks, Comments, CommentsByRole, QuarterCells, Theme
from reports.figures import Figures
from reports.quotes import Quote, Strand
from reports.report import Audience, Policy, Prose, Summary, Table
from reports.strands import summary
from reports.voices import all_comments, said
from tests.reports.builders import LEADERS, QUARTER, READERS, SCOPE, THEMES, cells, comments

OPEN = Figures(SCOPE, QUARTER, threshold=0)
GUARDED = Figures(SCOPE, QUARTER, threshold=5)


def counted(by_theme: dict[str, dict[str, int]], **changes: object) -> QuarterCells:
    return cells(comments=comments(by_theme), themes=THEMES, **changes)


def rows(told: QuarterCells, figures: Figures = GUARDED) -> dict[str, ThemeRow]:
    return {row.theme: row for row in by_feeling(told).rows(figures)}


def shown(row: ThemeRow) -> dict[str, float | None]:
    return {part: figure.value for part, figure in row.parts.items()}


def test_each_theme_is_split_by_feeling_and_all_comments_stand_last() -> None:
    told = counted({"timing": {"positive": 12, "negative": 30}, "being_heard": {"positive": 20}})
    found = rows(told, OPEN)
    assert list(found) == ["timing", "being_heard", ALL]
    assert shown(found["timing"]) == {"positive": 12, "neutral": 0, "negative": 30, "not_sure": 0}
    assert found[ALL].total.value == 62


def test_themes_that_nobody_spoke_of_are_left_out() -> None:
    assert list(rows(counted({"timing": {"positive": 9}}))) == ["timing", ALL]


def test_of_equals_the_codebook_s_order_decides() -> None:
    told = counted({"timing": {"positive": 20}, "being_heard": {"positive": 20}})
    assert list(rows(told)) == ["being_heard", "timing", ALL]


def test_a_theme_of_an_older_codebook_is_still_reported() -> None:
    told = counted({"waiting_lists": {"negative": 20}})
    assert rows(told)["waiting_lists"].label == "Waiting lists"


def test_a_small_feeling_is_withheld_with_the_one_readers_need_least() -> None:
    told = counted({"timing": {"positive": 20, "neutral": 6, "negative": 30, "not_sure": 3}})
    assert shown(rows(told)["timing"]) == {
        "positive": 20,
        "neutral": None,
        "negative": 30,
        "not_sure": None,
    }


def test_a_theme_of_few_people_is_withheld_whole_and_kept_by_name() -> None:
    told = counted({"timing": {"positive": 3}, "being_heard": {"positive": 30, "negative": 9}})
    timing = rows(told)["timing"]
    assert timing.total.suppressed
    assert timing.parts["positive"].suppressed
    assert timing.parts["negative"].suppressed


def test_a_feeling_that_nobody_had_at_all_is_zero_in_every_theme() -> None:
    told = counted({"timing": {"positive": 7}, "being_heard": {"positive": 30, "negative": 9}})
    timing = rows(told)["timing"]
    assert timing.parts["neutral"].value == 0
    assert timing.parts["negative"].suppressed


def test_many_comments_by_few_people_are_withheld() -> None:
    told = cells(
        themes=THEMES,
        comments=(
            Comments("timing", "positive", 12, 3),
            Comments("timing", "negative", 20, 18),
            Comments("timing", ALL, 32, 20),
            Comments(ALL, "positive", 12, 3),
            Comments(ALL, "negative", 20, 18),
            Comments(ALL, ALL, 32, 20),
        ),
    )
    assert rows(told)["timing"].parts["positive"].suppressed


def test_roles_split_the_same_totals() -> None:
    told = replace(
        counted({"timing": {"positive": 40}}),
        comments_by_role=(
            CommentsByRole("timing", "parent", 30, 28),
            CommentsByRole("timing", "child", 10, 10),
            CommentsByRole(ALL, "parent", 30, 28),
            CommentsByRole(ALL, "child", 10, 10),
        ),
    )
    row = by_role(told).rows(GUARDED)[0]
    assert shown(row) == {"child": 10, "parent": 30}
    assert row.total.value == 40


def test_one_role_alone_gets_no_table_by_role() -> None:
    told = replace(
        counted({"timing": {"positive": 40}}),
        comments_by_role=(CommentsByRole(ALL, "parent", 40, 40),),
    )
    tables = [b.id for b in said(told, LEADERS, GUARDED) if isinstance(b, Table)]
    assert tables == ["themes"]


def test_the_number_of_comments_is_withheld_when_few_people_wrote_them() -> None:
    told = counted({"timing": {"positive": 4}})
    assert all_comments(told, GUARDED).suppressed
    assert all_comments(told, OPEN).value == 4


def test_no_comments_make_one_sentence() -> None:
    assert list(said(cells(), LEADERS, GUARDED)) == [
        Prose("No comments came in, or none has been read yet.")
    ]


def test_everything_found_by_machine_says_so() -> None:
    told = counted({"timing": {"positive": 40}})
    figures = [figure for block in said(told, LEADERS, GUARDED) for figure in block.figures]
    assert figures
    assert all(figure.machine for figure in figures)


def columns(told: QuarterCells, policy: Policy = LEADERS) -> Summary:
    guarded = Figures(SCOPE, QUARTER, policy.suppression)
    return summary(by_feeling(told).rows(guarded), told, policy)


def test_at_most_five_themes_stand_in_a_column() -> None:
    many = tuple(Theme(f"t{n}", f"Theme {n}", "", "") for n in range(9))
    said_ = comments({theme.id: {"positive": 20 + n} for n, theme in enumerate(many)})
    well, *_ = columns(cells(comments=said_, themes=many)).columns
    assert [label for label, _ in well.items] == [f"Theme {n}" for n in (8, 7, 6, 5, 4)]


def test_an_empty_column_says_so_in_a_sentence() -> None:
    _, worried, needs = columns(counted({"timing": {"positive": 40}})).columns
    assert worried.items == ()
    assert worried.empty == "No theme had enough negative comments to show."
    assert needs.empty == "No theme was raised by enough people to show."


@pytest.mark.parametrize(("policy", "found"), [(LEADERS, []), (READERS, ["Time and timing"])])
def test_what_few_people_ask_for_is_shown_only_to_those_entitled(
    policy: Policy, found: list[str]
) -> None:
    told = counted({"timing": {"negative": 40}}, asks=(Asks("timing", 4, 4),))
    *_, needs = columns(told, policy).columns
    assert [label for label, _ in needs.items] == found


def test_at_most_four_quotes_stand_under_their_own_column() -> None:
    quotes = tuple(
        Quote(f"a{n}", f"Words {n}", "child", Strand.WORRIED, confirmed=True) for n in range(6)
    )
    well, worried, _ = columns(counted({"timing": {"negative": 40}}, quotes=quotes)).columns
    assert well.quotes == ()
    assert [quote.text for quote in worried.quotes] == [f"Words {n}" for n in range(4)]


@pytest.mark.parametrize("audience", list(Audience))
def test_quotes_reach_every_audience_but_scrutiny(audience: Audience) -> None:
    quote = Quote("a", "Words", "child", Strand.WORKING_WELL, confirmed=True)
    told = counted({"timing": {"positive": 40}}, quotes=(quote,))
    well, *_ = columns(told, Policy(audience)).columns
    assert bool(well.quotes) == (audience is not Audience.SCRUTINY)


def test_words_stay_out_of_the_representation_of_cells() -> None:
    quote = Quote("a", "very private words", "child", Strand.WORKING_WELL, confirmed=True)
    assert "private" not in repr(cells(quotes=(quote,)))
