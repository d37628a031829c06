"""The shelf of translations: one file for each language of a released questionnaire version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from surveys.faults import Fault, QuestionnaireFaults
from surveys.overlays import merged
from surveys.structure import Table
from surveys.translation import Translation, read
from surveys.translation_rules import faults


def of(name: str, version: int) -> tuple[Translation, ...]:
    """Return the translations of one version that can be read, sound or not, by language."""
    return tuple(each for each in _read(name, version).values() if isinstance(each, Translation))


def reports(name: str, version: int, table: Table) -> tuple[QuestionnaireFaults, ...]:
    """Return what is wrong with the translations of one version, one report for each file."""
    return tuple(_reports(name, version, table))


def sources() -> tuple[str, ...]:
    """Return the names of all files on the shelf."""
    return tuple(sorted(file.name for file in _files()))


def overlaid(name: str, version: int, table: Table) -> Table:
    """Return a questionnaire's table in every language that is whole and in order.

    A language that lacks a word or breaks a rule is not offered: nobody meets half a language.
    """
    unsound = {report.source for report in _reports(name, version, table)}
    for source, each in _read(name, version).items():
        if isinstance(each, Translation) and source not in unsound:
            table = merged(table, each.words, each.language, each.status)
    return table


def _reports(name: str, version: int, table: Table) -> Iterator[QuestionnaireFaults]:
    for source, each in _read(name, version).items():
        if isinstance(each, QuestionnaireFaults):
            yield each
        elif each.source != source:
            problem = f"it says that it is {each.source}"
            remedy = "name the file for its questionnaire, version and language, or correct those"
            yield QuestionnaireFaults(source, [Fault("wrong_version", "file", problem, remedy)])
        elif found := faults(each, table):
            yield QuestionnaireFaults(source, found)


@cache
def _read(name: str, version: int) -> Mapping[str, Translation | QuestionnaireFaults]:
    beginning = f"{name}.v{version}."
    there = sorted(file.name for file in _files() if file.name.startswith(beginning))
    return {source: _one(source) for source in there}


def _one(source: str) -> Translation | QuestionnaireFaults:
    try:
        return read((_shelf() / source).read_text("utf-8"), source)
    except QuestionnaireFaults as fault:
        return fault
    except UnicodeDecodeError:
        return QuestionnaireFaults(
            source, [Fault("not_text", "file", "this is not UTF-8 text", "save it as UTF-8")]
        )


def _files() -> Iterator[Traversable]:
    shelf = _shelf()
    there = shelf.iterdir() if shelf.is_dir() else iter(())
    return (file for file in there if file.name.endswith(".toml"))


def _shelf() -> Traversable:
    return files("surveys.library") / "translations"
