"""``sayso survey``: listing, checking, trying out, printing and writing down questionnaires."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from commands.listing import as_json as json_option
from commands.listing import show
from commands.playing import play as play_through
from commands.wiring import settings
from services.refusal import Refused
from services.upkeep.languages import words_to_fill_in
from services.upkeep.paper import print_form, reader, way_in
from services.upkeep.questionnaires import Trial, document, find, released
from services.upkeep.questionnaires import check as checked
from services.upkeep.sending import sending
from services.upkeep.translating import languages_of
from surveys.paper import Printing
from surveys.questionnaire import Questionnaire
from web.respond.drawings import drawing

_OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.group()
def survey() -> None:
    """List, check, try out, print or write down questionnaires."""


@survey.command("list")
@json_option
def list_them(*, as_json: bool) -> None:
    """List the questionnaires that were released."""
    rows = [_row(each) for each in released()]
    show(rows, in_json=as_json, nothing="No questionnaire was released.")


@survey.command()
@click.argument("which", metavar="[FILE|ID]", required=False)
def check(which: str | None) -> None:
    """Check a questionnaire or translation; all faults at once.

    A file may be either. A released questionnaire, named by its id, is checked with its
    translations; without a name everything is, and the catalogues of phrases too.
    """
    click.echo(checked(which))


@survey.command()
@click.argument("which", metavar="ID")
@click.option("--language", required=True, help="Code of the language, such as pl.")
def words(which: str, *, language: str) -> None:
    """Write out the words of a questionnaire for translating, with what there is already."""
    click.echo(words_to_fill_in(which, language), nl=False)


@survey.command()
@click.argument("which", metavar="FILE|ID")
@click.option("--language", default="en", show_default=True, help="Code of the language.")
def play(which: str, *, language: str) -> None:
    """Answer a questionnaire here, as a respondent would; nothing is stored."""
    play_through(Trial.begin(find(which), language))


@survey.command("print")
@click.argument("which", metavar="FILE|ID")
@click.option("--large", is_flag=True, help="Large print: everything in 18 points or more.")
@click.option("--code", help="Short code of an invitation, to key the paper in.")
@click.option("--link", help="Link of an invitation, printed as a QR code.")
@click.option("--language", default="en", show_default=True, help="Code of the language.")
@click.option("-o", "--output", required=True, type=_OUT, help="PDF file to write.")
def print_it(
    which: str, *, large: bool, code: str | None, link: str | None, language: str, output: Path
) -> None:
    """Write a paper form of a questionnaire, as a tagged PDF to print and answer by hand."""
    if code and link:
        raise Refused("Give --code or --link, not both.")
    found, here = find(which), settings()
    printing = Printing(
        here.council.name, language, reader(found), large, way_in(here.base_url, code, link)
    )
    output.write_bytes(print_form(found, printing, drawing))
    click.echo(f"{found.id}@{found.version} was written to {output}.")


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
        "languages": languages_of(found.id),
        "sent": sending(found.id).way.label,
        "title": found.title["en"],
        "purpose": found.purpose["en"],
        "how_it_is_sent": sending(found.id).how,
    }
