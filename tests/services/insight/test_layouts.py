"""Layouts as people choose them: by name, by file and by the council."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from reports.report import Format
from services.council import Council
from services.hall import Hall
from services.insight import layouts, report_desk
from services.insight.reporting import Wanted, make_report, write_report
from services.refusal import Refused
from tests.builders.colleagues import colleague
from tests.builders.feedback import chose, respond

OWN = """
id = "own"
name = "Our own"
purpose = "For us."
title = "Our own title"
subtitle = "In our order."
[[sections]]
id = "made"
heading = "How it was made"
blocks = [{ section = "method" }, { table = "coverage" }]
"""


def wanted(layout: str = "") -> Wanted:
    return Wanted("quarterly", "2026-Q2", "authority", "leadership", layout)


def laid(hall: Hall, layout: str = "") -> str:
    return make_report(hall, wanted(layout)).layout


def of_council(hall: Hall, name: str) -> Hall:
    return replace(hall, council=Council(report_layout=name))


def test_the_councils_own_layout_holds_unless_somebody_chooses_another(sqlite_hall: Hall) -> None:
    own = of_council(sqlite_hall, "scorecard")
    assert (laid(sqlite_hall), laid(own)) == ("", "scorecard")
    assert (laid(own, "priorities"), laid(own, "standard")) == ("priorities", "")


def test_the_councils_own_stands_first_in_the_choice(sqlite_hall: Hall) -> None:
    for first in ("standard", "priorities"):
        hall = of_council(sqlite_hall, first)
        offered = report_desk.offer(hall, colleague(hall, name=f"For {first}").actor).layouts
        assert offered[0][0] == first
        assert len(offered) == len(layouts.names()) + 1


def test_a_file_of_ones_own_can_be_used_and_changes_no_figure(
    sqlite_hall: Hall, tmp_path: Path
) -> None:
    for _ in range(12):
        respond(sqlite_hall, chose("listened", "yes"))
    file = tmp_path / "own.toml"
    file.write_text(OWN, "utf-8")
    told = {}
    for name in ("standard", str(file)):
        out = tmp_path / "report.json"
        write_report(sqlite_hall, wanted(name), Format.JSON, out)
        told[name] = json.loads(out.read_text("utf-8"))
    assert told[str(file)]["title"] == "Our own title"
    assert told[str(file)]["figures"] == told["standard"]["figures"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (OWN.replace('"coverage"', '"answers.trusted"').encode(), "no report has the table"),
        (b"\xff\xfe", "own.toml is not UTF-8 text; save it as UTF-8."),
        (b"#" * 100_001, "larger than 100 kB"),
    ],
)
def test_a_file_that_is_no_layout_is_refused_and_nothing_is_written(
    sqlite_hall: Hall, tmp_path: Path, text: bytes, said: str
) -> None:
    file, out = tmp_path / "own.toml", tmp_path / "report.html"
    file.write_bytes(text)
    with pytest.raises(Refused, match=said):
        write_report(sqlite_hall, wanted(str(file)), Format.HTML, out)
    assert not out.exists()


def test_a_name_that_is_none_is_refused_with_those_there_are(sqlite_hall: Hall) -> None:
    with pytest.raises(Refused, match="no layout 'modern'; there are outcomes_based, priorities"):
        make_report(sqlite_hall, wanted("modern"))


def test_a_council_file_cannot_name_a_layout_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="there is no layout 'modern'; there are standard"):
        Council(report_layout="modern")


def test_no_page_reads_a_layout_from_a_path_in_its_address(
    sqlite_hall: Hall, tmp_path: Path
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(OWN, "utf-8")
    with pytest.raises(report_desk.NotYours):
        report_desk.show(sqlite_hall, colleague(sqlite_hall).actor, wanted(str(file)))
