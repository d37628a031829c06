"""The analyser in use, and the reading of one comment by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from analysis import codebook as codebooks
from analysis import lexicon as lexicons
from analysis.codebook import Codebook
from analysis.features import Features, features
from analysis.learned import Learned
from analysis.lexicon import Lexicon
from analysis.nonanswers import answer_in_a_word, is_nonanswer
from analysis.readings import CommentIn, Reading, Reason, Sentiment, Severity, ThemeHit, Unsure
from analysis.recall import Heard, Recalled, recalled
from analysis.scoring import Feeling, WordScorer
from analysis.second import SecondOpinion
from analysis.sentiment import Judgement, sentiment, taught
from analysis.severity import SeverityFinder
from analysis.themes import ThemeFinder
from analysis.tokens import STOP, Token, tokens
from analysis.weighing import chances

_ENGLISH = "en"
_TOGETHER = 500
"""So many comments are weighed at once: quick, and a few megabytes."""


@dataclass(frozen=True, slots=True)
class Model:
    """Everything an analysis needs; made once per process, shared by threads, never changed.

    Args:
        analyser: name and version, stored with each coding.
        codebook: the themes it finds.
        lexicon: its word lists.
        scorer, severities, themes: the same, indexed.
        second: a second opinion on words.
        learned: what people's coding taught it; None before that.
    """

    analyser: str
    codebook: Codebook
    lexicon: Lexicon
    scorer: WordScorer
    second: SecondOpinion
    severities: SeverityFinder
    themes: ThemeFinder
    learned: Learned | None = None


def baseline(codebook: Codebook | None = None) -> Model:
    """Return the explainable analyser that needs no training: word lists and the codebook.

    Args:
        codebook: a council's own, or None for the one that Sayso ships.
    """
    return _untaught(codebook or codebooks.load())


# To index the word lists takes a quarter of a second. A council has one codebook, and an evaluation
# may try another beside it.
@lru_cache(maxsize=4)
def _untaught(book: Codebook) -> Model:
    words = lexicons.load()
    return Model(
        analyser=f"baseline {words.version}",
        codebook=book,
        lexicon=words,
        scorer=WordScorer(words),
        second=SecondOpinion(),
        severities=SeverityFinder(words),
        themes=ThemeFinder(book),
    )


def taught_model(model: Model, learned: Learned) -> Model:
    """Return the analyser with what it learned."""
    return replace(model, analyser=f"learned {learned.version}", learned=learned)


def analyse(comment: CommentIn, model: Model, *, explain: bool = True) -> Reading:
    """Return what the machine suggests about a comment; it decides nothing.

    A comment in another language than English is left to people whole.

    Args:
        comment: the words and what stands beside them.
        model: the analyser in use.
        explain: whether a learned analyser says why.
    """
    (reading,) = analyse_all((comment,), model, explain=explain)
    return reading


def analyse_all(
    comments: Sequence[CommentIn], model: Model, *, explain: bool = False
) -> list[Reading]:
    """Return what ``analyse`` says about each comment, in a fraction of the time."""
    readings: list[Reading] = []
    for first in range(0, len(comments), _TOGETHER):
        begun = [_begun(one, model) for one in comments[first : first + _TOGETHER]]
        taught = iter(_taught([one for one in begun if isinstance(one, _Begun)], model, explain))
        readings += [
            _finished(one, next(taught), model) if isinstance(one, _Begun) else one for one in begun
        ]
    return readings


def featured(comment: CommentIn, model: Model) -> Features:
    """Return what the learning analyser looks at in a comment."""
    return _features(_heard(comment, tokens(comment.text), model))


def rating(value: float, worst: float, best: float) -> float:
    """Return a rating on -1 (worst) to +1 (best), as ``CommentIn.ratings`` wants it.

    Args:
        value: as given, between the two ends.
        worst, best: the ends of its scale; ``worst`` may be the greater number.

    Raises:
        ValueError: the ends are equal, or the value lies outside them.
    """
    if worst == best or not min(worst, best) <= value <= max(worst, best):
        raise ValueError(f"A rating of {value} does not lie between {worst} and {best}.")
    return 2 * (value - worst) / (best - worst) - 1


@dataclass(frozen=True, slots=True)
class _Begun:
    """A comment that says something, and what was found in its words."""

    comment: CommentIn
    words: list[Token]
    feeling: Feeling
    second: float
    spoken: tuple[ThemeHit, ...]


def _begun(comment: CommentIn, model: Model) -> _Begun | Reading:
    if comment.language.split("-")[0].lower() != _ENGLISH:
        return _reading(model, unsure=Unsure.LANGUAGE)
    words = tokens(comment.text)
    if not _heeded(words, model) and is_nonanswer(words, comment.lean, model.lexicon):
        return _reading(model, nonanswer=True)
    return _heard(comment, words, model)


def _heeded(words: list[Token], model: Model) -> bool:
    learned = model.learned
    return learned is not None and learned.hears_nothing and any(one[0] != STOP for one in words)


def _heard(comment: CommentIn, words: list[Token], model: Model) -> _Begun:
    feeling = model.scorer.feeling(words, comment.text)
    return _Begun(comment, words, feeling, model.second.score(words), model.themes.hits(words))


def _taught(begun: list[_Begun], model: Model, explain: bool) -> Sequence[Recalled | None]:
    if model.learned is None or not begun:
        return [None] * len(begun)
    heard = [Heard(_features(one), one.words, one.spoken) for one in begun]
    return recalled(model.learned, heard, explain=explain)


def _features(begun: _Begun) -> Features:
    return features(begun.comment, begun.words, begun.feeling, begun.second, begun.spoken)


def _finished(begun: _Begun, remembered: Recalled | None, model: Model) -> Reading:
    judged = _feeling(begun, remembered, model)
    severity, worst = model.severities.worst(begun.words, judged.sentiment)
    if remembered is None:
        themes = begun.spoken or model.themes.otherwise(judged.guess)
    else:
        themes = remembered.themes
    return Reading(
        sentiment=judged.sentiment,
        severity=severity,
        worst=worst,
        themes=themes,
        nonanswer=False,
        unsure=judged.unsure,
        why=judged.why,
        guess=judged.guess,
        confidence=judged.confidence,
        analyser=model.analyser,
        codebook=model.codebook.version,
    )


def _feeling(begun: _Begun, remembered: Recalled | None, model: Model) -> Judgement:
    comment, feeling = begun.comment, begun.feeling
    if remembered is not None and remembered.chances is not None:
        return taught(comment, feeling, remembered.chances, remembered.confidence, remembered.why)
    short = answer_in_a_word(begun.words, comment.lean, model.lexicon)
    if short is None:
        return sentiment(comment, feeling, chances(comment, feeling, begun.second))
    why = (Reason(comment.text.lower(), _WEIGHT[short]),)
    return Judgement(short, None, why, guess=short, confidence=1.0)


_WEIGHT = {Sentiment.POSITIVE: 1.0, Sentiment.NEGATIVE: -1.0}


def _reading(model: Model, *, nonanswer: bool = False, unsure: Unsure | None = None) -> Reading:
    return Reading(
        sentiment=None,
        severity=Severity.NONE if nonanswer else None,
        worst=None,
        themes=(),
        nonanswer=nonanswer,
        unsure=unsure,
        why=(),
        analyser=model.analyser,
        codebook=model.codebook.version,
        guess=Sentiment.NEUTRAL if nonanswer else None,
    )
