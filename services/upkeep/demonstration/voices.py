"""How somebody of the demonstration answers: by mood, and in words of their own role."""

from __future__ import annotations

import math
import random
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from surveys.inputs import Answer, Input, Skip
from surveys.kinds import Kind
from surveys.outputs import Ask

_TEXTS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})
_MOODS = {"content": 1.0, "torn": 0.0, "unhappy": -1.0}
_WORDS_OF = {"chair": "staff"}
_UNSAFE = "unsafe"


@cache
def manner() -> Mapping[str, Any]:
    """Return how people answer, as written in ``manner.toml``."""
    return tomllib.loads((files(__package__) / "manner.toml").read_text("utf-8"))


@cache
def words(role: str) -> Mapping[str, list[str]]:
    """Return what people of a role say."""
    name = _WORDS_OF.get(role, role)
    return tomllib.loads((files(__package__) / "words" / f"{name}.toml").read_text("utf-8"))


class Bags:
    """Sentences drawn without putting back, so that they come round as late as possible."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._bags: dict[tuple[str, str], list[str]] = {}

    def draw(self, role: str, sort: str) -> str:
        """Return the next sentence of a role and sort."""
        bag = self._bags.setdefault((_WORDS_OF.get(role, role), sort), [])
        if not bag:
            bag += words(role)[sort]
            self._chance.shuffle(bag)
        return bag.pop()


class Voice:
    """One person in one conversation.

    Args:
        role: whose words they use.
        how_far: how much of the demonstration's time has passed, 0 to 1.
        discloses: whether they say that they are not safe.
    """

    def __init__(
        self, chance: random.Random, bags: Bags, role: str, how_far: float, *, discloses: bool
    ) -> None:
        self._chance = chance
        self._bags = bags
        self._role = role
        self._discloses = discloses
        self._mood = _MOODS["unhappy" if discloses else self._drawn_mood(how_far)]

    def reply(self, ask: Ask) -> Input:
        """Return what this person does with a question."""
        sort = "text" if ask.kind in _TEXTS else "other"
        must = self._discloses and ask.question in {"felt_safe", "felt_safe_more"}
        if not must and self._chance.random() * 100 < manner()["skipped"][sort]:
            return Skip(ask.question)
        raw = _REPLIES[ask.kind](self, ask)
        return Skip(ask.question) if raw is None else Answer(ask.question, raw)

    def _drawn_mood(self, how_far: float) -> str:
        first, last = manner()["moods"]["first"], manner()["moods"]["last"]
        weights = [first[each] + (last[each] - first[each]) * how_far for each in first]
        mood: str = self._chance.choices(list(first), weights)[0]
        return mood

    def _choice(self, ask: Ask) -> str:
        if self._discloses and ask.question == "felt_safe":
            return "no"
        plain = manner()["plain"].get(ask.question)
        if plain:
            drawn: str = self._chance.choices(list(plain), list(plain.values()))[0]
            return drawn
        codes = [choice.code for choice in ask.choices]
        leaning = manner()["leaning"]
        weights = [math.exp(1.1 * self._mood * leaning.get(code, 0)) for code in codes]
        return self._chance.choices(codes, weights)[0]

    def _ticks(self, ask: Ask) -> Sequence[str]:
        codes = [choice.code for choice in ask.choices if not choice.alone]
        some = self._chance.randint(1, min(3, len(codes)))
        return [code for code in codes if code in self._chance.sample(codes, some)]

    def _scale(self, ask: Ask) -> str:
        drawn = round(self._chance.gauss(6 + 2 * self._mood, 1.4))
        return str(min(10, max(1, drawn)))

    def _number(self, ask: Ask) -> str:
        drawn: str = self._chance.choice(manner()["numbers"][ask.question])
        return drawn

    def _text(self, ask: Ask) -> str | None:
        sort = manner()["asks"][ask.question]
        if sort == _UNSAFE and not self._discloses:
            return None
        held = words(self._role)
        unfitting = {"good": self._mood < 0, "worry": self._mood > 0}.get(sort, False)
        roll = self._chance.random()
        if sort != _UNSAFE and roll < (0.35 if unfitting else 0.05):
            return self._bags.draw(self._role, "nothing")
        if sort in {"good", "worry"} and roll > 0.85 and "mixed" in held:
            return self._bags.draw(self._role, "mixed")
        said = self._bags.draw(self._role, sort)
        if sort == _UNSAFE or roll < 0.75:
            return said
        return f"{said} {self._bags.draw(self._role, sort)}"


_REPLIES: Mapping[Kind, Callable[[Voice, Ask], str | Sequence[str] | None]] = {
    Kind.STATEMENT: lambda voice, ask: "",
    Kind.SINGLE: Voice._choice,
    Kind.FACES: Voice._choice,
    Kind.YES_NO: Voice._choice,
    Kind.MULTIPLE: Voice._ticks,
    Kind.SCALE: Voice._scale,
    Kind.NUMBER: Voice._number,
    Kind.SHORT_TEXT: Voice._text,
    Kind.LONG_TEXT: Voice._text,
}
