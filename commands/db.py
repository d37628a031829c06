"""``sayso db``: bringing the database up to date, and checking it."""

from __future__ import annotations

import click

from commands.wiring import settings
from services.upkeep.installation import check_database, upgrade_database


@click.group()
def db() -> None:
    """Bring the database up to date, or check it."""


@db.command()
def upgrade() -> None:
    """Make the tables of this release, or bring older ones up to it; all or nothing."""
    revision, moved = upgrade_database(settings().database_url.get_secret_value())
    click.echo(f"The database {'is now' if moved else 'was already'} at revision {revision}.")


@db.command()
def check() -> None:
    """Check that the database is of this release and not damaged."""
    revision = check_database(settings().database_url.get_secret_value())
    click.echo(f"The database is at revision {revision} and in order.")
