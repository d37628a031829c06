"""The stop list in the staff room: who is on it, put on it, taken off, within one's own teams."""

from __future__ import annotations

import pytest

from services.hall import OPERATOR
from services.upkeep.stop_list import entries
from storage.actors import Scope, ScopeLevel
from storage.kinds import StaffRole, StopReason
from tests.builders.invited import Invited, invited
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.website import Website

PATH = "/staff/stop-list"


@pytest.fixture
def sent(person: Invited) -> dict[str, str]:
    """What the form sends about the case of a parent."""
    return {"subject": "case", "reference": person.case_reference, "reason": "death"}


def listed(site: Website) -> list[StopReason | None]:
    return [entry.reason for entry in entries(site.hall, OPERATOR)]


def test_a_case_is_put_on_the_list_and_taken_off(
    officer: StaffBrowser, sent: dict[str, str]
) -> None:
    assert "Nobody is on the list." in officer.get(PATH).text

    page = officer.post(PATH, sent)

    assert "What waited to be sent was cancelled." in page.text
    assert f"{sent['reference']} Everybody asked about this case Death" in page.text
    assert listed(officer.site) == [StopReason.DEATH]
    assert "off the list" in officer.post(f"{PATH}/lift", sent).text
    assert listed(officer.site) == []


@pytest.mark.parametrize(
    ("field", "value", "fault"),
    [
        ("subject", "team", "Choose whether it is a person or a case"),
        ("reference", " ", "Give the reference of the person or the case"),
        ("reason", "cross with us", "Choose why"),
        ("reference", "C-nowhere", "There is no case C-nowhere that you work with"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_changes(
    officer: StaffBrowser, sent: dict[str, str], field: str, value: str, fault: str
) -> None:
    officer.get(PATH)
    page = officer.post(PATH, {**sent, field: value})
    assert page.status == 422
    assert fault in page.text
    assert listed(officer.site) == []


def test_another_teams_case_is_as_unknown_as_none(site: Website, sent: dict[str, str]) -> None:
    invited(site.hall, team="Harbour")
    elsewhere = staff_browser(site, StaffRole.OFFICER, (Scope(ScopeLevel.TEAM, "Harbour"),))
    elsewhere.get(PATH)
    assert elsewhere.post(PATH, sent).status == 422
    assert listed(site) == []


def test_lifting_what_is_not_on_the_list_says_so(
    officer: StaffBrowser, sent: dict[str, str]
) -> None:
    officer.get(PATH)
    page = officer.post(f"{PATH}/lift", sent)
    assert page.status == 422
    assert "is not on the list" in page.text
