"""A translation of one released questionnaire: its file as written, and an empty one to fill in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from pydantic import BaseModel, ConfigDict, Field

from surveys.faults import QuestionnaireFaults
from surveys.overlays import worded
from surveys.questionnaire import Id, Language, LanguageStatus
from surveys.structure import Table, read_toml, validate


class Translation(BaseModel):
    """The words of one version of a questionnaire in one more language.

    Args:
        questionnaire, version: what is translated.
        language: ISO 639 code.
        status: draft until a person who speaks the language has checked it.
        words: a text for each key of ``surveys.overlays.worded``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    questionnaire: Id
    version: int = Field(ge=1)
    language: Language
    status: LanguageStatus
    words: Mapping[str, str]

    @property
    def source(self) -> str:
        """The name that its file has."""
        return f"{self.questionnaire}.v{self.version}.{self.language}.toml"


def read(text: str, source: str) -> Translation:
    """Read a translation from TOML.

    Args:
        text: the file's text.
        source: its name, for messages.

    Raises:
        QuestionnaireFaults: it is not TOML, or not of this shape; every fault of it.
    """
    found, faults = validate(Translation, read_toml(text, source), "")
    if not isinstance(found, Translation):
        raise QuestionnaireFaults(source, faults)
    return found


def is_translation(text: str) -> bool:
    """Return whether a file's text sets out to be a translation rather than a questionnaire."""
    return any(line.startswith("questionnaire") for line in text.splitlines())


def to_fill_in(table: Table, language: str, done: Translation | None = None) -> str:
    """Return a translation's file with the English words as comments.

    Args:
        table: the released questionnaire as TOML has it.
        language: ISO 639 code.
        done: what there is already; its words stand where they belong.
    """
    there = done.words if done else {}
    status = done.status if done else LanguageStatus.DRAFT
    head = (
        f'questionnaire = "{table["id"]}"',
        f"version = {table['version']}",
        f'language = "{language}"',
        f'status = "{status}"',
        "",
        "[words]",
    )
    entries = (line for key, text in worded(table).items() for line in _entry(key, text, there))
    return "\n".join([*head, *entries]) + "\n"


def _entry(key: str, english: str, there: Mapping[str, str]) -> Iterable[str]:
    yield from (f"# {line}".rstrip() for line in english.strip().splitlines())
    yield f"{_quoted(key)} = {_quoted(there.get(key, ''))}"


def _quoted(text: str) -> str:
    # JSON's way of writing text is also TOML's, but for DEL, which no wording holds.
    if "\n" not in text:
        return json.dumps(text, ensure_ascii=False)
    escaped = text.replace("\\", "\\\\").replace('"""', '\\"\\"\\"')
    return f'"""\n{escaped.lstrip(chr(10))}"""'
