"""What a paper form says beside the questionnaire's own words."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from surveys.kinds import RespondentRole
from surveys.wording import NoWording, phrase

_SHELF = files("surveys.paper")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Return the words of paper forms in a language; raises NoWording where there are none."""
    file = _SHELF / f"{language}.toml"
    if not file.is_file():
        raise NoWording(f"there are no words for paper in {language!r}")
    return MappingProxyType(tomllib.loads(file.read_text("utf-8")))


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for one reader.

    Args:
        language: ISO 639 code of a catalogue.
        role: who reads; a phrase may have another wording for some roles.
    """

    language: str
    role: RespondentRole

    def __call__(self, key: str, **values: str | float) -> str:
        """Return a phrase of paper forms, filled in."""
        own = catalogue(self.language)
        found = own.get(f"{key}.{self.role}", own[key])
        return found.format_map({name: _number(value) for name, value in values.items()})

    def shared(self, key: str, **values: str | float) -> str:
        """Return a phrase that web and bot say too."""
        return phrase(self.language, key, self.role, **values)


def _number(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"
