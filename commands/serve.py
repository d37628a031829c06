"""``sayso serve``: the web server."""

from __future__ import annotations

import click

from commands.serving import run_web
from commands.wiring import KEY_FILE, SECRET_KEY, settings


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=2,
    show_default=True,
    help="Processes; each serves several people at once.",
)
def serve(*, host: str, workers: int) -> None:
    """Run the web server on PORT until Ctrl-C or SIGTERM; answers being sent are finished.

    It speaks plain HTTP, so put a web server that ends TLS in front of it.
    """
    run_web(settings(KEY_FILE, SECRET_KEY), host=host, workers=workers)
