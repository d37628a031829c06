"""The words of the web pages: what only pages need, and the shared catalogue for all else."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from surveys.kinds import RespondentRole
from surveys.notices import Refuse
from surveys.wording import phrase, refusal

DEFAULT = "en"
_SHELF = files("web") / "words"


@dataclass(frozen=True, slots=True)
class Wording:
    """The words in one language, for one kind of reader.

    Args:
        language: ISO 639 code, for the page's own declaration.
        reader: who reads it, None where that is not known.
    """

    language: str = DEFAULT
    reader: RespondentRole | None = None

    def __call__(self, phrase_id: str, **values: str | float) -> str:
        """Return the phrase with this id, filled in; raises NoWording when there is none."""
        own = _pages(self.language)
        found = own.get(f"{phrase_id}.{self.reader}", own.get(phrase_id))
        if found is None:
            return phrase(self.language, phrase_id, self.reader, **values)
        return found.format(**values) if values else found

    def refusal(self, refuse: Refuse) -> str:
        """Return why an answer was not taken, and the remedy."""
        return refusal(self.language, refuse)


@cache
def _pages(language: str) -> Mapping[str, str]:
    """Pages that nobody has translated yet stay in English."""
    written = _SHELF / f"{language}.toml"
    if not written.is_file():
        written = _SHELF / f"{DEFAULT}.toml"
    return tomllib.loads(written.read_text("utf-8"))
