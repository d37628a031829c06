"""``sayso survey``: listing, checking, trying out and writing down questionnaires."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands.listing import as_json as json_option
from commands.listing import show
from commands.playing import play as play_through
from services.upkeep.questionnaires import Trial, document, find, released
from surveys.questionnaire import Questionnaire

_OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.group()
def survey() -> None:
    """List, check, try out or write down questionnaires."""


@survey.command("list")
@json_option
def list_them(*, as_json: bool) -> None:
    """List the questionnaires that were released."""
    rows = [_row(each) for each in released()]
    show(rows, in_json=as_json, nothing="No questionnaire was released.")


@survey.command()
@click.argument("which", metavar="FILE|ID")
def check(which: str) -> None:
    """Check a questionnaire file, or a released one by its id; all faults at once."""
    found = find(which)
    asked = len(found.questions)
    languages = ", ".join(f"{code} ({status})" for code, status in found.languages.items())
    click.echo(f"{found.id}@{found.version} is in order: {asked} questions, {languages}.")


@survey.command()
@click.argument("which", metavar="FILE|ID")
@click.option("--language", default="en", show_default=True, help="Code of the language.")
def play(which: str, *, language: str) -> None:
    """Answer a questionnaire here, as a respondent would; nothing is stored."""
    play_through(Trial.begin(find(which), language))


@survey.command("document")
@click.option("-o", "--output", required=True, type=_OUT, help="Markdown file to write.")
def document_them(output: Path) -> None:
    """Write every released questionnaire, with its questions and who is invited, as one page."""
    output.write_text(document(), "utf-8")
    click.echo(f"{len(released())} questionnaires were written to {output}.")


def _row(found: Questionnaire) -> dict[str, Any]:
    return {
        "id": found.id,
        "version": found.version,
        "for": ", ".join(found.audience),
        "when": found.timing.value,
        "minutes": found.minutes,
        "languages": ", ".join(f"{code} ({status})" for code, status in found.languages.items()),
        "title": found.title["en"],
        "purpose": found.purpose["en"],
    }
