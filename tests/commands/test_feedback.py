"""Comments in, coded, reported and out again, as the operator does it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from services.build import opened
from settings import Settings
from tests.builders.lessons import lessons
from tests.builders.operator import Operator
from tests.builders.sheets import row, sheet

IMPORT = (
    "responses", "import", "survey.csv", "--questionnaire", "imported_feedback",
    "--id", "ref", "--date", "day", "--comment", "said",
)  # fmt: skip
PARENTS = (*IMPORT, "--role", "parent")
FULL = (*PARENTS, "--rating", "score", "--lean", "asked for")
REPORT = ("report", "quarterly", "--period", "2026-Q2", "-o")


def brought_in(operator: Operator, *rows: tuple[str, ...]) -> str:
    sheet(operator.folder, *rows)
    return operator.is_told(*FULL)


def test_comments_go_the_whole_way(operator: Operator) -> None:
    told = brought_in(operator, *(row(number) for number in range(12)))
    assert told.startswith("12 responses were imported.\n")
    assert "Ratings were read as 1 very good to 5 very bad" in told
    assert "12 comments were coded by" in operator.is_told("analyse")
    reported = operator.is_told(*REPORT, "report.json", "--format", "json")
    assert "was written to report.json" in reported
    found = json.loads((operator.folder / "report.json").read_text())
    figures = {figure["id"]: figure["value"] for figure in found["figures"]}
    assert figures["answers.rating.parent.good"] == 12
    for name, begins in (("report.docx", b"PK"), ("report.json", b"{"), ("report.out", b"<!DOC")):
        operator.is_told(*REPORT, name)
        assert (operator.folder / name).read_bytes().startswith(begins), name
    exported = operator.is_told("responses", "export", "-o", "out.csv")
    assert exported == "24 answers were written to out.csv.\n"


def test_a_second_time_nothing_happens_and_that_is_said(operator: Operator) -> None:
    brought_in(operator, row(1))
    told = operator.is_told(*FULL)
    assert told.startswith("0 responses were imported.\n1 rows were there already.\n")
    operator.is_told("analyse")
    assert operator.is_told("analyse").startswith("0 comments were coded")
    assert operator.is_told("analyse", "--all").startswith("1 comments were coded")


def test_what_was_odd_about_a_file_is_told(operator: Operator) -> None:
    rows = (row(1, "Café – nice", day="8/13/2026"), row(2, " ", score=""))
    file = sheet(operator.folder, *rows)
    file.write_bytes(file.read_text("utf-8").encode("cp1252"))
    told = operator.is_told(*FULL)
    assert "1 rows held neither comment nor rating and were left out." in told
    assert "1 days could only be month/day/year and were read so" in told
    assert "read as Windows text (cp1252)" in told


def test_concerns_are_counted_but_not_quoted(operator: Operator) -> None:
    told = brought_in(operator, row(1, "my stepdad hits me when he is cross"))
    assert "1 concerns were raised; see 'sayso concerns list'." in told
    assert "stepdad" not in told


def test_maps_say_what_values_mean(operator: Operator) -> None:
    sheet(operator.folder, row(1, score="9", lean="Q2"))
    told = operator.is_told(*FULL, "--rating-map", "9=very_bad, 0=", "--lean-map", "Q2=worry")
    assert "Ratings were read" not in told
    operator.is_told("responses", "export", "-o", "out.csv")
    with (operator.folder / "out.csv").open(encoding="utf-8-sig", newline="") as text:
        codes = [line["code"] for line in csv.DictReader(text)]
    assert codes == ["", "very_bad"]


def test_faults_in_rows_are_listed_and_nothing_comes_in(operator: Operator) -> None:
    sheet(operator.folder, row(1), row(2, day="soon"), row(3, score="nine"))
    reasons = operator.is_refused(*FULL).splitlines()
    assert reasons == [
        "Error: survey.csv has 2 faults, and nothing was imported:",
        "Row 3, column day: this is not a day; write it as 2026-07-01 or 01/07/2026.",
        "Row 4, column score: nothing says what this rating means; add it to --rating-map.",
    ]
    assert operator.is_told("responses", "export", "-o", "out.csv").startswith("0 answers")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "survey.csv is empty"),
        (b'ref,day,said\n1,2026-08-03,"open\n', "is not well-formed CSV in row 2"),
        (b"a,b\n1,2\n", "has no column ref nor day nor said; its columns are a, b."),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(
    operator: Operator, content: bytes, sentence: str
) -> None:
    (operator.folder / "survey.csv").write_bytes(content)
    reasons = operator.is_refused(*PARENTS)
    assert sentence in reasons
    assert len(reasons.splitlines()) == 1


def test_an_unknown_questionnaire_is_refused(operator: Operator) -> None:
    sheet(operator.folder, row(1))
    wrong = [part.replace("imported_feedback", "surprise") for part in PARENTS]
    assert "There is no questionnaire surprise. Released are:" in operator.is_refused(*wrong)


WRONG = {
    "an unknown role": ((*IMPORT, "--role", "uncle"), "'uncle' is not one of 'child'"),
    "a file that is not there": (("responses", "import", "x.csv", *PARENTS[3:]), "does not exist"),
    "a map without sense": ((*FULL, "--rating-map", "good"), "write pairs such as 1=very_good"),
    "words without a reason": (
        ("responses", "export", "-o", "x.csv", "--with-comments"),
        "--with-comments and --reason belong together",
    ),
    "an unknown report": (("report", "daily", "--period", "2026", "-o", "x"), "'daily' is not"),
    "an unknown audience": ((*REPORT, "x.html", "--audience", "all"), "'all' is not one of"),
    "an unknown format": ((*REPORT, "x.doc", "--format", "doc"), "'doc' is not one of"),
}


@pytest.mark.parametrize(("arguments", "sentence"), WRONG.values(), ids=WRONG)
def test_wrong_usage_is_told_and_writes_nothing(
    operator: Operator, arguments: tuple[str, ...], sentence: str
) -> None:
    file = sheet(operator.folder, row(1))
    before = set(operator.folder.iterdir())
    result = operator.runs(*arguments)
    assert result.exit_code == 2
    assert sentence in " ".join(result.stderr.split())
    assert set(operator.folder.iterdir()) == before
    assert file.exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--period", "soon"), "'soon' is not a period"),
        (("--scope", "team:West"), "There is no team 'West'."),
        (("-o", "nowhere/r.html"), "There is no folder nowhere to write r.html to; make it first."),
    ],
)
def test_a_report_that_cannot_be_made_is_refused(
    operator: Operator, arguments: tuple[str, ...], sentence: str
) -> None:
    reasons = operator.is_refused(*REPORT, "r.html", *arguments)
    assert sentence in reasons
    assert not (operator.folder / "r.html").exists()


def test_words_leave_only_with_a_reason(operator: Operator) -> None:
    brought_in(operator, row(1, "The room was cold"))
    file = Path(operator.folder / "out.csv")
    operator.is_told("responses", "export", "-o", "out.csv")
    assert "cold" not in file.read_text("utf-8-sig")
    reason = "To prepare the reading group of November"
    operator.is_told("responses", "export", "-o", "out.csv", "--with-comments", "--reason", reason)
    assert "The room was cold" in file.read_text("utf-8-sig")


def test_learning_waits_until_people_have_coded_enough(operator: Operator) -> None:
    told = operator.is_refused("analyse", "train")
    assert "People have coded 0 comments; the machine learns from 200 on." in told


def test_learning_tells_how_the_new_analyser_did_beside_the_old(operator: Operator) -> None:
    with opened(Settings.read(operator.settings)) as hall:
        # Most responses fall to the sample for second looks; enough are left whatever the lot.
        lessons(hall, 900)
    told = operator.is_told("analyse", "train")
    assert told.startswith("Learned from ")
    assert "codes from now on." in told
    assert "were coded by learned " in operator.is_told("analyse")
    assert "does no better" in operator.is_told("analyse", "train")
