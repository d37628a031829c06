"""The library on paper: every questionnaire, its questions and the shared ids, as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template, select_autoescape

from surveys import shared
from surveys.fitness_rules import most_asked
from surveys.in_words import in_words
from surveys.questionnaire import Placement, Question, Questionnaire


@dataclass(frozen=True, slots=True)
class Invitation:
    """Whom a rule invites: roles, days after the meeting (below nought, before), outcomes."""

    roles: tuple[str, ...]
    after_days: int
    outcomes: tuple[str, ...] = ()
    attended: bool = False
    once_a_quarter: bool = False


def booklet(
    questionnaires: Sequence[Questionnaire],
    invited: Mapping[str, Sequence[Invitation]],
    otherwise: Mapping[str, str],
) -> str:
    """Return the library as one Markdown page, in English.

    Args:
        questionnaires: in the order in which they are told.
        invited: by questionnaire id, what the rules say.
        otherwise: by questionnaire id, how one comes to people that no rule sends.
    """
    return _template().render(
        questionnaires=questionnaires,
        invited=invited,
        otherwise=otherwise,
        shared=shared.table(questionnaires),
        roles=shared.ROLES,
    )


def _most(questionnaire: Questionnaire) -> int:
    return most_asked(questionnaire.questions)


def _on_path(questionnaire: Questionnaire) -> list[Question]:
    return [each for each in questionnaire.questions if each.place is Placement.PATH]


def _closing(questionnaire: Questionnaire) -> list[Question]:
    return [each for each in questionnaire.questions if each.place is Placement.REVIEW]


def _spoken(name: str) -> str:
    return name.replace("_", " ")


def _listed(names: Sequence[str]) -> str:
    return ", ".join(map(_spoken, names))


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("surveys", "templates"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "in_words": in_words,
        "most_asked": _most,
        "on_path": _on_path,
        "closing": _closing,
        "spoken": _spoken,
        "listed": _listed,
    }
    return environment.get_template("questionnaires.md")
