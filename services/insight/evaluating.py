"""Measures the analysers on files that people labelled; it needs no database and keeps nothing."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import analysis
from analysis import Codebook, CommentIn, Example, Model, Reading, Sentiment, training
from analysis.codebook import parse
from analysis.evaluation import (
    Figures,
    disclosure_figures,
    groups_of,
    sentiment_figures,
    theme_figures,
)
from analysis.model import taught_model
from services.hearing import Hearing
from services.insight.labelled import read_flags, read_sentiments, read_themes
from services.insight.speed import per_second
from services.refusal import Refused

__all__ = ["Figures", "evaluate_disclosure", "evaluate_sentiment", "evaluate_themes"]

_SEED = 2026
"""So that the same files give the same figures."""


def evaluate_sentiment(train: Path | None, test: Path, codebook: Path | None) -> Figures:
    """Measure sentiment, before or after learning.

    Args:
        train: CSV file to learn from, None for the analyser that was taught nothing. Rows whose
            words stand in the other file too are passed over.
        test: CSV file with ``comment`` or ``text``, ``sentiment`` or ``gold``, and where there
            are any ``lean`` and ``rating``.
        codebook: TOML file, None for the one that Sayso ships.

    Raises:
        Refused: a file cannot be read as labelled comments, or holds too few to learn from.
        CodebookFaults: the codebook is broken.
    """
    examples = read_sentiments(test)
    model = analysis.baseline(_codebook(codebook))
    if train is not None:
        model = _taught(model, _apart(read_sentiments(train), examples), train)
    comments = [example.comment for example in examples]
    readings = analysis.analyse_all(comments, model)
    gave = [example.sentiment or Sentiment.NEUTRAL for example in examples]
    return sentiment_figures(gave, readings) | _speed(comments, model)


def evaluate_themes(train: Path | None, test: Path, codebook: Path | None) -> Figures:
    """Measure themes; see ``evaluate_sentiment`` for the arguments and what is raised.

    Themes are known by their label or id in the codebook; those that it does not know are named
    as ``left_out`` and not counted. After learning without a codebook, the themes are those that
    people gave often enough to be learned.
    """
    examples = read_themes(test)
    model = analysis.baseline(_codebook(codebook))
    groups = groups_of(model.codebook)
    if train is not None:
        others = [_by_id(one, model.codebook) for one in _apart(read_themes(train), examples)]
        known = {theme.id for theme in model.codebook.theme}
        if codebook is not None:
            others = [replace(one, themes=one.themes & known) for one in others]
        model = _taught(model, others, train)
        if codebook is None and model.learned is not None:
            groups = dict.fromkeys(map(model.codebook.label, model.learned.themes), "")
    comments = [example.comment for example in examples]
    labels = _labels(model.codebook)
    gave = [frozenset(labels.get(each, each) for each in one.themes) for one in examples]
    got = [_found(reading, model) for reading in analysis.analyse_all(comments, model)]
    counted = [label for label in groups if any(label in one for one in gave)]
    figures = theme_figures(gave, got, counted, groups if any(groups.values()) else {})
    figures["left_out"] = sorted(frozenset[str]().union(*gave) - frozenset(groups))
    return figures | _speed(comments, model)


def evaluate_disclosure(test: Path, hearing: Hearing) -> Figures:
    """Measure the screen for disclosures.

    Args:
        test: CSV file with ``comment`` or ``text``, and ``gold`` (1 disclosure, 0 none).
        hearing: the screen. Where it uses a sentence model, ``without_model`` holds what the
            rules and the small trained screen find alone.

    Raises:
        Refused: the file cannot be read so, or the sentence model that is set cannot be used.
    """
    rows = read_flags(test)
    if (fault := hearing.fault()) is not None:
        raise Refused(fault)
    texts = [text for text, _ in rows]
    gave = [flag for _, flag in rows]

    def work(places: Sequence[int]) -> object:
        return [_flagged(hearing, texts[place]) for place in places]

    figures = disclosure_figures(gave, [_flagged(hearing, text) for text in texts])
    if hearing.uses_model():
        alone = disclosure_figures(gave, [_flagged(Hearing(), text) for text in texts])
        compared = ("recall", "false_alarms", "intervals")
        figures["without_model"] = {name: alone[name] for name in compared if name in alone}
    return figures | {"sentence_model": hearing.uses_model(), "per_second": per_second(texts, work)}


def _codebook(file: Path | None) -> Codebook | None:
    return None if file is None else parse(file.read_text(encoding="utf-8"), str(file))


def _labels(codebook: Codebook) -> Mapping[str, str]:
    """Return the label of each theme by its id, and by the label itself."""
    by_label = {theme.label: theme.label for theme in codebook.theme}
    return by_label | {theme.id: theme.label for theme in codebook.theme}


def _found(reading: Reading, model: Model) -> frozenset[str]:
    return frozenset(model.codebook.label(hit.theme) for hit in reading.themes)


def _by_id(example: Example, codebook: Codebook) -> Example:
    ids = {theme.label: theme.id for theme in codebook.theme}
    return replace(example, themes=frozenset(ids.get(each, each) for each in example.themes))


def _apart(train: Sequence[Example], test: Sequence[Example]) -> list[Example]:
    """Leave out of the training what stands in the test, which it would only remember."""
    there = {" ".join(one.comment.text.casefold().split()) for one in test}
    return [one for one in train if " ".join(one.comment.text.casefold().split()) not in there]


def _taught(model: Model, examples: Sequence[Example], file: Path) -> Model:
    lacking = training.lacking(examples)
    if lacking:
        raise Refused(f"{file}: {lacking}")
    learned = training.train(examples, model, file.name, random.Random(_SEED))  # noqa: S311  # nosec B311 - draws rows, no secret
    return taught_model(model, learned)


def _flagged(hearing: Hearing, text: str) -> bool:
    return bool(hearing.signals("long_text", None, text))


def _speed(comments: list[CommentIn], model: Model) -> Figures:
    texts = [comment.text for comment in comments]

    def work(places: Sequence[int]) -> object:
        for place in places:
            analysis.clean_text(texts[place])
        return analysis.analyse_all([comments[place] for place in places], model)

    return {"per_second": per_second(texts, work)}
