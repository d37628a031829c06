"""``sayso survey``: listing, checking and trying out questionnaires."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands.listing import as_json as json_option
from commands.listing import show
from commands.playing import play as play_through
from services.refusal import Refused
from surveys import library
from surveys.questionnaire import Questionnaire

_LARGEST = 1_000_000


@click.group()
def survey() -> None:
    """List, check or try out questionnaires."""


@survey.command("list")
@json_option
def list_them(*, as_json: bool) -> None:
    """List the questionnaires that were released."""
    rows = [_row(each) for each in library.all_released()]
    show(rows, in_json=as_json, nothing="No questionnaire was released.")


@survey.command()
@click.argument("which", metavar="FILE|ID")
def check(which: str) -> None:
    """Check a questionnaire file, or a released one by its id; all faults at once."""
    found = _found(which)
    asked = len(found.questions)
    languages = ", ".join(f"{code} ({status})" for code, status in found.languages.items())
    click.echo(f"{found.id}@{found.version} is in order: {asked} questions, {languages}.")


@survey.command()
@click.argument("which", metavar="FILE|ID")
@click.option("--language", default="en", show_default=True, help="Code of the language.")
def play(which: str, *, language: str) -> None:
    """Answer a questionnaire here, as a respondent would; nothing is stored."""
    found = _found(which)
    if language not in found.languages:
        there = ", ".join(found.languages)
        raise Refused(f"{found.id} is not written in {language}; it is in {there}.")
    play_through(found, language)


def _found(which: str) -> Questionnaire:
    """Return the questionnaire of a file or id; raises QuestionnaireFaults or NotInLibrary."""
    file = Path(which)
    if not file.is_file():
        return library.load(which)
    if file.stat().st_size > _LARGEST:
        raise Refused(f"{file.name} is larger than 1 MB, which no questionnaire is.")
    try:
        text = file.read_text("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"{file.name} is not UTF-8 text; save it as UTF-8.") from None
    return library.parse(text, file.name)


def _row(found: Questionnaire) -> dict[str, Any]:
    return {
        "id": found.id,
        "version": found.version,
        "for": ", ".join(found.audience),
        "minutes": found.minutes,
        "languages": ", ".join(found.languages),
        "title": found.title["en"],
    }
