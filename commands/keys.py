"""``sayso keys``: the sealing keys, which live outside the database."""

from __future__ import annotations

import click

from commands.wiring import KEY_FILE, settings
from services.refusal import Refused
from storage.keys import make_keys, read_keys, write_keys


@click.group()
def keys() -> None:
    """Make the sealing keys, or add a fresh one. The file is the one SAYSO_KEY_FILE names."""


@keys.command()
def make() -> None:
    """Draw keys for a new installation and write them for your eyes only."""
    file = settings(KEY_FILE).key_file
    if file.exists():
        raise Refused(
            f"There is already a file at {file}, and replacing it could make everything that it "
            "sealed unreadable; use 'sayso keys rotate', or name another file."
        )
    write_keys(file, make_keys())
    click.echo(f"Keys written to {file}.")
    click.echo("Keep a copy in a safe place: without them, nobody can read what people said.")


@keys.command()
def rotate() -> None:
    """Add a fresh key that seals from now on; the old ones still open what they sealed."""
    file = settings(KEY_FILE).key_file
    write_keys(file, read_keys(file).rotated())
    click.echo(f"A fresh key was added to {file}. Copy the file to its safe place again.")
    click.echo("Restart 'sayso serve' and 'sayso bot', so that they know it.")
