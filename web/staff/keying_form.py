"""What stands in the fields of a paper that is typed in: read, filled in again, and refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from werkzeug.datastructures import MultiDict

from services.upkeep.keying import Sheet, Typed
from services.upkeep.paper_desk import Open
from services.upkeep.paper_fields import Field
from services.upkeep.sheet_check import Raw
from surveys.kinds import Helper, Mode, RespondentRole
from surveys.state import Value
from surveys.wording import phrase

_ASTRAY = (
    "These words stand beside a question that was for others, and would be lost. Move them to "
    "another box, or correct the answer that decides about it"
)

Filled = Mapping[str, Raw]
"""What stands in the fields, by name."""


def kept(paper: Open, among: Iterable[Field]) -> Filled:
    """Return what was kept of a paper that is taken up again."""
    state = paper.held.state
    day = paper.received_on
    return {
        **{
            each.name: _typed(state.answers[each.key])
            for each in among
            if each.key in state.answers
        },
        "received_on": day.strftime("%d/%m/%Y") if day else "",
        "helper": state.helper or "",
        "mode": state.mode or "" if len(state.modes) > 1 else state.modes[0],
        "language": state.language,
    }


def _typed(value: Value) -> Raw:
    return value if isinstance(value, tuple) else str(value)


def sent(form: MultiDict[str, str], among: Iterable[Field]) -> Filled:
    """Return what was sent, as it was typed."""
    own = {
        each.name: tuple(form.getlist(each.name))
        if each.control == "many"
        else form.get(each.name, "")
        for each in among
    }
    plain = ("received_on", "helper", "mode", "language")
    return {**own, **{name: form.get(name, "") for name in plain}}


def sheet(filled: Filled, among: Iterable[Field], paper: Open, *, finished: bool) -> Sheet | None:
    """Return what was sent for the use case; None for choices that the page did not offer."""
    state = paper.held.state
    helper, mode = str(filled["helper"]), str(filled["mode"])
    language = str(filled["language"]) or state.language
    offered = (
        helper in {"", *Helper}
        and mode in {"", *state.modes}
        and language in paper.held.questionnaire.languages
    )
    if not offered:
        return None
    return Sheet(
        answers={each.key: filled[each.name] for each in among},
        received_on=str(filled["received_on"]),
        helper=Helper(helper) if helper else None,
        mode=Mode(mode) if mode else None,
        language=language,
        finished=finished,
    )


def faults(typed: Typed, among: Iterable[Field]) -> dict[str, str]:
    """Return what must be put right, by the id of its field, in the order of the page."""
    return dict(_faults(typed, among))


def _faults(typed: Typed, among: Iterable[Field]) -> Iterator[tuple[str, str]]:
    if typed.day_fault:
        yield "received_on", typed.day_fault
    checked = typed.checked
    for each in among if checked is not None else ():
        where = each.label.partition(".")[0]
        if checked is not None and each.key in checked.refused:
            refused = checked.refused[each.key]
            limits = {} if refused.limit is None else {"limit": refused.limit}
            said = phrase("en", f"refuse.{refused.reason}", RespondentRole.STAFF, **limits)
            yield each.name, f"Question {where}: {said}"
        elif checked is not None and each.key in checked.astray:
            yield each.name, f"Question {where}: {_ASTRAY}."
