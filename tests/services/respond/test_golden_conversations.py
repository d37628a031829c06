"""Golden conversations through the real service, on both databases."""

from __future__ import annotations

import pytest

from services.hall import Hall
from surveys.kinds import Mode, Status
from tests.builders.invited import crowd, invited
from tests.builders.stored import concerns, responses
from tests.builders.talk import sit_down
from tests.conversations import Conversation, load_all


@pytest.mark.parametrize("golden", load_all(), ids=lambda golden: golden.name)
def test_a_golden_conversation_leaves_the_response_written_by_hand(
    hall: Hall, golden: Conversation
) -> None:
    talk = sit_down(hall, _asked(hall, golden))
    for given in golden.steps:
        talk.say(given)

    expected = golden.expected
    found = [(r.mode, r.role, r.partial, r.helper, r.rows) for r in responses(hall)]
    if expected.status is Status.WITHDRAWN:
        assert found == []
    else:
        partial = expected.status is Status.PARTIAL
        mode = expected.mode or Mode.CONFIDENTIAL
        assert found == [(mode, golden.role, partial, expected.helper, expected.rows)]
    heard = concerns(hall)
    for question, level in expected.tapped:
        assert (question, level.value) in heard
    for key in expected.worded:
        assert key.partition(".")[0] in {question for question, _ in heard}
    if not expected.tapped and not expected.worded:
        assert heard == ()


def _asked(hall: Hall, golden: Conversation):
    if Mode.ANONYMOUS in golden.modes:
        return crowd(hall, golden.questionnaire, golden.role)[0]
    return invited(hall, golden.questionnaire, golden.role)
