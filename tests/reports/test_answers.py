"""Answers to one question: counted by role, and withheld as one table."""

from dataclasses import replace

import pytest

from reports.answers import Answers
from reports.cells import ALL, Answered, Chosen, QuarterCells, Question, QuestionKind
from tests.reports.builders import LISTENED, SCALE, WHO, cells, choices


def listened(by_role: dict[str, dict[str, int]]) -> Answers:
    return Answers.to(LISTENED, cells(**choices(LISTENED, by_role)))


def ticked(people: dict[str, int], by_role: dict[str, dict[str, int]]) -> Answers:
    answered = tuple(Answered(WHO.id, role, n) for role, n in people.items())
    chosen = tuple(
        Chosen(WHO.id, role, code, n)
        for role, codes in by_role.items()
        for code, n in codes.items()
    )
    return Answers.to(WHO, cells(questions=(WHO,), answered=answered, chosen=chosen))


def ids(answers: Answers, hidden: frozenset[str]) -> set[str]:
    return {id_.removeprefix(f"answers.{answers.question.id}.") for id_ in hidden}


def test_counts_are_found_by_code_and_column() -> None:
    answers = listened({"parent": {"yes": 8, "no": 2}, "child": {"yes": 5}})
    assert answers.roles == ("child", "parent")
    assert answers.columns == ("child", "parent", ALL)
    assert answers.count("yes", "parent") == 8
    assert answers.count("yes", ALL) == 13
    assert answers.count("n", ALL) == 15
    assert answers.count("not_sure", "child") == 0


def test_one_role_alone_has_no_column_for_everyone() -> None:
    assert listened({"parent": {"yes": 8}}).columns == ("parent",)


def test_a_role_that_nobody_of_answered_has_no_column() -> None:
    answers = listened({"parent": {"yes": 8}, "child": {"yes": 0}})
    assert answers.roles == ("parent",)


def test_answers_to_other_questions_are_not_counted() -> None:
    counted = cells(**choices(LISTENED, {"parent": {"yes": 8}}))
    assert Answers.to(SCALE, counted).people == {}


def test_where_each_took_one_code_the_codes_make_up_the_people() -> None:
    """Counts from two queries may differ by a response that came in between them."""
    counted = choices(LISTENED, {"parent": {"yes": 8, "no": 2}})
    counted["answered"] = (Answered(LISTENED.id, "parent", 11),)
    assert Answers.to(LISTENED, cells(**counted)).count("n", "parent") == 10


def test_codes_of_an_older_wording_stand_last_in_plain_letters() -> None:
    answers = listened({"parent": {"yes": 8, "very_much": 3}})
    assert answers.codes[-1] == ("very_much", "Very much")


def test_nothing_is_withheld_from_large_groups_with_large_answers() -> None:
    answers = listened({"parent": {"yes": 30, "no": 12, "not_sure": 6}, "child": {"yes": 40}})
    assert answers.withheld_choices(5) == frozenset()


def test_a_small_answer_takes_others_with_it_in_its_row_and_column() -> None:
    answers = listened(
        {
            "parent": {"yes": 30, "no": 3, "not_sure": 12},
            "child": {"yes": 20, "no": 11, "not_sure": 14},
        }
    )
    hidden = ids(answers, answers.withheld_choices(5))
    assert "parent.no" in hidden
    assert len(hidden) == 4
    assert not any(id_.startswith(ALL) or id_.endswith(".n") for id_ in hidden)


def test_a_group_under_five_is_withheld_with_its_size_and_another_group_s_size() -> None:
    answers = listened(
        {"parent": {"yes": 30, "no": 20}, "child": {"yes": 3}, "carer": {"yes": 12, "no": 10}}
    )
    hidden = ids(answers, answers.withheld_choices(5))
    assert {"child.yes", "child.no", "child.n"} <= hidden
    sizes = {id_ for id_ in hidden if id_.endswith(".n")}
    assert len(sizes) >= 2


def test_a_group_under_ten_keeps_its_size_but_not_how_it_split() -> None:
    answers = listened({"parent": {"yes": 30, "no": 20}, "child": {"yes": 7}, "carer": {"yes": 40}})
    hidden = ids(answers, answers.withheld_choices(5))
    assert {"child.yes", "child.no"} <= hidden
    assert "child.n" not in hidden


@pytest.mark.parametrize("people", [30, 31, 34])
def test_nearly_everyone_ticking_is_as_telling_as_hardly_anyone(people: int) -> None:
    answers = ticked({"parent": people}, {"parent": {"family": 30, "advocate": 12}})
    hidden = ids(answers, answers.withheld_ticks(5))
    assert ("parent.family" in hidden) == (0 < people - 30 < 5)
    assert "parent.advocate" not in hidden


def test_ticks_share_one_set_of_group_sizes() -> None:
    answers = ticked(
        {"parent": 40, "child": 3, "carer": 20},
        {"parent": {"family": 20, "advocate": 10}, "carer": {"family": 10}, "child": {"family": 2}},
    )
    hidden = ids(answers, answers.withheld_ticks(5))
    assert "child.n" in hidden
    assert {"child.family", "child.advocate"} <= hidden
    assert len({id_ for id_ in hidden if id_.endswith(".n")}) == 2


def test_the_people_behind_a_mean_are_withheld_like_any_count() -> None:
    counted = cells(
        questions=(SCALE,),
        answered=(
            Answered(SCALE.id, "parent", 20),
            Answered(SCALE.id, "child", 3),
            Answered(SCALE.id, "carer", 8),
        ),
    )
    answers = Answers.to(SCALE, counted)
    assert ids(answers, answers.withheld_totals(5)) == {"child.n", "carer.n"}


def test_without_a_threshold_nothing_is_withheld() -> None:
    answers = listened({"parent": {"yes": 1}, "child": {"no": 1}})
    assert answers.withheld_choices(0) == frozenset()


def test_a_question_of_many_codes_and_roles_is_settled_at_once() -> None:
    codes = tuple((f"c{number}", f"Choice {number}") for number in range(12))
    question: Question = replace(LISTENED, choices=codes, kind=QuestionKind.CHOICE)
    roles = ("child", "young_person", "parent", "carer", "family_member", "partner", "staff")
    by_role = {
        role: {code: (place * 7 + number * 5) % 11 for number, (code, _) in enumerate(codes)}
        for place, role in enumerate(roles)
    }
    counted: QuarterCells = cells(**choices(question, by_role))
    answers = Answers.to(question, counted)
    hidden = answers.withheld_choices(5)
    small = {
        answers.id(code, role)
        for role in answers.roles
        for code, _ in answers.codes
        if 0 < answers.count(code, role) < 5
    }
    assert small <= hidden
