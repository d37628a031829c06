"""What Sayso knows about words beside TextBlob's list: read from lexicon.toml, checked as one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from analysis.readings import Severity

Polarity = Annotated[float, Field(ge=-1, le=1)]


class Faint(BaseModel):
    """Words that say "neither good nor bad" when they stand alone."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    words: frozenset[str]


class Lexicon(BaseModel):
    """The word lists; see the comments in lexicon.toml for what each is for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    nonanswers: frozenset[str]
    fillers: tuple[str, ...]
    nothings: frozenset[str]
    everythings: frozenset[str]
    negators: frozenset[str]
    intensifiers: frozenset[str]
    turns: frozenset[str]
    asks: frozenset[str]
    denials: frozenset[str]
    mute: tuple[str, ...]
    rewrites: Mapping[str, str]
    words: Mapping[str, Polarity]
    faint: Faint
    severity: Mapping[str, tuple[str, ...]]

    def statements(self, level: Severity) -> tuple[str, ...]:
        """Return the phrases that describe something of this severity."""
        return self.severity.get(level.name.lower(), ())


def load() -> Lexicon:
    """Return the lexicon that Sayso ships; raises pydantic.ValidationError when it is broken."""
    source = files("analysis") / "lexicon.toml"
    return Lexicon.model_validate(tomllib.loads(source.read_text(encoding="utf-8")))
