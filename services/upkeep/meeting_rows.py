"""One row of the meetings file: a person around a meeting about a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.upkeep import cells
from services.upkeep.agreement import contradictions
from services.upkeep.cells import CellFault
from services.upkeep.sheets import RowFault, SheetFaults, SheetRow, read_sheet
from storage.kinds import Contact, Outcome, Relation
from surveys.kinds import MeetingKind, RespondentRole

_LONGEST_ADDRESS = 300
_YOUNG = frozenset({RespondentRole.CHILD, RespondentRole.YOUNG_PERSON})


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """What a row says; None where its cell is blank or its column absent.

    Args:
        number: the row as a spreadsheet counts it.
        birth_month: of the person asked when that is a child or young person, otherwise of
            the child whose case it is.
        team, area: that held the case on that day.
        relation: to the child of the case.
    """

    number: int
    meeting_ref: str
    case_id: str
    kind: MeetingKind
    held_on: date
    team: str
    role: RespondentRole
    recipient_ref: str
    outcome: Outcome | None = None
    area: str | None = None
    chair: str | None = None
    attended: bool | None = None
    channel: Contact | None = None
    contact: str | None = None
    language: str | None = None
    birth_month: str | None = None
    relation: Relation | None = None

    @property
    def young(self) -> bool:
        """Whether the person asked is a child or young person."""
        return self.role in _YOUNG


_REQUIRED: Mapping[str, Callable[[str], object]] = {
    "meeting_ref": cells.reference,
    "case_id": cells.reference,
    "kind": cells.choice(MeetingKind),
    "held_on": cells.day,
    "team": cells.name,
    "role": cells.choice(RespondentRole),
    "recipient_ref": cells.reference,
}
_OPTIONAL: Mapping[str, Callable[[str], object]] = {
    "outcome": cells.choice(Outcome),
    "area": cells.name,
    "chair": cells.name,
    "attended": cells.yes_no,
    "channel": cells.choice(Contact),
    "contact": str,
    "language": cells.language,
    "birth_month": cells.month,
    "relation": cells.choice(Relation),
}
_CONTACTS: Mapping[Contact, Callable[[str], str]] = {
    Contact.EMAIL: cells.email,
    Contact.SMS: cells.phone,
}

COLUMNS = (*_REQUIRED, *_OPTIONAL)


def read_meetings(data: bytes, name: str) -> tuple[MeetingRow, ...]:
    """Return the rows of a meetings file.

    Raises:
        SheetFaults: naming every cell that cannot be read and every contradiction.
        Refused: the file as a whole cannot be read.
    """
    faults: list[RowFault] = []
    rows = []
    for row in read_sheet(data, name, tuple(_REQUIRED), tuple(_OPTIONAL)):
        found = _read(row, faults)
        if found is not None:
            rows.append(found)
    faults += contradictions(rows)
    if faults:
        raise SheetFaults(name, sorted(faults, key=lambda fault: fault.row))
    return tuple(rows)


def _read(row: SheetRow, faults: list[RowFault]) -> MeetingRow | None:
    values: dict[str, Any] = {}
    found: list[RowFault] = []
    for column, read in {**_REQUIRED, **_OPTIONAL}.items():
        text = row.cells.get(column, "")
        try:
            values[column] = _cell(column, read, text)
        except CellFault as fault:
            found.append(RowFault(row.number, column, fault.problem, fault.remedy))
    if "channel" in values:
        found += _contact(row.number, values)
    faults += found
    return None if found else MeetingRow(number=row.number, **values)


def _cell(column: str, read: Callable[[str], object], text: str) -> object:
    if not text and column in _REQUIRED:
        raise CellFault("it is blank", "fill it in")
    return read(text) if text else None


def _contact(number: int, values: Mapping[str, Any]) -> Sequence[RowFault]:
    try:
        _check_contact(values["channel"], values["contact"])
    except CellFault as fault:
        return [RowFault(number, "contact", fault.problem, fault.remedy)]
    if values["channel"] is Contact.TELEGRAM and values.get("role") is RespondentRole.CHILD:
        remedy = "choose another channel"
        return [RowFault(number, "channel", "Telegram is for people of 16 and over", remedy)]
    return []


def _check_contact(channel: Contact | None, contact: str | None) -> None:
    check = _CONTACTS.get(channel) if channel else None
    if check is not None and contact is None:
        raise CellFault(f"it is blank although the channel is {channel}", "fill it in")
    if contact is None:
        return
    if check is not None:
        check(contact)
    elif len(contact) > _LONGEST_ADDRESS or contact[0] in "=+-@":
        raise CellFault(
            "this is not an address",
            f"use up to {_LONGEST_ADDRESS} letters, beginning with a letter or digit",
        )
