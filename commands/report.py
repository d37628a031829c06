"""``sayso report``: writes a report for a period to a file."""

from __future__ import annotations

from pathlib import Path

import click

from commands.progress import progress
from commands.wiring import hall
from services.insight.reporting import (
    AUDIENCES,
    FORMATS,
    KINDS,
    LAYOUTS,
    Wanted,
    write_report,
)

_LAYOUTS = f"How it is laid out: {', '.join(LAYOUTS)}, or a TOML file."
_FORMATS = "Kind of file; by the file's ending where it is not said, and else HTML."
_OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--period", required=True, help="Quarter 2026-Q2, month 2026-07 or year 2026.")
@click.option("--scope", default="authority", help="authority, area:NAME or team:NAME.")
@click.option(
    "--audience",
    type=click.Choice(tuple(AUDIENCES)),
    default="leadership",
    help="Who will read it.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), help=_FORMATS)
@click.option("--layout", default="", help=_LAYOUTS)
@click.option("-o", "--output", required=True, type=_OUT, help="File to write.")
def report(
    kind: str, period: str, scope: str, audience: str, form: str | None, layout: str, output: Path
) -> None:
    """Count what people said in a period and write the report.

    A layout changes order and headings; the figures stay the same. Small counts are withheld
    unless the readers may read the responses themselves.
    """
    wanted = Wanted(kind, period, scope, audience, layout)
    with hall() as found, progress("Counting", None):
        made = write_report(found, wanted, form or _by_ending(output), output)
    click.echo(f"{made.title}, {made.period.label}, was written to {output}.")


def _by_ending(output: Path) -> str:
    ending = output.suffix.removeprefix(".").lower()
    return ending if ending in FORMATS else "html"
