"""Controls that no released questionnaire uses yet, and the drawings of all the others."""

from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from surveys.kinds import Kind, Picture
from surveys.outputs import Ask, Choice
from web.respond.controls import field
from web.respond.drawings import drawing
from web.respond.inputs import Raw, typed
from web.wording import Wording


def control(ask: Ask, sent: dict[str, Raw] | None = None) -> dict:
    """Return the parameters of a question's control."""
    return field(ask, Wording(), sent or {}).params(alone=True)


def values(ask: Ask, sent: dict[str, Raw] | None = None) -> list[str]:
    """Return what stands in the three boxes of a date."""
    return [item["value"] for item in control(ask, sent)["items"]]


DAY = Ask("when", Kind.DATE, "When was it?")


def test_a_kept_date_comes_back_day_first() -> None:
    kept = Ask("when", Kind.DATE, "When was it?", answered=True, value="2026-10-03")

    assert values(kept) == ["03", "10", "2026"]


@pytest.mark.parametrize(
    ("sent", "stands"),
    [("3/10/2026", ["3", "10", "2026"]), ("3//", ["3", "", ""]), ("", ["", "", ""])],
)
def test_a_date_just_typed_comes_back_as_typed(sent: str, stands: list[str]) -> None:
    assert values(DAY, {"when": sent}) == stands


def test_the_boxes_of_a_date_are_read_as_one_answer() -> None:
    form = MultiDict(
        [("asked", "date:when"), *(("answer.when", part) for part in ("3", " 10", "26"))]
    )

    assert typed(form) == {"when": "3/10/26"}


def test_an_untouched_date_is_no_answer() -> None:
    form = MultiDict([("asked", "date:when"), *(("answer.when", "") for _ in range(3))])

    assert typed(form) == {"when": ""}


def test_a_number_says_its_bounds_and_brings_up_digits() -> None:
    shown = control(Ask("hours", Kind.NUMBER, "How long?", low="0", high="24", value=2.5))

    assert shown["hint"]["text"] == "Write a number from 0 to 24."
    assert shown["inputmode"] == "decimal"
    assert shown["value"] == "2.5"


def test_a_scale_explains_both_ends_before_the_numbers() -> None:
    steps = tuple(Choice(str(step), str(step)) for step in range(11))

    shown = control(Ask("safe", Kind.SCALE, "How safe?", choices=steps, low="<bad>", high="good"))

    assert [item["value"] for item in shown["items"]] == [str(step) for step in range(11)]
    assert "<strong>0 means:</strong> &lt;bad&gt;" in shown["hint"]["html"]
    assert "<strong>10 means:</strong> good" in shown["hint"]["html"]


def test_a_label_is_text_even_beside_a_picture() -> None:
    choice = Choice("ok", "<b>OK</b>", Picture.FACE_OK)

    (item,) = control(Ask("how", Kind.FACES, "How?", choices=(choice,)))["items"]

    assert "&lt;b&gt;OK&lt;/b&gt;" in item["html"]
    assert item["html"].startswith("<svg")


@pytest.mark.parametrize("picture", Picture)
def test_every_picture_of_the_questionnaires_is_drawn(picture: Picture) -> None:
    assert "<svg" in drawing(picture)


def test_faces_differ_in_brow_and_mouth_and_not_by_colour_alone() -> None:
    faces = [drawing(each) for each in Picture if each.startswith("face")]
    brows = {face.split(' d="')[1].split('"')[0] for face in faces}
    mouths = {face.rsplit(' d="', 1)[1].split('"')[0] for face in faces}

    assert len(faces) == len(brows) == len(mouths) == 5
