"""How somebody of the demonstration answers: by mood, in words of their own role, or by a part."""

from __future__ import annotations

import math
import random
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from services.upkeep.demonstration.sayings import Sayings, sorts
from surveys.inputs import Answer, Input, Skip
from surveys.kinds import Kind
from surveys.outputs import Ask

_TEXTS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})
_MOODS = {"content": 1.0, "torn": 0.0, "unhappy": -1.0}
_STEEPNESS = 1.1
"""How much mood weighs: at 1.1 a content person is four times as likely to tick "yes"."""

_SAFE = {"felt_safe", "felt_safe_more"}


class Tells(StrEnum):
    """What somebody tells about harm: nothing, when asked, or in passing."""

    NOTHING = "nothing"
    DIRECTLY = "unsafe"
    IN_PASSING = "sideways"


@cache
def manner() -> Mapping[str, Any]:
    """Return how people answer, as written in ``manner.toml``."""
    return tomllib.loads((files(__package__) / "manner.toml").read_text("utf-8"))


def can_tell(role: str, tells: Tells) -> bool:
    """Return whether a role has words for that."""
    return tells in sorts(role)


@dataclass(frozen=True, slots=True)
class Part:
    """What somebody says in a scene, by question; the rest they answer as anybody does.

    Args:
        answers: an empty text skips the question.
        mood: how they are; None to draw it.
        mode: how they want to be known; None to draw it.
    """

    answers: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    mood: str | None = None
    mode: str | None = None


class Shares:
    """Gives each of several outcomes its share, so that small numbers follow their weights too."""

    def __init__(self) -> None:
        self._given: dict[object, Counter[str]] = {}

    def draw(self, among: object, weights: Mapping[str, float]) -> str:
        """Return the outcome that is furthest behind its share.

        Args:
            among: whom the shares hold for, such as a question and role.
            weights: of the outcomes.
        """
        given = self._given.setdefault(among, Counter())
        part = (given.total() + 1) / sum(weights.values())
        behind = {name: weight * part - given[name] for name, weight in weights.items()}
        drawn = max(behind, key=lambda name: behind[name])
        given[drawn] += 1
        return drawn


class Voice:
    """One person in one conversation.

    Args:
        sayings: where their words are drawn from.
        shares: of what depends on other things than this person.
        facts: role, form, kind of meeting and area; what is ticked is added.
        quarter: how many quarters have passed, from 0.
        tells: what they tell about harm.
        part: what they say in any case.
    """

    def __init__(
        self,
        chance: random.Random,
        sayings: Sayings,
        shares: Shares,
        facts: Mapping[str, str],
        quarter: int,
        tells: Tells = Tells.NOTHING,
        part: Part = Part(),
    ) -> None:
        self.part = part
        self._chance = chance
        self._sayings = sayings
        self._shares = shares
        self._facts = dict(facts)
        self._quarter = quarter
        self._tells = tells
        harmed = "unhappy" if tells is not Tells.NOTHING else None
        self._mood = _MOODS[part.mood or harmed or self._drawn_mood()]

    def reply(self, ask: Ask) -> Input:
        """Return what this person does with a question."""
        if ask.question in self.part.answers:
            raw: Any = self.part.answers[ask.question]
        elif self._passes_over(ask):
            return Skip(ask.question)
        else:
            raw = _REPLIES.get(ask.kind, Voice._nothing)(self, ask)
        if raw is None or (raw == "" and ask.kind is not Kind.STATEMENT):
            return Skip(ask.question)
        if isinstance(raw, str) and ask.kind not in _TEXTS:
            self._facts[ask.question] = raw
        return Answer(ask.question, raw)

    def close(self, ask: Ask) -> Input | None:
        """Return what this person does with a question after the last page; mostly they look."""
        if ask.question in self.part.answers:
            return self.reply(ask)
        leaves = self._chance.random() * 100 < manner()["skipped"]["closing"]
        return None if leaves else self.reply(ask)

    def _passes_over(self, ask: Ask) -> bool:
        if self._tells is Tells.DIRECTLY and ask.question in _SAFE:
            return False
        if self._tells is Tells.IN_PASSING and self._sort(ask) == "worry":
            return False
        often: float = manner()["skipped"]["text" if ask.kind in _TEXTS else "other"]
        return self._chance.random() * 100 < often

    def _drawn_mood(self) -> str:
        moods, area = manner()["moods"], self._facts["area"]
        weights = moods.get(area, moods["everywhere"])
        now = {mood: each[self._quarter] for mood, each in weights.items()}
        return self._shares.draw(("mood", area, *self._among), now)

    def _drawn(self, weights: Mapping[str, float]) -> str:
        return self._chance.choices(list(weights), list(weights.values()))[0]

    def _choice(self, ask: Ask) -> str:
        if self._tells is Tells.DIRECTLY and ask.question == "felt_safe":
            return "no"
        if ask.question == "agency":
            return self._facts["agency"]
        settled = next((one for one in manner()["weights"] if self._settles(one, ask)), None)
        if settled is None:
            return self._drawn({one.code: self._liking(one.code) for one in ask.choices})
        return self._shares.draw((ask.question, str(settled), *self._among), self._now(settled))

    def _now(self, written: Mapping[str, Any]) -> Mapping[str, float]:
        """Return the weights of a question as they are in this quarter."""
        by_quarter = written.get("quarters", {}).items()
        codes: Mapping[str, float] = written.get("codes") or {
            code: each[self._quarter] for code, each in by_quarter
        }
        return codes

    @property
    def _among(self) -> tuple[str, int]:
        return self._facts["role"], self._quarter

    def _settles(self, written: Mapping[str, Any], ask: Ask) -> bool:
        if written["question"] != ask.question:
            return False
        given = written.get("given", {})
        fits = all(self._facts.get(name) in values for name, values in given.items())
        offered = {one.code for one in ask.choices}
        return fits and set(self._now(written)) <= offered

    def _liking(self, code: str) -> float:
        usual: float = manner()["usual"].get(code, 1)
        return usual * math.exp(_STEEPNESS * self._mood * manner()["leaning"].get(code, 0))

    def _ticks(self, ask: Ask) -> Sequence[str]:
        codes = [choice.code for choice in ask.choices if not choice.alone]
        some = self._chance.randint(1, min(3, len(codes)))
        chosen = self._chance.sample(codes, some)
        return [code for code in codes if code in chosen]

    def _scale(self, ask: Ask) -> str:
        drawn = round(self._chance.gauss(6.2 + 1.8 * self._mood, 1.4))
        return str(min(10, max(1, drawn)))

    def _number(self, ask: Ask) -> str | None:
        known = manner()["numbers"].get(ask.question)
        return self._chance.choice(known) if known else None

    def _nothing(self, ask: Ask) -> None:
        """Say nothing to a question of a kind that nobody here has an answer for."""

    def _sort(self, ask: Ask) -> str:
        return str(manner()["asks"].get(ask.question, ""))

    def _text(self, ask: Ask) -> str | None:
        sort = self._sort(ask)
        if sort == Tells.DIRECTLY and self._tells is not Tells.DIRECTLY:
            return None
        if sort == "worry" and self._tells is Tells.IN_PASSING:
            self._tells = Tells.NOTHING
            return self._say(Tells.IN_PASSING)
        return self._say(sort) if sort == Tells.DIRECTLY else self._comment(sort)

    def _comment(self, sort: str) -> str | None:
        how = manner()["said"]
        unfitting = {"good": self._mood < 0, "worry": self._mood > 0}.get(sort, False)
        roll = self._chance.random() * 100
        if roll < how["nothing_unfitting" if unfitting else "nothing"]:
            return self._say("nothing")
        if sort in {"good", "worry"} and roll > 100 - how["mixed"]:
            return self._say("mixed") or self._say(sort)
        said = self._say(sort)
        if said is None or roll < 100 - how["mixed"] - how["twice"]:
            return said
        return " ".join(filter(None, (said, self._say(sort))))

    def _say(self, sort: str) -> str | None:
        return self._sayings.draw(self._facts["words"], sort, self._facts)


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
