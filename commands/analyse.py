"""``sayso analyse``: lets the machine suggest themes and feeling for comments."""

from __future__ import annotations

import click

from commands.progress import progress
from commands.wiring import hall
from services.insight.coding import code_comments


@click.command()
@click.option("--all", "again", is_flag=True, help="Code again what this version has coded.")
def analyse(again: bool) -> None:
    """Code the comments that the analyser and codebook in use have not coded yet.

    People confirm or correct what the machine suggests. Breaking this off loses nothing: the
    next run goes on where it stopped.
    """
    with hall() as found:
        coded = code_comments(found, progress, again=again)
    click.echo(
        f"{coded.comments:,} comments were coded by {coded.analyser} "
        f"with codebook {coded.codebook}."
    )
    if coded.comments:
        click.echo(
            f"{coded.nonanswers:,} of them say nothing, and the machine is not sure how "
            f"{coded.not_sure:,} feel."
        )
