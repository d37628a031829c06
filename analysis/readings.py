"""What analysis takes in and hands back: a comment, and the reading of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Lean(StrEnum):
    """What the question asked for; the same values as in the questionnaires."""

    GOOD = "good"
    WORRY = "worry"
    OPEN = "open"


class Sentiment(StrEnum):
    """How the comment feels about what it describes; None stands for "not sure"."""

    POSITIVE = "positive"
    NEUTRAL = "neutral"
    NEGATIVE = "negative"


class Severity(IntEnum):
    """How much what the comment describes weighs for the person; the worst statement counts.

    It orders reading and learning. It is no measure of risk: disclosures are found by
    ``safeguarding``, and people read every comment whatever its severity.
    """

    NONE = 0
    """Nothing went wrong: praise, a fact, a wish."""
    MINOR = 1
    """An irritation that soon passes: a cold room, dull forms, a late start."""
    MODERATE = 2
    """Something expected was not done or not explained, and it mattered to the person."""
    SERIOUS = 3
    """A right or a promise was broken, or the person was hurt, ignored or shut out by it."""
    CRITICAL = 4
    """The person was left afraid, in despair or in danger."""


class Unsure(StrEnum):
    """Why there is no sentiment; each of them means that a person decides."""

    LANGUAGE = "language"
    """Not English: no English word list may score it."""
    THIN = "thin"
    """Too little in the words, and nothing beside them to lean on."""
    MIXED = "mixed"
    """Good and bad are said with about equal force."""
    DISAGREES = "disagrees"
    """The words say one thing, the ratings or the question another."""


@dataclass(frozen=True, slots=True)
class CommentIn:
    """One free-text answer as analysis sees it.

    Args:
        text: the respondent's words, already through ``clean_text``.
        lean: what the question asked for; OPEN when unknown.
        ratings: the other ratings in the same response, each from -1 (worst) to +1 (best);
            see ``analysis.rating``. Empty when there are none.
        language: ISO 639-1 code of the words.
    """

    text: str
    lean: Lean = Lean.OPEN
    ratings: tuple[float, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Span:
    """Where the evidence stands, in code points of the comment, and the phrase it matched.

    ``phrase`` is the codebook's own wording, never the respondent's, so a span may be stored
    beside the coding without sealing.
    """

    start: int
    end: int
    phrase: str


@dataclass(frozen=True, slots=True)
class ThemeHit:
    """A theme of the codebook and every phrase that earned it."""

    theme: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that weighed: the respondent's words, or ``question`` or ``ratings``.

    ``weight`` runs from -1 to +1. Holds words: show it, never store or log it unsealed.
    """

    words: str
    weight: float


@dataclass(frozen=True, slots=True)
class Reading:
    """What the machine suggests about one comment; people confirm or correct it.

    Args:
        sentiment: None means "not sure", and ``unsure`` says why.
        severity: None where the machine could not read the comment at all.
        worst: the statement that decided the severity, None when none is known.
        themes: in the codebook's order, each with its evidence.
        nonanswer: the text says nothing ("n/a", "-"); left out of the figures.
        unsure: why there is no sentiment, else None. A non-answer has neither.
        why: what weighed, heaviest first.
        analyser, codebook: versions, to be stored with every coding.
        guess: what it would say if it had to, the same as ``sentiment`` where there is one; for
            measuring, never for a person's eyes. None for another language.
        confidence: in the guess, from 0 to 1.
    """

    sentiment: Sentiment | None
    severity: Severity | None
    worst: Span | None
    themes: tuple[ThemeHit, ...]
    nonanswer: bool
    unsure: Unsure | None
    why: tuple[Reason, ...]
    analyser: str
    codebook: str
    guess: Sentiment | None = None
    confidence: float = 0.0
