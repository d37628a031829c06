"""``sayso doctor``: what is in order, and how to mend the rest."""

from __future__ import annotations

from dataclasses import asdict

import click

from commands.listing import as_json as json_option
from commands.listing import show_json
from commands.wiring import settings
from services.build import opened, present
from services.upkeep.health import Finding, examine
from services.upkeep.running import look_over


@click.command()
@json_option
@click.pass_context
def doctor(context: click.Context, *, as_json: bool) -> None:
    """Look over settings, keys, database, disk, questionnaires, jobs, notices and audit.

    Exit status 1 for a fault.
    """
    findings = _findings()
    if as_json:
        show_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            click.echo(_line(finding))
    if any(finding.fault for finding in findings):
        context.exit(1)


def _findings() -> tuple[Finding, ...]:
    """Return every finding; how things run can be seen only once the rest is in order."""
    found = settings()
    findings = tuple(examine(found))
    if any(finding.fault for finding in findings):
        return findings
    with opened(found) as hall:
        return (*findings, *look_over(hall, found.mail_server, present()))


def _line(finding: Finding) -> str:
    if finding.fault is None:
        return f"ok     {finding.what}: {finding.shown}"
    return f"FAULT  {finding.what}: {finding.fault}"
