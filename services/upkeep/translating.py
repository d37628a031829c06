"""How far each language is: whole or not, checked by a person or a draft, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from services.upkeep.languages import SHELVES
from surveys import catalogues, library, translations
from surveys.faults import Fault, QuestionnaireFaults
from surveys.overlays import worded
from surveys.questionnaire import LanguageStatus
from surveys.tongues import ENGLISH, Tongue, tongue
from surveys.translation import Translation

_LACKING = frozenset({"missing_translation", "empty"})
_NOT_TRANSLATED = frozenset({"imported_feedback"})
"""What no respondent is ever shown."""


class Stand(StrEnum):
    """How far one piece of a language is."""

    REVIEWED = "reviewed"
    DRAFT = "draft"
    UNFINISHED = "unfinished"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True, slots=True)
class Piece:
    """A questionnaire or a catalogue of phrases in one language.

    Args:
        name: id of the questionnaire, or what staff call the catalogue.
        texts: how many there are in English.
        faults: all that is wrong or missing; it is used only when there is nothing.
    """

    name: str
    stand: Stand
    texts: int
    faults: tuple[Fault, ...] = ()

    @property
    def lacking(self) -> int:
        """How many texts are not translated yet."""
        if self.stand is Stand.NOT_BEGUN:
            return self.texts
        return sum(fault.code in _LACKING for fault in self.faults)


@dataclass(frozen=True, slots=True)
class Progress:
    """One language: its questionnaires and its catalogues."""

    tongue: Tongue
    questionnaires: tuple[Piece, ...]
    catalogues: tuple[Piece, ...]


def progress() -> tuple[Progress, ...]:
    """Return each language that somebody has begun, by its name in English."""
    found = (
        Progress(tongue(code), tuple(_questionnaires(code)), tuple(_catalogues(code)))
        for code in _begun()
    )
    return tuple(sorted(found, key=lambda each: each.tongue.name))


def languages_of(questionnaire: str) -> str:
    """Return a questionnaire's languages in a line, with what those not offered yet lack."""
    offered = library.load(questionnaire).languages
    told = [f"{code} ({status})" for code, status in offered.items()]
    for code in _begun():
        piece = _questionnaire(questionnaire, code)
        if code not in offered and piece.stand is Stand.UNFINISHED:
            told.append(f"{code} ({_told(piece)})")
    return ", ".join(told)


def _told(piece: Piece) -> str:
    if piece.lacking:
        return f"unfinished, {piece.lacking} of {piece.texts} missing"
    return f"not offered, {len(piece.faults)} to mend"


def _begun() -> tuple[str, ...]:
    codes = {source.split(".")[-2] for source in translations.sources()}
    for shelf in SHELVES.values():
        codes.update(catalogues.languages(*shelf))
    return tuple(sorted(codes - {ENGLISH}))


def _questionnaires(language: str) -> Iterator[Piece]:
    for each in library.all_released():
        if each.id not in _NOT_TRANSLATED:
            yield _questionnaire(each.id, language)


def _questionnaire(name: str, language: str) -> Piece:
    table = library.table(name)
    texts, version = len(worded(table)), table["version"]
    source = f"{name}.v{version}.{language}.toml"
    wrong = next(
        (each for each in library.translation_reports(name) if each.source == source), None
    )
    there = next((each for each in translations.of(name, version) if each.source == source), None)
    return Piece(name, _stand(there, wrong), texts, wrong.faults if wrong else ())


def _stand(there: Translation | None, wrong: QuestionnaireFaults | None) -> Stand:
    if wrong is not None:
        return Stand.UNFINISHED
    if there is None:
        return Stand.NOT_BEGUN
    return Stand.REVIEWED if there.status is LanguageStatus.REVIEWED else Stand.DRAFT


def _catalogues(language: str) -> Iterator[Piece]:
    for name, shelf in SHELVES.items():
        texts = len(catalogues.catalogue(*shelf, ENGLISH))
        if language not in catalogues.languages(*shelf):
            yield Piece(name, Stand.NOT_BEGUN, texts)
            continue
        wrong = catalogues.report(*shelf, language)
        whole = Stand.REVIEWED if catalogues.reviewed(*shelf, language) else Stand.DRAFT
        faults = wrong.faults if wrong else ()
        yield Piece(name, Stand.UNFINISHED if wrong else whole, texts, faults)
