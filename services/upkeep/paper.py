"""Paper forms of a questionnaire: for anybody, or for one person with the code to key them in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from services.refusal import Refused
from services.respond.tokens import normal_code, shown
from surveys import library
from surveys.kinds import RespondentRole
from surveys.paper import Printing, WayIn, paper_form
from surveys.questionnaire import LanguageStatus, Questionnaire
from surveys.tongues import ENGLISH, tongue
from surveys.wording import NoWording

Drawings = Callable[[str], str]
"""Gives one of Sayso's own drawings by its name."""

_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{8}")
_LONGEST_LINK = 300


@dataclass(frozen=True, slots=True, repr=False)
class Paper:
    """One person's form: what they were asked, and how it comes back."""

    questionnaire: str
    version: int
    role: RespondentRole
    language: str
    way_in: WayIn
    large: bool


def print_for_person(council: str, paper: Paper, drawings: Drawings) -> bytes:
    """Return the form of somebody who was invited; nothing is kept of it.

    Raises:
        Refused: as ``print_form`` does.
        NotInLibrary: what they were asked is no longer in the library.
    """
    printing = Printing(council, paper.language, paper.role, paper.large, paper.way_in)
    return print_form(library.load(paper.questionnaire, paper.version), printing, drawings)


def blank_form(
    questionnaire: str, council: str, language: str, drawings: Drawings, *, large: bool
) -> bytes:
    """Return the newest form of a questionnaire, for nobody in particular.

    Raises:
        Refused: as ``print_form`` does.
        NotInLibrary: there is no such questionnaire.
    """
    found = library.load(questionnaire)
    return print_form(found, Printing(council, language, reader(found), large), drawings)


def other_languages(questionnaire: Questionnaire) -> tuple[tuple[str, str], ...]:
    """Return the code and name of each further language; a draft is called so."""
    return tuple(
        (code, tongue(code).name + (" (draft)" if status is LanguageStatus.DRAFT else ""))
        for code, status in questionnaire.languages.items()
        if code != ENGLISH
    )


def print_form(questionnaire: Questionnaire, printing: Printing, drawings: Drawings) -> bytes:
    """Return a tagged PDF.

    Raises:
        Refused: the questionnaire is not written in that language, or there are no words for
            paper in it.
    """
    language = printing.language
    if language not in questionnaire.languages:
        there = ", ".join(questionnaire.languages)
        raise Refused(f"{questionnaire.id} is not written in {language}; it is in {there}.")
    try:
        return paper_form(questionnaire, printing, drawings)
    except NoWording:
        raise Refused(
            f"Paper forms have no words in {language} yet; print it in en, or answer online."
        ) from None


def reader(questionnaire: Questionnaire) -> RespondentRole:
    """Return for whom a form that belongs to nobody in particular is worded."""
    return questionnaire.audience[0]


def way_in(base_url: str, code: str | None, link: str | None) -> WayIn | None:
    """Return how the reader may answer online instead, None without code and link.

    Args:
        base_url: where respondents reach the site, without a slash at the end.
        code: short code of an invitation, however it was typed.
        link: of an invitation.

    Raises:
        Refused: the code or link is none of ours.
    """
    home = base_url.partition("://")[2]
    if link is not None:
        if not link.startswith(f"{base_url}/") or len(link) > _LONGEST_LINK:
            raise Refused(f"{link[:60]} is no link to this Sayso; its links begin {base_url}/.")
        return WayIn(link, home)
    if code is None:
        return None
    drawn = normal_code(code)
    if not _CODE.fullmatch(drawn):
        raise Refused("A short code has eight letters and digits, such as ABCD-EFGH.")
    return WayIn(base_url, home, shown(drawn))
