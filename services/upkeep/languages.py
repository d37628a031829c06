"""Languages for the people who look after them: what there is, what is missing, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator

from services.refusal import Refused
from surveys import catalogues, library, translations
from surveys.catalogues import Shelf
from surveys.faults import Fault, QuestionnaireFaults
from surveys.tongues import known
from surveys.translation import is_translation, read, to_fill_in
from surveys.translation_rules import faults

SHELVES = {
    "In every door": Shelf("surveys.wording", ""),
    "Web pages": Shelf("web", "words"),
    "Telegram": Shelf("bot", "words"),
    "Paper forms": Shelf("surveys.paper", ""),
}
"""The catalogues of what respondents read beside a questionnaire's own words, by what staff call
them. Named here by their place, for the doors stand above this floor."""


def words_to_fill_in(questionnaire: str, language: str) -> str:
    """Return a translation's file: English as comments, and what there is of it already.

    Raises:
        NotInLibrary: there is no such questionnaire.
        Refused: there is no such language, or the questionnaire itself is written in it.
    """
    table = library.table(questionnaire)
    if not known(language):
        raise Refused(f"{language} is not the code of a language; write one such as pl or ur.")
    if language in table["languages"]:
        raise Refused(f"{questionnaire} itself is written in {language}; name another language.")
    there = translations.of(questionnaire, table["version"])
    done = next((each for each in there if each.language == language), None)
    return to_fill_in(table, language, done)


def check_translation(text: str, source: str) -> str | None:
    """Check a translation's file; return what it is, None when the text is no translation.

    Raises:
        QuestionnaireFaults: everything that is wrong in it.
    """
    if not is_translation(text):
        return None
    found = read(text, source)
    if f"{found.questionnaire}@{found.version}" not in library.released():
        problem = f"there is no released {found.questionnaire} in version {found.version}"
        fault = Fault("wrong_version", "version", problem, "name one that sayso survey list shows")
        raise QuestionnaireFaults(source, [fault])
    if wrong := faults(found, library.table(found.questionnaire, found.version)):
        raise QuestionnaireFaults(source, wrong)
    which = f"{found.questionnaire}@{found.version}"
    return f"{which} in {found.language} ({found.status}) is in order: {len(found.words)} texts."


def whats_wrong() -> tuple[QuestionnaireFaults, ...]:
    """Return a report for each translated questionnaire and catalogue that is not in order."""
    return (*_questionnaires(), *_catalogues(), *_strays())


def _questionnaires() -> Iterator[QuestionnaireFaults]:
    for entry in library.released():
        name, _, version = entry.partition("@")
        yield from library.translation_reports(name, int(version))


def _catalogues() -> Iterator[QuestionnaireFaults]:
    for shelf in SHELVES.values():
        for language in catalogues.languages(*shelf):
            found = catalogues.report(*shelf, language)
            if found is not None:
                yield found


def _strays() -> Iterator[QuestionnaireFaults]:
    """Translations that belong to no released version would never be seen."""
    there = tuple(entry.replace("@", ".v") + "." for entry in library.released())
    for source in translations.sources():
        if not source.startswith(there):
            remedy = "name it for a questionnaire and version that sayso survey list shows"
            fault = Fault("wrong_version", "file", "no released questionnaire is named so", remedy)
            yield QuestionnaireFaults(source, [fault])
