"""Looking for signals in one answer. It may raise priority; it never says "no concern"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from safeguarding.learned import heard
from safeguarding.levels import Category, Level
from safeguarding.parts import parts
from safeguarding.rules import Negated, Negation, Rule, Rules, other_rules, rules
from safeguarding.signal import Signal
from safeguarding.spelling import Thought
from safeguarding.understood import Encoder, sounding

_ORDER = tuple(Level)
_BEFORE = 3
"""A negation this many words before a statement takes it back."""
_FAR = 80
"""Letters in which those words are looked for, so that a long text costs no more."""


def signals(
    kind: str, code: str | None, text: str | None, encoder: Encoder | None
) -> tuple[Signal, ...]:
    """Return the reasons to look at an answer, the most urgent first, one for each category.

    Args:
        kind: the question's kind, such as ``single``, ``long_text`` or ``message``.
        code: the category that the questionnaire ties to the choice taken, or None. One that
            is not known is not dropped: it becomes UNCLASSIFIED.
        text: the respondent's words, cleaned, or None.
        encoder: the sentence model for which the second trained screen was made; None where
            there is none, and the small trained screen is heard alone.
    """
    book = rules()
    found: list[Signal] = []
    if code is not None:
        category = Category(code) if code in set(Category) else Category.UNCLASSIFIED
        found.append(Signal(category, book.answers[category], None, f"answer.{kind}", book.version))
    if text:
        thoughts = book.speller.thoughts(text)
        for thought in thoughts:
            found.extend(_in_thought(thought, book))
        # Where a rule weighed a denial or an urgency, the trained screen has nothing to add.
        known = {signal.category for signal in found}
        looked_at = parts(text, thoughts)
        if encoder is None:
            trained = heard(looked_at, book.answers)
        else:
            trained = sounding(looked_at, book.answers, encoder)
        found.extend(one for one in trained if one.category not in known)
        found.extend(in_languages(text, other_rules()))
    return _most_urgent(found)


def in_languages(text: str, books: Mapping[str, Rules]) -> Iterator[Signal]:
    """Yield what the rules for other languages find.

    People mix languages, whatever one they chose, so each is listened for in every text.

    Args:
        text: the respondent's words, cleaned.
        books: rules by language.
    """
    for book in books.values():
        for thought in book.speller.thoughts(text):
            yield from _in_thought(thought, book)


def _in_thought(thought: Thought, book: Rules) -> Iterator[Signal]:
    # Blanked with signs of the same length, so that places stay right.
    plain = book.idioms.sub(lambda match: "_" * len(match[0]), thought.text)
    urgent = book.urgency.search(plain) is not None
    for rule in book.rules:
        found = _found(rule, plain, book)
        if found is not None:
            match, level = found
            level = Level.NOW if urgent and level is Level.TODAY else level
            span = thought.written(match.start(), match.end())
            yield Signal(rule.category, level, span, rule.id, book.version)


def _found(rule: Rule, plain: str, book: Rules) -> tuple[re.Match[str], Level] | None:
    """Return the first match that stands and its level; one that is taken back only if alone."""
    matches = [*rule.pattern.finditer(plain)]
    if not matches:
        return None
    denied: re.Match[str] | None = None
    exceptions = [other.span() for other in rule.unless.finditer(plain)] if rule.unless else []
    for match in matches:
        if any(start < match.end() and match.start() < end for start, end in exceptions):
            continue
        if not _taken_back(rule, match, plain, book):
            return match, rule.level
        denied = denied or match
    if denied is not None and rule.negated is Negated.SOON:
        return denied, Level.SOON
    return None


def _taken_back(rule: Rule, match: re.Match[str], plain: str, book: Rules) -> bool:
    before = plain[max(0, match.start() - _FAR) : match.start()].split()[-_BEFORE:]
    for place in range(len(before), 0, -1):
        if before[place - 1] in book.links:
            before = before[place:]
            break
    inside = match[0].split()
    # Words inside count only as what follows a negation, unless the rule looks within.
    looked_at = len(before) + (len(inside) if rule.negation is Negation.WITHIN else 0)
    words = [*before, *inside, ""]
    return any(
        word in book.negators and words[place + 1] not in book.despite
        for place, word in enumerate(words[:looked_at])
    )


def _most_urgent(found: Iterable[Signal]) -> tuple[Signal, ...]:
    def urgency(signal: Signal) -> tuple[int, int]:
        return _ORDER.index(signal.level), signal.span[0] if signal.span else -1

    kept: dict[Category, Signal] = {}
    for signal in sorted(found, key=urgency):
        kept.setdefault(signal.category, signal)
    return tuple(kept.values())
