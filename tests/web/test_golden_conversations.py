"""Golden conversations through the web form and the browser chat, pressed button by button."""

from __future__ import annotations

import pytest

from services.hall import Hall
from surveys.kinds import Mode, Status
from tests.builders.invited import crowd, invited
from tests.builders.pages import Respondent
from tests.builders.playing import Player
from tests.builders.stored import concerns, responses
from tests.builders.website import serving
from tests.conversations import FOLDER as CONVERSATIONS
from tests.conversations import Conversation, load, load_all
from web.respond.visit import Face

GOLDEN = pytest.mark.parametrize("golden", load_all(), ids=lambda golden: golden.name)
DOORS = {
    "cookies": (True, Face.FORM),
    "no_cookies": (False, Face.FORM),
    "chat": (False, Face.CHAT),
}


def converse(hall: Hall, golden: Conversation, face: Face, *, cookies: bool, switch: str) -> None:
    """Play a conversation from the link to its end, switching the face before some steps.

    Args:
        hall: the deployment.
        golden: what is done.
        face: what is chosen on the first page.
        cookies: whether the browser keeps any.
        switch: "never", or "always" for a switch before every step that a page allows.
    """
    ask = crowd if Mode.ANONYMOUS in golden.modes else lambda *args: (invited(*args),)
    person = ask(hall, golden.questionnaire, golden.role)[0]
    with serving(hall) as site:
        respondent = Respondent(site, cookies=cookies)
        respondent.start(person.token, face)
        player = Player(respondent)
        for given in golden.steps:
            player.play(given)
            if switch == "always":
                player.switch()
    assert golden.expected.status in {Status.WITHDRAWN} or "Thank you" in respondent.page.text


@GOLDEN
@pytest.mark.parametrize("way", DOORS)
def test_a_golden_conversation_leaves_the_response_written_by_hand(
    sqlite_hall: Hall, golden: Conversation, way: str
) -> None:
    cookies, face = DOORS[way]

    converse(sqlite_hall, golden, face, cookies=cookies, switch="never")

    assert_stored(sqlite_hall, golden)


@pytest.mark.parametrize(
    ("face", "cookies"), [(Face.FORM, True), (Face.CHAT, False)], ids=["form first", "chat first"]
)
def test_switching_at_every_question_leaves_the_same_response(
    sqlite_hall: Hall, face: Face, cookies: bool
) -> None:
    golden = load(CONVERSATIONS / "young_person_goes_back.toml")

    converse(sqlite_hall, golden, face, cookies=cookies, switch="always")

    assert_stored(sqlite_hall, golden)


def assert_stored(hall: Hall, golden: Conversation) -> None:
    expected = golden.expected
    found = [(r.mode, r.role, r.partial, r.helper, r.rows) for r in responses(hall)]
    if expected.status is Status.WITHDRAWN:
        assert found == []
    else:
        partial = expected.status is Status.PARTIAL
        mode = expected.mode or Mode.CONFIDENTIAL
        assert found == [(mode, golden.role, partial, expected.helper, expected.rows)]
    heard = concerns(hall)
    assert {(question, level.value) for question, level in expected.tapped} <= set(heard)
    worded = {key.partition(".")[0] for key in expected.worded}
    assert worded <= {question for question, _ in heard}
    assert bool(heard) == bool(expected.tapped or expected.worded)
