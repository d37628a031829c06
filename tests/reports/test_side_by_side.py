"""One meeting from all sides: names by role and relation, gaps, and what is said of them."""

import pytest

from reports.scale_line import LANE, LEFT, RIGHT, SHAPES, drawing, place
from reports.side_by_side import Said, Side, Speaker, Voice, gap, opposed, sentence, voices

CHILD = Voice("c", "child", "the child")
SISTER = Voice("s", "child", "child 2")
MOTHER = Voice("m", "parent", "mother")
FATHER = Voice("f", "parent", "father")
CHAIR = Voice("h", "chair", "the chair")


def said(**numbers: float) -> list[Said]:
    known = {"child": CHILD, "sister": SISTER, "mother": MOTHER, "father": FATHER, "chair": CHAIR}
    return [Said(known[name], number) for name, number in numbers.items()]


def named(*speakers: tuple[str, str]) -> list[str]:
    given = [Speaker(str(at), role, relation) for at, (role, relation) in enumerate(speakers)]
    return [voice.name for voice in voices(given)]


def test_the_child_stands_first_and_the_chair_last() -> None:
    order = named(("chair", ""), ("partner", ""), ("parent", "mother"), ("child", ""))
    assert order == ["the child", "mother", "the partner agency", "the chair"]


def test_people_named_alike_get_letters_and_the_others_do_not() -> None:
    several = named(("parent", ""), ("child", ""), ("parent", "parent"), ("parent", "father"))
    assert sorted(several) == ["father", "parent A", "parent B", "the child"]
    assert named(("child", ""), ("child", "")) == ["child A", "child B"]
    assert named(("carer", "foster_carer")) == ["foster carer"]


def test_a_crowd_named_alike_runs_on_in_numbers() -> None:
    assert named(*[("partner", "")] * 27)[-2:] == ["partner agency Z", "partner agency 27"]


def test_a_relation_that_only_repeats_a_role_is_passed_over() -> None:
    assert named(("parent", "parent")) == ["the parent"]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ({"child": 3, "mother": 8}, "The child says 3 of 10, mother 8 of 10."),
        ({"mother": 8, "child": 3}, "The child says 3 of 10, mother 8 of 10."),
        (
            {"child": 3, "mother": 8, "chair": 8},
            "The child says 3 of 10, mother and the chair 8 of 10.",
        ),
        (
            {"child": 2, "sister": 2, "father": 9},
            "The child and child 2 say 2 of 10, father 9 of 10.",
        ),
        ({"child": 9, "mother": 6, "father": 2}, "The child says 9 of 10, father 2 of 10."),
        ({"mother": 2.5, "chair": 9}, "Mother says 2.5 of 10, the chair 9 of 10."),
        ({"child": 7, "mother": 8}, "All are close: the child 7 and mother 8 of 10."),
        ({"child": 7, "mother": 7}, "All say 7 of 10."),
        ({"child": 4}, "Only the child answered this: 4 of 10."),
        ({}, ""),
    ],
)
def test_a_scale_is_put_in_words(numbers: dict[str, float], expected: str) -> None:
    assert sentence(said(**numbers)) == expected


def test_the_gap_is_that_between_child_and_adult_however_far_adults_lie_apart() -> None:
    found = gap(said(child=5, mother=6, father=1))
    assert found is not None
    assert (found.size, found.there) == (4, tuple(said(father=1)))
    wide = gap(said(child=5, mother=6, father=4, chair=6))
    assert wide is not None
    assert wide.size == 1


def test_without_a_child_the_gap_is_that_between_any_two() -> None:
    found = gap(said(mother=6, father=1, chair=5))
    assert found is not None
    assert found.size == 5


def test_one_voice_alone_has_no_gap() -> None:
    assert gap(said(child=4)) is None
    assert gap([]) is None


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ({CHILD: "no", MOTHER: "yes"}, "The child says no; mother says yes."),
        (
            {MOTHER: "no", FATHER: "no", CHILD: "yes"},
            "The child says yes; mother and father say no.",
        ),
        ({MOTHER: "no", CHAIR: "yes"}, "The chair says yes; mother says no."),
        ({CHILD: "yes", MOTHER: "yes", CHAIR: "not_sure"}, ""),
        ({CHILD: "", MOTHER: "no"}, ""),
    ],
)
def test_yes_against_no_is_put_in_words_and_not_sure_is_no_difference(
    codes: dict[Voice, str], expected: str
) -> None:
    assert opposed(codes) == expected


def test_young_people_stand_on_the_childs_side() -> None:
    sides = {role: Voice("v", role, role).side for role in SHAPES}
    assert [role for role, side in sides.items() if side is Side.YOUNG] == ["child", "young_person"]


def test_each_voice_has_a_lane_and_a_shape_of_its_own_kind() -> None:
    drawn = drawing(said(child=3, mother=8, chair=8))
    assert [mark.shape for mark in drawn.marks] == ["circle", "square", "star"]
    assert [b.y - a.y for a, b in zip(drawn.marks, drawn.marks[1:], strict=False)] == [LANE, LANE]
    assert drawn.marks[-1].y < drawn.base < drawn.height


def test_marks_lie_where_their_number_is_and_labels_on_the_roomier_side() -> None:
    assert (place(0), place(10)) == (LEFT, RIGHT)
    low, high = drawing(said(child=3, mother=8)).marks
    assert (low.x, low.before) == (place(3), False)
    assert (high.x, high.before) == (place(8), True)
    assert high.label == "Mother, 8"


def test_the_band_spans_the_gap_and_is_left_out_where_there_is_none() -> None:
    drawn = drawing(said(mother=8, child=3))
    assert drawn.band == (place(3), pytest.approx(place(8) - place(3)))
    assert drawing(said(child=4, mother=4)).band is None
    assert drawing(said(child=4)).band is None
