"""Listings: columns for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import click

as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of columns.")


def show(rows: Sequence[Mapping[str, Any]], *, in_json: bool, nothing: str) -> None:
    """Print rows with the same keys.

    Args:
        rows: from column name to value.
        in_json: as one JSON list.
        nothing: what to say when there are none.
    """
    if in_json:
        show_json(list(rows))
    elif not rows:
        click.echo(nothing)
    else:
        heading = [name.replace("_", " ").upper() for name in rows[0]]
        show_columns([heading, *([_text(value) for value in row.values()] for row in rows)])


def show_json(value: object) -> None:
    """Print a value as JSON; moments and ids as text."""
    click.echo(json.dumps(value, indent=2, default=str, ensure_ascii=False))


def show_columns(lines: Sequence[Sequence[str]]) -> None:
    """Print lines of cells under each other."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def _text(value: object) -> str:
    return "" if value is None else str(value)
