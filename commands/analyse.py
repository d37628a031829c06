"""``sayso analyse``: lets the machine suggest themes and feeling for comments, and learn."""

from __future__ import annotations

import click

from commands.agreement import agreement
from commands.progress import progress
from commands.wiring import hall
from services.insight.coding import code_comments
from services.insight.drawing import draw
from services.insight.teaching import in_use, teach


@click.group(invoke_without_command=True)
@click.option("--all", "again", is_flag=True, help="Code again what this version has coded.")
@click.pass_context
def analyse(context: click.Context, again: bool) -> None:
    """Code the comments that the analyser and codebook in use have not coded yet.

    People confirm or correct what the machine suggests. Breaking this off loses nothing: the
    next run goes on where it stopped.
    """
    if context.invoked_subcommand is not None:
        return
    with hall() as found:
        draw(found)
        coded = code_comments(in_use(found), progress, again=again)
    click.echo(
        f"{coded.comments:,} comments were coded by {coded.analyser} "
        f"with codebook {coded.codebook}."
    )
    if coded.comments:
        click.echo(
            f"{coded.nonanswers:,} of them say nothing, and the machine is not sure how "
            f"{coded.not_sure:,} feel."
        )


@analyse.command()
def train() -> None:
    """Learn from what people coded, and use that if it does better than what runs.

    Comments drawn for a second look are kept for measuring, and until 40 of them are coded one
    response in five. Needs 200 coded comments; 5,000 take about a minute and 400 MB.
    """
    with hall() as found:
        taught = teach(found, progress)
    measured = f"{taught.measured_on:,}{' that were coded blind' if taught.blind else ''}"
    click.echo(
        f"Learned from {taught.learned_from:,} comments and measured on {measured}: "
        f"{taught.after:.3f}, and {taught.before:.3f} for the analyser in use."
    )
    if taught.promoted:
        click.echo(f"The new one, {taught.version}, codes from now on.")
    else:
        click.echo("The new one does no better, so nothing changes; it is kept for the record.")


analyse.add_command(agreement)
