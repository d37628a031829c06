"""Plays a golden conversation to the bot as a person would, by buttons or by typing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.pretend import Posted
from bot.taps import Tap, Verb, read
from surveys.inputs import (
    Answer,
    Back,
    ChangeLanguage,
    ChooseIdentity,
    Confirm,
    Distress,
    Edit,
    Input,
    Pause,
    Resume,
    SetHelper,
    Skip,
    Stop,
    Withdraw,
)
from surveys.kinds import Helper, Level
from surveys.tongues import tongue
from surveys.wording import words
from tests.builders.telegram import Person

_LABELS: dict[type, str] = {
    Pause: "Break",
    Resume: "Go on",
    Stop: "Stop",
    Back: "Back",
}
_DISTRESS = {Level.NOW: "I am not safe now", Level.TODAY: "I want to talk to someone"}


@dataclass
class Performer:
    """Does what a golden conversation says.

    Args:
        person: who does it.
        typing: whether they type wherever typing will do.
    """

    person: Person
    typing: bool = False
    helper: Helper | None = None

    def does(self, given: Input) -> None:
        """Carry out one step."""
        _STEPS[type(given)](self, given)

    # Questions

    def answer(self, given: Answer) -> None:
        self._come_to(given.question)
        late = given.question != self._asked()
        if not isinstance(given.raw, str):
            self._tick(given.question, given.raw)
        elif (self.typing and not late) or not self._button(given.question, Verb.ANSWER, given.raw):
            self.person.types(self._spoken(given.question, given.raw))
        else:
            self._press(given.question, Verb.ANSWER, given.raw)

    def skip(self, given: Skip) -> None:
        self._come_to(given.question)
        if self.typing:
            self.person.types("/skip")
        else:
            self._press(given.question, Verb.SKIP)

    def edit(self, given: Edit) -> None:
        self.person.taps("See or change my answers")
        self._press(given.question, Verb.EDIT)

    def _tick(self, question: str, codes: Any) -> None:
        if self.typing:
            self.person.types(", ".join(self._spoken(question, code) for code in codes))
            return
        for code in codes:
            self._press(question, Verb.TICK, code)
        self._press(question, Verb.DONE)

    def _spoken(self, question: str, raw: str) -> str:
        """Return a choice's label, or the words themselves."""
        found = self._button(question, Verb.ANSWER, raw) or self._button(question, Verb.TICK, raw)
        return raw if found is None else found[2].lstrip("😢🙁😐🙂😀▫️ ")

    def _come_to(self, question: str) -> None:
        """Skip closing questions until this one is asked; an old message is near already."""
        while not any(tap.question == question for _, tap, _ in self._taps()):
            self._press(self._asked(), Verb.SKIP)

    def _asked(self) -> str:
        taps = self._on(self.person.last)
        return next((tap.question for tap in taps if tap.verb is Verb.SKIP), "")

    # The end

    def choose(self, given: ChooseIdentity) -> None:
        self._come_to_the_end()
        label = words("en")[f"mode.{given.mode}.label"]
        if self.typing:
            self.person.types(label)
        else:
            self.person.taps(label)

    def set_helper(self, given: SetHelper) -> None:
        """Remember it: a chat asks who helped at the end."""
        self.helper = given.helper

    def confirm(self, given: Confirm) -> None:
        if self._offers("Send what I said"):
            self.person.taps("Send what I said")
            return
        if self.helper is not None:
            self.person.taps("Somebody helped me")
            self.person.taps(words("en")[f"helper.{self.helper}"])
        self.person.taps("Send")

    def withdraw(self, given: Withdraw) -> None:
        if self._offers("Delete it"):
            self.person.taps("Delete it")
        else:
            self.person.types("/delete")
            self.person.taps("Yes, delete it")

    def distress(self, given: Distress) -> None:
        self.person.taps("Help")
        self.person.taps(_DISTRESS[given.level])

    def way(self, given: Input) -> None:
        """Take a break, come back, stop or go back."""
        if self.typing:
            self.person.types(f"/{type(given).__name__.lower()}")
        else:
            self.person.taps(_LABELS[type(given)])

    def language(self, given: ChangeLanguage) -> None:
        """Ask for the languages and tap one by its own name."""
        self.person.types("/language")
        self.person.taps(tongue(given.language).own_name)

    def _come_to_the_end(self) -> None:
        while any(tap.verb is Verb.SKIP for tap in self._on(self.person.last)):
            self._press(self._asked(), Verb.SKIP)

    # Buttons

    def _press(self, question: str, verb: Verb, code: str = "") -> None:
        found = self._button(question, verb, code)
        assert found is not None, f"no button {verb.name} {code} for {question}"
        self.person.taps_data(*reversed(found[:2]))

    def _button(self, question: str, verb: Verb, code: str) -> tuple[Posted, str, str] | None:
        """Return the newest message with such a button, what it carries, and its label."""
        for message in reversed(self.person.api.telegram.screen(self.person.chat_id)):
            for label, data in message.buttons:
                tap = read(data)
                if tap and (tap.verb, tap.question, tap.code) == (verb, question, code):
                    return message, data, label
        return None

    def _taps(self) -> list[tuple[Posted, Tap, str]]:
        return [
            (message, tap, label)
            for message in self.person.api.telegram.screen(self.person.chat_id)
            for label, data in message.buttons
            if (tap := read(data)) is not None and tap.verb is not Verb.EDIT
        ]

    def _on(self, message: Posted) -> list[Tap]:
        return [tap for _, data in message.buttons if (tap := read(data)) is not None]

    def _offers(self, label: str) -> bool:
        return any(text == label for text, _ in self.person.last.buttons)


_STEPS: dict[type, Callable[[Performer, Any], None]] = {
    Answer: Performer.answer,
    Skip: Performer.skip,
    Edit: Performer.edit,
    ChooseIdentity: Performer.choose,
    SetHelper: Performer.set_helper,
    Confirm: Performer.confirm,
    Withdraw: Performer.withdraw,
    Distress: Performer.distress,
    Pause: Performer.way,
    Resume: Performer.way,
    Stop: Performer.way,
    Back: Performer.way,
    ChangeLanguage: Performer.language,
}
