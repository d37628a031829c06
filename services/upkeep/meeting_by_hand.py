"""One meeting added by hand: made into the rows of a file, and taken in as one."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from services.hall import Actor, Hall
from services.refusal import Refused
from services.upkeep.meeting_rows import COLUMNS, read_meetings
from services.upkeep.meetings import Summary, import_meetings
from services.upkeep.sheets import RowFault

NAME = "This form"
FIRST_ROW = 2
"""The row of the first person, the heading being row 1."""


class AlreadyThere(Refused):
    """A meeting of this reference is there, and what was given says otherwise."""


class Nobody(Refused):
    """No person was given."""


def add(
    hall: Hall, actor: Actor, about: Mapping[str, str], people: Sequence[Mapping[str, str]]
) -> Summary:
    """Add a meeting with its people; the same again changes nothing.

    People can be added to a meeting that is there, but nothing of it is changed: a reference
    typed wrongly would otherwise overwrite another meeting.

    Args:
        hall, actor: where and who.
        about: the meeting's cells, by column of the meetings file.
        people: each person's cells.

    Raises:
        SheetFaults: cells that cannot be taken; row 2 is the first person.
        AlreadyThere: the meeting is there and says otherwise.
        Nobody: no person was given.
    """
    if not people:
        raise Nobody("Add at least one person who can be asked about the meeting.")
    rows = read_meetings(_sheet(about, people), NAME)
    would = import_meetings(hall, rows, NAME, actor=actor, dry_run=True)
    changed = [change for change in would.changes if change.what == "meeting"]
    if changed:
        columns = ", ".join(changed[0].columns)
        raise AlreadyThere(
            f"There is already a meeting {changed[0].reference}, and it says otherwise "
            f"({columns}); check the reference, or bring in a corrected file."
        )
    return import_meetings(hall, rows, NAME, actor=actor)


@dataclass(frozen=True, slots=True)
class Misplaced:
    """What is wrong in one field of the form; ``person`` is its number, None for the meeting."""

    column: str
    person: int | None
    said: str


def placed(fault: RowFault, kept: Sequence[int]) -> Misplaced:
    """Return a fault of a row made here as one of the form.

    Args:
        fault: of one of the rows.
        kept: for each row the number of its person in the form, from 0.
    """
    person = kept[fault.row - FIRST_ROW] if fault.column in PERSON_COLUMNS else None
    problem = _ROW.sub(lambda row: f"person {kept[int(row[1]) - FIRST_ROW] + 1}", fault.problem)
    return Misplaced(fault.column, person, f"{problem}; {fault.remedy}.")


_ROW = re.compile(r"\Arow (\d+)")
PERSON_COLUMNS = (
    "recipient_ref", "role", "attended", "channel", "contact", "language", "birth_month",
    "relation",
)  # fmt: skip
MEETING_COLUMNS = tuple(column for column in COLUMNS if column not in PERSON_COLUMNS)


def _sheet(about: Mapping[str, str], people: Sequence[Mapping[str, str]]) -> bytes:
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    writer.writerows({**about, **person} for person in people)
    return text.getvalue().encode("utf-8", "replace")
