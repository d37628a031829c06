"""Questionnaires for the people who look after them: listed, read from a file, tried out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import surveys
from services.build import present
from services.refusal import Refused
from services.upkeep import languages, rules
from services.upkeep.sending import notes
from surveys import library
from surveys.answers import AnswerValue
from surveys.booklet import Invitation, booklet
from surveys.faults import QuestionnaireFaults
from surveys.inputs import Input
from surveys.kinds import Mode, RespondentRole
from surveys.outputs import Output
from surveys.questionnaire import Questionnaire
from surveys.readiness import review
from surveys.state import State

_LARGEST = 1_000_000


def released() -> tuple[Questionnaire, ...]:
    """Return the newest version of every released questionnaire."""
    return library.all_released()


def document() -> str:
    """Return every released questionnaire with the rules that invite people, as Markdown."""
    invited: dict[str, list[Invitation]] = {}
    for rule in rules.load().rules:
        invited.setdefault(rule.questionnaire, []).append(_invitation(rule))
    return booklet(released(), invited, {name: each.how for name, each in notes().items()})


def _invitation(rule: rules.Rule) -> Invitation:
    return Invitation(
        roles=tuple(role for role in RespondentRole if role in rule.roles),
        after_days=rule.after_days,
        outcomes=tuple(sorted(rule.outcomes or ())),
        attended=rule.attended,
        once_a_quarter=rule.once_a_quarter,
    )


def check(which: str | None) -> str:
    """Check a questionnaire or translation, and say in one line that it is in order.

    Args:
        which: a file, the id of a released questionnaire, which is checked with its
            translations, or None for all that is released and every catalogue of phrases.

    Raises:
        NotInLibrary: it is neither a file nor an id.
        QuestionnaireFaults: everything that is wrong in a file.
        Refused: everything that is wrong in several; or the file is no text.
    """
    if which is None:
        _refuse((*_unfit(), *languages.whats_wrong()))
        return f"All {len(library.released())} questionnaires and their translations are in order."
    if Path(which).is_file():
        text = _text(Path(which))
        told = languages.check_translation(text, Path(which).name)
        return told or _in_order(review(text, Path(which).name))
    found = library.load(which)
    review(library.source(which), f"{found.id}.v{found.version}.toml")
    _refuse(library.translation_reports(which))
    return _in_order(found)


def _unfit() -> Iterator[QuestionnaireFaults]:
    for each in library.all_released():
        try:
            review(library.source(each.id), f"{each.id}.v{each.version}.toml")
        except QuestionnaireFaults as faults:
            yield faults


def _refuse(reports: tuple[QuestionnaireFaults, ...]) -> None:
    if reports:
        raise Refused("\n\n".join(map(str, reports)))


def _in_order(found: Questionnaire) -> str:
    asked = len(found.questions)
    there = ", ".join(f"{code} ({status})" for code, status in found.languages.items())
    return f"{found.id}@{found.version} is in order: {asked} questions, {there}."


def find(which: str) -> Questionnaire:
    """Return the questionnaire of a file, or the released one of that id.

    Raises:
        NotInLibrary: it is neither.
        QuestionnaireFaults: everything that is wrong in the file.
        Refused: the file is no text, or too large to be a questionnaire.
    """
    file = Path(which)
    if not file.is_file():
        return library.load(which)
    return library.parse(_text(file), file.name)


def _text(file: Path) -> str:
    if file.stat().st_size > _LARGEST:
        raise Refused(f"{file.name} is larger than 1 MB, which no questionnaire is.")
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"{file.name} is not UTF-8 text; save it as UTF-8.") from None


@dataclass(frozen=True, slots=True)
class Trial:
    """A conversation that is stored nowhere, for trying a questionnaire out."""

    questionnaire: Questionnaire
    state: State

    @classmethod
    def begin(cls, questionnaire: Questionnaire, language: str) -> Trial:
        """Begin one; raises Refused for a language that it is not written in."""
        if language not in questionnaire.languages:
            there = ", ".join(questionnaire.languages)
            raise Refused(f"{questionnaire.id} is not written in {language}; it is in {there}.")
        return cls(questionnaire, surveys.start(questionnaire, language, tuple(Mode)))

    def shown(self) -> tuple[Output, ...]:
        """Return what to show now."""
        return surveys.prompt(self.questionnaire, self.state)

    def after(self, given: Input) -> Trial:
        """Return the conversation after an input."""
        state, _ = surveys.step(self.questionnaire, self.state, given, present())
        return Trial(self.questionnaire, state)

    def stored(self) -> tuple[AnswerValue, ...]:
        """Return what a real conversation would store now."""
        return surveys.finish(self.questionnaire, self.state)
