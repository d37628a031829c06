"""``sayso concerns``: seeing and acknowledging what may be a disclosure."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from commands.listing import as_json as json_option
from commands.listing import show, show_json
from commands.wiring import hall
from services.care.concerns import Listed, acknowledge, listed, open_concern
from services.hall import OPERATOR

_LONDON = ZoneInfo("Europe/London")


@click.group()
def concerns() -> None:
    """See and acknowledge concerns. The machine only raises priority; people decide."""


@concerns.command("list")
@click.option("--all", "closed", is_flag=True, help="Closed ones too.")
@json_option
def list_them(*, closed: bool, as_json: bool) -> None:
    """List concerns, the most urgent first, without anybody's words."""
    with hall() as found:
        rows = listed(found, OPERATOR, closed=closed)
    show([_row(one, whole=as_json) for one in rows], in_json=as_json, nothing="No open concerns.")


@concerns.command("show")
@click.argument("concern")
@json_option
def show_one(concern: str, *, as_json: bool) -> None:
    """Show one concern with the words that raised it; that you looked is recorded."""
    with hall() as found:
        opened = open_concern(found, OPERATOR, concern)
    row = {
        **_row(opened.listed, whole=True),
        "question": opened.question,
        "rule": opened.rule,
        "history": [f"{_local(at)} {event}" for at, event in opened.history],
        "words": opened.words,
    }
    if as_json:
        show_json(row)
        return
    for name, value in row.items():
        shown = "; ".join(value) if isinstance(value, list) else value
        click.echo(f"{name.replace('_', ' ').capitalize() + ':':<12} {shown or '-'}")


@concerns.command("acknowledge")
@click.argument("concern")
def acknowledge_one(concern: str) -> None:
    """Record that a person has looked at a concern."""
    with hall() as found:
        done = acknowledge(found, OPERATOR, concern)
    click.echo(f"Concern {done.id.hex[:8]} is acknowledged.")


def _row(one: Listed, *, whole: bool) -> dict[str, Any]:
    return {
        "id": str(one.id) if whole else one.id.hex[:8],
        "level": one.level.value,
        "category": one.category.value,
        "state": one.state.value,
        "team": one.team,
        "case": one.case,
        "raised": one.raised_at.isoformat() if whole else _local(one.raised_at),
        "due": one.due_at.isoformat() if whole else _local(one.due_at),
        "overdue": one.overdue if whole else ("yes" if one.overdue else ""),
    }


def _local(moment: datetime) -> str:
    return moment.astimezone(_LONDON).strftime("%d/%m/%Y %H:%M")
