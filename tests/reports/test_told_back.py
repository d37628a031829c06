"""You said, we did in the report: what was done and told is counted, and answers are protected."""

from __future__ import annotations

import json
from io import BytesIO

import docx
import pytest

from reports import build, render
from reports.cells import Actions, Part, Question, QuestionKind
from reports.report import Figure, Format, Policy, Report, ReportKind, Section
from tests.reports.builders import LEADERS, READERS, cells, choices

CHANGE = Question(
    "change",
    "Did anything change for you?",
    QuestionKind.CHOICE,
    (("better", "Yes"), ("bit_better", "Yes, a bit"), ("same", "No"), ("worse", "It is worse")),
    Part.TOLD_BACK,
)
DONE = Actions(raised=4, done=3, told=2)


def made(policy: Policy = LEADERS, **codes: int) -> Report:
    """Make a report of parents who said whether anything changed."""
    answers = choices(CHANGE, {"parent": codes}) if codes else {}
    return build(ReportKind.QUARTERLY, cells(actions=DONE, **answers), policy)


def section(report: Report) -> Section:
    return next(each for each in report.sections if each.id == "actions")


def figures(report: Report) -> dict[str, Figure]:
    return {each.id: each for block in section(report).blocks for each in block.figures}


def test_actions_added_done_and_told_are_counted_for_every_reader() -> None:
    found = figures(made())
    assert section(made()).heading == "You said, we did"
    assert {name: found[f"actions.{name}"].value for name in ("raised", "done", "told")} == {
        "raised": 4, "done": 3, "told": 2,
    }  # fmt: skip
    assert "actions.not_possible" not in found


def test_what_was_found_not_to_be_possible_is_said_where_there_is_any() -> None:
    report = build(ReportKind.QUARTERLY, cells(actions=Actions(not_possible=1)), LEADERS)
    assert figures(report)["actions.not_possible"].value == 1


def test_of_those_asked_it_is_said_how_many_are_better_off() -> None:
    found = figures(made(better=9, bit_better=6, same=7))
    assert found["answers.change.parent.better"].value == 9
    assert found["answers.change.parent.better.share"].value == 0.4091
    headlines = section(made(better=9, bit_better=6, same=7)).blocks[1]
    assert [(each.value, each.label) for each in headlines.figures] == [
        (9, "said that things are better now"),
        (6, "said that things are a bit better"),
        (22, "said whether anything changed"),
    ]


@pytest.mark.parametrize(("policy", "hidden"), [(LEADERS, True), (READERS, False)])
def test_few_answers_are_withheld_but_from_those_who_read_them(
    policy: Policy, hidden: bool
) -> None:
    found = figures(made(policy, better=2, same=20))
    assert found["answers.change.parent.better"].suppressed is hidden
    assert found["actions.done"].value == 3


def test_the_question_stands_beside_the_actions_and_nowhere_else() -> None:
    report = made(better=12, same=12)
    others = [each for each in report.sections if each.id not in {"actions"}]
    ids = {figure.id for each in others for block in each.blocks for figure in block.figures}
    assert not [each for each in ids if "change." in each]


def test_where_nobody_was_asked_it_says_so() -> None:
    html = render(made(), Format.HTML).decode()
    assert "Nobody has said yet whether anything changed for them." in html


def test_it_stands_in_every_kind_of_file() -> None:
    report = made(better=12, same=12)
    told = json.loads(render(report, Format.JSON))
    assert {"actions.told", "answers.change.parent.better"} <= {f["id"] for f in told["figures"]}
    html = render(report, Format.HTML).decode()
    assert html.count("Did anything change for you?") >= 1
    document = docx.Document(BytesIO(render(report, Format.DOCX)))
    lines = [line.text for line in document.paragraphs]
    assert "You said, we did" in lines
    assert any("12 said that things are better now" in line for line in lines)
