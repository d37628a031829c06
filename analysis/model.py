"""The analyser in use, and the reading of one comment by it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis import codebook as codebooks
from analysis import lexicon as lexicons
from analysis.codebook import Codebook
from analysis.features import Features, features
from analysis.learned import Learned
from analysis.lexicon import Lexicon
from analysis.nonanswers import answer_in_a_word, is_nonanswer
from analysis.readings import CommentIn, Reading, Reason, Sentiment, Severity, ThemeHit, Unsure
from analysis.recall import Recalled, recalled
from analysis.scoring import Feeling, WordScorer
from analysis.second import SecondOpinion
from analysis.sentiment import Judgement, sentiment, taught
from analysis.severity import SeverityFinder
from analysis.themes import ThemeFinder
from analysis.tokens import Token, tokens
from analysis.weighing import chances

_ENGLISH = "en"


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
    book = codebook or codebooks.load()
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
        explain: whether a learned analyser says why; many comments are read quicker without.
    """
    if comment.language.split("-")[0].lower() != _ENGLISH:
        return _reading(model, unsure=Unsure.LANGUAGE)
    words = tokens(comment.text)
    if is_nonanswer(words, comment.lean, model.lexicon):
        return _reading(model, nonanswer=True)
    judged, themes = _judged(comment, words, model, explain=explain)
    severity, worst = model.severities.worst(words, judged.sentiment)
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


def featured(comment: CommentIn, model: Model) -> Features:
    """Return what the learning analyser looks at in a comment."""
    words = tokens(comment.text)
    feeling, second = _felt(comment, words, model)
    return _features(comment, words, feeling, second, model.themes.hits(words))


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


def _judged(
    comment: CommentIn, words: list[Token], model: Model, *, explain: bool
) -> tuple[Judgement, tuple[ThemeHit, ...]]:
    feeling, second = _felt(comment, words, model)
    spoken = model.themes.hits(words)
    remembered = None
    if model.learned is not None:
        found = _features(comment, words, feeling, second, spoken)
        remembered = recalled(model.learned, found, words, spoken, explain=explain)
    judged = _feeling(comment, words, feeling, second, remembered, model)
    if remembered is not None:
        return judged, remembered.themes
    return judged, spoken or model.themes.otherwise(judged.guess)


def _feeling(
    comment: CommentIn,
    words: list[Token],
    feeling: Feeling,
    second: float,
    remembered: Recalled | None,
    model: Model,
) -> Judgement:
    if remembered is not None and remembered.chances is not None:
        return taught(comment, feeling, remembered.chances, remembered.confidence, remembered.why)
    short = answer_in_a_word(words, comment.lean, model.lexicon)
    if short is None:
        return sentiment(comment, feeling, chances(comment, feeling, second))
    why = (Reason(comment.text.lower(), _WEIGHT[short]),)
    return Judgement(short, None, why, guess=short, confidence=1.0)


def _felt(comment: CommentIn, words: list[Token], model: Model) -> tuple[Feeling, float]:
    return model.scorer.feeling(words, comment.text), model.second.score(words)


def _features(
    comment: CommentIn,
    words: list[Token],
    feeling: Feeling,
    second: float,
    spoken: tuple[ThemeHit, ...],
) -> Features:
    return features(comment, words, feeling, second, (hit.theme for hit in spoken))


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
