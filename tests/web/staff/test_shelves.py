"""The overview of questionnaires: by who is asked, under titles that people know them by."""

from __future__ import annotations

import re

from surveys import library
from surveys.kinds import RespondentRole as Role
from tests.builders.staff_browser import StaffBrowser
from web.staff.shelves import shelves, title

EVERY = library.all_released()
BY_LABEL = {shelf.label: shelf.questionnaires for shelf in shelves(EVERY)}


def ids(label: str) -> list[str]:
    return [each.id for each in BY_LABEL[label]]


def test_every_questionnaire_stands_on_one_shelf() -> None:
    placed = [each.id for shelf in shelves(EVERY) for each in shelf.questionnaires]
    assert sorted(placed) == sorted(each.id for each in EVERY)
    assert shelves(()) == ()


def test_a_shelf_holds_nobody_elses() -> None:
    for each in BY_LABEL["Children and young people"]:
        assert set(each.audience) <= {Role.CHILD, Role.YOUNG_PERSON}
    assert "plan_ended_carer" in ids("Parents, carers and families")
    assert "plan_ended_partner" in ids("Partner agencies, staff and chairs")
    assert "tell_us_anything" in ids("Children and adults alike")


def test_a_shelf_is_by_title_and_of_one_title_the_youngest_come_first() -> None:
    titles = [title(each) for each in BY_LABEL["Children and young people"]]
    assert titles == sorted(titles)
    young = [each for each in ids("Children and young people") if each.startswith("before_")]
    assert young == ["before_the_meeting_child", "before_the_meeting_young_person"]


def test_the_page_names_a_questionnaire_by_title_and_says_whose_it_is(
    officer: StaffBrowser,
) -> None:
    html = officer.get("/staff/questionnaires").html
    heads = [" ".join(re.sub("<[^>]+>", " ", each).split()) for each in summaries(html)]
    assert "Your meeting, in pictures Child, 4 to 7. By rule. 4 minutes." in heads
    assert "Your year as a foster carer Carer. By rule. 6 minutes." in heads
    assert sum("14 questionnaires" in each for each in heads) == 1
    assert not any("Child 4 7" in each or "_" in each for each in heads)
    assert '<code class="staff-id">child_4_7_with_helper</code>' in html


def summaries(html: str) -> list[str]:
    return re.findall(r"<summary.*?</summary>", html, re.DOTALL)
