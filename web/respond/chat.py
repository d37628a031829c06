"""A turn as the chat shows it: what was said so far, the newest question, and how to reply."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.kinds import Kind, Status
from surveys.outputs import Ask, Said
from web.respond.controls import Field, Params
from web.respond.rendering import Shown

_STAGES = {
    Kind.STATEMENT: "go_on",
    Kind.SINGLE: "tap",
    Kind.YES_NO: "tap",
    Kind.FACES: "tap",
    Kind.SCALE: "tap",
    Kind.MULTIPLE: "tick",
    Kind.SHORT_TEXT: "write",
    Kind.LONG_TEXT: "write",
    Kind.NUMBER: "write",
    Kind.DATE: "write",
}
_ELSEWHERE = {Status.PAUSED: "paused", Status.STOPPING: "stopping"}
_LINES = {
    "last": ("chat.last",),
    "paused": ("say.paused", "paused.words"),
    "stopping": ("say.stop_choice",),
}
_BOXES = frozenset({"box", "input"})
_BESIDE_THE_CONTROL = frozenset({"fieldset", "hint", "errorMessage"})
"""What the bubbles say already, so that the control does not say it again."""


@dataclass(frozen=True, slots=True)
class Chat:
    """One turn of the chat. The closing questions of the review page come one by one."""

    shown: Shown

    @property
    def field(self) -> Field | None:
        """The question to reply to now, None at the last step, on a break and after a stop."""
        return self.shown.question or self.shown.open_closing

    @property
    def stage(self) -> str:
        """Name of the template that holds the ways to reply."""
        elsewhere = _ELSEWHERE.get(self.shown.turn.status)
        if elsewhere is not None:
            return elsewhere
        return _STAGES[self.field.ask.kind] if self.field else "last"

    @property
    def control(self) -> Params:
        """Parameters of the question's macro: the control alone, since the bubble asks."""
        if self.field is None:
            return {}
        label = {"text": self.shown.words("chat.your_answer"), "classes": "govuk-visually-hidden"}
        whole = self.field.params(alone=False) | {"label": label, "rows": 2}
        bare = {name: value for name, value in whole.items() if name not in _BESIDE_THE_CONTROL}
        return bare | ({"attributes": self._named()} if self.field.macro in _BOXES else {})

    def _named(self) -> dict[str, str]:
        parts = {"asked": True, "asked-hint": self._hinted, "fault": self.shown.faults}
        named = {"aria-labelledby": " ".join(part for part, there in parts.items() if there)}
        return named | ({"aria-invalid": "true"} if self.shown.faults else {})

    @property
    def _hinted(self) -> bool:
        return self.field is not None and bool(self.field.hint)

    @property
    def lines(self) -> tuple[str, ...]:
        """Ids of what Sayso says where there is no question."""
        return _LINES[self.stage]

    @property
    def said(self) -> tuple[Said, ...]:
        """What was said so far and may still be shown."""
        return self.shown.turn.retold.said

    @property
    def begins_closing(self) -> bool:
        """Whether this is the first of the closing questions."""
        field, first = self.field, next(iter(self.shown.closing), None)
        return field is not None and field == first

    @property
    def back(self) -> str:
        """What the Back button does, empty where there is nothing before.

        The engine holds all closing questions for one page, so between them the way back is to
        change the one before.
        """
        if self.stage in _ELSEWHERE.values():
            return ""
        before = self._closing_before()
        if before is not None:
            return f"edit:{before.question}"
        asked = self.shown.question
        return "" if asked and not asked.ask.closing and asked.ask.position == 1 else "back"

    @property
    def may_keep(self) -> bool:
        """Whether there is an answer already, which can be left as it is."""
        return self.field is not None and self.field.ask.answered

    @property
    def may_skip(self) -> bool:
        """Whether to offer Skip; it would delete an answer that cannot be seen."""
        field = self.field
        return field is not None and field.ask.kind is not Kind.STATEMENT and not field.concealed

    def _closing_before(self) -> Ask | None:
        asks = [field.ask for field in self.shown.closing]
        here = self.field
        place = asks.index(here.ask) if here and here.ask in asks else len(asks)
        return asks[place - 1] if asks and place else None
