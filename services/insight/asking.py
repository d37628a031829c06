"""The questions that answers in a report belong to, worded once though asked in several forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from reports.cells import Question, QuestionKind
from services.insight.indicators import indicators
from services.respond.asked import asked
from storage.queries.answers import AskedIn
from surveys.kinds import Kind, RespondentRole
from surveys.questionnaire import Placement, Questionnaire
from surveys.questionnaire import Question as Written

_LANGUAGE = "en"
_KINDS: Mapping[Kind, QuestionKind] = {
    Kind.SINGLE: QuestionKind.CHOICE,
    Kind.FACES: QuestionKind.CHOICE,
    Kind.YES_NO: QuestionKind.CHOICE,
    Kind.MULTIPLE: QuestionKind.TICKS,
    Kind.SCALE: QuestionKind.NUMBER,
    Kind.NUMBER: QuestionKind.NUMBER,
}
_CHILDREN = frozenset({RespondentRole.CHILD})


def questions(session: Session, found: Iterable[AskedIn]) -> tuple[Question, ...]:
    """Return the shared questions behind answers, in the order of their questionnaires.

    Questions of the review page, such as whether words may be quoted, tell nothing about how
    well it went and are left out. Of several wordings the one for adults is taken, and of
    equals the newest.
    """
    named = sorted({(each.questionnaire, each.version) for each in found})
    wanted = {each.question for each in found}
    forms = [asked(session, name, version) for name, version in named]
    chosen: dict[str, tuple[Questionnaire, Written]] = {}
    for form in sorted(forms, key=_adults_last):
        for question in form.questions:
            if question.id in wanted and _reported(question):
                chosen[question.id] = (form, question)
    return tuple(_worded(form, question, forms) for form, question in chosen.values())


def counted_codes(form: Questionnaire) -> Mapping[str, frozenset[str]]:
    """Return the questions of a form that a report counts, with their codes; none for a number."""
    return {
        question.id: frozenset(choice.code for choice in question.choices)
        for question in form.questions
        if _reported(question)
    }


def _adults_last(form: Questionnaire) -> tuple[bool, int]:
    return (not _CHILDREN.issuperset(form.audience), form.version)


def _reported(question: Written) -> bool:
    return question.kind in _KINDS and question.place is Placement.PATH


def _worded(form: Questionnaire, question: Written, forms: Iterable[Questionnaire]) -> Question:
    language = _LANGUAGE if _LANGUAGE in form.languages else next(iter(form.languages))
    return Question(
        id=question.id,
        text=question.text[language],
        kind=_KINDS[question.kind],
        choices=_choices(question, forms, language),
        part=indicators().part(question.id),
        low=question.low.get(language, ""),
        high=question.high.get(language, ""),
    )


def _choices(
    question: Written, forms: Iterable[Questionnaire], language: str
) -> tuple[tuple[str, str], ...]:
    """Return the chosen wording's choices, then those that only other questionnaires offer."""
    others = (other.question(question.id) for other in forms)
    every = [question, *(other for other in others if other is not None)]
    labels: dict[str, str] = {}
    for asked_so in every:
        for choice in asked_so.choices:
            labels.setdefault(choice.code, choice.label.get(language, choice.code))
    return tuple(labels.items())
