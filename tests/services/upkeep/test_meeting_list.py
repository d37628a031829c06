"""Meetings as staff see them, on each engine: by scope and conflict, and who answered untold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from services.hall import OPERATOR, Actor, Hall
from services.refusal import Refused
from services.upkeep import meeting_list
from services.upkeep.asking import Asking
from services.upkeep.fresh_links import fresh_links
from services.upkeep.invitations import invite_by_rules, invite_to_meeting
from services.upkeep.meeting_list import Wanted
from services.upkeep.meeting_rows import read_meetings
from services.upkeep.meetings import import_meetings
from services.upkeep.sheets import SheetFaults
from storage.actors import Scope, ScopeLevel
from storage.kinds import StaffRole
from storage.models import Attendance, Case, CaseAlias, Invitation
from surveys.kinds import MeetingKind, Mode
from tests.builders.attendances import counted, row, sheet, take_in
from tests.builders.clock import Clock
from tests.builders.colleagues import colleague
from tests.builders.invited import Invited, invited
from tests.builders.read_by_staff import keep_from
from tests.builders.stored import count
from tests.builders.talk import sit_down

HARBOUR = Scope(ScopeLevel.TEAM, "Harbour")
HELP = Scope(ScopeLevel.AREA, "Help and protection")
NORTH = {
    "meeting_ref": "M-9",
    "area": "Children in need",
    "team": "North",
    "case_id": "C-9",
    "recipient_ref": "P-9",
}


def officer(*scope: Scope) -> Actor:
    return Actor(uuid4(), StaffRole.OFFICER, scope)


def listed(hall: Hall, actor: Actor, wanted: Wanted = Wanted()) -> set[str]:  # noqa: B008 - frozen
    return {line.reference for line in meeting_list.shelf(hall, actor, wanted, 0, 50).lines}


def refused(hall: Hall, actor: Actor, *rows: dict[str, str]) -> set[tuple[int, str]]:
    """Return which cells of a file are not this person's to change."""
    before = counted(hall)
    with pytest.raises(SheetFaults) as caught:
        import_meetings(hall, read_meetings(sheet(*rows), "m.csv"), "m.csv", actor=actor)
    assert counted(hall) == before
    return {(fault.row, fault.column) for fault in caught.value.faults}


def also_known_as(hall: Hall, reference: str, older: str) -> None:
    with hall.sessions.writing() as session:
        case = session.scalars(select(Case.id).where(Case.reference == reference)).one()
        session.add(CaseAlias(case_id=case, reference=older))


def there(hall: Hall, person: Invited) -> None:
    """Say that somebody was at the meeting they are asked about."""
    with hall.sessions.writing() as session:
        session.add(Attendance(meeting_id=person.meeting_id, recipient_id=person.recipient_id))


def stands(hall: Hall, actor: Actor, meeting: UUID) -> list[Asking | None]:
    opened = meeting_list.one(hall, actor, meeting)
    assert opened is not None
    return [person.asking for person in opened.people]


@pytest.mark.parametrize(
    ("scope", "seen"),
    [((HARBOUR,), {"M-1"}), ((HELP,), {"M-1"}), (OPERATOR.scope, {"M-1", "M-9"}), ((), set())],
    ids=["team", "area", "authority", "none"],
)
def test_each_sees_the_meetings_of_their_part(
    hall: Hall, scope: tuple[Scope, ...], seen: set[str]
) -> None:
    take_in(hall, row(), row(**NORTH))

    assert listed(hall, officer(*scope)) == seen


def test_filters_narrow_and_beyond_the_end_the_last_page_is_shown(hall: Hall) -> None:
    take_in(hall, *(row(meeting_ref=f"M-{number}") for number in range(7)))
    invite_to_meeting(hall, "M-3")

    past = meeting_list.shelf(hall, OPERATOR, Wanted(), 50, 5)
    assert (past.total, len(past.lines)) == (7, 2)
    assert "M-3" not in listed(hall, OPERATOR, Wanted(undecided=True))
    assert listed(hall, OPERATOR, Wanted(kind=MeetingKind.FORUM)) == set()
    september = (date(2026, 9, 1), date(2026, 10, 1))
    assert listed(hall, OPERATOR, Wanted(days=september)) == set()


def test_a_meeting_about_a_case_one_is_kept_from_is_hidden_everywhere(hall: Hall) -> None:
    person = invited(hall)
    actor = colleague(hall).actor
    keep_from(hall, actor, person.case_id)

    assert listed(hall, actor) == set()
    assert meeting_list.one(hall, actor, person.meeting_id) is None
    with pytest.raises(Refused):
        fresh_links(hall, actor, person.meeting_id, None, "press")


@pytest.mark.parametrize("mode", [Mode.LINKED, Mode.CONFIDENTIAL])
def test_only_a_linked_answer_is_told(hall: Hall, mode: Mode) -> None:
    person, actor = invited(hall), colleague(hall).actor
    there(hall, person)
    talk = sit_down(hall, person)
    assert stands(hall, actor, person.meeting_id) == [Asking.ASKED]

    talk.skip_to_review()
    talk.send(mode)

    told = Asking.ANSWERED if mode is Mode.LINKED else Asking.ASKED
    assert stands(hall, actor, person.meeting_id) == [told]
    manager = replace(actor, role=StaffRole.MANAGER)
    assert stands(hall, manager, person.meeting_id) == [None]


def test_a_link_that_has_run_out_is_shown_as_such(hall: Hall, clock: Clock) -> None:
    person = invited(hall)
    there(hall, person)
    clock.advance(days=43)

    assert stands(hall, OPERATOR, person.meeting_id) == [Asking.LINK_EXPIRED]


def test_a_dry_run_invites_nobody_and_the_same_form_works_afterwards(hall: Hall) -> None:
    take_in(hall, row())

    would = invite_by_rules(hall, OPERATOR, press="one", dry_run=True)
    assert len(would.links) == 1
    assert count(hall, Invitation) == 0
    assert len(invite_by_rules(hall, OPERATOR, press="one").links) == 1
    with pytest.raises(Refused, match="done already"):
        invite_by_rules(hall, OPERATOR, press="one")


def test_nobody_is_invited_around_meetings_of_other_teams(hall: Hall) -> None:
    take_in(hall, row(), row(**NORTH))

    assert [link.recipient for link in invite_by_rules(hall, officer(HARBOUR)).links] == ["P-1"]
    with pytest.raises(Refused, match="no meeting M-9"):
        invite_to_meeting(hall, "M-9", officer(HARBOUR))


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"team": "North", "area": "Children in need"}, "team"),
        ({"team": "New", "area": "Elsewhere"}, "team"),
        ({"meeting_ref": "M-9"}, "meeting_ref"),
        ({"case_id": "C-9"}, "case_id"),
        ({"case_id": "OLD-9"}, "case_id"),
        ({"recipient_ref": "P-9"}, "recipient_ref"),
    ],
)
def test_a_file_reaches_only_what_is_its_bringers_to_change(
    hall: Hall, cells: dict[str, str], column: str
) -> None:
    take_in(hall, row(), row(**NORTH))
    also_known_as(hall, "C-9", "OLD-9")
    theirs = row(meeting_ref="M-3", case_id="C-3", recipient_ref="P-3", channel="", contact="")

    assert refused(hall, officer(HELP), theirs | cells) == {(2, column)}


def test_a_team_that_is_new_may_be_brought_into_ones_own_area(hall: Hall) -> None:
    rows = read_meetings(sheet(row(team="New")), "m.csv")

    assert import_meetings(hall, rows, "m.csv", actor=officer(HELP)).meetings.new == 1
