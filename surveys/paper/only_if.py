"""For whom a question is, in words that point at the answers on the same paper."""

from __future__ import annotations

from collections.abc import Mapping

from surveys.conditions import All, Answered, Any, Comparison, Condition, Leaf, Not, Selected
from surveys.paper.words import Wording
from surveys.questionnaire import Question, Questionnaire

_ORDERED = {"<": "less", "<=": "at_most", ">": "more", ">=": "at_least"}
_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}


def only_if(
    question: Question,
    questionnaire: Questionnaire,
    numbers: Mapping[str, int],
    words: Wording,
) -> str:
    """Return "Only if you ticked “No” in question 1.", empty for what everybody is asked.

    Args:
        question: with or without a condition.
        questionnaire: it belongs to; names what its choices are called.
        numbers: of the questions on this paper, by id.
        words: for the reader.
    """
    if question.when is None:
        return ""
    told = _Teller(questionnaire, numbers, words).tell(question.when, negated=False)
    return words("only_if", condition=told)


class _Teller:
    """Tells a condition, with every "not" pushed down to the answers it is about."""

    def __init__(
        self, questionnaire: Questionnaire, numbers: Mapping[str, int], words: Wording
    ) -> None:
        self._questionnaire = questionnaire
        self._numbers = numbers
        self._words = words

    def tell(self, condition: Condition, *, negated: bool) -> str:
        if isinstance(condition, Not):
            return self.tell(condition.inner, negated=not negated)
        if isinstance(condition, All | Any):
            return self._joined(condition, negated=negated)
        return self._leaf(condition, negated=negated)

    def _joined(self, condition: All | Any, *, negated: bool) -> str:
        together = self._one_question(condition, negated=negated)
        if together:
            return together
        both = isinstance(condition, All) is not negated
        joint = self._words("and" if both else "or_if")
        return joint.join(self.tell(part, negated=negated) for part in condition.parts)

    def _one_question(self, condition: All | Any, *, negated: bool) -> str:
        """Return "ticked “No” or “Not sure” in question 7" where it is that simple."""
        ticks = [part for part in condition.parts if isinstance(part, Comparison | Selected)]
        named = {(part.reference, self._label(part)) for part in ticks}
        references = {reference for reference, _ in named}
        simple = all(isinstance(part, Selected) or part.symbol == "=" for part in ticks)
        alike = len(ticks) == len(condition.parts) and len(references) == 1 and simple
        if not alike or isinstance(condition, All) or not all(label for _, label in named):
            return ""
        labels = self._words("or_if").join(self._quoted(self._label(part)) for part in ticks)
        return self._ticks(references.pop(), labels, negated=negated)

    def _leaf(self, leaf: Leaf, *, negated: bool) -> str:
        if isinstance(leaf, Answered):
            key = "not_answered" if negated else "answered"
            return self._words(key, number=self._number(leaf.reference))
        label = self._label(leaf)
        if isinstance(leaf, Selected):
            return self._ticks(leaf.reference, self._quoted(label), negated=negated)
        symbol = _OPPOSITE[leaf.symbol] if negated else leaf.symbol
        if label:
            return self._ticks(leaf.reference, self._quoted(label), negated=symbol == "!=")
        key = _ORDERED.get(symbol, "gave" if symbol == "=" else "not_gave")
        return self._words(key, value=leaf.literal, number=self._number(leaf.reference))

    def _ticks(self, reference: str, labels: str, *, negated: bool) -> str:
        key = "not_ticked" if negated else "ticked"
        return self._words(key, labels=labels, number=self._number(reference))

    def _quoted(self, label: str) -> str:
        return self._words("label", label=label)

    def _label(self, leaf: Comparison | Selected) -> str:
        """Return what the choice that a part names is called, empty where it names none."""
        code = leaf.code if isinstance(leaf, Selected) else leaf.literal
        asked = self._questionnaire.question(leaf.reference)
        choices = asked.choices if asked else ()
        return next((one.label[self._words.language] for one in choices if one.code == code), "")

    def _number(self, reference: str) -> int:
        return self._numbers[reference.partition(".")[0]]
