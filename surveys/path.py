"""Which questions are asked, in which order: computed from the answers, never remembered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveys.kinds import House, Kind, Lean
from surveys.questionnaire import Placement, Question, Questionnaire
from surveys.state import State, Value

HOUSE_LEANS: dict[House, Lean] = {
    House.WORRIES: Lean.WORRY,
    House.GOOD: Lean.GOOD,
    House.WISHES: Lean.OPEN,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked: a question, or one house of a three houses question."""

    question: Question
    house: House | None = None

    @property
    def key(self) -> str:
        """The name that answers give: ``id``, or ``id.house``."""
        return f"{self.question.id}.{self.house}" if self.house else self.question.id

    @property
    def kind(self) -> Kind:
        """The kind of control; a house is asked as a long text."""
        return Kind.LONG_TEXT if self.house else self.question.kind

    @property
    def lean(self) -> Lean | None:
        """What a text asks for."""
        return HOUSE_LEANS[self.house] if self.house else self.question.lean


@dataclass(frozen=True, slots=True)
class Path:
    """Today's path.

    Args:
        asked: what is asked one by one, in order.
        closing: what is asked on the review page.
        first_open: index of the first thing neither answered nor skipped;
            the length of ``asked`` when all is done.
    """

    asked: tuple[Asked, ...]
    closing: tuple[Asked, ...]
    first_open: int

    @property
    def complete(self) -> bool:
        """Whether nothing is open any more."""
        return self.first_open == len(self.asked)

    def reached(self) -> tuple[Asked, ...]:
        """Everything that may be answered now: up to the first open one, or all and closing."""
        if self.complete:
            return self.asked + self.closing
        return self.asked[: self.first_open + 1]

    def find(self, key: str) -> Asked | None:
        """Return what a key names if it may be answered now, else None."""
        return next((asked for asked in self.reached() if asked.key == key), None)


def expand(question: Question) -> tuple[Asked, ...]:
    """Return what one written question asks: itself, or its three houses."""
    if question.kind is Kind.HOUSES:
        return tuple(Asked(question, house) for house in House)
    return (Asked(question),)


def keys(questionnaire: Questionnaire) -> frozenset[str]:
    """Return every key that an answer may name, on the path or not."""
    return frozenset(each.key for question in questionnaire.questions for each in expand(question))


def walk(questions: Iterable[Question], answers: Mapping[str, Value]) -> Iterator[Asked]:
    """Yield all that is asked of someone who gave these answers, closing questions included.

    An answer counts for later conditions only while its own question is on the path.
    """
    counted: dict[str, Value] = {}
    for question in questions:
        if question.when is not None and not question.when.holds(counted):
            continue
        for asked in expand(question):
            key = asked.key
            if key in answers:
                counted[key] = answers[key]
            yield asked


def find_path(questionnaire: Questionnaire, state: State) -> Path:
    """Compute the path of a conversation from its answers."""
    asked: list[Asked] = []
    closing: list[Asked] = []
    for each in walk(questionnaire.questions, state.answers):
        (asked if each.question.place is Placement.PATH else closing).append(each)
    return Path(tuple(asked), tuple(closing), _first_open(asked, state))


def _first_open(asked: Sequence[Asked], state: State) -> int:
    for index, each in enumerate(asked):
        key = each.key
        if key not in state.answers and key not in state.skipped:
            return index
    return len(asked)
