"""The rules say who is asked what, and the reason when somebody is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from services.upkeep import rules
from services.upkeep.ages import age_at_least, age_at_most
from services.upkeep.rules import Candidate, NotAsked, Rule
from storage.kinds import Outcome
from surveys import library
from surveys.kinds import MeetingKind, RespondentRole

HELD = date(2026, 10, 1)
REVIEW, CONFERENCE, AUDIT = (
    MeetingKind.CLA_REVIEW,
    MeetingKind.REVIEW_CP_CONFERENCE,
    MeetingKind.CASE_AUDIT,
)
PARENT = Candidate(
    meeting_id=uuid4(),
    recipient_id=uuid4(),
    kind=CONFERENCE,
    outcome=Outcome.PLAN_CONTINUES,
    held_on=HELD,
    role=RespondentRole.PARENT,
    birth_month=None,
    attended=True,
    case_stopped=False,
    stopped=False,
    may_contact=True,
)


def decide(candidate: Candidate, oldest: date | None = None) -> tuple[str, NotAsked | None] | None:
    found = rules.choose(rules.load().of_time(before=False), candidate, oldest)
    return None if found is None else (found[0].questionnaire, found[1])


def rule(questionnaire: str) -> Rule:
    return next(each for each in rules.load().rules if each.questionnaire == questionnaire)


def young(birth_month: str | None, role: RespondentRole = RespondentRole.CHILD) -> Candidate:
    return replace(PARENT, kind=REVIEW, role=role, birth_month=birth_month)


def worker(**values: object) -> Candidate:
    return replace(PARENT, kind=AUDIT, role=RespondentRole.STAFF, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("birth_month", "decided"),
    [
        ("2018-10", ("child_after_review", None)),
        ("2018-11", ("child_4_7_with_helper", None)),
        ("2022-10", ("child_4_7_with_helper", None)),
        ("2022-11", ("child_after_review", NotAsked.TOO_YOUNG)),
        ("2014-11", ("child_after_review", None)),
        ("2014-10", ("young_person_after_review", None)),
        ("2000-11", ("young_person_after_review", None)),
        ("2000-10", ("child_after_review", NotAsked.TOO_OLD)),
    ],
)
def test_age_on_the_day_decides_what_a_child_is_asked(
    birth_month: str, decided: tuple[str, NotAsked | None]
) -> None:
    assert decide(young(birth_month)) == decided


@pytest.mark.parametrize(
    ("role", "questionnaire"),
    [
        (RespondentRole.CHILD, "child_after_review"),
        (RespondentRole.YOUNG_PERSON, "young_person_after_review"),
    ],
)
def test_without_a_birth_month_the_role_decides(role: RespondentRole, questionnaire: str) -> None:
    assert decide(young(None, role)) == (questionnaire, None)


def test_a_birth_month_is_read_both_ways_where_the_day_matters() -> None:
    assert age_at_most("2010-10", HELD) == 16
    assert age_at_least("2010-10", HELD) == 15
    assert age_at_least("2010-09", HELD) == 16


def test_parents_are_asked_whether_or_not_they_came() -> None:
    assert decide(replace(PARENT, attended=False)) == ("parent_after_conference", None)


@pytest.mark.parametrize(
    ("kind", "role", "questionnaire"),
    [
        (CONFERENCE, RespondentRole.PARTNER, "partner_after_conference"),
        (CONFERENCE, RespondentRole.CHAIR, "chair_quality_form"),
        (REVIEW, RespondentRole.CHAIR, "chair_quality_form"),
        (AUDIT, RespondentRole.CHAIR, "staff_on_quality_assurance"),
        (MeetingKind.CASE_REVIEW, RespondentRole.CHAIR, "case_review_form"),
        (MeetingKind.CASE_REVIEW, RespondentRole.STAFF, "staff_on_quality_assurance"),
        (MeetingKind.FOSTER_CARER_REVIEW, RespondentRole.CARER, "carer_own_views"),
        (MeetingKind.FOSTER_CARER_REVIEW, RespondentRole.CHILD, "child_for_carer_review"),
        (MeetingKind.PATHWAY_PLAN_REVIEW, RespondentRole.YOUNG_PERSON, "pathway_plan"),
        (MeetingKind.EDUCATION_PLAN, RespondentRole.CHILD, "education_plan"),
        (
            MeetingKind.FAMILY_GROUP_CONFERENCE,
            RespondentRole.FAMILY_MEMBER,
            "family_group_conference",
        ),
        (MeetingKind.LEARNING_REVIEW, RespondentRole.PARTNER, "learning_review_workers"),
        (MeetingKind.LEARNING_REVIEW, RespondentRole.PARENT, "learning_review_family"),
        (MeetingKind.SUCCESS_REVIEW, RespondentRole.STAFF, "success_review_workers"),
        (MeetingKind.SUCCESS_REVIEW, RespondentRole.YOUNG_PERSON, "success_review_family"),
        (REVIEW, RespondentRole.PARENT, "parent_after_review"),
    ],
)
def test_everybody_around_a_meeting_is_asked_what_was_written_for_them(
    kind: MeetingKind, role: RespondentRole, questionnaire: str
) -> None:
    assert decide(replace(PARENT, kind=kind, role=role)) == (questionnaire, None)


@pytest.mark.parametrize(
    ("birth_month", "attended", "reason"),
    [
        ("2018-10", True, None),
        ("2018-11", True, NotAsked.TOO_YOUNG),
        ("2008-11", True, None),
        ("2008-10", True, NotAsked.TOO_OLD),
        (None, True, None),
        ("2014-01", False, NotAsked.DID_NOT_ATTEND),
        ("2014-01", None, NotAsked.DID_NOT_ATTEND),
    ],
)
def test_a_child_is_asked_about_a_conference_only_if_they_came(
    birth_month: str | None, attended: bool | None, reason: NotAsked | None
) -> None:
    child = replace(young(birth_month), kind=CONFERENCE, attended=attended)
    assert decide(child) == ("child_after_conference", reason)


@pytest.mark.parametrize(
    ("role", "ended", "otherwise"),
    [
        (RespondentRole.CHILD, "plan_ended_child", "child_after_conference"),
        (RespondentRole.PARENT, "plan_ended_parent", "parent_after_conference"),
        (RespondentRole.PARTNER, "plan_ended_partner", "partner_after_conference"),
    ],
)
def test_a_plan_that_ended_is_asked_about_in_place_of_the_conference(
    role: RespondentRole, ended: str, otherwise: str
) -> None:
    person = replace(PARENT, role=role)
    assert decide(replace(person, outcome=Outcome.PLAN_ENDED)) == (ended, None)
    assert decide(person) == (otherwise, None)
    assert decide(replace(person, outcome=None)) == (otherwise, None)


@pytest.mark.parametrize(
    ("role", "questionnaire"),
    [
        (RespondentRole.CHILD, "leaving_care_child"),
        (RespondentRole.YOUNG_PERSON, "leaving_care_child"),
        (RespondentRole.PARENT, "leaving_care_parent"),
    ],
)
def test_a_review_that_ends_care_is_asked_about_in_its_own_words(
    role: RespondentRole, questionnaire: str
) -> None:
    person = replace(young("2012-01", role), outcome=Outcome.PLAN_LEAVE_CARE)
    assert decide(person) == (questionnaire, None)


def test_under_sixteen_a_pathway_plan_is_asked_about_like_a_review() -> None:
    person = young("2011-01", RespondentRole.YOUNG_PERSON)
    pathway = replace(person, kind=MeetingKind.PATHWAY_PLAN_REVIEW)
    assert decide(pathway) == ("young_person_after_review", None)


def test_early_help_is_asked_about_when_it_ends() -> None:
    person = replace(PARENT, kind=MeetingKind.EARLY_HELP_MEETING, outcome=Outcome.PLAN_ENDED)
    assert decide(person) == ("early_help_closing", None)
    going_on = replace(person, outcome=Outcome.PLAN_CONTINUES)
    assert decide(going_on) == ("early_help_closing", NotAsked.OUTCOME_NOT_ASKED_ABOUT)


def test_a_carer_is_asked_about_a_conference_only_when_the_plan_ended() -> None:
    carer = replace(PARENT, role=RespondentRole.CARER)
    assert decide(replace(carer, outcome=Outcome.PLAN_ENDED)) == ("plan_ended_carer", None)
    assert decide(carer) == ("plan_ended_carer", NotAsked.OUTCOME_NOT_ASKED_ABOUT)


def test_a_chair_is_asked_on_the_day_itself_and_the_others_once_it_has_settled() -> None:
    afterwards = rules.load().of_time(before=False)
    after = {rule.questionnaire: rule.after_days for rule in afterwards}
    chairs = {"chair_quality_form", "case_review_form"}
    assert {after[name] for name in chairs} == {0}
    assert min(days for name, days in after.items() if name not in chairs) >= 1


@pytest.mark.parametrize(
    ("candidate", "reason"),
    [
        (replace(PARENT, case_stopped=True), NotAsked.ON_THE_STOP_LIST),
        (replace(PARENT, stopped=True), NotAsked.ASKED_US_TO_STOP),
        (replace(PARENT, may_contact=False), NotAsked.NOT_TO_BE_CONTACTED),
        (replace(PARENT, held_on=date(2026, 1, 1)), NotAsked.HELD_TOO_LONG_AGO),
        (worker(attended=False), NotAsked.DID_NOT_ATTEND),
        (worker(attended=None), NotAsked.DID_NOT_ATTEND),
        (
            worker(asked_this_quarter=frozenset({"staff_on_quality_assurance"})),
            NotAsked.ASKED_THIS_QUARTER,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_reason_is_given_when_somebody_is_not_asked(
    candidate: Candidate, reason: NotAsked
) -> None:
    decided = decide(candidate, oldest=date(2026, 4, 1))
    assert decided is not None
    assert decided[1] is reason


def test_nobody_is_asked_for_whom_no_rule_speaks() -> None:
    assert decide(replace(PARENT, role=RespondentRole.FAMILY_MEMBER)) is None
    assert decide(replace(PARENT, kind=MeetingKind.FORUM)) is None


def test_of_several_reasons_the_one_that_got_furthest_is_kept() -> None:
    only_present = Rule(
        questionnaire="young_person_after_review",
        meetings=frozenset({REVIEW}),
        roles=frozenset({RespondentRole.CHILD}),
        youngest=12,
        attended=True,
        after_days=1,
    )
    first = rule("child_after_review")
    found = rules.choose((first, only_present), replace(young("2012-01"), attended=False), None)
    assert found is not None
    assert found[1] is NotAsked.DID_NOT_ATTEND


def test_a_rule_may_ask_only_about_some_outcomes() -> None:
    ended = rule("plan_ended_parent")
    assert rules.judge(ended, PARENT, None) is NotAsked.OUTCOME_NOT_ASKED_ABOUT
    assert rules.judge(ended, replace(PARENT, outcome=None), None) is not None
    assert rules.judge(ended, replace(PARENT, outcome=Outcome.PLAN_ENDED), None) is None


def test_every_rule_asks_what_was_released_of_those_it_was_written_for() -> None:
    for rule in rules.load().rules:
        asked = library.load(rule.questionnaire)
        assert {kind.value for kind in rule.meetings} <= {kind.value for kind in asked.meetings}
        assert set(asked.audience) & rule.roles
        assert (rule.youngest, rule.oldest) == (asked.ages.youngest, asked.ages.oldest)
