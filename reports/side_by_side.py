"""One meeting from all sides: who said what on the same question, and how far apart they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reports.wording import words

YES, NO = "yes", "no"
_CLOSE = 1
"""Points of a scale that two people may lie apart and still be called close."""

_LETTERS = 26

_YOUNG = frozenset({"child", "young_person"})


class Side(StrEnum):
    """From where somebody sees a meeting."""

    YOUNG = "young"
    GROWN = "grown"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who answered about a meeting.

    Args:
        id: of their response.
        role: respondent role.
        relation: how they belong to the child, where the council said more than the role.
    """

    id: str
    role: str
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker with the name they go by on this page: never their own, always who they are.

    Args:
        name: within a sentence, such as ``the child``, ``mother`` or ``parent B``.
    """

    id: str
    role: str
    name: str

    @property
    def heading(self) -> str:
        """The name at the start of a line."""
        return _first_up(self.name)

    @property
    def side(self) -> Side:
        """Whether this is the child or an adult."""
        return Side.YOUNG if self.role in _YOUNG else Side.GROWN


@dataclass(frozen=True, slots=True)
class Said:
    """A number that somebody gave on a scale from 0 to 10."""

    voice: Voice
    number: float


@dataclass(frozen=True, slots=True)
class Gap:
    """The widest difference on one question.

    Args:
        here, there: who stands at both ends, all with the same number at each; the child first.
        size: points between them.
    """

    here: tuple[Said, ...]
    there: tuple[Said, ...]
    size: float


def voices(speakers: Iterable[Speaker]) -> tuple[Voice, ...]:
    """Name everybody by role and relation, the child first; those named alike get letters."""
    order = list(words_of("order"))
    sorted_ones = sorted(speakers, key=lambda each: (order.index(each.role), each.relation))
    named = [(each, *_names(each)) for each in sorted_ones]
    alike = Counter(plain for _, _, plain in named)
    met: Counter[str] = Counter()
    found = []
    for speaker, alone, plain in named:
        met[plain] += 1
        name = alone if alike[plain] == 1 else f"{plain} {_letter(met[plain])}"
        found.append(Voice(speaker.id, speaker.role, name))
    return tuple(found)


def gap(said: Sequence[Said]) -> Gap | None:
    """Return the widest gap between the child and an adult, or, without both, between any two.

    Returns:
        None where fewer than two answered.
    """
    young = [each for each in said if each.voice.side is Side.YOUNG]
    grown = [each for each in said if each.voice.side is Side.GROWN]
    pairs = [(one, other) for one in young for other in grown] or [
        (one, other) for at, one in enumerate(said) for other in said[at + 1 :]
    ]
    if not pairs:
        return None
    here, there = max(pairs, key=lambda pair: abs(pair[0].number - pair[1].number))
    own, others = (young, grown) if young and grown else (said, said)
    return Gap(
        tuple(each for each in own if each.number == here.number),
        tuple(each for each in others if each.number == there.number),
        abs(here.number - there.number),
    )


def sentence(said: Sequence[Said]) -> str:
    """Say in words what a scale shows, such as "The child says 3 of 10, mother 8 of 10."."""
    if not said:
        return ""
    spread = gap(said)
    if spread is None:
        return _of_ten("only", said)
    if len({each.number for each in said}) == 1:
        return words("side_by_side.same", number=f"{said[0].number:g}")
    if spread.size <= _CLOSE:
        each = _listed([f"{one.voice.name} {one.number:g}" for one in said])
        return words("side_by_side.close", each=each)
    return _first_up(
        words(
            "side_by_side.apart",
            count=len(spread.here),
            who=_listed([one.voice.name for one in spread.here]),
            number=f"{spread.here[0].number:g}",
            others=_listed([one.voice.name for one in spread.there]),
            other=f"{spread.there[0].number:g}",
        )
    )


def opposed(codes: Mapping[Voice, str]) -> str:
    """Say in words that some answered yes where others answered no, empty where nobody did."""
    yes = [voice for voice, code in codes.items() if code == YES]
    no = [voice for voice, code in codes.items() if code == NO]
    if not yes or not no:
        return ""
    sides = [("yes", yes), ("no", no)]
    sides.sort(key=lambda side: all(each.side is Side.GROWN for each in side[1]))
    said = (
        words(f"side_by_side.{code}", count=len(who), who=_listed([each.name for each in who]))
        for code, who in sides
    )
    return _first_up("; ".join(said)) + "."


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a list kept with a report's words, such as the order of roles."""
    return tuple(words(f"side_by_side.{name}").split())


def _names(speaker: Speaker) -> tuple[str, str]:
    """Return a speaker's name when there is no other like them, and its bare form for letters."""
    relation = speaker.relation.replace("_", " ").strip().lower()
    if relation and speaker.relation not in words_of("order"):
        return relation, relation
    return words(f"side_by_side.alone.{speaker.role}"), words(f"side_by_side.plain.{speaker.role}")


def _letter(place: int) -> str:
    """Return A for 1; a number beside a number on a scale would be read as one."""
    return chr(ord("A") + place - 1) if place <= _LETTERS else str(place)


def _of_ten(name: str, said: Sequence[Said]) -> str:
    only = said[0]
    return words(f"side_by_side.{name}", who=only.voice.name, number=f"{only.number:g}")


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} {words('side_by_side.and')} {last}" if most else last


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
