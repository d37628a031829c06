"""``sayso stop-list``: people and cases about whom nobody may be written to."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import click

from commands.listing import as_json as json_option
from commands.listing import show
from commands.wiring import hall
from services.hall import OPERATOR
from services.upkeep import stop_list as use_cases
from services.upkeep.stop_list import Entry, Subject
from storage.kinds import StopReason

_LONDON = ZoneInfo("Europe/London")


@click.group("stop-list")
def stop_list() -> None:
    """Say who must not be written to: one person, or everybody asked about a case."""


@stop_list.command("list")
@json_option
def list_them(*, as_json: bool) -> None:
    """List who is not written to, and why."""
    with hall() as found:
        rows = use_cases.entries(found, OPERATOR)
    show([_row(one) for one in rows], in_json=as_json, nothing="Nobody is on the stop list.")


_SUBJECT = click.argument("subject", type=click.Choice([each.value for each in Subject]))
_REFERENCE = click.argument("reference")


@stop_list.command()
@_SUBJECT
@_REFERENCE
@click.option(
    "--reason",
    required=True,
    type=click.Choice([each.value for each in StopReason]),
    help="Why; there are no words beside it.",
)
def add(subject: str, reference: str, reason: str) -> None:
    """Stop writing to a person, or to everybody about a case; what waits is cancelled."""
    with hall() as found:
        use_cases.stop(found, OPERATOR, Subject(subject), reference, StopReason(reason))
    click.echo("Nothing more is sent. What waited to be sent was cancelled.")


@stop_list.command()
@_SUBJECT
@_REFERENCE
def lift(subject: str, reference: str) -> None:
    """Take a person or case off the list; what was cancelled stays so."""
    with hall() as found:
        use_cases.lift(found, OPERATOR, Subject(subject), reference)
    click.echo("Off the list.")


def _row(one: Entry) -> dict[str, Any]:
    since = one.since.astimezone(_LONDON).date().isoformat() if one.since else None
    return {
        "subject": one.subject.value,
        "reference": one.reference,
        "reason": one.reason.value if one.reason else "asked_us_to_stop",
        "since": since,
    }
