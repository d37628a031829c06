"""Measures the analysers on files that people labelled; it needs no database and keeps nothing."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
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
from services.insight.progress import Progress, unwatched
from services.insight.speed import per_second
from services.refusal import Refused

__all__ = ["Figures", "evaluate_disclosure", "evaluate_sentiment", "evaluate_themes"]

_SEED = 2026
"""So that the same files give the same figures."""
_BATCH = 1_000
_NAMED = 5


def evaluate_sentiment(
    train: Path | None, test: Path, codebook: Path | None, progress: Progress = unwatched
) -> Figures:
    """Measure sentiment, before or after learning.

    Args:
        train: CSV file to learn from, None for the analyser that was taught nothing. Rows whose
            words stand in the other file too are passed over.
        test: CSV file with ``comment`` or ``text``, ``sentiment`` or ``gold``, and where there
            are any ``lean`` and ``rating``.
        codebook: TOML file, None for the one that Sayso ships.
        progress: opens a progress bar.

    Raises:
        Refused: a file cannot be read as labelled comments, or holds too few to learn from.
        CodebookFaults: the codebook is broken.
    """
    examples = read_sentiments(test)
    model = analysis.baseline(_codebook(codebook))
    if train is not None:
        model = _taught(model, _apart(read_sentiments(train), examples, train), train, progress)
    comments = [example.comment for example in examples]
    # Without the evidence, which would take ten times the room.
    readings = [
        replace(one, why=(), themes=(), worst=None) for one in _read(comments, model, progress)
    ]
    gave = [example.sentiment or Sentiment.NEUTRAL for example in examples]
    return sentiment_figures(gave, readings) | _speed(comments, model)


def evaluate_themes(
    train: Path | None, test: Path, codebook: Path | None, progress: Progress = unwatched
) -> Figures:
    """Measure themes; see ``evaluate_sentiment`` for the arguments and what is raised.

    Themes are known by their label or id in the codebook, in capitals or not; those that it does
    not know are named as ``left_out`` and not counted. After learning without a codebook, the
    themes are those that people gave often enough to be learned.
    """
    examples = read_themes(test)
    model = analysis.baseline(_codebook(codebook))
    groups = groups_of(model.codebook)
    if train is not None:
        apart = _apart(read_themes(train), examples, train)
        others = [_by_id(one, model.codebook) for one in apart]
        known = {theme.id for theme in model.codebook.theme}
        if codebook is not None:
            others = [replace(one, themes=one.themes & known) for one in others]
        model = _taught(model, others, train, progress)
        if codebook is None and model.learned is not None:
            groups = dict.fromkeys(map(model.codebook.label, model.learned.themes), "")
    comments = [example.comment for example in examples]
    labels = _labels(model.codebook)
    gave = [frozenset(labels.get(each.casefold(), each) for each in one.themes) for one in examples]
    given = frozenset[str]().union(*gave)
    counted = [label for label in groups if label in given]
    _check(test, given, counted)
    got = [_found(reading, model) for reading in _read(comments, model, progress)]
    figures = theme_figures(gave, got, counted, groups if any(groups.values()) else {})
    figures["left_out"] = sorted(given - frozenset(groups))
    return figures | _speed(comments, model)


def evaluate_disclosure(test: Path, hearing: Hearing, progress: Progress = unwatched) -> Figures:
    """Measure the screen for disclosures.

    Args:
        test: CSV file with ``comment`` or ``text``, and ``gold`` (1 disclosure, 0 none).
        hearing: the screen. Where it uses a sentence model, ``without_model`` holds what the
            rules and the small trained screen find alone.
        progress: opens a progress bar.

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

    figures = disclosure_figures(gave, list(_screened(hearing, texts, progress)))
    if hearing.uses_model():
        alone = disclosure_figures(gave, list(_screened(Hearing(), texts, progress)))
        compared = ("recall", "false_alarms", "intervals")
        figures["without_model"] = {name: alone[name] for name in compared if name in alone}
    return figures | {"sentence_model": hearing.uses_model(), "per_second": per_second(texts, work)}


def _codebook(file: Path | None) -> Codebook | None:
    if file is None:
        return None
    try:
        return parse(file.read_text(encoding="utf-8-sig"), str(file))
    except UnicodeDecodeError:
        raise Refused(f"{file} is no text in UTF-8; name a codebook in TOML.") from None


def _check(test: Path, given: frozenset[str], counted: Sequence[str]) -> None:
    if counted:
        return
    if not given:
        raise Refused(f"{test} names no theme in any row; fill its column themes.")
    named = ", ".join(sorted(given)[:_NAMED])
    raise Refused(
        f"{test}: none of its themes is known ({named}); "
        "name the codebook that has them with --codebook."
    )


def _read(comments: list[CommentIn], model: Model, progress: Progress) -> Iterator[Reading]:
    with progress("Reading comments", len(comments)) as advance:
        for first in range(0, len(comments), _BATCH):
            some = comments[first : first + _BATCH]
            yield from analysis.analyse_all(some, model)
            advance(len(some))


def _labels(codebook: Codebook) -> Mapping[str, str]:
    """Return the label of each theme by its id, and by the label itself, in small letters."""
    by_label = {theme.label.casefold(): theme.label for theme in codebook.theme}
    return by_label | {theme.id.casefold(): theme.label for theme in codebook.theme}


def _found(reading: Reading, model: Model) -> frozenset[str]:
    return frozenset(model.codebook.label(hit.theme) for hit in reading.themes)


def _by_id(example: Example, codebook: Codebook) -> Example:
    ids = {theme.label.casefold(): theme.id for theme in codebook.theme}
    ids |= {theme.id.casefold(): theme.id for theme in codebook.theme}
    found = frozenset(ids.get(each.casefold(), each) for each in example.themes)
    return replace(example, themes=found)


def _apart(train: Sequence[Example], test: Sequence[Example], file: Path) -> list[Example]:
    """Leave out of the training what stands in the test, which it would only remember."""
    there = {" ".join(one.comment.text.casefold().split()) for one in test}
    apart = [one for one in train if " ".join(one.comment.text.casefold().split()) not in there]
    if not apart:
        raise Refused(
            f"{file}: each of its comments is measured on too, so nothing is left to learn from; "
            "choose other rows for --train."
        )
    return apart


def _taught(model: Model, examples: Sequence[Example], file: Path, progress: Progress) -> Model:
    lacking = training.lacking(examples)
    if lacking:
        raise Refused(f"{file}: {lacking}")
    chance = random.Random(_SEED)  # noqa: S311  # nosec B311 - draws rows, no secret
    with progress("Learning", None):
        learned = training.train(examples, model, file.name, chance)
    return taught_model(model, learned)


def _screened(hearing: Hearing, texts: Sequence[str], progress: Progress) -> Iterator[bool]:
    with progress("Screening comments", len(texts)) as advance:
        for text in texts:
            yield _flagged(hearing, text)
            advance(1)


def _flagged(hearing: Hearing, text: str) -> bool:
    return bool(hearing.signals("long_text", None, text))


def _speed(comments: list[CommentIn], model: Model) -> Figures:
    texts = [comment.text for comment in comments]

    def work(places: Sequence[int]) -> object:
        for place in places:
            analysis.clean_text(texts[place])
        return analysis.analyse_all([comments[place] for place in places], model)

    return {"per_second": per_second(texts, work)}
