"""``sayso responses``: comments in from a file, answers out to one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from commands.progress import progress
from commands.wiring import hall
from services.hall import OPERATOR
from services.insight.columns import FRIENDS_AND_FAMILY, PLAIN_LEANS, Columns
from services.insight.exporting import export_responses
from services.insight.forms import ROLES
from services.insight.importing import Imported, import_responses

_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)
_OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


class _Map(click.ParamType[Mapping[str, str]]):
    """Pairs such as ``1=very_good,6=``; what follows the sign may be nothing."""

    name = "from=to,..."

    def convert(
        self,
        value: str | Mapping[str, str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Mapping[str, str]:
        if not isinstance(value, str):
            return value
        pairs = [pair.partition("=") for pair in value.split(",") if pair.strip()]
        if not pairs or not all(sign and origin.strip() for origin, sign, _ in pairs):
            self.fail("write pairs such as 1=very_good,2=good,6=", param, ctx)
        return {origin.strip(): target.strip() for origin, _, target in pairs}


@click.group()
def responses() -> None:
    """Bring comments in from a file, or take answers out to one."""


@responses.command("import")
@click.argument("file", type=_FILE)
@click.option("--questionnaire", required=True, help="Such as imported_feedback.")
@click.option("--role", required=True, type=click.Choice(ROLES), help="Who spoke.")
@click.option("--id", "id_column", required=True, help="Column with an id for each row.")
@click.option("--date", "date_column", required=True, help="Column with the day it was given.")
@click.option("--comment", "comment_column", required=True, help="Column with the words.")
@click.option("--rating", "rating_column", help="Column with a rating.")
@click.option(
    "--rating-map",
    type=_Map(),
    default=FRIENDS_AND_FAMILY,
    help="What ratings mean: very_good, good, ok, bad, very_bad or nothing. "
    "Without it 1 is very good, 5 very bad, 6 and 7 no answer (Friends and Family Test).",
)
@click.option("--lean", "lean_column", help="Column with what the question asked for.")
@click.option(
    "--lean-map", type=_Map(), default=PLAIN_LEANS, help="What leans mean: good, worry or open."
)
def import_(
    file: Path,
    questionnaire: str,
    role: str,
    id_column: str,
    date_column: str,
    comment_column: str,
    rating_column: str | None,
    rating_map: Mapping[str, str],
    lean_column: str | None,
    lean_map: Mapping[str, str],
) -> None:
    """Bring in the new rows of a CSV file as anonymous responses; all of them or none.

    Rows are known again by their id, so a file can be imported twice. Words are screened, and
    may raise concerns.
    """
    columns = Columns(
        id=id_column,
        date=date_column,
        comment=comment_column,
        rating=rating_column,
        lean=lean_column,
        rating_map=rating_map,
        lean_map=lean_map,
    )
    with hall() as found:
        result = import_responses(found, OPERATOR, file, columns, questionnaire, role, progress)
    _say(result)
    if rating_column and rating_map is FRIENDS_AND_FAMILY:
        click.echo(
            "Ratings were read as 1 very good to 5 very bad, 6 and 7 no answer; "
            "where a survey counts otherwise, say how with --rating-map."
        )


def _say(result: Imported) -> None:
    click.echo(f"{result.taken:,} responses were imported.")
    if result.repeated:
        click.echo(f"{result.repeated:,} rows were there already.")
    if result.blank:
        click.echo(f"{result.blank:,} rows held neither comment nor rating and were left out.")
    if result.concerns:
        click.echo(f"{result.concerns:,} concerns were raised; see 'sayso concerns list'.")
    if result.month_first:
        click.echo(
            f"{result.month_first:,} days could only be month/day/year and were read so; the "
            "others were read day/month/year. Ask the file's source which is meant where both fit."
        )
    if not result.encoding.startswith("utf"):
        click.echo("The file was read as Windows text (cp1252); look for odd letters.")


@responses.command("export")
@click.option("-o", "--output", required=True, type=_OUT, help="CSV file to write.")
@click.option("--with-comments", is_flag=True, help="Write people's words too; needs --reason.")
@click.option("--reason", help="Why the words are needed; it is kept.")
def export(output: Path, with_comments: bool, reason: str | None) -> None:
    """Write every answer to a CSV file, without cases and people, and without their words."""
    if with_comments != (reason is not None):
        raise click.UsageError("--with-comments and --reason belong together.")
    with hall() as found:
        written = export_responses(found, OPERATOR, output, reason, progress)
    click.echo(f"{written:,} answers were written to {output}.")
