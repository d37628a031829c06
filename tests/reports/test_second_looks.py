"""The report says how far people and the machine agree, in every layout and form."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from io import BytesIO

import docx
import pytest

from analysis import baseline
from reports import build, render
from reports.agreed import Agreed, Beyond, SecondLooks
from reports.layout_names import names
from reports.report import Figure, Format, Report, ReportKind, Unit
from services.insight.layouts import find
from tests.reports.builders import LEADERS, SCRUTINY, cells, simulated

CLEAR = Beyond(0.71, 0.58, 0.82, "substantial")
ROUGH = Beyond(0.4449, 0.2, 0.61, "moderate")
LOOKS = SecondLooks(
    drawn=52,
    coded=44,
    agreed=(
        Agreed("people", "feeling", 41, 0.83, CLEAR, CLEAR),
        Agreed("people", "themes", 44, 0.97, Beyond(0.81, 0.7, 0.9, "almost_perfect"), CLEAR),
        Agreed("machine", "feeling", 36, 0.69, ROUGH, ROUGH),
        Agreed("machine", "themes", 12, 0.95),
    ),
)


def made(looks: SecondLooks = LOOKS, layout: str = "") -> Report:
    counted = replace(simulated(3), second_looks=looks)
    chosen = find(layout, baseline().codebook) if layout else None
    return build(ReportKind.QUARTERLY, counted, LEADERS, chosen)


def figures(report: Report) -> dict[str, Figure]:
    return {each.id: each for each in report.figures}


def text(report: Report) -> str:
    html = render(report, Format.HTML).decode().split("</style>")[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_each_figure_has_id_value_number_scope_and_period() -> None:
    found = figures(made())
    kappa = found["agreement.machine.feeling.kappa"]
    assert (kappa.value, kappa.n, kappa.unit) == (0.4449, 36, Unit.COEFFICIENT)
    assert (kappa.scope.name, kappa.period.code, kappa.machine) == ("Ashcombe", "2026-Q2", True)
    assert not found["agreement.people.feeling.kappa"].machine
    ends = [found[f"agreement.people.feeling.kappa.{end}"].value for end in ("low", "high")]
    assert ends == [0.58, 0.82]
    assert found["agreement.people.themes.alpha"].value == 0.71


def test_too_few_comments_give_their_number_and_no_value() -> None:
    found = figures(made())
    assert found["agreement.machine.themes.comments"].value == 12
    assert found["agreement.machine.themes.kappa"].value is None
    assert found["agreement.machine.themes.same"].value is None
    assert not found["agreement.machine.themes.kappa"].suppressed


def test_it_is_said_in_plain_words_with_the_number_beside_the_name() -> None:
    said = text(made())
    assert "52 were drawn by lot" in said
    assert "two people found the same in 83% of them. Kappa is 0.71 (0.58 to 0.82)" in said
    assert "which is called substantial. Draw careful conclusions" in said
    assert (
        "Kappa is 0.44 (0.20 to 0.61), which is called moderate. Take such codes as a rough guide"
        in said
    )
    assert "almost perfect. Such codes can be relied on" in said
    assert "1 is always, 0 is no more than by guessing" in said


def test_a_high_value_from_few_comments_is_not_said_to_be_reliable() -> None:
    wide = Beyond(0.82, 0.56, 0.94, "almost_perfect")
    said = text(made(replace(LOOKS, agreed=(Agreed("people", "feeling", 23, 0.87, wide, wide),))))
    assert "called almost perfect. Draw careful conclusions" in said


@pytest.mark.parametrize("layout", ["", *names()])
def test_every_layout_has_it(layout: str) -> None:
    report = made(layout=layout)
    assert "How far people and the machine agree" in text(report)
    data = json.loads(render(report, Format.JSON))
    assert [each for each in data["figures"] if each["id"] == "agreement.people.feeling.kappa"]


def test_a_word_document_has_the_table_too() -> None:
    document = docx.Document(BytesIO(render(made(), Format.DOCX)))
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert any({"Kappa", "Low", "High", "Alpha"} <= set(row) for row in heads)


def test_without_a_second_look_the_report_says_so() -> None:
    said = text(made(SecondLooks(drawn=9)))
    assert "No comment of this report has been coded a second time yet" in said
    assert "Kappa" not in said


def test_only_too_few_are_said_to_be_too_few() -> None:
    few = replace(LOOKS, coded=4, agreed=(Agreed("people", "feeling", 4, 0.5),))
    said = text(made(few))
    assert "Fewer than 20 comments were compared, which is too few" in said
    assert "Landis" not in said


def test_the_share_that_people_read_and_checked_stands_beside_its_number() -> None:
    found = figures(made())
    checked = found["method.checked"].value or 0
    assert found["method.checked.share"].value == pytest.approx(
        checked / (found["method.comments"].value or 1), abs=1e-4
    )
    assert "method.read.share" in found


def test_agreement_is_told_to_scrutiny_as_well_since_it_is_about_coding() -> None:
    counted = replace(cells(method=simulated(3).method), second_looks=LOOKS)
    report = build(ReportKind.QUARTERLY, counted, SCRUTINY)
    assert figures(report)["agreement.people.feeling.kappa"].value == 0.71
