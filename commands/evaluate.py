"""``sayso evaluate``: measures the analysers on a file that people labelled."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from commands.progress import progress
from commands.wiring import settings
from services.hearing import Hearing
from services.insight.evaluating import (
    Figures,
    evaluate_disclosure,
    evaluate_sentiment,
    evaluate_themes,
)
from services.insight.evaluating_alike import evaluate_alike

_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
_TEST = click.option("--test", required=True, type=_FILE, help="CSV file to measure on.")
_TRAIN = click.option("--train", type=_FILE, help="CSV file to learn from; without it, none is.")
_CODEBOOK = click.option("--codebook", type=_FILE, help="TOML file; Sayso's own without it.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")

_TOLD: Mapping[str, str] = {
    "accuracy": "right",
    "macro_f1": "macro-F1",
    "macro_f1_all": "macro-F1, rare ones too",
    "micro_f1": "micro-F1",
    "groups_macro_f1": "macro-F1 of groups",
    "groups_micro_f1": "micro-F1 of groups",
    "auto_share": "sure enough to suggest",
    "auto_accuracy": "right where sure",
    "reversed_share": "suggested the opposite",
    "recall": "disclosures found",
    "false_alarms": "false alarms",
}
_TABLES: Mapping[str, str] = {"per_class": "label", "per_group": "group"}
_COLUMNS: Mapping[str, int] = {"precision": 10, "recall": 7, "f1": 6, "given": 7, "found": 7}
_WIDTH = 43
"""Of labels, so that a row fits the eighty columns of a terminal."""
_MEANING = {
    "sentiment": """\
"right" counts the machine's guess for every comment; "sure enough to suggest" is the share for
which it shows people that guess, and the rest it calls not sure.""",
    "themes": """\
"right" are comments with exactly the themes that people gave, no more and no fewer.""",
    "disclosure": """\
"disclosures found" is the share of disclosures that the screen flags, and "false alarms" the share
of ordinary comments that it flags. People read every comment, flagged or not.""",
}
_TERMS = """\
precision: of those that the machine found, the share that people gave too. recall: of those that
people gave, the share that the machine found. f1: both in one. macro-F1: the mean over the labels;
micro-F1: over all comments together. 1 is perfect, 0 is worst."""


@click.group()
def evaluate() -> None:
    """Measure the analysers on comments that people labelled.

    Nothing is kept, and no database is needed. Columns: comment or text; sentiment (1-2
    positive, 3 neutral, 4-5 negative) or gold (positive, neutral, negative; for disclosures 1 or
    0); themes apart by semicolons; lean (good, worry, open); rating (1 best to 5, 6-7 don't know).
    """


@evaluate.command()
@_TRAIN
@_TEST
@_CODEBOOK
@_JSON
def sentiment(train: Path | None, test: Path, codebook: Path | None, as_json: bool) -> None:
    """Measure how comments feel.

    Accuracy and F1 go by the machine's guess for every comment. What it suggests to people are
    only the guesses of which it is sure; the share that is reversed counts these.
    """
    _print("sentiment", evaluate_sentiment(train, test, codebook, progress), as_json=as_json)


@evaluate.command()
@_TRAIN
@_TEST
@_CODEBOOK
@_JSON
def themes(train: Path | None, test: Path, codebook: Path | None, as_json: bool) -> None:
    """Measure what comments are about, by theme and by group of themes.

    Macro-F1 is the mean over the themes that five or more of the comments have; the second one is
    over every theme that any of them has.
    """
    _print("themes", evaluate_themes(train, test, codebook, progress), as_json=as_json)


@evaluate.command()
@_TEST
@_JSON
def disclosure(test: Path, as_json: bool) -> None:
    """Measure the screen for disclosures: what it finds, and its false alarms.

    Where SAYSO_SENTENCE_MODEL is set, also what it finds without the sentence model.
    """
    found = evaluate_disclosure(test, Hearing(settings().sentence_model), progress)
    _print("disclosure", found, as_json=as_json)


@evaluate.command()
@_TEST
@_JSON
def alike(test: Path, as_json: bool) -> None:
    """Measure whether comments that the sentence model finds alike share a theme.

    Each comment is held against all others, and the five nearest are looked at: by meaning, by
    the words that they have in common, and five by chance. Needs SAYSO_SENTENCE_MODEL.
    """
    figures = evaluate_alike(test, Hearing(settings().sentence_model))
    if as_json:
        click.echo(json.dumps(figures, indent=2))
        return
    click.echo(f"{figures['n']:,} comments. Of the five nearest to each, this share has a theme in")
    click.echo("common with it:")
    for way, share in figures["shares"].items():
        click.echo(f"  by {way:<10}{share:.3f}")
    if figures["near"]:
        click.echo(
            f"{figures['near']:.1%} of those by meaning are near enough to be shown; of these it "
            f"is {figures['near_share']:.3f}."
        )
    click.echo(f"comments a second: {figures['per_second']['sayso']:,.0f}")


def _print(kind: str, figures: Figures, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False, indent=2))
        return
    click.echo(f"{figures['n']:,} comments")
    _print_shares(figures, "")
    _print_shares(figures.get("without_model", {}), ", no model")
    for name, heading in _TABLES.items():
        if name in figures:
            _print_table(heading, figures[name])
    if figures.get("left_out"):
        click.echo(f"\nNot in the codebook and not counted: {'; '.join(figures['left_out'])}")
    click.echo(f"\n{textwrap.fill(_MEANING[kind])}\n{textwrap.fill(_TERMS)}")
    rates = ", ".join(f"{who} {rate:,.0f}" for who, rate in figures["per_second"].items())
    click.echo(f"\ncomments a second: {rates}")


def _print_shares(figures: Figures, which: str) -> None:
    for name, words in _TOLD.items():
        if name in figures:
            click.echo(f"{words + which:<28}{figures[name]:>7.3f}{_interval(figures, name)}")


def _interval(figures: Figures, name: str) -> str:
    bounds = figures["intervals"].get(name)
    return f"  95 % interval {bounds[0]:.3f} to {bounds[1]:.3f}" if bounds else ""


def _print_table(heading: str, rows: Mapping[str, Mapping[str, float]]) -> None:
    click.echo("\n" + f"{heading:<{_WIDTH}}" + "".join(map(_cell, _COLUMNS, _COLUMNS)))
    for label, row in rows.items():
        *before, last = textwrap.wrap(label, _WIDTH) or [""]
        for line in before:
            click.echo(line)
        click.echo(f"{last:<{_WIDTH}}" + "".join(_cells(row)))


def _cells(row: Mapping[str, float]) -> Iterator[str]:
    for column in _COLUMNS:
        whole = column in ("given", "found")
        yield _cell(f"{row[column]:,}" if whole else f"{row[column]:.3f}", column)


def _cell(said: str, column: str) -> str:
    return f"{said:>{_COLUMNS[column]}}"
