"""Answers leave without anything that says whose they are, and never as formulas."""

from __future__ import annotations

import csv
import stat
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.hall import OPERATOR, Actor, Hall
from services.insight.exporting import export_responses, safe_cell
from services.refusal import Refused
from storage.kinds import StaffRole
from storage.models import AuditEvent, WordsExport
from surveys.kinds import Mode
from tests.builders.feedback import chose, gave, respond, skipped, ticked, wrote
from tests.builders.invited import invited

REASON = "Reading group of 3 November, agreed by the QA manager"
WORDS = "Mrs Featherstone rang 07700 900461 about it"


def exported(hall: Hall, file: Path, reason: str | None = None) -> list[dict[str, str]]:
    export_responses(hall, OPERATOR, file, reason)
    with file.open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def test_each_answer_is_a_row_with_its_month_and_no_day(hall: Hall, tmp_path: Path) -> None:
    respond(
        hall,
        chose("listened", "yes"),
        gave("scale_safety", 7),
        *ticked("who_was_there", "family"),
        skipped("respected"),
        team="North",
    )
    rows = exported(hall, tmp_path / "out.csv")
    found = [
        (row["question"], row["part"], row["state"], row["code"], row["number"]) for row in rows
    ]
    assert found == [
        ("listened", "", "answered", "yes", ""),
        ("respected", "", "skipped", "", ""),
        ("scale_safety", "", "answered", "", "7"),
        ("who_was_there", "family", "answered", "family", ""),
    ]
    assert {(row["month"], row["team"], row["role"]) for row in rows} == {
        ("2026-08", "North", "parent")
    }


def test_neither_case_nor_person_nor_words_are_in_it(hall: Hall, tmp_path: Path) -> None:
    who = invited(hall)
    respond(
        hall,
        wrote("working_well", WORDS),
        mode=Mode.LINKED,
        case_id=who.case_id,
        meeting_id=who.meeting_id,
        recipient_id=who.recipient_id,
        invitation_id=who.invitation_id,
    )
    file = tmp_path / "out.csv"
    (row,) = exported(hall, file)
    text = file.read_text("utf-8-sig")
    ids = (who.case_id, who.meeting_id, who.recipient_id, who.invitation_id, who.case_reference)
    assert not [found for found in ids if str(found) in text]
    assert "comment" not in row
    assert "rang" not in text


def test_words_come_with_a_reason_and_with_contacts_struck(hall: Hall, tmp_path: Path) -> None:
    respond(hall, wrote("working_well", WORDS), chose("listened", "yes"))
    rows = {row["question"]: row["comment"] for row in exported(hall, tmp_path / "o.csv", REASON)}
    assert rows == {"working_well": "[name] rang [phone number] about it", "listened": ""}


def test_why_words_left_is_kept_sealed_and_audited(hall: Hall, tmp_path: Path) -> None:
    respond(hall, wrote("working_well", WORDS))
    exported(hall, tmp_path / "out.csv", REASON)
    with hall.sessions.reading() as session:
        kept = session.scalars(select(WordsExport)).one()
        event = session.scalars(select(AuditEvent)).one()
        assert kept.reason == REASON
        assert REASON.encode() not in kept.reason_s
        assert (event.what, event.subject_table, event.subject_id) == (
            "words_exported",
            "words_export",
            kept.id,
        )


def test_an_export_without_words_is_audited_too(hall: Hall, tmp_path: Path) -> None:
    exported(hall, tmp_path / "out.csv")
    with hall.sessions.reading() as session:
        assert session.scalars(select(AuditEvent.what)).all() == ["responses_exported"]
        assert session.scalars(select(WordsExport)).all() == []


def test_the_audit_names_who_took_it(sqlite_hall: Hall, tmp_path: Path) -> None:
    actor = Actor(uuid4(), StaffRole.QA)
    export_responses(sqlite_hall, actor, tmp_path / "out.csv")
    with sqlite_hall.sessions.reading() as session:
        assert session.scalars(select(AuditEvent.staff_id)).one() == actor.id


@pytest.mark.parametrize("reason", ["", "   ", "because"])
def test_a_reason_that_says_nothing_is_refused(
    sqlite_hall: Hall, tmp_path: Path, reason: str
) -> None:
    file = tmp_path / "out.csv"
    with pytest.raises(Refused, match="Say in a sentence why the words are needed"):
        export_responses(sqlite_hall, OPERATOR, file, reason)
    assert not file.exists()


FORMULAS = (
    "=1+1",
    "+44 7700",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "=cmd|' /C calc'!A0",
    "|calc",
    "%0A-3+3",
    '=HYPERLINK("http://example.org","x")',
    "\N{FULLWIDTH EQUALS SIGN}1+1",
    "\N{FULLWIDTH COMMERCIAL AT}SUM(A1)",
    "- not a formula, a list",
)


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_run_becomes_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Good", "it's = fine", "7", "-2.5", "5 + 5"])
def test_what_is_no_formula_stays(text: str) -> None:
    assert safe_cell(text) == text


def test_a_comment_with_a_formula_leaves_as_text(hall: Hall, tmp_path: Path) -> None:
    respond(hall, wrote("working_well", "=2+5+cmd|' /C calc'!A0"))
    (row,) = exported(hall, tmp_path / "out.csv", REASON)
    assert row["comment"].startswith("'=2+5")


def test_the_file_is_for_its_owner_and_nothing_else_is_left(
    sqlite_hall: Hall, tmp_path: Path
) -> None:
    respond(sqlite_hall, chose("listened", "yes"))
    file = tmp_path / "out.csv"
    file.write_text("an older export")
    exported(sqlite_hall, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [found.name for found in tmp_path.iterdir() if found.suffix == ".csv"] == ["out.csv"]
    assert "older" not in file.read_text("utf-8-sig")


def test_a_fault_in_the_middle_keeps_the_older_file(
    sqlite_hall: Hall, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    respond(sqlite_hall, chose("listened", "yes"))
    file = tmp_path / "out.csv"
    file.write_text("an older export")
    monkeypatch.setattr("services.insight.exporting._cells", lambda answer: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export_responses(sqlite_hall, OPERATOR, file)
    assert file.read_text() == "an older export"
    assert len([found for found in tmp_path.iterdir() if "out.csv" in found.name]) == 1


def test_a_folder_that_is_not_there_is_named(sqlite_hall: Hall, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"There is no folder .*nowhere to write out.csv to; make"):
        export_responses(sqlite_hall, OPERATOR, tmp_path / "nowhere" / "out.csv")
