"""A whole form as plain values, in the order in which it is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from surveys.kinds import Helper, Kind, Mode, RespondentRole
from surveys.paper.asking import Block, block
from surveys.paper.only_if import only_if
from surveys.paper.words import Wording
from surveys.questionnaire import LanguageStatus, Placement, Questionnaire
from surveys.tongues import tongue

AT_WORK = frozenset({RespondentRole.PARTNER, RespondentRole.STAFF, RespondentRole.CHAIR})
"""Roles that nobody sits beside."""


@dataclass(frozen=True, slots=True, repr=False)
class WayIn:
    """How one person may answer online instead, and by what their paper is keyed in.

    Args:
        link: opened by the picture.
        home: where the code is typed in, as people read an address.
        code: short code as people read it, None where only the link is known.
        until: last day on which both work, None where it is not known.
    """

    link: str
    home: str
    code: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Printing:
    """How a form is printed.

    Args:
        council: as people call it.
        language: ISO 639 code; the questionnaire must be written in it.
        role: who reads it.
        large: whether everything is set in 18 points or more.
        way_in: None for a form that belongs to nobody in particular.
    """

    council: str
    language: str
    role: RespondentRole
    large: bool = False
    way_in: WayIn | None = None


def lay_out(questionnaire: Questionnaire, printing: Printing) -> Block:
    """Return the form for the template; raises NoWording for a language without words for paper."""
    words = Wording(printing.language, printing.role)
    told = words("help")
    code = printing.way_in.code if printing.way_in else None
    return {
        "language": printing.language,
        "direction": tongue(printing.language).direction,
        "draft": _draft(questionnaire, words),
        "large": printing.large,
        "council": printing.council,
        "title": questionnaire.title[printing.language],
        "help": told,
        "page": words("page", page="{page}", total="{total}"),
        "marks": [words("form", id=questionnaire.id, version=questionnaire.version)]
        + ([words("code", code=code)] if code else []),
        "lead": [
            *questionnaire.introduction[printing.language].split("\n\n"),
            words.shared("start.voluntary"),
        ],
        "front": _front(questionnaire, printing, words),
        "online": _online(printing.way_in, words) if printing.way_in else None,
        "questions": words("questions"),
        "blocks": [*_helper(words), *_asked(questionnaire, Placement.PATH, words)],
        "closing": words.shared("review.closing"),
        "last": [
            *_asked(questionnaire, Placement.REVIEW, words),
            _known(_modes(questionnaire, printing), words, coded=printing.way_in is not None),
        ],
        "back": _back(printing, words),
    }


def _draft(questionnaire: Questionnaire, words: Wording) -> str:
    """Return what is said of a translation that no person has checked, else nothing."""
    unchecked = questionnaire.languages[words.language] is LanguageStatus.DRAFT
    return words.shared("language.draft") if unchecked else ""


def _front(questionnaire: Questionnaire, printing: Printing, words: Wording) -> list[Block]:
    read = [words("who_reads", council=printing.council)]
    if len(_modes(questionnaire, printing)) > 1:
        read.append(words("choose"))
    return [
        {"heading": words.shared("start.who_reads.heading"), "text": " ".join(read)},
        {"heading": words.shared("start.limit.heading"), "text": words.shared("start.limit")},
    ]


def _online(way_in: WayIn, words: Wording) -> Block:
    said = words("online.code", home=way_in.home) if way_in.code else words("online.link")
    return {
        "heading": words("online.heading"),
        "say": said,
        "code": way_in.code or "",
        "same": words("online.same") if way_in.code else "",
        "alt": words("online.alt"),
    }


def _helper(words: Wording) -> list[Block]:
    if words.role in AT_WORK:
        return []
    choices = [
        {"label": words.shared(f"helper.{one}"), "picture": "", "alt": "", "alone": False}
        for one in Helper
    ]
    ticks = {"type": "ticks", "say": "", "or": "", "choices": choices}
    return [_own(words.shared("helper.question"), ticks)]


def _own(asks: str, *controls: Block) -> Block:
    """Return a question of the form's own, without a number."""
    empty = dict.fromkeys(("number", "hint", "more", "condition", "warning"), "")
    return {"type": "question", "text": asks, "controls": list(controls), **empty}


def _asked(questionnaire: Questionnaire, place: Placement, words: Wording) -> Iterator[Block]:
    numbers = numbered(questionnaire)
    for question in questionnaire.questions:
        if question.place is place:
            condition = only_if(question, questionnaire, numbers, words)
            yield block(question, numbers.get(question.id), condition, words)


def numbered(questionnaire: Questionnaire) -> dict[str, int]:
    """Return the number that each question has on its paper, by id; statements have none."""
    asking = [each for each in questionnaire.questions if each.kind is not Kind.STATEMENT]
    in_order = sorted(asking, key=lambda each: each.place is Placement.REVIEW)
    return {each.id: number for number, each in enumerate(in_order, 1)}


def _modes(questionnaire: Questionnaire, printing: Printing) -> tuple[Mode, ...]:
    """Return what paper can keep: a code tells whose it is; without one no name can be sealed."""
    never = Mode.ANONYMOUS if printing.way_in else Mode.CONFIDENTIAL
    kept = tuple(mode for mode in questionnaire.modes if mode is not never)
    return kept or questionnaire.modes


def _known(modes: tuple[Mode, ...], words: Wording, *, coded: bool) -> Block:
    choices = [
        {
            "label": words.shared(f"mode.{mode}.label"),
            "more": " ".join((words.shared(f"mode.{mode}.more"), *_beside(mode, words, coded))),
            "line": words("name") if mode is Mode.LINKED and not coded else "",
        }
        for mode in modes
    ]
    if len(modes) > 1:
        return _own(words.shared("review.mode"), {"type": "known", "choices": choices})
    line = words("name_only") if choices[0]["line"] else ""
    only = {"type": "told", "text": choices[0]["more"], "line": line}
    return _own(words("known"), only)


def _beside(mode: Mode, words: Wording, coded: bool) -> tuple[str, ...]:
    if mode is Mode.CONFIDENTIAL and coded:
        return (words("typed_in"),)
    return (words("no_name"),) if mode is Mode.ANONYMOUS else ()


def _back(printing: Printing, words: Wording) -> Block:
    said = [words("back", council=printing.council)]
    until = printing.way_in.until if printing.way_in else None
    if until is not None:
        said.append(words("until", day=f"{until.day}/{until.month}/{until.year}"))
    return {"heading": words("back.heading"), "text": " ".join(said)}
