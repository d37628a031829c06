"""Answers beside the questions as they were worded, in the order they were asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from storage.models import Answer
from storage.queries.codings import COMMENT_KINDS
from surveys.answers import AnswerState
from surveys.kinds import House, Kind
from surveys.questionnaire import Question, Questionnaire

_READERS_LANGUAGE = "en"
_HOUSES = tuple(House)


@dataclass(frozen=True, slots=True, repr=False)
class Item:
    """One question with what was said to it.

    Args:
        question: id, the same across versions.
        asked: its wording; the id itself where that version does not know it.
        said: the answer in words, one for each choice ticked; empty when it was skipped.
        ends: what 0 and 10 mean, for a scale alone.
        comment: the answer's id where it holds words to read.
    """

    question: str
    asked: str
    said: tuple[str, ...]
    ends: tuple[str, str] | None = None
    comment: UUID | None = None


def items(questionnaire: Questionnaire, answers: Iterable[Answer]) -> tuple[Item, ...]:
    """Return the questions of a response, each with its answer.

    Args:
        questionnaire: the version that was asked.
        answers: of one response, with their session open.
    """
    places = {question.id: place for place, question in enumerate(questionnaire.questions)}
    groups: dict[tuple[int, int, str], list[Answer]] = {}
    for answer in answers:
        place = places.get(answer.question_id, len(places))
        groups.setdefault((place, _room(answer), answer.question_id), []).append(answer)
    return tuple(_item(questionnaire, groups[key]) for key in sorted(groups))


def asked_as(questionnaire: Questionnaire, question_id: str, part: str = "") -> str:
    """Return the wording of a question or of one of its houses; the id where it is not known."""
    question = questionnaire.question(question_id)
    if question is None:
        return question_id
    if question.kind is Kind.HOUSES and part in _HOUSES:
        return in_readers_language(question.houses[House(part)].text)
    return in_readers_language(question.text)


def in_readers_language(words: Mapping[str, str]) -> str:
    """Return a text in the language that staff read, or else in the first it has."""
    return words.get(_READERS_LANGUAGE) or next(iter(words.values()), "")


def _room(answer: Answer) -> int:
    return _HOUSES.index(House(answer.part)) if answer.part in _HOUSES else 0


def _item(questionnaire: Questionnaire, answers: Sequence[Answer]) -> Item:
    first = answers[0]
    question = questionnaire.question(first.question_id)
    given = [each for each in answers if each.state is AnswerState.ANSWERED]
    return Item(
        question=first.question_id,
        asked=asked_as(questionnaire, first.question_id, first.part),
        said=tuple(filter(None, (_said(question, each) for each in _as_offered(question, given)))),
        ends=_ends(question) if first.kind is Kind.SCALE and question else None,
        comment=first.id if given and first.kind in COMMENT_KINDS else None,
    )


def _as_offered(question: Question | None, given: Sequence[Answer]) -> list[Answer]:
    places = {choice.code: at for at, choice in enumerate(question.choices if question else ())}
    return sorted(given, key=lambda each: places.get(each.code or "", len(places)))


def _said(question: Question | None, answer: Answer) -> str:
    return next((said for each in _WAYS if (said := each(question, answer)) is not None), "")


def _text(question: Question | None, answer: Answer) -> str | None:
    return answer.text


def _number(question: Question | None, answer: Answer) -> str | None:
    return None if answer.number is None else f"{answer.number:g}"


def _choice(question: Question | None, answer: Answer) -> str | None:
    choices = question.choices if question else ()
    labels = {choice.code: in_readers_language(choice.label) for choice in choices}
    return labels.get(answer.code or "", answer.code)


_WAYS: tuple[Callable[[Question | None, Answer], str | None], ...] = (_text, _number, _choice)


def _ends(question: Question) -> tuple[str, str]:
    return in_readers_language(question.low), in_readers_language(question.high)
