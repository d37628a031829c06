"""Measures the analysers on files that people labelled; it needs no database and keeps nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import analysis
import safeguarding
from analysis import Codebook, CommentIn, Model, Reading, Sentiment
from analysis.codebook import parse
from analysis.evaluation import (
    Figures,
    disclosure_figures,
    groups_of,
    sentiment_figures,
    theme_figures,
)
from services.insight.labelled import read_flags, read_sentiments, read_themes
from services.insight.speed import per_second

__all__ = ["Figures", "evaluate_disclosure", "evaluate_sentiment", "evaluate_themes"]


def evaluate_sentiment(test: Path, codebook: Path | None) -> Figures:
    """Measure sentiment.

    Args:
        test: CSV file with ``comment`` or ``text``, ``sentiment`` or ``gold``, and where there
            are any ``lean`` and ``rating``.
        codebook: TOML file, None for the one that Sayso ships.

    Raises:
        Refused: a file cannot be read as labelled comments.
        CodebookFaults: the codebook is broken.
    """
    examples = read_sentiments(test)
    model = analysis.baseline(_codebook(codebook))
    comments = [example.comment for example in examples]
    readings = [_read(comment, model) for comment in comments]
    gave = [example.sentiment or Sentiment.NEUTRAL for example in examples]
    return sentiment_figures(gave, readings) | _speed(comments, model)


def evaluate_themes(test: Path, codebook: Path | None) -> Figures:
    """Measure themes; see ``evaluate_sentiment`` for the arguments and what is raised.

    Themes are known by their label or id in the codebook; those that it does not know are named
    as ``left_out`` and not counted.
    """
    examples = read_themes(test)
    model = analysis.baseline(_codebook(codebook))
    labels = _labels(model.codebook)
    comments = [example.comment for example in examples]
    gave = [frozenset(labels.get(each, each) for each in one.themes) for one in examples]
    got = [
        frozenset(labels[hit.theme] for hit in _read(comment, model).themes) for comment in comments
    ]
    groups = groups_of(model.codebook)
    counted = [label for label in groups if any(label in one for one in gave)]
    figures = theme_figures(gave, got, counted, groups)
    figures["left_out"] = sorted(frozenset().union(*gave) - frozenset(groups))
    return figures | _speed(comments, model)


def evaluate_disclosure(test: Path) -> Figures:
    """Measure the screen for disclosures.

    Args:
        test: CSV file with ``comment`` or ``text``, and ``gold`` (1 disclosure, 0 none).

    Raises:
        Refused: the file cannot be read so.
    """
    rows = read_flags(test)
    flagged = [_flagged(text) for text, _ in rows]
    figures = disclosure_figures([flag for _, flag in rows], flagged)
    texts = [text for text, _ in rows]
    return figures | {"per_second": per_second(texts, lambda place: _flagged(texts[place]))}


def _codebook(file: Path | None) -> Codebook | None:
    return None if file is None else parse(file.read_text(encoding="utf-8"), str(file))


def _labels(codebook: Codebook) -> Mapping[str, str]:
    """Return the label of each theme by its id, and by the label itself."""
    by_label = {theme.label: theme.label for theme in codebook.theme}
    return by_label | {theme.id: theme.label for theme in codebook.theme}


def _read(comment: CommentIn, model: Model) -> Reading:
    return analysis.analyse(comment, model)


def _flagged(text: str) -> bool:
    return bool(safeguarding.signals("long_text", None, text, None))


def _speed(comments: list[CommentIn], model: Model) -> Figures:
    texts = [comment.text for comment in comments]

    def work(place: int) -> Reading:
        analysis.clean_text(texts[place])
        return _read(comments[place], model)

    return {"per_second": per_second(texts, work)}
