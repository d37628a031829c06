"""``sayso analyse``: lets the machine suggest themes and feeling for comments, and learn."""

from __future__ import annotations

import click

from commands.agreement import agreement
from commands.progress import progress
from commands.wiring import hall, settings
from services.hall import OPERATOR
from services.insight.bookmark import Bookmark
from services.insight.coding import code_comments
from services.insight.drawing import draw
from services.insight.placing import place_comments
from services.insight.suggesting import Found
from services.insight.suggesting import suggest as suggested
from services.insight.teaching import in_use, teach


@click.group(invoke_without_command=True)
@click.option("--all", "again", is_flag=True, help="Code again what this version has coded.")
@click.pass_context
def analyse(context: click.Context, again: bool) -> None:
    """Code the comments that the analyser and codebook in use have not coded yet.

    People confirm or correct what the machine suggests. Where SAYSO_SENTENCE_MODEL is set,
    comments are also compared by meaning, so that those alike can be found; 50 to 100 a second.
    Breaking this off loses nothing: the next run goes on where it stopped.
    """
    if context.invoked_subcommand is not None:
        return
    with hall() as found:
        draw(found)
        bookmark = Bookmark(settings().var)
        coded = code_comments(in_use(found), progress, again=again, bookmark=bookmark)
        placed = place_comments(found, progress)
    click.echo(
        f"{coded.comments:,} comments were coded by {coded.analyser} "
        f"with codebook {coded.codebook}."
    )
    if coded.comments:
        click.echo(
            f"{coded.nonanswers:,} of them say nothing, and the machine is not sure how "
            f"{coded.not_sure:,} feel."
        )
    if placed.comments:
        click.echo(
            f"{placed.comments:,} comments were compared by meaning; {placed.left_out:,} of them "
            "are not in English or say nothing, and are left out."
        )
    if placed.fault:
        click.echo(placed.fault, err=True)


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


@analyse.command()
def suggest() -> None:
    """Suggest themes that the codebook lacks, and say whether what people write has changed.

    Prints words that at least five responses share, never anybody's sentences; officers and QA
    find examples on the staff page. Adding a theme to the codebook is for people to decide.
    """
    with hall() as found:
        told = suggested(found, OPERATOR)
    _print_change(told)
    if not told.themes:
        click.echo(
            f"No theme is suggested. {told.loose:,} comments fit none; it takes {told.fewest}, "
            "and words that they share."
        )
    for one in told.themes:
        click.echo(f"{one.responses:>6,} responses: {', '.join(one.words)}")


def _told(responses: int, smallest: int) -> str:
    return f"fewer than {smallest}" if 0 < responses < smallest else str(responses)


def _print_change(told: Found) -> None:
    change = told.drift
    now, before = change.loose_now, change.loose_before
    if not change.enough:
        click.echo("Too few responses to say whether what people write has changed.")
        return
    rise, low, high = (100 * each for each in change.rise)
    click.echo(
        f"Since {told.first:%d %B %Y}, {now.value:.0%} of {now.of:,} comments fit no theme; in the "
        f"year before, {before.value:.0%} of {before.of:,}: {rise:+.1f} points, 95 % interval "
        f"{low:+.1f} to {high:+.1f}."
    )
    if change.words:
        new = ", ".join(
            f"{one.word} ({one.now}, {_told(one.before, told.smallest)} before)"
            for one in change.words
        )
        click.echo(f"New words, by responses: {new}.")
    click.echo(
        "That is more than chance: look whether the codebook still fits."
        if change.notice
        else "That is no more than chance."
    )
