"""A meetings file is read cell by cell, and every fault is named with its row and column."""

from __future__ import annotations

from datetime import date

import pytest

from services.refusal import Refused
from services.upkeep.meeting_rows import MeetingRow, read_meetings
from services.upkeep.sheets import SheetFaults
from storage.kinds import Contact, Outcome
from surveys.kinds import MeetingKind, RespondentRole
from tests.builders.attendances import child, row, sheet


def read(*rows: dict[str, str]) -> tuple[MeetingRow, ...]:
    return read_meetings(sheet(*rows), "meetings.csv")


def faults(*rows: dict[str, str]) -> list[tuple[int, str]]:
    with pytest.raises(SheetFaults) as found:
        read(*rows)
    return [(fault.row, fault.column) for fault in found.value.faults]


def test_a_row_is_read_into_what_it_means() -> None:
    (found,) = read(row(held_on="01/10/2026", kind="Review CP conference", attended="Y"))
    assert (found.kind, found.held_on) == (
        MeetingKind.REVIEW_CP_CONFERENCE,
        date(2026, 10, 1),
    )
    assert (found.outcome, found.role) == (Outcome.PLAN_CONTINUES, RespondentRole.PARENT)
    assert (found.attended, found.channel) == (True, Contact.EMAIL)


def test_columns_that_are_not_needed_may_be_left_out() -> None:
    whole = row()
    needed = ("meeting_ref", "case_id", "kind", "held_on", "team", "role", "recipient_ref")
    (found,) = read({name: whole[name] for name in needed})
    assert (found.outcome, found.channel, found.attended) == (None, None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"meeting_ref": "=cmd|' /C calc'!A1"},
        {"case_id": ""},
        {"kind": "tea_party"},
        {"held_on": "31/02/2026"},
        {"held_on": "10/2026"},
        {"held_on": "0206-10-01"},
        {"outcome": "plan_lost"},
        {"team": "@SUM(1)"},
        {"area": "-1+1"},
        {"role": "uncle"},
        {"recipient_ref": "a b"},
        {"attended": "perhaps"},
        {"channel": "pigeon"},
        {"contact": "not an address"},
        {"contact": ""},
        {"language": "english"},
        {"birth_month": "2015-05-03"},
        {"relation": "Auntie Jean"},
    ],
    ids=str,
)
def test_a_cell_that_cannot_be_read_is_named(wrong: dict[str, str]) -> None:
    assert faults(row(), row(recipient_ref="P-2", contact="p-2@example.org") | wrong) == [
        (3, next(iter(wrong)))
    ]


def test_all_faults_of_all_rows_are_named_at_once() -> None:
    wrong = row(meeting_ref="M-2", recipient_ref="P-2", kind="party", held_on="soon", role="x")
    assert faults(wrong, row(), wrong | {"channel": "pigeon"}) == [
        (2, "kind"),
        (2, "held_on"),
        (2, "role"),
        (4, "kind"),
        (4, "held_on"),
        (4, "role"),
        (4, "channel"),
    ]


def test_a_message_names_what_can_be_used_instead() -> None:
    with pytest.raises(SheetFaults, match="use one of child, young_person, parent"):
        read(row(role="uncle"))


def test_a_contact_is_never_quoted() -> None:
    with pytest.raises(SheetFaults) as found:
        read(row(channel="sms", contact="secret 07700 900461 words"))
    assert "900461" not in str(found.value)


@pytest.mark.parametrize(
    ("column", "other"),
    [
        ("held_on", "2026-10-02"),
        ("kind", "initial_cp_conference"),
        ("team", "Bridge"),
        ("role", "carer"),
        ("contact", "other@example.org"),
        ("attended", "no"),
        ("area", "Somewhere else"),
    ],
)
def test_rows_that_contradict_each_other_are_named(column: str, other: str) -> None:
    with pytest.raises(SheetFaults, match=rf"Row 3, {column}: row 2 says otherwise"):
        read(row(), row(case_id="C-1002") | {column: other})


def test_a_blank_cell_contradicts_nothing() -> None:
    assert len(read(row(), row(case_id="C-1002", attended="", contact="", channel=""))) == 2


def test_a_child_gets_no_telegram() -> None:
    with pytest.raises(SheetFaults, match="Telegram is for people of 16 and over"):
        read(child(channel="telegram", contact=""))


def test_a_missing_column_gets_one_sentence() -> None:
    cells = row()
    del cells["held_on"]
    with pytest.raises(Refused, match="lacks the column held_on; add it"):
        read(cells)
