"""Meetings: the list to choose from, one meeting, and a file of them brought in."""

from __future__ import annotations

from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue

from services.refusal import Refused
from services.upkeep import meeting_list
from services.upkeep.meeting_rows import COLUMNS, read_meetings
from services.upkeep.meetings import Summary, import_meetings
from services.upkeep.sheets import RowFault, SheetFaults
from storage.kinds import StaffRole
from surveys.kinds import MeetingKind
from web.roles import roles
from web.staff import meeting_files
from web.staff.door import actor, door, pages
from web.staff.formats import in_words
from web.staff.meeting_filters import kept, wanted
from web.staff.paging import SIZE, Paging, asked_page
from web.staff.presses import fresh_press
from web.staff.rendering import done, page
from web.staff.response_filters import months

READERS = (StaffRole.OFFICER, StaffRole.MANAGER)
"""Roles that see the meetings of their teams."""


@pages.get("/meetings")
@roles(*READERS)
def meetings() -> ResponseReturnValue:
    """List meetings."""
    asked, who = request.args.to_dict(), actor()
    told = meeting_list.sees_asking(who)
    narrowed, first = wanted(asked, undecided=told), (asked_page() - 1) * SIZE
    found = meeting_list.shelf(door().hall, who, narrowed, first, SIZE)
    paging = Paging(asked_page(), found.total)
    return page(
        "meetings/list",
        shelf=found,
        paging=Paging(min(paging.number, paging.pages), found.total),
        asked=kept(asked),
        kinds=[(kind.value, in_words(MeetingKind(kind))) for kind in found.kinds],
        teams=[(team, team) for team in found.teams],
        months=[(code, f"{first:%B %Y}") for code, first in months(found.days)],
        told=told,
        works=who.role is StaffRole.OFFICER,
    )


@pages.get("/meetings/<uuid:meeting_id>")
@roles(*READERS)
def meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Show one meeting with the people around it."""
    return show(meeting_id)


def show(meeting_id: UUID, faults: dict[str, str] | None = None) -> ResponseReturnValue:
    """Render one meeting, with what was not done."""
    who = actor()
    return page(
        "meetings/meeting",
        faults,
        opened=meeting_list.one(door().hall, who, meeting_id) or abort(404),
        told=meeting_list.sees_asking(who),
        works=who.role is StaffRole.OFFICER,
        press=fresh_press(),
        sends_mail=door().sends_mail,
    )


@pages.get("/meetings/import")
@roles(StaffRole.OFFICER)
def import_file() -> ResponseReturnValue:
    """Ask for a file."""
    return _ask()


@pages.post("/meetings/import")
@roles(StaffRole.OFFICER)
def import_given() -> ResponseReturnValue:
    """Say what a file would bring, and keep nothing of it."""
    try:
        data, name = meeting_files.taken(request.files.get("file"))
        summary = _bring(data, name, dry_run=True)
    except Refused as refused:
        return _refused(refused)
    field = meeting_files.carried_file(data, name)
    return page("meetings/checked", summary=summary, name=name, field=field)


@pages.post("/meetings/import/confirm")
@roles(StaffRole.OFFICER)
def import_confirmed() -> ResponseReturnValue:
    """Bring the file in; sent twice, it changes nothing the second time."""
    file = meeting_files.brought_back_file(request.form.get("file", ""))
    if file is None:
        return _ask({"file": "This check has run out; choose the file again. Nothing was taken."})
    try:
        summary = _bring(*file, dry_run=False)
    except Refused as refused:
        return _refused(refused)
    new, changed = summary.meetings.new, summary.meetings.changed
    said = f"{file[1]} is in. New meetings: {new}, changed: {changed}."
    return done(said, "staff.meetings")


def _bring(data: bytes, name: str, *, dry_run: bool) -> Summary:
    rows = read_meetings(data, name)
    return import_meetings(door().hall, rows, name, actor=actor(), dry_run=dry_run)


def _refused(refused: Refused) -> ResponseReturnValue:
    listed: tuple[RowFault, ...] = refused.faults if isinstance(refused, SheetFaults) else ()
    return _ask({"file": str(refused).partition("\n")[0]}, listed)


def _ask(
    faults: dict[str, str] | None = None, listed: tuple[RowFault, ...] = ()
) -> ResponseReturnValue:
    return page(
        "meetings/import",
        faults,
        listed=listed,
        columns=COLUMNS,
        largest=meeting_files.LARGEST // 1_000_000,
    )
