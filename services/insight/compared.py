"""Answers of several people to the questions they share, beside each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.scale_line import Drawing, drawing
from reports.side_by_side import Said, Voice, gap, opposed
from services.insight.shared_questions import COMPARED, is_rating, shared
from services.insight.worded import in_readers_language
from storage.models import Answer, Response
from surveys.answers import AnswerState
from surveys.kinds import Kind
from surveys.questionnaire import Placement, Question, Questionnaire

SKIPPED = "Skipped"


@dataclass(frozen=True, slots=True, repr=False)
class Answers:
    """What one person said, and the form they said it on."""

    voice: Voice
    reference: str
    response: Response
    form: Questionnaire
    answers: tuple[Answer, ...]

    def to(self, question: str) -> Answer | None:
        """Return the answer to a question of one answer, None where it was not put."""
        return next((each for each in self.answers if each.question_id == question), None)

    def number(self, question: str) -> float | None:
        """Return the number given to a question."""
        answer = self.to(question)
        return answer.number if answer else None

    def code(self, question: str) -> str:
        """Return the code chosen, empty where none was."""
        answer = self.to(question)
        return (answer.code if answer else None) or ""


@dataclass(frozen=True, slots=True)
class Line:
    """A scale with everybody on it.

    Args:
        asked: each wording with those it was put to, the one furthest from the child last.
        ends: what 0 and 10 mean, in that last wording.
        skipped: voices who passed it over.
    """

    question: str
    asked: tuple[tuple[str, str], ...]
    ends: tuple[str, str]
    drawn: Drawing
    skipped: tuple[str, ...]

    @property
    def heading(self) -> str:
        """The wording that speaks of the child as all others do."""
        return self.asked[-1][0]


@dataclass(frozen=True, slots=True)
class Alike:
    """A question with what each voice chose, in words; None where it was not put to them."""

    question: str
    asked: str
    chosen: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """How somebody rated the meeting: red, amber or green."""

    who: str
    asked: str
    code: str
    label: str


def lines(given: Sequence[Answers]) -> tuple[Line, ...]:
    """Return the shared scales that anybody answered, the widest gap first."""
    found = []
    for id_ in _shared(given, {Kind.SCALE}):
        askers = [each for each in given if each.to(id_) is not None]
        said = [(each, each.number(id_)) for each in askers]
        numbers = [Said(each.voice, number) for each, number in said if number is not None]
        if numbers:
            skipped = tuple(each.voice.heading for each, number in said if number is None)
            found.append((_width(numbers), _line(id_, askers, numbers, skipped)))
    found.sort(key=lambda pair: -pair[0])
    return tuple(line for _, line in found)


def alike(given: Sequence[Answers]) -> tuple[Alike, ...]:
    """Return the other shared questions that anybody answered."""
    return tuple(
        Alike(id_, _asked(id_, given)[-1][0], tuple(_chosen(id_, each) for each in given))
        for id_ in _shared(given, COMPARED - {Kind.SCALE})
        if any(each.code(id_) for each in given)
    )


def ratings(given: Sequence[Answers]) -> tuple[Rating, ...]:
    """Return each question that was answered red, amber or green."""
    return tuple(
        Rating(each.voice.heading, in_readers_language(question.text), code, _label(question, code))
        for each in given
        for question in each.form.questions
        if is_rating(question) and (code := each.code(question.id))
    )


def opposed_on(given: Sequence[Answers]) -> tuple[tuple[str, str], ...]:
    """Return questions on which some said yes and others no, each with who said which."""
    found = []
    for id_ in _shared(given, {Kind.YES_NO}):
        codes = {each.voice: each.code(id_) for each in given}
        if said := opposed(codes):
            found.append((_asked(id_, given)[-1][0], said))
    return tuple(found)


def _shared(given: Sequence[Answers], kinds: frozenset[Kind] | set[Kind]) -> list[str]:
    forms = [each.form for each in given]
    every = [question for form in forms for question in form.questions]
    of_kind = {question.id for question in every if question.kind in kinds}
    return [id_ for id_ in shared(forms) if id_ in of_kind]


def _line(
    id_: str, askers: Sequence[Answers], numbers: Sequence[Said], skipped: tuple[str, ...]
) -> Line:
    question = _question(id_, askers[-1])
    ends = (in_readers_language(question.low), in_readers_language(question.high))
    return Line(id_, _asked(id_, askers), ends, drawing(numbers), skipped)


def _width(numbers: Sequence[Said]) -> float:
    found = gap(numbers)
    return found.size if found else -1


def _asked(id_: str, given: Sequence[Answers]) -> tuple[tuple[str, str], ...]:
    """Return each wording of a question with the names of those it was put to."""
    by_words: dict[str, list[str]] = {}
    for each in given:
        question = each.form.question(id_)
        if question is not None and question.place is Placement.PATH:
            by_words.setdefault(in_readers_language(question.text), []).append(each.voice.heading)
    return tuple((said, ", ".join(names)) for said, names in by_words.items())


def _question(id_: str, given: Answers) -> Question:
    question = given.form.question(id_)
    if question is None:
        raise LookupError(f"{given.form.id} has no question {id_}.")
    return question


def _chosen(id_: str, given: Answers) -> str | None:
    answer = given.to(id_)
    if answer is None:
        return None
    if answer.state is AnswerState.SKIPPED or not answer.code:
        return SKIPPED
    question = given.form.question(id_)
    return _label(question, answer.code) if question else answer.code


def _label(question: Question, code: str) -> str:
    labels: Mapping[str, str] = {
        choice.code: in_readers_language(choice.label) for choice in question.choices
    }
    return labels.get(code, code)
