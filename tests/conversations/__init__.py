"""Golden conversations: what a person does, and the response that must be stored for it.

Each ``*.toml`` file here is one conversation. It names no button, page or chat, so that the bare
engine, the web form and the bot can each play it and must end with the same answers. Everything
under ``[expected]`` was written by hand from the questionnaire, never copied from a run.

    title = "A sentence saying who does what"
    shows = ["branch", "change", "disclose", ...]     # what it is an example of
    questionnaire = "parent_after_conference"
    version = 1
    role = "parent"
    telegram = true                                   # false: the reason is in `why_not_telegram`
    modes = ["linked", "confidential"]                # ways of being known that are on offer

    [[steps]] or steps = [
        { answer = "was_there", raw = "yes" },        # the code, number or words for a question
        { answer = "who_was_there", raw = ["a", "b"] },
        { skip = "listened" }, { skip = ["a", "b"] }, # the second is short for two steps
        { back = true }, { edit = "was_there" },      # edit: from the review page
        { choose = "linked" }, { helper = "family" },
        { pause = true }, { resume = true },
        { stop = true }, { withdraw = true }, { confirm = true },
        { distress = "soon" },
        { language = "pl" },                          # goes on in another language
    ]

    [expected]
    status = "completed"                              # or "partial", "withdrawn"
    mode = "linked"                                   # left out when none was chosen
    helper = "family"                                 # left out when nobody was named
    skipped = ["listened", "houses.good"]             # question keys
    tapped = [{ question = "felt_safe", level = "now" }]   # concerns by a choice, in order
    worded = ["worried_about"]                        # keys whose words must raise a concern
    answered = [{ question = "was_there", code = "yes" },
                { question = "houses", part = "good", text = "..." },
                { question = "scale_safety", number = 7 }]

An answer step may name an earlier question than the one shown: somebody uses an old button, or the
browser's back. Concerns are expected even where the answer itself was changed or dropped later.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from surveys.answers import AnswerState, AnswerValue
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
from surveys.kinds import Helper, Level, Mode, RespondentRole, Status

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Row:
    """One stored answer, without what the questionnaire already says about it."""

    question: str
    part: str = ""
    state: AnswerState = AnswerState.ANSWERED
    code: str | None = None
    number: float | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What must be there at the end; rows sorted by question and part."""

    status: Status
    mode: Mode | None
    helper: Helper | None
    rows: tuple[Row, ...]
    tapped: tuple[tuple[str, Level], ...]
    worded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """One golden conversation; ``name`` is its file's name, for test ids."""

    name: str
    title: str
    shows: frozenset[str]
    questionnaire: str
    version: int
    role: RespondentRole
    modes: tuple[Mode, ...]
    telegram: bool
    steps: tuple[Input, ...]
    expected: Expected


def load_all() -> tuple[Conversation, ...]:
    """Return every golden conversation, by name."""
    return tuple(load(path) for path in sorted(FOLDER.glob("*.toml")))


def load(path: Path) -> Conversation:
    """Read one file; an unknown field or step is an error, so that no slip passes unseen."""
    table = tomllib.loads(path.read_text("utf-8"))
    steps, expected = table.pop("steps"), _expected(table.pop("expected"))
    conversation = Conversation(
        name=path.stem,
        title=table.pop("title"),
        shows=frozenset(table.pop("shows")),
        questionnaire=table.pop("questionnaire"),
        version=table.pop("version"),
        role=RespondentRole(table.pop("role")),
        modes=tuple(map(Mode, table.pop("modes"))),
        telegram=table.pop("telegram"),
        steps=tuple(given for step in steps for given in _inputs(step)),
        expected=expected,
    )
    if not conversation.telegram:
        table.pop("why_not_telegram")
    assert not table, f"{path.name}: unknown {sorted(table)}"
    return conversation


def rows(values: tuple[AnswerValue, ...]) -> tuple[Row, ...]:
    """Return the engine's answers as rows to compare."""
    return tuple(sorted((_row(value) for value in values), key=_by_place))


def _row(value: AnswerValue) -> Row:
    return Row(value.question, value.part, value.state, value.code, value.number, value.text)


def _by_place(row: Row) -> tuple[str, str]:
    return (row.question, row.part)


def _expected(table: dict[str, Any]) -> Expected:
    answered = [Row(**row) for row in table.pop("answered", [])]
    passed = [_passed_over(key) for key in table.pop("skipped", [])]
    mode, helper = table.pop("mode", None), table.pop("helper", None)
    expected = Expected(
        status=Status(table.pop("status")),
        mode=mode and Mode(mode),
        helper=helper and Helper(helper),
        rows=tuple(sorted(answered + passed, key=_by_place)),
        tapped=tuple((each["question"], Level(each["level"])) for each in table.pop("tapped", [])),
        worded=tuple(table.pop("worded", [])),
    )
    assert not table, f"unknown under expected: {sorted(table)}"
    return expected


def _passed_over(key: str) -> Row:
    question, _, part = key.partition(".")
    return Row(question, part, AnswerState.SKIPPED)


def _inputs(step: Mapping[str, Any]) -> Iterator[Input]:
    (action, *_), raw = step, step.get("raw")
    if action == "answer":
        yield Answer(step["answer"], raw if isinstance(raw, str) else tuple(raw or ()))
    elif action == "skip" and isinstance(step["skip"], list):
        yield from map(Skip, step["skip"])
    else:
        yield _STEPS[action](step[action])


_STEPS: dict[str, Callable[[Any], Input]] = {
    "skip": Skip,
    "edit": Edit,
    "choose": lambda mode: ChooseIdentity(Mode(mode)),
    "helper": lambda helper: SetHelper(Helper(helper)),
    "distress": lambda level: Distress(Level(level)),
    "language": ChangeLanguage,
    "back": lambda _: Back(),
    "pause": lambda _: Pause(),
    "resume": lambda _: Resume(),
    "stop": lambda _: Stop(),
    "withdraw": lambda _: Withdraw(),
    "confirm": lambda _: Confirm(),
}
