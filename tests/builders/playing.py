"""Plays the steps of a golden conversation on web pages, by whichever face they show."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from surveys.inputs import (
    Answer,
    Back,
    ChangeLanguage,
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
from tests.builders.pages import Page, Respondent


class Player:
    """Does on the pages what the steps say.

    On the form's review page everything is filled in and sent with the button that is pressed
    there; the chat asks the closing questions one by one.
    """

    def __init__(self, respondent: Respondent) -> None:
        self.respondent = respondent
        self.closing: dict[str, str | list[str]] = {}
        self.known: dict[str, str] = {}

    def play(self, given: Input) -> None:
        """Do what one step says."""
        _PLAYS[type(given)](self, given)

    def answer(self, given: Answer) -> None:
        raw = given.raw if isinstance(given.raw, str) else list(given.raw)
        field = {f"answer_{given.question}": raw}
        page = self._page_of(given.question)
        if f"answer:{given.raw}" in page.form.buttons:
            self.respondent.press(f"answer:{given.raw}", page)
        elif "send" in page.form.buttons:
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
            return
        self.respondent.skip_to_review()
        self.respondent.press("send", **self.closing, **self.known)

    def switch(self) -> None:
        """Switch to the other face; what is ticked and not sent goes along."""
        known = self.known if "mode" in self.respondent.page.form.offered else {}
        self.respondent.switch(**self.closing, **known)
        self.closing = {}

    def _page_of(self, question: str) -> Page:
        """Return the newest page that asks it: the open one, or one by the browser's back.

        A review page that was left is no use: in a chat each closing question comes by itself.
        """
        here, seen = self.respondent.page, reversed(self.respondent.seen)
        usable = (page for page in seen if page is here or "send" not in page.form.buttons)
        found = next((page for page in usable if question in page.asked), None)
        while found is None:
            page = self.respondent.press("skip")
            found = page if question in page.asked else None
        return found


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
    ChangeLanguage: lambda player, given: player.press(f"language:{given.language}"),
    Back: _pressing("back"),
    Pause: _pressing("pause"),
    Resume: _pressing("resume"),
    Stop: _pressing("stop"),
    Withdraw: _pressing("withdraw"),
}
