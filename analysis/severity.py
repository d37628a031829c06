"""How much what a comment describes weighs: the worst statement decides, not the average."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.lexicon import Lexicon
from analysis.phrases import Match, Matcher, phrase
from analysis.readings import Sentiment, Severity, Span
from analysis.tokens import STOP, Token

_REACH = 2
"""A negation this many words before a statement takes it back: "nobody shouted at me"."""


class SeverityFinder:
    """The statements of the lexicon, ready to use."""

    __slots__ = ("_negators", "_statements")

    def __init__(self, lexicon: Lexicon) -> None:
        """Index the statements of every level."""
        self._negators = lexicon.negators | {"longer"}
        self._statements = Matcher(
            phrase(level.name, text) for level in Severity for text in lexicon.statements(level)
        )

    def worst(
        self, words: list[Token], sentiment: Sentiment | None
    ) -> tuple[Severity, Span | None]:
        """Return the severity and the statement that decided it.

        A negative comment without a known statement is MINOR; its statement is None.
        """
        standing = list(self._standing(words))
        if standing:
            found = max(standing, key=lambda match: Severity[match.phrase.owner])
            span = Span(words[found.first][1], words[found.after - 1][2], found.phrase.text)
            return Severity[found.phrase.owner], span
        return (Severity.MINOR if sentiment is Sentiment.NEGATIVE else Severity.NONE), None

    def _standing(self, words: list[Token]) -> Iterator[Match]:
        for match in self._statements.matches(words):
            before = [word for word, _, _ in words[max(0, match.first - _REACH) : match.first]]
            if STOP in before:
                before = before[before.index(STOP) + 1 :]
            if self._negators.isdisjoint(before):
                yield match
