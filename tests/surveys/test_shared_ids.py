"""What several roles are asked under one id can be laid side by side."""

from __future__ import annotations

import pytest

import surveys.library as library
from surveys.form_rules import codes
from surveys.kinds import Kind, RespondentRole
from surveys.library import load
from surveys.questionnaire import Placement
from surveys.shared import comparable, meanings, table

ASKED = [each for each in library.all_released() if each.id != "imported_feedback"]


@pytest.mark.parametrize("name", ["child_after_review", "parent_after_conference"])
def test_a_newer_version_still_asks_under_the_ids_and_codes_of_the_older(name: str) -> None:
    older, newer = (
        {each.id: (comparable(each.kind), codes(each)) for each in load(name, version).questions}
        for version in (1, 2)
    )

    assert {key: newer[key] for key in older.keys() & newer.keys()} == {
        key: older[key] for key in older.keys() & newer.keys()
    }


def test_a_shared_id_asks_the_same_kind_of_thing_everywhere() -> None:
    found: dict[str, set[tuple[Kind, frozenset[str]]]] = {}
    for question in (question for asked in ASKED for question in asked.questions):
        form = (comparable(question.kind), frozenset(codes(question)))
        found.setdefault(question.id, set()).add(form)

    assert [name for name, forms in found.items() if len(forms) > 1] == []


def test_every_id_that_several_roles_are_asked_under_has_its_meaning_written_down() -> None:
    roles: dict[str, set[RespondentRole]] = {}
    forms: dict[str, int] = {}
    for asked in ASKED:
        for question in asked.questions:
            if question.place is Placement.PATH:
                roles.setdefault(question.id, set()).update(asked.audience)
                forms[question.id] = forms.get(question.id, 0) + 1
    several = {name for name in roles if forms[name] > 1 and len(roles[name]) > 1}

    assert several <= set(meanings())
    assert set(meanings()) <= set(roles)


def test_the_table_of_shared_ids_covers_everybody_around_a_meeting() -> None:
    asked = {one.id: one.roles for one in table(ASKED)}

    assert set(RespondentRole) - {RespondentRole.FAMILY_MEMBER} <= asked["listened"]
    assert set().union(*asked.values()) >= asked["listened"] | {RespondentRole.CHAIR}
    assert RespondentRole.CHAIR in asked["scale_safety"] & asked["report_in_time"]


def test_what_is_compared_between_roles_is_asked_under_one_id() -> None:
    ids = {asked.id: {question.id for question in asked.questions} for asked in ASKED}
    child, young = ids["child_after_review"], ids["young_person_after_review"]
    parent, staff = ids["parent_after_conference"], ids["staff_on_quality_assurance"]

    assert {"listened"} <= child & young & parent & staff
    assert {"felt_safe", "understood_plan", "overall"} <= child & young & parent
    assert {
        "working_well",
        "worried_about",
        "needs_to_happen",
        "respected",
    } <= young & parent & staff
    assert {"identity_respected", "scale_safety"} <= young & parent
    assert {"seen_alone"} <= child & young & ids["chair_quality_form"]


def test_everyone_around_a_conference_is_asked_what_can_be_laid_side_by_side() -> None:
    ids = {asked.id: {question.id for question in asked.questions} for asked in ASKED}
    child, parent = ids["child_after_conference"], ids["parent_after_conference"]
    partner, chair = ids["partner_after_conference"], ids["chair_quality_form"]

    assert {"overall", "listened", "understood_plan", "scale_safety"} <= child & parent & partner
    assert {"report_in_time", "identity_respected", "scale_safety"} <= parent & partner & chair
    assert {"working_well", "worried_about", "needs_to_happen"} <= parent & partner & chair


@pytest.mark.parametrize("role", ["child", "parent", "carer", "partner"])
def test_all_who_saw_a_plan_end_say_what_worked_under_the_same_ids(role: str) -> None:
    ids = {each.id for each in load(f"plan_ended_{role}").questions}

    assert {
        "life_better",
        "knows_whom_to_ask",
        "what_worked",
        "did_not_work",
        "scale_safety",
    } <= ids


@pytest.mark.parametrize("kind", ["learning", "success"])
def test_a_review_of_the_work_hears_the_family_and_the_workers_under_the_same_ids(
    kind: str,
) -> None:
    family, workers = (load(f"{kind}_review_{who}") for who in ("family", "workers"))
    heard = {"listened", "respected", "identity_respected", "turning_point", "needs_to_happen"}

    assert heard <= {each.id for each in family.questions} & {each.id for each in workers.questions}
    assert {"parent", "young_person"} <= set(family.audience)
    assert {"staff", "partner", "chair"} == set(workers.audience)


def test_practitioner_and_reviewer_grade_the_same_areas() -> None:
    review, own = (
        {each.id for each in load(name).questions if each.id.startswith("grade_")}
        for name in ("case_review_form", "self_assessment")
    )

    assert len(review) == 8
    assert review < own
