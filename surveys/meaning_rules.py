"""Whether ids still mean what they meant: in the released version before, and in the library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from surveys.faults import Fault
from surveys.form_rules import codes
from surveys.kinds import Kind
from surveys.questionnaire import Question, Questionnaire
from surveys.shared import comparable
from surveys.sheet import place

_NEW_ID = "ask under a new id, or as before"


@dataclass(frozen=True, slots=True)
class Form:
    """What makes answers comparable: kind, codes in no order, and what a text asks for."""

    kind: Kind
    codes: frozenset[str]
    lean: str | None

    @staticmethod
    def of(question: Question) -> Form:
        """Return the form of a question; faces are choices that are drawn."""
        return Form(comparable(question.kind), frozenset(codes(question)), question.lean)


Forms = Mapping[str, tuple[Form, str]]
"""By question id, how it is asked and in which questionnaire."""


def forms(questionnaires: Iterable[Questionnaire]) -> Forms:
    """Return how each id is asked, by the first that asks it."""
    found: dict[str, tuple[Form, str]] = {}
    for asked in questionnaires:
        for question in asked.questions:
            found.setdefault(question.id, (Form.of(question), asked.id))
    return found


def kept_since(questions: Iterable[Question], before: Questionnaire) -> Iterator[Fault]:
    """Yield a fault for each id that meant something else in the version released before."""
    release = f"{before.id}@{before.version}"
    for question in questions:
        older = before.question(question.id)
        if older is None:
            continue
        yield from _moved(question, Form.of(older), release)
        for end in ("low", "high"):
            was, now = getattr(older, end), getattr(question, end)
            if was and now and was.get("en") != now.get("en"):
                problem = f"in {release} this end of the scale meant “{was.get('en')}”"
                yield Fault("meaning_changed", place(question, end), problem, _NEW_ID)


def shared_with(
    questions: Iterable[Question], library: Forms, meanings: Mapping[str, str]
) -> Iterator[Fault]:
    """Yield a fault for each id of the library that is asked in another way here.

    Args:
        questions: of the file under check.
        library: how each id is asked in other questionnaires.
        meanings: what each shared id means.
    """
    for question in questions:
        if question.id not in library:
            continue
        form, where = library[question.id]
        told = meanings.get(question.id)
        yield from _moved(question, form, f"{where}, where it means “{told}”" if told else where)


def _moved(question: Question, form: Form, where: str) -> Iterator[Fault]:
    now = Form.of(question)
    if now.kind is not form.kind:
        yield _fault(question, "kind", f"it is {now.kind} here and {form.kind} in {where}")
    elif now.codes != form.codes:
        other = ", ".join(sorted(form.codes ^ now.codes))
        yield _fault(question, "choices", f"its choices differ ({other}) from those in {where}")
    elif now.lean != form.lean:
        yield _fault(
            question, "lean", f"it asks for {now.lean} here and for {form.lean} in {where}"
        )


def _fault(question: Question, field: str, problem: str) -> Fault:
    return Fault("meaning_changed", place(question, field), problem, _NEW_ID)
