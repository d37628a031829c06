"""``sayso db``: bringing the database up to date, and checking it."""

from __future__ import annotations

import click

from commands.wiring import settings
from services.build import database_file, open_database
from services.upkeep.health import database_faults
from storage import schema
from storage.engine import StorageFault, make_engine


@click.group()
def db() -> None:
    """Bring the database up to date, or check it."""


@db.command()
def upgrade() -> None:
    """Make the tables of this release, or bring older ones up to it; all or nothing."""
    found = settings()
    file = database_file(found)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = make_engine(found.database_url.get_secret_value())
    try:
        before = schema.current(engine)
        schema.upgrade(engine)
    finally:
        engine.dispose()
    state = "was already at" if before == schema.head() else "is now at"
    click.echo(f"The database {state} revision {schema.head()}.")


@db.command()
def check() -> None:
    """Check that the database is of this release and not damaged."""
    engine = open_database(settings())
    try:
        schema.check(engine)
        faults = database_faults(engine)
    finally:
        engine.dispose()
    if faults:
        raise StorageFault("\n".join(faults))
    click.echo(f"The database is at revision {schema.head()} and in order.")
