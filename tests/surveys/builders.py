"""Builds questionnaires from a few lines and holds conversations through JSON at every step."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import surveys
from surveys.answers import AnswerValue
from surveys.faults import Fault, QuestionnaireFaults
from surveys.inputs import Answer, Input, Skip
from surveys.kinds import Mode, Status
from surveys.library import parse
from surveys.outputs import Ask, Output, Review
from surveys.questionnaire import Questionnaire
from surveys.state import State

NOW = datetime(2026, 10, 15, 9, 30, tzinfo=UTC)
MODES = (Mode.LINKED, Mode.CONFIDENTIAL)

HEADER = """
id = "example"
version = 1
title.en = "Example"
purpose.en = "For tests."
introduction.en = "Hello."
audience = ["parent"]
timing = "after"
minutes = 5
languages.en = "reviewed"
"""

YES_NO = """
choices = [
  { code = "yes", label.en = "Yes" },
  { code = "no", label.en = "No" },
  { code = "not_sure", label.en = "Not sure" },
]
"""


def question(key: str, kind: str, extra: str = "", lean: bool = True) -> str:
    """Return one question's TOML; yes_no gets its choices and a text its lean."""
    lines = ["[[questions]]", f'id = "{key}"', f'kind = "{kind}"', f'text.en = "About {key}?"']
    if kind == "yes_no" and "choices" not in extra:
        lines.append(YES_NO)
    if kind in {"short_text", "long_text"} and lean and "lean" not in extra:
        lines.append('lean = "open"')
    return "\n".join([*lines, extra, ""])


def questionnaire(*questions: str, header: str = HEADER) -> Questionnaire:
    """Return a questionnaire of these questions."""
    return parse(header + "\n".join(questions), "example.toml")


def faults(*questions: str, header: str = HEADER) -> tuple[Fault, ...]:
    """Return the faults of a questionnaire that must have some."""
    with pytest.raises(QuestionnaireFaults) as caught:
        parse(header + "\n".join(questions), "example.toml")
    return caught.value.faults


def when(condition: str) -> str:
    """Return a question that is asked on a condition."""
    return question("then", "long_text", f'when = "{condition}"')


SAFE = question("safe", "yes_no")
TOPICS = question(
    "topics",
    "multiple",
    """choices = [
  { code = "home", label.en = "Home" },
  { code = "none", label.en = "Nothing", alone = true },
]""",
)
SCALE = question("scale", "scale", 'low.en = "Worst"\nhigh.en = "Best"')
NOTE = question("note", "long_text")


class Talk:
    """One conversation. The state passes through JSON before and after each step."""

    def __init__(
        self, asked: Questionnaire, modes: tuple[Mode, ...] = MODES, language: str = "en"
    ) -> None:
        self.questionnaire = asked
        self._kept = surveys.start(asked, language, modes).to_json()
        self.shown: tuple[Output, ...] = surveys.prompt(asked, self.state)

    @property
    def state(self) -> State:
        return State.from_json(self._kept)

    @property
    def status(self) -> Status:
        return self.state.status

    @property
    def asking(self) -> str | None:
        """The key of the question shown, None when none is."""
        return next((each.question for each in self.shown if isinstance(each, Ask)), None)

    @property
    def ask(self) -> Ask:
        return next(each for each in self.shown if isinstance(each, Ask))

    @property
    def review(self) -> Review:
        return next(each for each in self.shown if isinstance(each, Review))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of what has been asked so far and now."""
        return tuple(row.question for row in self.finish())

    def take(self, *given: Input) -> Talk:
        """Take inputs one after another."""
        for each in given:
            after, self.shown = surveys.step(self.questionnaire, self.state, each, NOW)
            self._kept = after.to_json()
        return self

    def say(self, question: str, raw: str | tuple[str, ...] | list[str]) -> Talk:
        """Answer a question."""
        return self.take(Answer(question, raw))

    def skip_all(self) -> Talk:
        """Skip whatever is asked until nothing is."""
        while (key := self.asking) is not None:
            self.take(Skip(key))
        return self

    def finish(self) -> tuple[AnswerValue, ...]:
        return surveys.finish(self.questionnaire, self.state)
