"""``sayso keys``: the sealing keys, which live outside the database."""

from __future__ import annotations

import click

from commands.wiring import KEY_FILE, settings
from services.upkeep.installation import make_key_file, rotate_key_file


@click.group()
def keys() -> None:
    """Make the sealing keys, or add a fresh one. The file is the one SAYSO_KEY_FILE names."""


@keys.command()
def make() -> None:
    """Draw keys for a new installation and write them for your eyes only."""
    file = settings(KEY_FILE).key_file
    make_key_file(file)
    click.echo(f"Keys written to {file}.")
    click.echo("Keep a copy in a safe place: without them, nobody can read what people said.")


@keys.command()
def rotate() -> None:
    """Add a fresh key that seals from now on; the old ones still open what they sealed."""
    file = settings(KEY_FILE).key_file
    rotate_key_file(file)
    click.echo(f"A fresh key was added to {file}. Copy the file to its safe place again.")
    click.echo("Restart 'sayso serve', 'sayso bot' and 'sayso jobs', so that they know it.")
