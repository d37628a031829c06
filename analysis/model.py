"""The analyser in use, and the reading of one comment by it."""

from __future__ import annotations

from dataclasses import dataclass

from analysis import codebook as codebooks
from analysis import lexicon as lexicons
from analysis.codebook import Codebook
from analysis.lexicon import Lexicon
from analysis.nonanswers import answer_in_a_word, is_nonanswer
from analysis.readings import CommentIn, Reading, Reason, Sentiment, Severity, Unsure
from analysis.scoring import WordScorer
from analysis.second import SecondOpinion
from analysis.sentiment import Judgement, sentiment
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
    """

    analyser: str
    codebook: Codebook
    lexicon: Lexicon
    scorer: WordScorer
    second: SecondOpinion
    severities: SeverityFinder
    themes: ThemeFinder


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


def analyse(comment: CommentIn, model: Model) -> Reading:
    """Return what the machine suggests about a comment; it decides nothing.

    A comment in another language than English is left to people whole.
    """
    if comment.language.split("-")[0].lower() != _ENGLISH:
        return _reading(model, unsure=Unsure.LANGUAGE)
    words = tokens(comment.text)
    if is_nonanswer(words, comment.lean, model.lexicon):
        return _reading(model, nonanswer=True)
    judged = _judged(comment, words, model)
    severity, worst = model.severities.worst(words, judged.sentiment)
    return Reading(
        sentiment=judged.sentiment,
        severity=severity,
        worst=worst,
        themes=model.themes.hits(words, judged.guess),
        nonanswer=False,
        unsure=judged.unsure,
        why=judged.why,
        guess=judged.guess,
        confidence=judged.confidence,
        analyser=model.analyser,
        codebook=model.codebook.version,
    )


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


def _judged(comment: CommentIn, words: list[Token], model: Model) -> Judgement:
    short = answer_in_a_word(words, comment.lean, model.lexicon)
    if short is None:
        feeling = model.scorer.feeling(words, comment.text)
        likely = chances(comment, feeling, model.second.score(comment.text))
        return sentiment(comment, feeling, likely)
    return Judgement(
        short, None, (Reason(comment.text.lower(), _WEIGHT[short]),), guess=short, confidence=1.0
    )


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
