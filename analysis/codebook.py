"""The codebook: themes in groups, mapped to practice priorities, read and checked as one."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.phrases import PhraseFault, phrase


class CodebookFaults(ValueError):
    """The codebook cannot be used; the message lists every fault with its place and remedy."""


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Heading(_Strict):
    """A group of themes, or a practice priority."""

    id: str
    label: str


class CodebookTheme(_Strict):
    """One theme.

    Args:
        id: stable; codings refer to it.
        label: as people read it.
        group: id of its group.
        priority: id of the practice priority it serves.
        definition, include, exclude: what coders go by.
        phrases: what the machine goes by; see ``analysis.phrases.phrase``.
        unless: phrases that take back a hit lying inside them.
        otherwise: positive or negative, for the theme of comments that feel so and in which no
            other theme is found; such a hit has no span.
    """

    id: str
    label: str
    group: str
    priority: str
    definition: str
    include: tuple[str, ...] = Field(min_length=1)
    exclude: tuple[str, ...] = Field(min_length=1)
    phrases: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    otherwise: Literal["positive", "negative"] | None = None


class Codebook(_Strict):
    """A version of the codebook; codings record that version."""

    version: str
    priority: tuple[Heading, ...]
    group: tuple[Heading, ...]
    theme: tuple[CodebookTheme, ...]

    def label(self, theme: str) -> str:
        """Return a theme's label, or the id itself for a theme of another version."""
        return next((one.label for one in self.theme if one.id == theme), theme)


def parse(text: str, source: str) -> Codebook:
    """Read a codebook from TOML.

    Args:
        text: the file's content.
        source: its name, for messages.

    Raises:
        CodebookFaults: with every fault found.
    """
    try:
        book = Codebook.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as fault:
        raise CodebookFaults(f"{source}: not valid TOML: {fault}.") from None
    except ValidationError as faults:
        raise CodebookFaults("\n".join(f"{source}: {one}" for one in _shape(faults))) from None
    found = tuple(_faults(book))
    if found:
        raise CodebookFaults("\n".join(f"{source}: {one}" for one in found))
    return book


@cache
def load() -> Codebook:
    """Return the codebook that Sayso ships."""
    source = files("analysis") / "codebook.toml"
    return parse(source.read_text(encoding="utf-8"), "codebook.toml")


def _shape(faults: ValidationError) -> Iterator[str]:
    for fault in faults.errors():
        place = ", ".join(str(step) for step in fault["loc"])
        yield f"{place}: {fault['msg'][0].lower()}{fault['msg'][1:]}."


def _faults(book: Codebook) -> Iterator[str]:
    yield from _twice("theme", (one.id for one in book.theme))
    yield from _twice("group", (one.id for one in book.group))
    yield from _twice("priority", (one.id for one in book.priority))
    groups = {one.id for one in book.group}
    priorities = {one.id for one in book.priority}
    for theme in book.theme:
        if theme.group not in groups:
            yield f"theme '{theme.id}': no group '{theme.group}'; choose {_either(groups)}."
        if theme.priority not in priorities:
            yield (
                f"theme '{theme.id}': no priority '{theme.priority}'; choose {_either(priorities)}."
            )
        yield from _phrase_faults(theme)


def _phrase_faults(theme: CodebookTheme) -> Iterator[str]:
    for text in (*theme.phrases, *theme.unless):
        try:
            phrase(theme.id, text)
        except PhraseFault as fault:
            yield f"theme {fault}"


def _twice(what: str, ids: Iterable[str]) -> Iterator[str]:
    counted: Mapping[str, int] = Counter(ids)
    for id_, times in counted.items():
        if times > 1:
            yield f"{what} '{id_}' stands {times} times; keep one."


def _either(ids: Iterable[str]) -> str:
    return ", ".join(sorted(ids))
