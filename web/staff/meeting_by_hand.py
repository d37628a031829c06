"""A meeting added by hand: one form for the meeting and the people around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from services.refusal import Refused
from services.upkeep import meeting_by_hand, meeting_list
from services.upkeep.meeting_by_hand import MEETING_COLUMNS, PERSON_COLUMNS, Nobody
from services.upkeep.sheets import SheetFaults
from storage.kinds import Contact, Outcome, Relation, StaffRole
from surveys.kinds import MeetingKind, RespondentRole
from web.roles import roles
from web.staff.door import actor, door, pages
from web.staff.formats import in_words
from web.staff.rendering import Faults, done, page

_AT_FIRST, _AT_ONCE, _MOST = 2, 2, 30
_MAKES_A_PERSON = tuple(column for column in PERSON_COLUMNS if column != "language")
_LABELS = {"meeting_ref": "Meeting reference", "case_id": "Case ID", "recipient_ref": "Reference"}


@dataclass(frozen=True, slots=True)
class MeetingForm:
    """What the form says, as typed.

    Args:
        about: of the meeting, by column.
        people: a mapping for each person, blank ones too.
    """

    about: Mapping[str, str]
    people: Sequence[Mapping[str, str]]

    @staticmethod
    def of(sent: MultiDict[str, str], more: int = 0) -> MeetingForm:
        """Read what was sent, with room for some people more."""
        number = sent.get("people", type=int) or _AT_FIRST
        people = [
            {column: sent.get(f"{column}-{each}", "").strip() for column in PERSON_COLUMNS}
            for each in range(min(max(number, 1) + more, _MOST))
        ]
        return MeetingForm({name: sent.get(name, "").strip() for name in MEETING_COLUMNS}, people)

    @property
    def filled(self) -> tuple[int, ...]:
        """The numbers of the people of whom anything was said."""
        return tuple(
            number
            for number, person in enumerate(self.people)
            if any(person[column] for column in _MAKES_A_PERSON)
        )


@pages.get("/meetings/new")
@roles(StaffRole.OFFICER)
def new_meeting() -> ResponseReturnValue:
    """Ask for the meeting and its people."""
    return _form(MeetingForm.of(MultiDict()))


@pages.post("/meetings/new")
@roles(StaffRole.OFFICER)
def new_meeting_given() -> ResponseReturnValue:
    """Add the meeting, or offer room for more people."""
    if "more" in request.form:
        return _form(MeetingForm.of(request.form, _AT_ONCE))
    form = MeetingForm.of(request.form)
    people = [form.people[number] for number in form.filled]
    try:
        meeting_by_hand.add(door().hall, actor(), form.about, people)
    except SheetFaults as refused:
        return _form(form, _placed(refused, form.filled))
    except Nobody as refused:
        return _form(form, {"recipient_ref-0": str(refused)})
    except Refused as refused:
        return _form(form, {"meeting_ref": str(refused)})
    reference = form.about["meeting_ref"]
    found = meeting_list.known(door().hall, actor(), reference) or abort(404)
    return done(f"The meeting {reference} is saved.", "staff.meeting", meeting_id=found)


def _placed(refused: SheetFaults, filled: Sequence[int]) -> Faults:
    faults: dict[str, str] = {}
    for each in refused.faults:
        fault = meeting_by_hand.placed(each, filled)
        label = _LABELS.get(fault.column, in_words(fault.column))
        field = fault.column if fault.person is None else f"{fault.column}-{fault.person}"
        whose = label if fault.person is None else f"Person {fault.person + 1}, {label.lower()}"
        faults.setdefault(field, f"{whose}: {fault.said}")
    return faults


def _form(form: MeetingForm, faults: Faults | None = None) -> ResponseReturnValue:
    return page(
        "meetings/new",
        faults,
        form=form,
        full=len(form.people) >= _MOST,
        kinds=[(kind.value, in_words(kind)) for kind in MeetingKind],
        outcomes=[(outcome.value, outcome.label) for outcome in Outcome],
        roles=[(role.value, in_words(role)) for role in RespondentRole],
        channels=[(channel.value, channel.label) for channel in Contact],
        relations=[(relation.value, relation.label) for relation in Relation],
    )
