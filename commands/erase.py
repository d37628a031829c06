"""``sayso erase``: erasing a person, a case or one response for good."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import click

from commands.wiring import hall
from services.hall import OPERATOR
from services.refusal import Refused
from services.upkeep.erasure import erasing
from services.upkeep.erasure.looking import Look
from services.upkeep.erasure.scope import Subject

_WORDS: dict[str, Any] = tomllib.loads(
    (files("services.upkeep.erasure") / "erasure.toml").read_text("utf-8")
)
_SAY: dict[str, Any] = _WORDS["say"]

_Given = tuple[str, ...]
"""Each time that an option was written: of two only the last would count otherwise."""


@click.command()
@click.option(
    "--person", multiple=True, metavar="REF", help="Erase a person, by the council's reference."
)
@click.option(
    "--case", multiple=True, metavar="REF", help="Erase a case, and the people of no other case."
)
@click.option(
    "--response", multiple=True, metavar="ID", help="Erase one response, by its id in the address."
)
@click.option("--dry-run", is_flag=True, help="Only show what would go and what would stay.")
@click.option("--yes", is_flag=True, help="Do not ask for the reference once more.")
def erase(person: _Given, case: _Given, response: _Given, *, dry_run: bool, yes: bool) -> None:
    """Erase a person, a case or one response for good, after showing what goes and stays."""
    subject, reference = _named(person, case, response)
    with hall() as found:
        _show(erasing.what_goes(found, subject, reference))
        if dry_run:
            click.echo(_SAY["kept_all"])
            return
        if not yes:
            _ask(subject, reference)
        done = erasing.erase(found, OPERATOR, subject, reference)
    _show_end(done.swept)


def _named(person: _Given, case: _Given, response: _Given) -> tuple[Subject, str]:
    given = {Subject.PERSON: person, Subject.CASE: case, Subject.RESPONSE: response}
    named = [(subject, text.strip()) for subject, texts in given.items() for text in texts]
    if len(named) != 1 or not named[0][1]:
        raise click.UsageError("Name exactly one of --person, --case and --response.")
    return named[0]


def _ask(subject: Subject, reference: str) -> None:
    if click.prompt(_SAY["again"].format(subject=subject.value)).strip() != reference:
        raise Refused(_SAY["other"])


def _show(look: Look) -> None:
    """Print what goes, what stays and why."""
    lines = [_counted(_WORDS["goes"][kind], number) for kind, number in look.goes.items()]
    click.echo(_SAY["goes"] if lines else _SAY["nothing_goes"])
    for line in lines:
        click.echo(f"  {line}")
    named = look.subject is not Subject.RESPONSE
    for each in ("confidential", "anonymous", "counts") if named else ():
        click.echo(_filled(each, look))
    stays = [_either(kind, number) for kind, number in _staying(look) if number]
    stays += [_SAY["take_down"]] if look.open_concerns and named else []
    stays += [_filled("sealed_open", look)] if named else []
    if stays:
        click.echo(_SAY["stays"])
    for line in stays:
        click.echo(f"  {line}")


def _staying(look: Look) -> tuple[tuple[str, int], ...]:
    return ("open_concerns", look.open_concerns), ("actions", look.actions)


def _show_end(swept: bool) -> None:
    click.echo(_SAY["erased"])
    click.echo(_SAY["models"])
    if not swept:
        click.echo(_SAY["not_swept"], err=True)
    click.echo(_SAY["out_of_reach"])
    for line in _SAY["unreachable"]:
        click.echo(f"  {line}")


def _counted(words: list[str], number: int) -> str:
    return f"{number:,} {words[number != 1]}"


def _either(kind: str, number: int) -> str:
    return str(_SAY[kind][number != 1]).format(number=number)


def _filled(kind: str, look: Look) -> str:
    return str(_SAY[kind]).format(subject=look.subject.value)
