"""``sayso meetings``: bringing in the meetings that were held."""

from __future__ import annotations

from pathlib import Path

import click

from commands.listing import show_columns, show_json
from commands.progress import progress
from commands.wiring import hall
from services.upkeep.meeting_rows import COLUMNS, read_meetings
from services.upkeep.meetings import Summary, import_meetings
from services.upkeep.register import Tally

_SHOWN = 20


@click.group()
def meetings() -> None:
    """Bring in the meetings that were held, and the people around them."""


@meetings.command("import", epilog=f"Columns: {', '.join(COLUMNS)}.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
def import_file(file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Take a CSV file with a row for each person and case; the same file twice is safe."""
    rows = read_meetings(file.read_bytes(), file.name)
    with hall() as found, progress("Storing meetings", len(rows)) as advance:
        summary = import_meetings(found, rows, file.name, dry_run=dry_run, advance=advance)
    if as_json:
        show_json({**summary.to_dict(), "dry_run": dry_run})
    else:
        _print(summary, dry_run=dry_run)


def _print(summary: Summary, *, dry_run: bool) -> None:
    verb = "would bring" if dry_run else "brought"
    click.echo(f"{summary.rows} rows {verb}:")
    sorts = ("meetings", "cases", "people", "attendances", "teams")
    lines = [("", "NEW", "CHANGED", "UNCHANGED")]
    for name in sorts:
        tally: Tally = getattr(summary, name)
        lines.append((name, str(tally.new), str(tally.changed), str(tally.unchanged)))
    show_columns(lines)
    for change in summary.changes[:_SHOWN]:
        click.echo(f"Changed: {change.what} {change.reference}: {', '.join(change.columns)}")
    if len(summary.changes) > _SHOWN:
        click.echo(f"and {len(summary.changes) - _SHOWN} more; --json lists all.")
