"""``sayso bot``: the Telegram bot, or a simulation of it at the terminal."""

from __future__ import annotations

import sys

import click

import logs
from bot import process, simulator
from commands.wiring import KEY_FILE, settings
from services.build import opened
from services.refusal import Refused


@click.command()
@click.option("--simulate", is_flag=True, help="Talk to the bot here; needs no Telegram.")
def bot(*, simulate: bool) -> None:
    """Run the Telegram bot until Ctrl-C or SIGTERM. Several may run for one token's chats."""
    found = settings(KEY_FILE, *(() if simulate else ("TELEGRAM_BOT_TOKEN",)))
    with opened(found) as hall:
        hall.hearing.prepare()
        if simulate:
            simulator.run(hall, found, sys.stdin, lambda text: click.echo(text, nl=False))
            return
        logs.configure()
        try:
            process.run(hall, found)
        except process.BotFault as fault:
            raise Refused(str(fault)) from None
