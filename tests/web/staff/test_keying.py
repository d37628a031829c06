"""The page on which an officer keys in a paper form, with and without faults."""

from __future__ import annotations

import re

import pytest

from storage.kinds import StaffRole
from storage.models import Draft, Response
from tests.builders.attendances import row, take_in
from tests.builders.invited import Invited, invited
from tests.builders.pages import Page
from tests.builders.staff_browser import StaffBrowser, staff_browser
from tests.builders.stored import concerns, count, draft_answers, responses
from tests.builders.website import Website
from tests.web.staff.test_invitations import press
from tests.web.staff.test_meetings import page_of

PATH = "/staff/papers"
REVISION = re.compile(r'name="revision" value="(\d+)"')
PARENTS = "parent_after_conference"


@pytest.fixture
def person(site: Website) -> Invited:
    """A parent with a code on their paper."""
    return invited(site.hall)


def take_up(officer: StaffBrowser, person: Invited) -> str:
    """Take a paper up by its code; return the address of its page."""
    officer.get(PATH)
    page = officer.post(f"{PATH}/code", {"code": person.code})
    assert "Key in a paper form" in page.text
    (found,) = set(re.findall(rf'action="({PATH}/[0-9a-f-]{{36}})"', page.html))
    return str(found)


def send(officer: StaffBrowser, path: str, **typed: str) -> Page:
    """Send the page that is open; ``later`` puts it by."""
    (revision,) = REVISION.findall(officer.page.html)
    ready = {"press": press(officer), "revision": revision, "received_on": "14/10/2026"}
    button = {} if "later" in typed else {"finish": "yes"}
    return officer.post(path, {**ready, **button, **typed})


def test_a_paper_is_keyed_in_from_its_code_to_the_stored_response(
    officer: StaffBrowser, person: Invited
) -> None:
    path = take_up(officer, person)
    assert "2. Were you at the conference?" in officer.page.text
    assert "Only if you ticked “No” in question 2." in officer.page.text

    page = send(
        officer, path, **{"q-listened": "yes", "q-working_well": "<b>Gran", "mode": "linked"}
    )

    assert "Keyed in" in page.text
    assert "A concern was raised" not in page.text
    (kept,) = responses(officer.site.hall)
    said = {each.question: (each.code, each.text) for each in kept.rows}
    assert (said["listened"], said["working_well"]) == (("yes", None), (None, "<b>Gran"))
    assert officer.get(path).status == 404


def test_every_fault_stands_beside_its_field_with_what_was_typed(
    officer: StaffBrowser, person: Invited
) -> None:
    path = take_up(officer, person)

    page = send(
        officer,
        path,
        **{
            "q-scale_safety": "11",
            "q-felt_safe_more": "Dad",
            "received_on": "",
            "q-respected": "no",
        },
    )

    assert page.status == 422
    for field in ("received_on", "q-scale_safety", "q-felt_safe_more"):
        assert f'href="#{field}"' in page.html
        assert f'id="{field}-error"' in page.html
    assert 'value="11"' in page.html
    assert ">Dad</textarea>" in page.html
    assert count(officer.site.hall, Response) == 0
    assert draft_answers(officer.site.hall) == {"respected": "no"}


def test_a_disclosure_is_told_to_the_officer_at_once(
    officer: StaffBrowser, person: Invited
) -> None:
    path = take_up(officer, person)

    kept = send(officer, path, **{"q-felt_safe": "no", "later": "yes"})
    sent = send(officer, path, **{"q-felt_safe": "no"})

    assert "A concern was raised" in kept.text
    assert "A concern was raised" in sent.text
    assert concerns(officer.site.hall) == (("felt_safe", "now"),)


def test_a_form_that_was_put_by_is_listed_and_filled_in_again(
    officer: StaffBrowser, person: Invited
) -> None:
    path = take_up(officer, person)
    send(officer, path, **{"q-worried_about": "The dog", "helper": "carer", "later": "yes"})

    assert path in officer.get(PATH).html
    page = officer.get(path)

    assert ">The dog</textarea>" in page.html
    assert 'value="14/10/2026"' in page.html
    assert re.search(r'name="helper"[^>]*value="carer" checked', page.html)


def test_a_page_sent_twice_is_taken_once(officer: StaffBrowser, person: Invited) -> None:
    path = take_up(officer, person)
    opened = officer.page
    send(officer, path)
    officer.seen.append(opened)

    again = send(officer, path)

    assert "kept once" in again.text
    assert count(officer.site.hall, Response) == 1


def test_what_was_thrown_away_is_gone(officer: StaffBrowser, person: Invited) -> None:
    path = take_up(officer, person)

    page = officer.post(f"{path}/away")

    assert "can be keyed in again" in page.text
    assert count(officer.site.hall, Draft) == 0


def test_choices_that_the_page_did_not_offer_are_refused(
    officer: StaffBrowser, person: Invited
) -> None:
    path = take_up(officer, person)
    assert send(officer, path, mode="anonymous").status == 400


REFUSED = (
    ("code", {}, "Type the code"),
    ("code", {"code": "0000-0000"}, "No form with this code"),
    ("person", {"meeting": "M-1"}, "Choose the form"),
    ("person", {"meeting": "M-0", "person": "P-0", "questionnaire": PARENTS}, "no meeting M-0"),
    ("person", {"meeting": "M-1", "person": "P-0", "questionnaire": PARENTS}, "Nobody called P-0"),
    ("nameless", {}, "Choose the form"),
    ("nameless", {"form": "chair_quality_form"}, "with its author only"),
)


def test_what_is_no_paper_of_theirs_is_refused_with_a_remedy(officer: StaffBrowser) -> None:
    take_in(officer.site.hall, row())
    officer.get(PATH)
    mark = press(officer)

    pages = [officer.post(f"{PATH}/{door}", {"press": mark, **sent}) for door, sent, _ in REFUSED]

    assert {page.status for page in pages} == {422}
    assert [
        said for (_, _, said), page in zip(REFUSED, pages, strict=True) if said not in page.text
    ] == []
    assert count(officer.site.hall, Draft) == 0


def test_the_page_of_a_meeting_leads_to_the_papers_of_its_people(officer: StaffBrowser) -> None:
    take_in(officer.site.hall, row())
    link = re.search(rf'href="({PATH}\?[^"]+)"', officer.get(page_of(officer.site.hall)).html)
    assert link

    page = officer.get(link[1].replace("&amp;", "&"))
    filled = dict(re.findall(r'name="(meeting|person)"[^>]*value="([^"]+)"', page.html))
    page = officer.post(f"{PATH}/person", {**filled, "questionnaire": PARENTS})

    assert set(filled) == {"meeting", "person"}
    assert "Key in a paper form" in page.text


def test_a_paper_without_a_name_says_so(officer: StaffBrowser) -> None:
    officer.get(PATH)
    page = officer.post(f"{PATH}/nameless", {"press": press(officer), "form": "tell_us_anything"})
    assert "without any link to a person" in page.text


def test_one_officers_desk_is_closed_to_another(
    site: Website, officer: StaffBrowser, person: Invited
) -> None:
    path = take_up(officer, person)
    other = staff_browser(site, StaffRole.OFFICER, name="Sam")

    assert other.get(path).status == 404
    assert other.post(f"{path}/away").status == 404
