"""Golden conversations through the web form, pressed button by button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from services.hall import Hall
from surveys.inputs import (
    Answer,
    Back,
    ChooseIdentity,
    Confirm,
    Edit,
    Input,
    Pause,
    Resume,
    SetHelper,
    Skip,
    Stop,
    Withdraw,
)
from surveys.kinds import Mode, Status
from tests.builders.invited import crowd, invited
from tests.builders.pages import Page, Respondent
from tests.builders.stored import concerns, responses
from tests.builders.website import serving
from tests.conversations import Conversation, load_all


class Player:
    """Plays the steps of a conversation on the pages of the form.

    What is chosen on the review page is sent with the button that is pressed there.
    """

    def __init__(self, respondent: Respondent) -> None:
        self.respondent = respondent
        self.closing: dict[str, str | list[str]] = {}
        self.known: dict[str, str] = {}

    def play(self, given: Input) -> None:
        """Do on the page what the step says."""
        _PLAYS[type(given)](self, given)

    def answer(self, given: Answer) -> None:
        raw = given.raw if isinstance(given.raw, str) else list(given.raw)
        field = {f"answer_{given.question}": raw}
        page = self._page_of(given.question)
        if "send" in page.form.buttons:
            self.closing |= field
        elif _states(page):
            self.respondent.press("answer", page)
        else:
            self.respondent.press("answer", page, **field)

    def skip(self, given: Skip) -> None:
        page = self.respondent.page
        assert page.asked == [given.question]
        self.respondent.press("answer" if _states(page) else "skip")

    def press(self, button: str) -> None:
        self.respondent.press(button, **self.closing)
        self.closing = {}

    def confirm(self, given: Confirm) -> None:
        if "confirm" in self.respondent.page.form.buttons:
            self.respondent.press("confirm")
        else:
            self.respondent.press("send", **self.closing, **self.known)

    def _page_of(self, question: str) -> Page:
        """Return the newest page that asks it: the open one, or one by the browser's back."""
        return next(page for page in reversed(self.respondent.seen) if question in page.asked)


def _states(page: Page) -> bool:
    """Whether the page only says something, so that Next is all there is to press."""
    return page.form.fields["asked"][0].startswith("statement:")


def _pressing(button: str) -> Callable[[Player, Any], None]:
    return lambda player, given: player.press(button)


_PLAYS: dict[type[Input], Callable[[Player, Any], None]] = {
    Answer: Player.answer,
    Skip: Player.skip,
    Confirm: Player.confirm,
    Edit: lambda player, given: player.press(f"edit:{given.question}"),
    ChooseIdentity: lambda player, given: player.known.update(mode=given.mode),
    SetHelper: lambda player, given: player.known.update(helper=given.helper),
    Back: _pressing("back"),
    Pause: _pressing("pause"),
    Resume: _pressing("resume"),
    Stop: _pressing("stop"),
    Withdraw: _pressing("withdraw"),
}


@pytest.mark.parametrize("golden", load_all(), ids=lambda golden: golden.name)
@pytest.mark.parametrize("cookies", [True, False], ids=["cookies", "no_cookies"])
def test_a_golden_conversation_leaves_the_response_written_by_hand(
    sqlite_hall: Hall, golden: Conversation, cookies: bool
) -> None:
    ask = crowd if Mode.ANONYMOUS in golden.modes else lambda *args: (invited(*args),)
    person = ask(sqlite_hall, golden.questionnaire, golden.role)[0]

    with serving(sqlite_hall) as site:
        respondent = Respondent(site, cookies=cookies)
        respondent.start(person.token)
        player = Player(respondent)
        for given in golden.steps:
            player.play(given)

    assert golden.expected.status in {Status.WITHDRAWN} or "Thank you" in respondent.page.text
    _assert_stored(sqlite_hall, golden)


def _assert_stored(hall: Hall, golden: Conversation) -> None:
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
