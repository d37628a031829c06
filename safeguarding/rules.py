"""The rules of the screen: read from rules.toml and its kin, compiled and checked once.

``rules.toml`` holds English and is there always; ``rules.pl.toml`` and the like hold phrases of
one more language, in the same form. They may leave out every table but ``version`` and ``rule``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from safeguarding.folding import folded
from safeguarding.levels import Category, Level
from safeguarding.spelling import Speller

_OTHER = re.compile(r"rules\.(?P<language>[a-z]{2,3})\.toml")
_NEVER = r"(?!)"
_MACRO = re.compile(r"\{([a-z]\w*)\}")


class RuleFault(ValueError):
    """A rule cannot be used; the message says which and why."""


class Negation(StrEnum):
    """Where a negation takes a statement back."""

    BEFORE = "before"
    WITHIN = "within"


class Negated(StrEnum):
    """What becomes of a statement that is taken back."""

    DROP = "drop"
    SOON = "soon"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Rule(_Strict):
    id: str
    category: Category
    level: Level
    negation: Negation = Negation.BEFORE
    negated: Negated = Negated.DROP
    patterns: tuple[str, ...]
    unless: tuple[str, ...] = ()


class _Patterns(_Strict):
    patterns: tuple[str, ...] = ()


class _Keywords(_Strict):
    words: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()


class _Negation(_Strict):
    words: frozenset[str] = frozenset()
    despite: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()


class _File(_Strict):
    version: str
    answers: Mapping[Category, Level] = Field(default_factory=dict)
    macros: Mapping[str, str] = Field(default_factory=dict)
    spellings: Mapping[str, str] = Field(default_factory=dict)
    variants: Mapping[str, str] = Field(default_factory=dict)
    keywords: _Keywords = _Keywords()
    idioms: _Patterns = _Patterns()
    urgency: _Patterns = _Patterns()
    negation: _Negation = _Negation()
    rule: tuple[_Rule, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, compiled; the fields are those of rules.toml."""

    id: str
    category: Category
    level: Level
    negation: Negation
    negated: Negated
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything the screen goes by.

    Args:
        version: stored with each concern.
        answers: the level of each category when it was ticked or tapped.
        speller: mends spelling before the rules look.
        idioms: figures of speech, blanked first.
        urgency: words that turn "today" into "now".
        negators, despite: words that take a statement back, and words that keep them from it.
        links: words that begin another clause, which a negation before them does not reach.
        rules: in the order of the file.
    """

    version: str
    answers: Mapping[Category, Level]
    speller: Speller
    idioms: re.Pattern[str]
    urgency: re.Pattern[str]
    negators: frozenset[str]
    despite: frozenset[str]
    links: frozenset[str]
    rules: tuple[Rule, ...]


@cache
def rules() -> Rules:
    """Return the English rules that Sayso ships; raises RuleFault when they are broken."""
    source = files("safeguarding") / "rules.toml"
    return parse(source.read_text(encoding="utf-8"))


@cache
def other_rules() -> Mapping[str, Rules]:
    """Return the rules for other languages, by its code; raises RuleFault when one is broken."""
    shelf = sorted(files("safeguarding").iterdir(), key=lambda file: file.name)
    named = ((_OTHER.fullmatch(file.name), file) for file in shelf)
    return {
        match["language"]: parse(folded(file.read_text(encoding="utf-8")), folded)
        for match, file in named
        if match
    }


def parse(text: str, fold: Callable[[str], str] = str) -> Rules:
    """Read rules from TOML.

    Args:
        text: the file's text, folded.
        fold: what is done to the letters of words before rules see them.

    Raises:
        RuleFault: naming the rule and the pattern at fault.
    """
    file = _File.model_validate(tomllib.loads(text))
    words = file.keywords
    return Rules(
        version=file.version,
        answers=file.answers,
        speller=Speller(_spellings(file), words.words, words.keep, fold),
        idioms=_compiled("idioms", file.idioms.patterns, file.macros),
        urgency=_compiled("urgency", file.urgency.patterns, file.macros),
        negators=file.negation.words,
        despite=file.negation.despite,
        links=file.negation.links,
        rules=tuple(_rule(rule, file.macros) for rule in file.rule),
    )


def _spellings(file: _File) -> Mapping[str, str]:
    """Return misspelling to what is meant; variants list all the spellings of one word at once."""
    listed = {way: meant for meant, ways in file.variants.items() for way in ways.split()}
    return {**listed, **file.spellings}


def _rule(rule: _Rule, macros: Mapping[str, str]) -> Rule:
    return Rule(
        id=rule.id,
        category=rule.category,
        level=rule.level,
        negation=rule.negation,
        negated=rule.negated,
        pattern=_compiled(rule.id, rule.patterns, macros),
        unless=_compiled(rule.id, rule.unless, macros) if rule.unless else None,
    )


def _compiled(owner: str, patterns: tuple[str, ...], macros: Mapping[str, str]) -> re.Pattern[str]:
    expanded = [_expanded(owner, pattern, macros) for pattern in patterns]
    # With no pattern at all it finds nothing, not everything.
    together = rf"(?<!\S)(?:{'|'.join(expanded) or _NEVER})(?!\S)"
    try:
        return re.compile(together)
    except re.error:
        _blame(owner, patterns, expanded)
        raise


def _blame(owner: str, patterns: tuple[str, ...], expanded: list[str]) -> None:
    """Name the pattern at fault; to compile each alone takes as long as all, so only then."""
    for written, pattern in zip(patterns, expanded, strict=True):
        try:
            re.compile(pattern)
        except re.error as fault:
            raise RuleFault(f"Rule '{owner}', pattern '{written}': {fault}.") from None


def _expanded(owner: str, pattern: str, macros: Mapping[str, str]) -> str:
    """Put macros in place of their names; macros may name others defined before them."""

    def put(found: re.Match[str]) -> str:
        if found[1] not in macros:
            raise RuleFault(f"Rule '{owner}', pattern '{pattern}': no macro '{found[1]}'.")
        return _expanded(owner, macros[found[1]], macros)

    return _MACRO.sub(put, pattern)
