"""Rules about conditions: they look back, at questions that can answer them, and can come true."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from surveys.conditions import Answered, Comparison, Leaf, Selected, leaves
from surveys.faults import Fault
from surveys.form_rules import codes
from surveys.kinds import Kind
from surveys.path import expand
from surveys.questionnaire import Question
from surveys.reachability import Tangled, can_be_asked
from surveys.sheet import Sheet, place

_CODED = frozenset({Kind.SINGLE, Kind.YES_NO, Kind.FACES})
_COUNTED = frozenset({Kind.NUMBER, Kind.SCALE})


def conditions_look_back(sheet: Sheet) -> Iterator[Fault]:
    """Only earlier questions can decide; so a path can never loop."""
    everywhere = {asked.key for question in sheet.questions for asked in expand(question)}
    earlier: dict[str, Question] = {}
    for question in sheet.questions:
        for leaf in leaves(question.when) if question.when else ():
            if leaf.reference in earlier:
                yield from _misfits(question, leaf, earlier[leaf.reference])
            elif leaf.reference.partition(".")[0] not in sheet.broken:
                yield _not_before(question, leaf, everywhere, earlier)
        earlier |= {asked.key: question for asked in expand(question)}


def _not_before(
    question: Question, leaf: Leaf, everywhere: set[str], earlier: Mapping[str, Question]
) -> Fault:
    where, name = place(question, "when"), leaf.reference
    if name in everywhere:
        remedy = "move that question up, or this one down"
        return Fault("later_question", where, f"${{{name}}} is not asked before this", remedy)
    remedy = f"use one of {', '.join(earlier) or 'none: this is the first question'}"
    return Fault("unknown_question", where, f"there is no question ${{{name}}}", remedy)


def _misfits(question: Question, leaf: Leaf, decider: Question) -> Iterator[Fault]:
    where, name = place(question, "when"), f"${{{leaf.reference}}}"
    if decider.kind is Kind.STATEMENT:
        remedy = "refer to a question"
        yield Fault("statement_decides", where, f"{name} is a statement", remedy)
    elif isinstance(leaf, Answered):
        return
    elif not _fits(leaf, decider):
        problem = f"{name} is {decider.kind} and cannot be tested so"
        yield Fault("wrong_test", where, problem, _remedy(leaf.reference, decider))
    elif (code := _code(leaf)) is not None and code not in codes(decider):
        remedy = f"use one of {', '.join(codes(decider))}"
        yield Fault("unknown_code", where, f"{name} has no choice {code!r}", remedy)


def _fits(leaf: Comparison | Selected, decider: Question) -> bool:
    if isinstance(leaf, Selected):
        return decider.kind in _CODED | {Kind.MULTIPLE}
    if isinstance(leaf.literal, str):
        return decider.kind in _CODED and leaf.symbol in {"=", "!="}
    return decider.kind in _COUNTED


def _code(leaf: Comparison | Selected) -> str | None:
    if isinstance(leaf, Selected):
        return leaf.code
    return leaf.literal if isinstance(leaf.literal, str) else None


def _remedy(name: str, decider: Question) -> str:
    if decider.kind in _COUNTED:
        return f"compare it with a number, such as ${{{name}}} < 5"
    if decider.kind is Kind.MULTIPLE:
        return f"write selected(${{{name}}}, 'code')"
    if decider.kind in _CODED:
        return f"write ${{{name}}} = 'code'"
    return f"write answered(${{{name}}})"


def every_question_can_be_asked(sheet: Sheet) -> Iterator[Fault]:
    """A condition that no answers can fulfil hides its question from everybody."""
    if sheet.broken or any(conditions_look_back(sheet)):
        return
    for question in (each for each in sheet.questions if each.when):
        where = place(question, "when")
        try:
            possible = can_be_asked(question, sheet.questions)
        except Tangled:
            remedy = "let fewer questions decide"
            yield Fault("tangled", where, "too many answers decide together", remedy)
            continue
        if not possible:
            remedy = "correct the condition, or take the question out"
            yield Fault("unreachable", where, "no answers can make this true", remedy)
