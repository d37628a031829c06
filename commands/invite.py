"""``sayso invite``: who is asked after which meeting, and the links to send them."""

from __future__ import annotations

import csv
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from commands.listing import show_json
from commands.wiring import hall, settings
from services.hall import Hall
from services.refusal import Refused
from services.upkeep.chosen import invite_person
from services.upkeep.invitations import Invited, invite_by_rules, invite_to_meeting, reissue
from services.upkeep.links import Issued

_COLUMNS = (
    "recipient_ref", "role", "meeting_ref", "case_ids", "channel", "contact", "language",
    "questionnaire", "url", "code", "telegram_link", "expires_on",
)  # fmt: skip


@click.command()
@click.option("--rules", "by_rules", is_flag=True, help="Ask everybody whom a rule fits.")
@click.option("--meeting", metavar="REF", help="Ask only about this meeting.")
@click.option("--person", metavar="REF", help="With --meeting and --questionnaire: ask one person.")
@click.option("--questionnaire", metavar="ID", help="With --person: what they are asked.")
@click.option("--reissue", "again", is_flag=True, help="With --meeting: fresh links for the old.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write the links to; without it they are printed.",
)
@click.option("--email", is_flag=True, help="E-mail those who prefer it; links of the others.")
@click.option("--telegram-bot", metavar="NAME", help="Adds Telegram links for those of 16 or over.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of CSV.")
def invite(
    *,
    by_rules: bool,
    meeting: str | None,
    person: str | None,
    questionnaire: str | None,
    again: bool,
    email: bool,
    output: Path | None,
    telegram_bot: str | None,
    as_json: bool,
) -> None:
    """Invite people and write a link and a code for each, ready for a mail merge.

    Links and codes are shown this one time; the database keeps only hashes of them. Nobody is
    invited twice about the same meeting. With --email, 'sayso jobs' sends the link by e-mail to
    those who prefer that, and reminds them; the rest are written here. With --person and
    --questionnaire one person is asked what you choose, if it fits their role and age.
    """
    if by_rules == (meeting is not None):
        raise click.UsageError("Give either --rules or --meeting REF.")
    if again and meeting is None:
        raise click.UsageError("--reissue goes with --meeting REF.")
    if as_json and output is not None:
        raise click.UsageError("--json prints to the screen; leave -o out.")
    chosen = _chosen(meeting, person, questionnaire)
    if email and (again or chosen):
        raise click.UsageError("--email does not go with --reissue or --person.")
    if again and chosen:
        raise click.UsageError("--reissue does not go with --person.")
    given = settings()
    if email and given.mail_server is None:
        raise Refused(
            "No mail server is set, so nothing could be e-mailed; set SMTP_URL, or leave --email "
            "out and send the links yourself. Nobody was invited."
        )
    with _reserved(output) as file:
        with hall() as found:
            invited = _invited(found, meeting, chosen, again=again, email=email)
        here = [issued for issued in invited.links if not issued.by_letter]
        rows = [_row(issued, given.base_url, telegram_bot) for issued in here]
        if as_json:
            sent = {"by_email": len(invited.links) - len(here)} if email else {}
            show_json({"invited": rows, **sent, "not_asked": _reasons(invited)})
            return
        _write(file, rows)
    _tell(invited, output)


def _chosen(
    meeting: str | None, person: str | None, questionnaire: str | None
) -> tuple[str, str] | None:
    if person is None and questionnaire is None:
        return None
    if meeting is None or person is None or questionnaire is None:
        raise click.UsageError("Give --meeting, --person and --questionnaire together.")
    return person, questionnaire


def _invited(
    found: Hall,
    meeting: str | None,
    chosen: tuple[str, str] | None,
    *,
    again: bool,
    email: bool,
) -> Invited:
    if meeting is None:
        return invite_by_rules(found, by_letter=email)
    if chosen is not None:
        return invite_person(found, meeting, *chosen)
    if again:
        return reissue(found, meeting)
    return invite_to_meeting(found, meeting, by_letter=email)


@contextmanager
def _reserved(path: Path | None) -> Iterator[TextIO]:
    """Open the file before anybody is invited, so that no link is drawn that cannot be kept.

    It is made for its owner's eyes only, and never written over another file.
    """
    if path is None:
        yield sys.stdout
        return
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Refused(
            f"There is already a file {path}, which may hold links that cannot be "
            "shown again; name another one. Nobody was invited."
        ) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as file:
            yield file
    except BaseException:
        path.unlink()
        raise


def _row(issued: Issued, base_url: str, bot: str | None) -> dict[str, str]:
    return {
        "recipient_ref": issued.recipient,
        "role": issued.role,
        "meeting_ref": issued.meeting,
        "case_ids": " ".join(issued.cases),
        "channel": issued.channel or "",
        "contact": issued.contact or "",
        "language": issued.language,
        "questionnaire": issued.questionnaire,
        "url": issued.url(base_url),
        "code": issued.code,
        "telegram_link": issued.telegram_url(bot) or "",
        "expires_on": issued.expires_on.isoformat(),
    }


def _write(file: TextIO, rows: list[dict[str, str]]) -> None:
    writer = csv.DictWriter(file, _COLUMNS)
    writer.writeheader()
    writer.writerows(rows)


def _reasons(invited: Invited) -> dict[str, int]:
    return {reason.value: count for reason, count in invited.not_asked.most_common()}


def _tell(invited: Invited, output: Path | None) -> None:
    where = f" Links are in {output}; they cannot be shown again." if output else ""
    by_email = sum(issued.by_letter for issued in invited.links)
    sent = f" {by_email} of them are e-mailed by 'sayso jobs'." if by_email else ""
    click.echo(f"{len(invited.links)} invited.{sent}{where}", err=True)
    for reason, count in invited.not_asked.most_common():
        click.echo(f"{count} not asked: {reason.label.lower()}.", err=True)
