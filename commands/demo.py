"""``sayso demo``: a demonstration council, and every door open to it."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping

import click
import httpx

from bot.loopback import FakeBotApi
from bot.simulator import TOKEN, announced
from cli import load
from commands.crew import Crew, ended_by_signal
from commands.progress import progress
from commands.wiring import KEY_FILE, SECRET_KEY, demonstration_values, settings
from services.build import demonstration_folder, present
from services.refusal import Refused
from services.upkeep.demonstration.building import (
    Doors,
    alone,
    build_demonstration,
    kept_demonstration,
    one_time_code,
    publish,
)
from services.upkeep.demonstration.history import RESPONSES, Lived
from settings import Settings
from storage.kinds import StaffRole

_CREW = ("demo web", "bot", "jobs")
_WEB = "commands.serving:run_web"
"""Loaded by the one process that serves; all others of a demonstration do without."""

_LOG = "demo.log"
_PATIENCE = 90.0
_SHOWN = 3
_THIS_MACHINE, _WORKERS = "127.0.0.1", 2


@click.group(invoke_without_command=True)
@click.option("--no-serve", is_flag=True, help="Only build it, and print the figures.")
@click.option("--keep", is_flag=True, help="Go on with the one that was built last.")
@click.pass_context
def demo(context: click.Context, *, no_serve: bool, keep: bool) -> None:
    """Build a council that does not exist, then run web, bot and jobs until Ctrl-C.

    An earlier demonstration is built afresh, unless it is to be kept with all that was done in it.
    Its links and figures are the same each time, so they are no secret: let nobody reach it from
    outside this machine.
    """
    if context.invoked_subcommand is not None:
        return
    if keep and no_serve:
        raise click.UsageError("--keep serves what was built; leave --no-serve away.")
    _demonstrate(no_serve=no_serve, keep=keep)


@demo.command()
@click.argument("role", type=click.Choice([role.value for role in StaffRole]))
def code(*, role: str) -> None:
    """Print the one-time code with which ROLE signs in now."""
    here = Settings.read(_of_the_machine())
    click.echo(one_time_code(here.var, role, present()))


@demo.command(hidden=True)
def web() -> None:
    """Serve the demonstration with its tour; 'sayso demo' starts this."""
    found = settings(KEY_FILE, SECRET_KEY)
    load(_WEB)(found, host=_THIS_MACHINE, workers=_WORKERS, tour=True)


def _of_the_machine() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name in _OF_THE_MACHINE}


def _demonstrate(*, no_serve: bool, keep: bool) -> None:
    here = Settings.read(_of_the_machine())
    with ended_by_signal(), alone(here.var):
        if not no_serve:
            _require_free(here.port)
        doors = kept_demonstration(here.var, here.base_url) if keep else _build(here)
        if no_serve:
            click.echo(f"The doors are in {publish(here.var, doors)}.")
        else:
            _serve(here, doors)


def _build(here: Settings) -> Doors:
    with progress("Living through a year", RESPONSES) as advance:
        doors, lived = build_demonstration(here.var, here.base_url, advance)
    _tell_figures(lived)
    return doors


_OF_THE_MACHINE = frozenset({"SAYSO_VAR", "SAYSO_BASE_URL", "PORT"})
"""All that a demonstration takes from the environment: where it is, not whose data it has."""


def _serve(here: Settings, doors: Doors) -> None:
    with (
        FakeBotApi() as api,
        announced(api, here.var),
        Crew(_CREW, _environ(here, api.url), here.var / _LOG) as crew,
    ):
        crew.until(lambda: _answers(here.port), _PATIENCE)
        _tell_doors(doors, str(publish(here.var, doors)))
        crew.watch()


def _environ(here: Settings, telegram: str) -> Mapping[str, str]:
    """Return the environment of the crew; a bot of one's own may be named to take part."""
    simulated = {"TELEGRAM_API_URL": telegram, "TELEGRAM_BOT_TOKEN": TOKEN}
    named = "TELEGRAM_BOT_TOKEN" in os.environ
    return {
        **os.environ,
        **demonstration_values(demonstration_folder(here.var)),
        **({} if named else simulated),
        "SAYSO_VAR": str(here.var),
    }


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise Refused(
                f"Port {port} is in use; end what uses it, or set PORT to another number."
            ) from None


def _answers(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/", timeout=2, trust_env=False).is_success
    except httpx.HTTPError:
        return False


def _tell_figures(lived: Lived) -> None:
    for name, value in lived.figures.items():
        click.echo(f"{name.replace('_', ' ')}: {value}")


def _tell_doors(doors: Doors, file: str) -> None:
    click.echo(f"\nThe ten-minute tour is at {doors.base_url}/tour (all of it is made up).")
    click.echo(f"Sayso itself is at {doors.base_url}. Answer by link or code:")
    shown: dict[str, int] = {}
    for door in doors.respond:
        name = door["questionnaire"]
        shown[name] = shown.get(name, 0) + 1
        if shown[name] <= _SHOWN:
            click.echo(f"  {name} ({door['role']}): {door['url']}  code {door['code']}")
    click.echo(f"\nStaff sign in at {doors.base_url}/staff/ with a code by 'sayso demo code ROLE':")
    for login in doors.staff:
        click.echo(f"  {login['role']}: {login['email']}  password {login['password']}")
    click.echo("\nOn Telegram: in another terminal run 'sayso bot --simulate', then type")
    for start in doors.telegram[:_SHOWN]:
        click.echo(f"  /start {start['start_token']}  ({start['questionnaire']})")
    click.echo(f"\nThe report: sayso report quarterly --period {doors.period} -o report.html")
    click.echo(f"Everything is in {file}. Ctrl-C ends it.")
