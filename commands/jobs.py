"""``sayso jobs``: the process that sends notices, codes comments and ends what ran out."""

from __future__ import annotations

import click

import logs
from commands.wiring import KEY_FILE, settings
from jobs.process import run
from services.build import opened


@click.command()
def jobs() -> None:
    """Run the jobs until Ctrl-C or SIGTERM. Several may run; each turn is done by one of them."""
    logs.configure()
    found = settings(KEY_FILE)
    with opened(found) as hall:
        run(hall, found)
