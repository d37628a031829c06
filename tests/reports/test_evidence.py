"""What stands behind a figure: the quotes it counts, telling no more than the report prints."""

from __future__ import annotations

import pytest

from reports import build
from reports.cells import CommentsByRole, QuarterCells
from reports.evidence import Evidence, behind
from reports.quotes import Quote, Strand
from reports.report import Policy, ReportKind
from tests.reports.builders import LEADERS, READERS, SCRUTINY, THEMES, cells, comments

TOLD = {"timing": {"positive": 20, "negative": 12}, "being_heard": {"positive": 30}}


def quote(
    text: str, role: str = "parent", feeling: str = "negative", theme: str = "timing"
) -> Quote:
    return Quote(text, text, role, Strand.WORRIED, True, (theme,), feeling)


def counted(*quotes: Quote, roles: tuple[CommentsByRole, ...] = ()) -> QuarterCells:
    by_role = roles or tuple(
        CommentsByRole(theme, role, people, people)
        for theme in ("timing", "being_heard", "all")
        for role, people in (("parent", 20), ("child", 12))
    )
    return cells(comments=comments(TOLD), themes=THEMES, comments_by_role=by_role, quotes=quotes)


def found(figure: str, told: QuarterCells, policy: Policy = LEADERS) -> Evidence | None:
    return behind(figure, build(ReportKind.QUARTERLY, told, policy), told.quotes)


def words(evidence: Evidence | None) -> list[str | None]:
    assert evidence is not None
    return [each.text for each in evidence.quotes]


def test_a_figure_leads_to_the_quotes_that_it_counts_and_to_no_others() -> None:
    told = counted(
        quote("late"), quote("soon", feeling="positive"), quote("heard", theme="being_heard")
    )
    assert words(found("themes.timing.negative", told)) == ["late"]
    assert words(found("themes.timing.all", told)) == ["late", "soon"]
    assert words(found("themes.being_heard.all", told)) == ["heard"]


def test_it_tells_its_number_and_how_many_comments_there_are_in_all() -> None:
    evidence = found("themes.timing.negative", counted())
    assert evidence is not None
    assert (evidence.figure.value, evidence.figure.n, evidence.whole.value) == (12, 32, 62)


@pytest.mark.parametrize(
    "figure",
    ["themes.all.all", "themes.timing", "themes.nothing.all", "returns.all.sent", "", "a.b.c",
     "themes.timing.negative.share"],
)  # fmt: skip
def test_other_figures_have_no_quotes_behind_them(figure: str) -> None:
    assert found(figure, counted(quote("late"))) is None


def test_nothing_stands_behind_a_number_that_is_withheld_or_nought() -> None:
    told = cells(
        comments=comments({"timing": {"positive": 20, "negative": 2}}),
        themes=THEMES,
        quotes=(quote("late"),),
    )
    assert found("themes.timing.negative", told) is None
    assert words(found("themes.timing.negative", told, READERS)) == ["late"]
    assert found("themes.timing.neutral", told, READERS) is None


def test_a_role_is_named_only_where_the_report_prints_how_many_of_it_spoke_of_this() -> None:
    few = tuple(
        CommentsByRole(theme, role, people, people)
        for theme, spoke in (("timing", (28, 2, 2)), ("all", (40, 11, 11)))
        for role, people in zip(("parent", "child", "carer"), spoke, strict=True)
    )
    told = counted(quote("late"), quote("dull", role="child"), roles=few)
    guarded, entitled = found("themes.timing.all", told), found("themes.timing.all", told, READERS)
    assert guarded is not None
    assert entitled is not None
    assert "child" not in [each.role for each in guarded.quotes]
    assert [each.role for each in entitled.quotes] == ["parent", "child"]


def test_who_gets_no_quotes_gets_none_here() -> None:
    assert words(found("themes.timing.negative", counted(quote("late")), SCRUTINY)) == []


def test_words_that_nobody_confirmed_stay_unsaid() -> None:
    told = counted(Quote("x", "late", "parent", Strand.WORRIED, False, ("timing",), "negative"))
    assert words(found("themes.timing.negative", told)) == []
