"""The quarterly report: what stands in it, for whom, and that its numbers are right."""

from dataclasses import replace

import pytest

from reports import build
from reports.cells import (
    ALL,
    NOT_SURE,
    Answered,
    Asks,
    Concerns,
    Coverage,
    Handling,
    Invitations,
    MeetingsHeld,
    Method,
    QuarterCells,
    Summed,
)
from reports.periods import parse
from reports.quotes import Quote, Strand
from reports.report import (
    Figure,
    Policy,
    Prose,
    Report,
    ReportKind,
    Section,
    StrandColumn,
    Summary,
    Table,
)
from tests.reports.builders import (
    FELT_SAFE,
    LEADERS,
    LISTENED,
    READERS,
    SCALE,
    SCRUTINY,
    THEMES,
    cells,
    choices,
    comments,
    simulated,
)

MADE = Method("baseline 2026.1", "2026.1", comments=60, checked=12)


def made(counted: QuarterCells, policy: Policy = LEADERS) -> Report:
    return build(ReportKind.QUARTERLY, counted, policy)


def figures(report: Report) -> dict[str, Figure]:
    return {figure.id: figure for figure in report.figures}


def section(report: Report, id_: str) -> Section:
    return next(each for each in report.sections if each.id == id_)


def strands(report: Report) -> tuple[StrandColumn, ...]:
    (summary,) = (b for b in section(report, "said").blocks if isinstance(b, Summary))
    return summary.columns


def test_the_parts_follow_the_three_performance_questions() -> None:
    headings = [each.heading for each in made(simulated(1)).sections]
    wanted = ["How much did we do?", "How well did we do it?", "Is anyone better off?"]
    assert [heading for heading in headings if heading in wanted] == wanted


def test_every_figure_has_an_id_of_its_own_and_says_where_and_when() -> None:
    report = made(simulated(2))
    shown = [f for s in report.sections for block in s.blocks for f in block.figures]
    for figure in shown:
        assert (figure.scope.name, figure.period.code) == ("Ashcombe", "2026-Q2")
        same = figures(report)[figure.id]
        assert (figure.value, figure.suppressed) == (same.value, same.suppressed)


def test_return_rates_are_worked_out_from_the_counts_that_are_printed() -> None:
    """A framework's own table printed 79 % where its service had returned 7 of 80."""
    sent = (
        Invitations("2026-07", "parent", sent=80, returned=7, by_staff=6),
        Invitations("2026-08", "parent", sent=78, returned=6, by_staff=0),
        Invitations("2026-09", "parent", sent=46, returned=16, by_staff=0),
    )
    found = figures(made(cells(invitations=sent)))
    july = found["returns.2026-07.returned.share"]
    assert (july.value, july.n) == (0.0875, 80)
    assert found["returns.2026-07.by_staff"].value == 6
    assert found["returns.all.returned.share"].value == round(29 / 204, 4)


def test_a_month_without_invitations_has_no_rate_rather_than_nought() -> None:
    sent = (Invitations("2026-07", "child", sent=4, returned=2, by_staff=0),)
    found = figures(made(cells(invitations=sent)))
    assert found["returns.2026-08.sent"].value == 0
    assert found["returns.2026-08.returned.share"].value is None
    assert not found["returns.2026-08.returned.share"].suppressed


def test_meetings_are_counted_by_kind_month_and_team() -> None:
    held = (
        MeetingsHeld("cla_review", "North", "2026-07", 2),
        MeetingsHeld("cla_review", "East", "2026-07", 1),
        MeetingsHeld("cin_review", "East", "2026-09", 4),
    )
    found = figures(made(cells(meetings=held)))
    assert found["meetings"].value == 7
    assert found["meetings.cla_review.2026-07"].value == 3
    assert found["meetings.all.2026-09"].value == 4
    assert found["meetings.team.East"].value == 5


def test_who_was_not_heard_counts_those_not_asked_as_well() -> None:
    found = figures(made(cells(coverage=(Coverage("child", could=40, asked=25, answered=9),))))
    assert found["coverage.child.unheard"].value == 31
    assert found["coverage.child.answered.share"].value == 0.225


def test_each_question_stands_in_its_part_with_shares_of_those_who_answered() -> None:
    one = choices(LISTENED, {"parent": {"yes": 30, "no": 10}})
    two = choices(FELT_SAFE, {"parent": {"yes": 35, "no": 5}})
    report = made(cells(**{key: one[key] + two[key] for key in one}))
    assert section(report, "how_well").blocks[0].id == "answers.listened"
    assert section(report, "better_off").blocks[0].id == "answers.felt_safe"
    share = figures(report)["answers.listened.parent.yes.share"]
    assert (share.value, share.n) == (0.75, 40)


def test_an_answer_that_today_s_wording_no_longer_offers_is_still_counted() -> None:
    counted = choices(LISTENED, {"parent": {"yes": 30, "a_bit": 10}})
    assert figures(made(cells(**counted)))["answers.listened.parent.a_bit"].value == 10


def test_a_number_is_shown_as_a_mean_over_the_people_who_gave_it() -> None:
    counted = cells(
        questions=(SCALE,),
        answered=(Answered(SCALE.id, "parent", 10), Answered(SCALE.id, "child", 20, skipped=7)),
        summed=(Summed(SCALE.id, "parent", 61.0), Summed(SCALE.id, "child", 150.0)),
    )
    report = made(counted)
    assert figures(report)["answers.scale_safety.parent.mean"].value == 6.1
    assert figures(report)["answers.scale_safety.all.mean"].value == 7.0
    (table,) = (b for b in section(report, "better_off").blocks if isinstance(b, Table))
    assert "from “0 not safe at all” to “10 completely safe”" in table.note
    assert "7 people skipped this question" in table.note


def test_working_well_and_worried_rank_themes_by_the_printed_counts() -> None:
    said = comments(
        {
            "being_heard": {"positive": 9, "negative": 20},
            "timing": {"positive": 15, "negative": 5},
            "family_time": {"positive": 3, "negative": 3},
        }
    )
    well, worried, _ = strands(made(cells(comments=said, themes=THEMES, method=MADE)))
    assert [theme for theme, _ in well.items] == ["Time and timing", "Being listened to"]
    assert [theme for theme, _ in worried.items] == ["Being listened to", "Time and timing"]
    assert well.items[0][1].value == 15
    assert all(figure.machine for column in (well, worried) for _, figure in column.items)


def test_needs_to_happen_orders_what_was_asked_for_and_prints_no_count_of_its_own() -> None:
    said = comments({"being_heard": {"negative": 30}, "timing": {"negative": 12}})
    asked = (Asks("being_heard", 6, 6), Asks("timing", 9, 9), Asks("family_time", 3, 3))
    *_, needs = strands(made(cells(comments=said, asks=asked, themes=THEMES, method=MADE)))
    shown = [(theme, figure.value) for theme, figure in needs.items]
    assert shown == [("Time and timing", 12), ("Being listened to", 30)]


def test_themes_with_a_withheld_total_stand_by_name_so_that_order_tells_nothing() -> None:
    said = comments(
        {
            "being_heard": {"positive": 20},
            "timing": {"negative": 4},
            "family_time": {"negative": 3},
            "changes_of_worker": {"positive": 2},
        }
    )
    report = made(cells(comments=said, themes=THEMES, method=MADE))
    table = next(b for b in section(report, "said").blocks if isinstance(b, Table))
    assert [row.header for row in table.rows][1:] == [
        "Changes of worker",
        "Seeing family and friends",
        "Time and timing",
        "All comments",
    ]


def quoted(**changes: object) -> QuarterCells:
    words = Quote("answer-1", "They listened.", "child", Strand.WORKING_WELL, confirmed=True)
    said = comments({"being_heard": {"positive": 20}})
    quotes = (replace(words, **changes),)
    return cells(comments=said, themes=THEMES, method=MADE, quotes=quotes)


@pytest.mark.parametrize(
    ("policy", "confirmed", "shown"),
    [(LEADERS, True, 1), (LEADERS, False, 0), (READERS, False, 0), (SCRUTINY, True, 0)],
)
def test_a_quote_is_shown_only_when_confirmed_and_never_to_scrutiny(
    policy: Policy, confirmed: bool, shown: int
) -> None:
    well, *_ = strands(made(quoted(confirmed=confirmed), policy))
    assert len(well.quotes) == shown


def test_the_share_of_not_sure_and_what_people_checked_are_printed() -> None:
    said = comments({"being_heard": {"positive": 30, NOT_SURE: 10}, ALL: {}})
    report = made(cells(comments=said, themes=THEMES, method=MADE))
    assert figures(report)["themes.all.not_sure.share"].value == 0.25
    assert figures(report)["method.checked"].value == 12
    assert "People checked 12 of 60 comments." in report.notices[0]
    prose = [block.text for block in section(report, "method").blocks if isinstance(block, Prose)]
    assert "Analyser: baseline 2026.1. Codebook: 2026.1." in prose


def test_a_language_that_few_wrote_in_is_not_told() -> None:
    few = replace(MADE, not_english=2)
    assert figures(made(cells(method=few)))["method.not_english"].suppressed
    assert figures(made(cells(method=few), READERS))["method.not_english"].value == 2


@pytest.mark.parametrize(
    ("partial", "policy", "said"),
    [
        (3, LEADERS, "Some people, fewer than 5, stopped part-way."),
        (1, READERS, "1 person stopped part-way."),
        (1200, LEADERS, "1,200 people stopped part-way."),
    ],
)
def test_the_first_page_says_how_many_stopped_part_way(
    partial: int, policy: Policy, said: str
) -> None:
    report = made(cells(method=replace(MADE, partial=partial)), policy)
    assert any(notice.startswith(said) for notice in report.notices)


def test_concerns_are_shown_by_urgency_and_timeliness() -> None:
    raised = (
        Concerns("now", Handling.IN_TIME, 10, still_open=0),
        Concerns("today", Handling.IN_TIME, 15, still_open=6),
        Concerns("today", Handling.LATE, 5, still_open=5),
    )
    found = figures(made(cells(concerns=raised)))
    assert found["concerns.today.late"].value == 5
    assert found["concerns.all.all"].value == 30
    assert found["concerns.open"].value == 11
    assert found["concerns.now.waiting"].value == 0


def test_a_handful_of_concerns_is_withheld_whole() -> None:
    found = figures(made(cells(concerns=(Concerns("now", Handling.IN_TIME, 3, 1),))))
    assert all(f.suppressed for id_, f in found.items() if id_.startswith("concerns."))


def test_an_empty_period_makes_a_report_that_says_so() -> None:
    report = made(cells())
    prose = [b.text for s in report.sections for b in s.blocks if isinstance(b, Prose)]
    assert "No meetings were recorded in this period." in prose
    assert "No comments came in, or none has been read yet." in prose
    assert figures(report)["meetings"].value == 0


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("2026-Q2", "Quarterly report: what people told us"),
        ("2026-07", "Monthly report: what people told us"),
        ("2026", "Annual report: what people told us"),
    ],
)
def test_the_title_goes_by_the_length_of_the_period(code: str, title: str) -> None:
    assert made(replace(cells(), period=parse(code))).title == title
