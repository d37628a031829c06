"""``sayso keys``: the sealing keys, which live outside the database."""

from __future__ import annotations

import click

from commands.progress import progress
from commands.wiring import KEY_FILE, hall, settings
from services.upkeep.installation import make_key_file, rotate_key_file
from services.upkeep.rotation import reseal_all


@click.group()
def keys() -> None:
    """Make the sealing keys, or change them. The file is the one SAYSO_KEY_FILE names."""


@keys.command()
def make() -> None:
    """Draw keys for a new installation and write them for your eyes only."""
    file = settings(KEY_FILE).key_file
    make_key_file(file)
    click.echo(f"Keys written to {file}.")
    click.echo("Keep a copy in a safe place: without them, nobody can read what people said.")


@keys.command()
@click.option("--only-add", is_flag=True, help="Leave what older keys sealed for 'keys reseal'.")
def rotate(*, only_add: bool) -> None:
    """Add a fresh key and seal everything with it. Sayso may run meanwhile.

    The old keys stay in the file, since copies of the database made before need them.
    """
    file = settings(KEY_FILE).key_file
    with hall():
        # The database and the keys are in order, or nothing is changed.
        rotate_key_file(file)
    click.echo(f"A fresh key was added to {file}. Copy the file to its safe place again.")
    if not only_add:
        _reseal()
    click.echo("Restart 'sayso serve', 'sayso bot' and 'sayso jobs', so that they seal with it,")
    click.echo("and run 'sayso keys reseal' after that for what they sealed until then.")


@keys.command()
def reseal() -> None:
    """Seal with the newest key what older ones sealed; broken off, it goes on the next time."""
    _reseal()


def _reseal() -> None:
    with hall() as found:
        done = reseal_all(found, progress)
    click.echo(f"{done} sealed afresh." if done else "Everything is sealed with the newest key.")
