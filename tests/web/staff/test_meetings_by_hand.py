"""A meeting added by hand: the same checks as a file, each fault beside its field."""

from __future__ import annotations

import pytest

from services.hall import Hall
from storage.models import Attendance, Meeting
from tests.builders.attendances import counted, row, take_in
from tests.builders.pages import Page
from tests.builders.staff_browser import StaffBrowser
from tests.builders.stored import count

PATH = "/staff/meetings/new"
ABOUT = {
    "meeting_ref": "M-1",
    "case_id": "C-1001",
    "kind": "review_cp_conference",
    "held_on": "01/10/2026",
    "outcome": "plan_continues",
    "area": "Help and protection",
    "team": "Harbour",
    "chair": "Chair 1",
    "people": "2",
}
PARENT = {"recipient_ref": "P-1", "role": "parent", "attended": "yes"}


def fields(*people: dict[str, str], **about: str) -> dict[str, str]:
    """Return a filled-in form."""
    said = ABOUT | {"people": str(len(people))} | about
    for number, person in enumerate(people):
        said |= {f"{name}-{number}": value for name, value in person.items()}
    return said


def save(browser: StaffBrowser, *people: dict[str, str], **about: str) -> Page:
    browser.get(PATH)
    return browser.post(PATH, fields(*people, **about))


def nothing_is_kept(hall: Hall) -> bool:
    return set(counted(hall).values()) == {0}


def test_a_meeting_with_its_people_is_saved_and_shown(officer: StaffBrowser) -> None:
    page = save(officer, PARENT, {}, PARENT | {"recipient_ref": "P-2", "attended": ""})

    assert "The meeting M-1 is saved." in page.text
    assert "P-1 Parent Yes Not decided yet" in page.text
    assert "P-2 Parent Not known" in page.text
    assert count(officer.site.hall, Attendance) == 2


def test_saved_twice_it_is_there_once(officer: StaffBrowser) -> None:
    save(officer, PARENT)
    before = counted(officer.site.hall)

    assert save(officer, PARENT).status == 200
    assert counted(officer.site.hall) == before


def test_people_can_be_added_to_a_meeting_that_is_there(officer: StaffBrowser) -> None:
    take_in(officer.site.hall, row())

    assert "P-2" in save(officer, PARENT | {"recipient_ref": "P-2"}).text
    assert count(officer.site.hall, Meeting) == 1


def test_a_reference_typed_wrongly_overwrites_no_other_meeting(officer: StaffBrowser) -> None:
    take_in(officer.site.hall, row())

    page = save(officer, PARENT, outcome="plan_ended")

    assert page.status == 422
    assert "There is already a meeting M-1, and it says otherwise (outcome)" in page.text
    with officer.site.hall.sessions.reading() as session:
        assert session.query(Meeting).one().outcome == "plan_continues"


@pytest.mark.parametrize(
    ("about", "person", "said", "field"),
    [
        ({"meeting_ref": ""}, {}, "Meeting reference: it is blank; fill it in.", "meeting_ref"),
        ({"held_on": "soon"}, {}, "Held on: 'soon' is not a day; write it as", "held_on"),
        ({"kind": ""}, {}, "Kind: it is blank; fill it in.", "kind"),
        ({"case_id": "=1"}, {}, "Case ID: this is not a reference; use up to", "case_id"),
        ({"area": ""}, {}, "Area: the team is new; fill in the service area", "area"),
        ({}, {"role": ""}, "Person 1, role: it is blank; fill it in.", "role-0"),
        ({}, {"channel": "email"}, "Person 1, contact: it is blank although", "contact-0"),
        (
            {},
            {"birth_month": "May"},
            "Person 1, birth month: 'May' is not a month",
            "birth_month-0",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field_and_nothing_kept(
    officer: StaffBrowser, about: dict[str, str], person: dict[str, str], said: str, field: str
) -> None:
    page = save(officer, PARENT | person, **about)

    assert page.status == 422
    assert said in page.text
    assert f'href="#{field}"' in page.html
    assert f'id="{field}"' in page.html
    assert 'value="P-1"' in page.html
    assert nothing_is_kept(officer.site.hall)


def test_the_right_person_is_named_where_an_earlier_one_is_blank(officer: StaffBrowser) -> None:
    page = save(officer, {}, PARENT, PARENT | {"role": "carer"})

    assert "Person 3, role: person 2 says otherwise for the same" in page.text
    assert 'href="#role-2"' in page.html
    assert nothing_is_kept(officer.site.hall)


def test_a_meeting_without_people_is_not_taken(officer: StaffBrowser) -> None:
    page = save(officer, {"language": "en"})

    assert "Add at least one person who can be asked about the meeting." in page.text
    assert nothing_is_kept(officer.site.hall)


def test_room_for_more_people_keeps_what_was_typed(officer: StaffBrowser) -> None:
    page = save(officer, PARENT, more="yes")

    assert page.status == 200
    assert "Person 3" in page.text
    assert 'value="P-1"' in page.html
    assert nothing_is_kept(officer.site.hall)


@pytest.mark.parametrize("number", ["-4", "0", "100000", "many"])
def test_a_strange_number_of_people_does_no_harm(officer: StaffBrowser, number: str) -> None:
    page = save(officer, PARENT, people=number)

    assert "The meeting M-1 is saved." in page.text
