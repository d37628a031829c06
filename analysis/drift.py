"""Whether what people write now still fits the codebook and what the machine learned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Hashable, Iterable, Sequence
from dataclasses import dataclass
from math import comb, log, sqrt

from analysis.codebook import Codebook
from analysis.counting import Share
from analysis.tokens import STOP, tokens

FEWEST_RESPONSES = 30
"""With fewer on either side nothing is said of change."""
_ALPHA = 0.05
_SHORTEST = 3
_PRIOR = 20.0
"""What is known before looking: how often both times together use a word, as so many responses."""
_SHOWN = 10


class Known:
    """The words that a codebook looks for, by themselves or by their beginning, and others."""

    __slots__ = ("_stems", "_words")

    def __init__(self, codebook: Codebook, learned: Iterable[str] = ()) -> None:
        """Gather them.

        Args:
            codebook: its phrases and what takes them back.
            learned: words that the machine has learned.
        """
        phrases = (text for theme in codebook.theme for text in (*theme.phrases, *theme.unless))
        choices = {
            choice for text in phrases for piece in text.split() for choice in piece.split("|")
        }
        self._stems = tuple(choice[:-1] for choice in choices if choice.endswith("*"))
        self._words = choices.union(learned)

    def __contains__(self, word: object) -> bool:
        """Return whether a word is known."""
        return word in self._words or (isinstance(word, str) and word.startswith(self._stems))


@dataclass(frozen=True, slots=True, repr=False)
class Written:
    """A comment.

    Args:
        origin: its response; comments of one response count once.
        text: with everything struck that could name somebody.
        fits: whether a theme was found in it, by people or the machine.
    """

    origin: Hashable
    text: str
    fits: bool


@dataclass(frozen=True, slots=True)
class NewWord:
    """A word that stands more often now than chance would have it.

    Args:
        now, before: responses in which it stands.
        strength: log-odds of now against before.
    """

    word: str
    now: int
    before: int
    strength: float


@dataclass(frozen=True, slots=True)
class Drift:
    """How what is written now differs from before.

    Args:
        loose_now, loose_before: comments in which no theme was found.
        rise: by how much that share rose, and the ends of the interval of 95 % around it.
        words: new to codebook and machine, the most surprising first.
        enough: whether there were enough responses on both sides to say anything.
    """

    loose_now: Share
    loose_before: Share
    rise: tuple[float, float, float]
    words: tuple[NewWord, ...]
    enough: bool

    @property
    def notice(self) -> bool:
        """Whether the change is larger than chance, so that somebody should look."""
        return self.enough and (self.rise[1] > 0 or bool(self.words))


def drift(
    now: Sequence[Written], before: Sequence[Written], known: Container[str], least: int = 5
) -> Drift:
    """Compare comments of now with those of before.

    The interval of the rise is Newcombe's (1998, method 10). A word is new if Fisher's exact test
    says so at a level that allows for the number of words looked at (Bonferroni); new words stand
    in the order of log-odds with an informative prior (Monroe, Colaresi and Quinn 2008).

    Args:
        now, before: comments that say something.
        known: words that the codebook looks for or the machine has learned.
        least: responses in which a new word must stand, so that it is nobody's own.
    """
    few = min(len({one.origin for one in each}) for each in (now, before))
    loose_now, loose_before = _loose(now), _loose(before)
    enough = few >= FEWEST_RESPONSES
    return Drift(
        loose_now=loose_now,
        loose_before=loose_before,
        rise=_rise(loose_now, loose_before),
        words=_new_words(now, before, known, least) if enough else (),
        enough=enough,
    )


def _loose(comments: Sequence[Written]) -> Share:
    return Share(sum(not one.fits for one in comments), len(comments))


def _rise(now: Share, before: Share) -> tuple[float, float, float]:
    rise = now.value - before.value
    (low, high), (lower, upper) = now.interval, before.interval
    return (
        rise,
        rise - sqrt((now.value - low) ** 2 + (upper - before.value) ** 2),
        rise + sqrt((high - now.value) ** 2 + (before.value - lower) ** 2),
    )


def _new_words(
    now: Sequence[Written], before: Sequence[Written], known: Container[str], least: int
) -> tuple[NewWord, ...]:
    mine, others = _counted(now), _counted(before)
    many, other_many = (len({one.origin for one in each}) for each in (now, before))
    tried = [word for word, times in mine.items() if times >= least and word not in known]
    found = [
        NewWord(
            word, mine[word], others[word], _log_odds(mine[word], many, others[word], other_many)
        )
        for word in tried
        if _by_chance(mine[word], many, others[word], other_many) < _ALPHA / len(tried)
    ]
    return tuple(sorted(found, key=lambda one: (-one.strength, one.word))[:_SHOWN])


def _log_odds(here: int, many: int, there: int, other_many: int) -> float:
    """Return the log-odds of a word now against before, with a prior of what both tell together."""
    prior = _PRIOR * (here + there) / (many + other_many)
    now = (here + prior) / (many + _PRIOR - here - prior)
    return log(now * (other_many + _PRIOR - there - prior) / (there + prior))


def _by_chance(here: int, many: int, there: int, other_many: int) -> float:
    """Return how likely so many of the responses with a word would be of now by chance alone."""
    both = here + there
    ways = sum(
        comb(many, times) * comb(other_many, both - times)
        for times in range(here, min(both, many) + 1)
    )
    return ways / comb(many + other_many, both)


def _counted(comments: Iterable[Written]) -> Counter[str]:
    """Return in how many responses each word stands."""
    by_origin: dict[Hashable, set[str]] = {}
    for one in comments:
        words = (word for word, _, _ in tokens(one.text) if word != STOP)
        by_origin.setdefault(one.origin, set()).update(
            word for word in words if len(word) >= _SHORTEST and word.isalpha()
        )
    return Counter(word for words in by_origin.values() for word in words)
